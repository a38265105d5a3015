"""When a person's reminders have to be looked at next, and which occasions are due then.

An occasion is due from its moment on until `looked` has passed it. Nothing is counted: what is due follows from the
plans and that one mark alone, so that a look that was lost with the process is made good by the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain

from bot.core.agenda import Away, Snooze
from bot.core.plans import Plan
from bot.core.recurrence import next_moment
from bot.core.session import Person

LATEST = timedelta(hours=2)
"""How late a reminder may still come; an older one is left out, with one quiet line the next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One time that somebody is to be reminded."""

    moment: datetime
    plan: int
    routine: str | None = None
    chosen: bool = True
    follows: datetime | None = None


def zone_of(person: Person) -> str:
    """The zone that a person's wall times are read in; nobody has a plan before it is known."""
    return person.settings.zone or "UTC"


def wake(person: Person) -> datetime | None:
    """The earliest moment at which this person's reminders must be looked at; None while nothing is to come."""
    known = person.reminders
    if known.asleep or known.looked is None:
        return None
    moments = [snooze.at for snooze in known.snoozes]
    moments += [moment for plan in person.plans if (moment := rings(person, plan, known.looked))]
    return min(moments, default=None)


def rings(person: Person, plan: Plan, after: datetime) -> datetime | None:
    """When a plan rings next, with the days left out on which the person is away."""
    return _rings(plan, person.reminders.away, zone_of(person), after)


@lru_cache(maxsize=16_384)
def _rings(plan: Plan, spells: tuple[Away, ...], zone: str, after: datetime) -> datetime | None:
    """Kept, for a person is saved at every step of a session, and their plans stay the same all the while."""
    return next_moment(rested(plan, spells), zone, after)


def rested(plan: Plan, spells: tuple[Away, ...]) -> Plan:
    """The plan, paused until the last of these spells is over."""
    backs = [back_on(spell) for spell in spells]
    return replace(plan, paused_until=max([*backs, plan.paused_until or date.min]))


def back_on(spell: Away) -> date:
    """The first day after a spell; the last of all days while its end is open."""
    return date.max if spell.until_day is None else spell.until_day + timedelta(days=1)


def due(person: Person, at: datetime) -> tuple[Occasion, ...]:
    """Every occasion that is due now; of those of a plan that come too late to be sent, the first stands for all."""
    looked = person.reminders.looked
    planned = (_of_plan(person, plan, looked, at) for plan in person.plans) if looked else ()
    snoozed = (_put_off(snooze) for snooze in person.reminders.snoozes if snooze.at <= at)
    return (*chain.from_iterable(planned), *snoozed)


def _of_plan(person: Person, plan: Plan, looked: datetime, at: datetime) -> Iterator[Occasion]:
    late = rings(person, plan, looked)
    moments = () if late is None or late > at - LATEST else (late,)
    for moment in (*moments, *_moments(person, plan, max(looked, at - LATEST), at)):
        yield Occasion(moment=moment, plan=plan.id, routine=plan.routine)


def _moments(person: Person, plan: Plan, after: datetime, at: datetime) -> Iterator[datetime]:
    moment = rings(person, plan, after)
    while moment is not None and moment <= at:
        yield moment
        moment = rings(person, plan, moment)


def _put_off(snooze: Snooze) -> Occasion:
    return Occasion(
        moment=snooze.at, plan=snooze.plan, routine=snooze.routine, chosen=snooze.chosen, follows=snooze.follows
    )


def is_over(plan: Plan, zone: str, at: datetime) -> bool:
    """Whether a plan will never ring again, pauses or not."""
    return next_moment(replace(plan, paused_until=None, skipped=None), zone, at) is None


def looked_at(person: Person, at: datetime) -> Person:
    """Everything up to this moment was seen to: the mark moves on, and what will never ring again goes."""
    known = person.reminders
    left = tuple(snooze for snooze in known.snoozes if snooze.at > at)
    plans = tuple(plan for plan in person.plans if not is_over(plan, zone_of(person), at))
    return replace(person, plans=plans, reminders=replace(known, looked=at, snoozes=left))


def before_change(person: Person, at: datetime) -> Person:
    """The person whose plans or zone are about to change: what is due by now still comes, whatever they become."""
    put_off = tuple(
        Snooze(
            plan=occasion.plan,
            at=occasion.moment,
            routine=occasion.routine,
            chosen=occasion.chosen,
            follows=occasion.follows,
        )
        for occasion in due(person, at)
    )
    person = looked_at(person, at)
    known = person.reminders
    return replace(person, reminders=replace(known, snoozes=(*known.snoozes, *put_off)))
