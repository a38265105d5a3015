"""The answers to a reminder: later, tonight, not today, not this week. Each says what follows from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.agenda import Snooze
from bot.core.day import local_day
from bot.core.drafts import Part
from bot.core.effects import Manner, Phrase, Rows, Say, Verb
from bot.core.events import Chose
from bot.core.library import Library
from bot.core.moments import next_words, when
from bot.core.occasions import is_quiet
from bot.core.plans import Plan
from bot.core.recurrence import moment_of
from bot.core.saying import aside, button, plain, title
from bot.core.session import Person
from bot.core.stations import Next
from bot.core.waking import before_change, zone_of
from bot.core.where import where

NOT_TODAY = "no"
EVENING = time(20)
"""The evening of somebody who was never asked for theirs."""

SOON = timedelta(minutes=15)
"""An evening nearer than that has begun: "tonight" would be now."""

WEEK = timedelta(days=7)


def in_place(person: Person, *phrases: Phrase, buttons: Rows = ()) -> Say:
    """The answer to a button beside the session: it takes the place of the message that was pressed."""
    return replace(aside(person, *phrases, buttons=buttons), manner=Manner.PRESSED)


def snoozed(person: Person, event: Chose, library: Library) -> Next:
    """A button under a reminder; what it says follows from this moment, however old the reminder is."""
    how, _, number = event.value.partition(".")
    move = HOWS.get(how)
    if move is None or not number.isdigit():
        return where(person, library, plain("unclear.here"))
    return move(person, int(number), event.at)


def _in_minutes(minutes: int) -> Callable[[Person, int, datetime], Next]:
    return lambda person, plan, at: put_off(person, plan, at, at + timedelta(minutes=minutes), chosen=True)


def put_off(person: Person, plan: int, at: datetime, until: datetime, *, chosen: bool) -> Next:
    """Remind again at that moment; what was put off before for this plan gives way to it."""
    named = next((each.routine for each in person.plans if each.id == plan), None)
    known = person.reminders
    others = tuple(each for each in known.snoozes if each.plan != plan)
    new = Snooze(plan=plan, at=until, routine=named, chosen=chosen)
    looked = known.looked or at
    person = replace(person, reminders=replace(known, snoozes=(*others, new), looked=looked))
    start = button("start", Verb.CHOOSE, f"start={named or ''}")
    instead = button("not_today", Verb.CHOOSE, f"snooze={NOT_TODAY}.{plan}")
    words = when("remind.later", until, zone_of(person))
    return person, (in_place(person, words, buttons=((start, instead),)),)


def tonight(person: Person, at: datetime) -> datetime | None:
    """This evening's moment; None when the evening has begun, or lies in quiet hours."""
    zone = ZoneInfo(zone_of(person))
    evening = dict(person.reminders.parts).get(Part.EVENING, EVENING)
    moment = moment_of(at.astimezone(zone).date(), evening, zone)
    return moment if moment - at >= SOON and not is_quiet(person, moment) else None


def _tonight(person: Person, plan: int, at: datetime) -> Next:
    moment = tonight(person, at)
    if moment is None:
        return person, (in_place(person, plain("remind.late_already"), next_words(person, at)),)
    return put_off(person, plan, at, moment, chosen=False)


def _not_today(person: Person, plan: int, at: datetime) -> Next:
    """Nothing more today, of no plan."""
    today = local_day(at, person.settings.zone)
    person = quiet_today(person, today)
    return person, (in_place(person, title("remind.not_today"), next_words(person, at)),)


def quiet_today(person: Person, today: date) -> Person:
    """The person without anything put off, and with every plan silent for the rest of this day."""
    plans = tuple(replace(plan, skipped=today) for plan in person.plans)
    return replace(person, plans=plans, reminders=replace(person.reminders, snoozes=()))


def _a_week(person: Person, plan: int, at: datetime) -> Next:
    until = local_day(at, person.settings.zone) + WEEK
    person = paused(person, plan, until, at)
    return person, (in_place(person, title("remind.paused_week"), next_words(person, at)),)


def paused(person: Person, id: int, until: date, at: datetime) -> Person:
    """The person with one plan at rest until that day, and nothing of it put off."""
    return changed(person, id, at, lambda plan: replace(plan, paused_until=until))


def changed(person: Person, id: int, at: datetime, change: Callable[[Plan], Plan | None]) -> Person:
    """The person with one plan changed, or gone where the change leaves none; nothing of it stays put off."""
    person = before_change(person, at)
    plans = (change(plan) if plan.id == id else plan for plan in person.plans)
    left = tuple(each for each in person.reminders.snoozes if each.plan != id)
    kept = tuple(plan for plan in plans if plan is not None)
    return replace(person, plans=kept, reminders=replace(person.reminders, snoozes=left))


HOWS: dict[str, Callable[[Person, int, datetime], Next]] = {
    "10": _in_minutes(10),
    "60": _in_minutes(60),
    "tonight": _tonight,
    NOT_TODAY: _not_today,
    "week": _a_week,
}
"""What stands in a snooze button, and its move."""
