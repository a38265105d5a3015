"""What was understood of a wish to be reminded: a plan, a question that is left, or why there is none.

**When a time is clear.** Clear are times with "in the morning", "in the evening", am or pm, four digits (0630, 06:30,
18:00), and hours from 13 on. A plain time (6, 6:30, half past six) is clear when the days to come are said with it: it
is then taken as the clock of 24 hours shows it ("every day at 7" and "Mon Wed Fri at half past six" are 07:00 and
06:30), and said back. Alone, or for today, it is asked about, unless just one of its two readings is a time that the
person told before. Times without any day mean every day.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.core.plans import Plan
from bot.core.recurrence import next_moment


class Part(StrEnum):
    """A part of the day that people name instead of a time, and mean a time of their own by."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Which(StrEnum):
    """What is asked: which time, when a part of the day is, or which half of the day a time is in."""

    TIME = "time"
    PART = "part"
    HALF = "half"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A time that is not known yet.

    `part` is the one to be told, and remembered; `choices` are the two times of which one is meant.
    """

    which: Which
    part: Part | None = None
    choices: tuple[time, ...] = ()


class Reason(StrEnum):
    """Why words made no plan.

    `nothing`: neither a time nor a day was said. `unknown`: a word was not understood. `negated`: it was said what
    should not be. `beyond`: plans cannot do that, as monthly. `no_such_time`, `no_such_day`: 25:00, 30 February.
    `contradiction`: 7 am in the evening. `several`: more than one plan at once. `unclear`: it could be read in two
    ways. `past`: nothing of it is still to come.
    """

    NOTHING = "nothing"
    UNKNOWN = "unknown"
    NEGATED = "negated"
    BEYOND = "beyond"
    NO_SUCH_TIME = "no_such_time"
    NO_SUCH_DAY = "no_such_day"
    CONTRADICTION = "contradiction"
    SEVERAL = "several"
    UNCLEAR = "unclear"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A whole plan; its id is 0 until it is kept."""

    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A plan that lacks times: what is open is asked one after the other, the first of them now."""

    draft: Plan
    open: tuple[Open, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No plan, and why."""

    reason: Reason


Outcome: TypeAlias = Understood | Asking | Refused


def answered(asking: Asking, told: time, zone: str, now: datetime) -> Outcome:
    """The draft with the time that was told for its first question: the next question, or the plan."""
    draft = replace(asking.draft, times=(*asking.draft.times, told))
    return concluded(draft, asking.open[1:], zone, now)


def concluded(draft: Plan, open: tuple[Open, ...], zone: str, now: datetime) -> Outcome:
    """What a draft comes to at a moment: a question while a time is open, else the plan if it has any future.

    Its times are put in order; a plan that counts days begins on the first day that still has one of them.
    """
    if open:
        return Asking(draft=draft, open=open)
    plan = replace(draft, times=tuple(sorted(set(draft.times))))
    if plan.every > 1 and plan.from_day is None:
        plan = replace(plan, from_day=first_day(plan, zone, now))
    if next_moment(plan, zone, now) is None:
        return Refused(reason=Reason.PAST)
    one_day = plan.from_day is not None and plan.from_day == plan.until_day
    return Understood(plan=replace(plan, weekdays=(), every=1) if one_day else plan)


def first_day(plan: Plan, zone: str, now: datetime) -> date:
    """Today in the zone, or tomorrow when the last of the plan's times is over for today."""
    today = now.astimezone(ZoneInfo(zone)).date()
    ahead = next_moment(Plan(id=0, times=plan.times, from_day=today, until_day=today), zone, now)
    return today if ahead else today + timedelta(days=1)
