"""What a person has said about their reminders beside the plans themselves: nouns only, frozen, replaced.

Wall times and days are the person's own; moments are in UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.core.drafts import Open, Part
from bot.core.plans import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """The hours in which nobody is rung but at a time they chose themselves; `start` may lie after `end`.

    Where both are the same, there are none.
    """

    start: time = time(22)
    end: time = time(7)


NO_QUIET = Quiet(start=time(0), end=time(0))


class Why(StrEnum):
    """Why somebody is away from their stretches for a while."""

    ILL = "ill"
    SORE = "sore"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A spell in which every plan rests, from its first day to its last; None while nobody knows the last."""

    why: Why
    from_day: date
    until_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """One occasion, put off to the moment `at`. `follows` is the moment of the reminder that nobody answered."""

    plan: int
    at: datetime
    routine: str | None = None
    chosen: bool = True
    follows: datetime | None = None


class Page(StrEnum):
    """Which page of the pickers shows a draft; the questions of its open times come before any of them."""

    DAYS = "days"
    HOUR = "hour"
    QUARTER = "quarter"
    ROUTINE = "routine"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The one plan that is being made or changed; its buttons carry its `number`, so that older ones move nothing.

    The plan's id is 0 for a new one. `open` are the times that its words left open. `hour` is chosen before its
    quarter; `more` says that the time is added to those it has.
    """

    number: int
    plan: Plan
    open: tuple[Open, ...] = ()
    page: Page = Page.CONFIRM
    hour: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """What reminders mean to this person, and how far they were seen to.

    `parts` are the times that mornings, evenings and so on mean here, as they were told. `looked`: every occasion up
    to this moment was seen to. `missed` is the day of a reminder that came too late to be sent, until that is told.
    `asleep`: the person blocked us.
    """

    parts: tuple[tuple[Part, time], ...] = ()
    quiet: Quiet = Quiet()
    follow_up: bool = True
    looked: datetime | None = None
    snoozes: tuple[Snooze, ...] = ()
    draft: Draft | None = None
    drafts: int = 0
    away: tuple[Away, ...] = ()
    missed: date | None = None
    asleep: bool = False
