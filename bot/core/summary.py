"""What was done, summed up by week and by day: what `/progress` shows and `/report` is made of.

A record keeps the day and no session, so the unit is a day on which something was done. Nothing here judges: an empty
week is an empty week, and days away (ill, sore, on holiday) never break a streak.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from bot.core.library import Side
from bot.core.record import Done

GOAL_MINUTES = 10
"""Minutes a week to aim for: in 189 studies of stretching (6,654 adults, PubMed 39614059) flexibility gained most at
about 10 minutes a week, and no more above. Of stretching in general; none of them is of this program."""

WEEKS = 8
"""As many weeks are shown, with the one under way."""

WEEK = timedelta(days=7)

Span = tuple[date, date]
"""The first and the last day, both inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the person's calendar on which something was done, and what, in order."""

    on: date
    done: tuple[Done, ...]

    @property
    def seconds(self) -> int:
        """How long the stretches of the day were held or moved."""
        return sum(done.seconds for done in self.done)

    @property
    def before(self) -> int | None:
        """The first score of the day, 0 to 10, as said before a session; None when none was said."""
        return next((done.pain_before for done in self.done if done.pain_before is not None), None)

    @property
    def after(self) -> int | None:
        """The last score of the day, 0 to 10, as said after a session; None when none was said."""
        return next((done.pain_after for done in reversed(self.done) if done.pain_after is not None), None)

    @property
    def eased(self) -> int:
        """How often a gentler form was asked for."""
        return sum(done.eased for done in self.done)

    def broken(self, why: str) -> int:
        """How many stretches were broken off by this: stop, pain or silence."""
        return sum(done.broken == why for done in self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week from Monday on: how long was stretched, on how many days, and whether days away fall into it."""

    monday: date
    seconds: int = 0
    days: int = 0
    away: bool = False

    @property
    def minutes(self) -> int:
        """To the nearest whole minute; what was done at all counts as one at least."""
        return whole_minutes(self.seconds) if self.days else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tighter:
    """On how many days each side was called the tighter one, which one it was last, and when."""

    right: int
    left: int
    last: Side
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """What was done of one stretch: on how many days, the first time and the last."""

    stretch: str
    days: int
    first: Done
    last: Done


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The last weeks, oldest first, the days in them, and the days away.

    `streak` counts weeks in a row with something done, further back than the weeks shown; `new` is True for a person
    who has done nothing yet, in these weeks or before.
    """

    today: date
    weeks: tuple[Week, ...]
    days: tuple[Day, ...] = ()
    away: tuple[date, ...] = ()
    streak: int = 0
    tighter: Tighter | None = None
    doses: tuple[Dose, ...] = ()
    new: bool = True


def summarise(records: Sequence[Done], away: Sequence[Span], today: date, weeks: int = WEEKS) -> Summary:
    """Sum up the last `weeks` weeks. Days away may reach into the future, as far as `date.max`."""
    mondays = [monday_of(today) - WEEK * back for back in reversed(range(weeks))]
    days = by_day(records)
    shown = tuple(day for day in days if mondays[0] <= day.on < mondays[-1] + WEEK)
    off = frozenset(_days_in(away, mondays[0], mondays[-1] + WEEK - timedelta(days=1)))
    return Summary(
        today=today,
        weeks=tuple(_week(monday, shown, off) for monday in mondays),
        days=shown,
        away=tuple(sorted(off)),
        streak=_streak(days, away, today),
        tighter=tighter_of(shown),
        doses=doses_of(shown),
        new=not records,
    )


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def whole_minutes(seconds: int) -> int:
    """To the nearest minute, one at least."""
    return max(1, (seconds + 30) // 60)


def by_day(records: Iterable[Done]) -> tuple[Day, ...]:
    """The records gathered by day, oldest first; those of a day keep their order."""
    ordered = sorted(records, key=_day)
    return tuple(Day(on=on, done=tuple(done)) for on, done in groupby(ordered, key=_day))


def _day(done: Done) -> date:
    return done.on


def tighter_of(days: Sequence[Day]) -> Tighter | None:
    """What was said about the tighter side on these days; None when no side was named."""
    said = [(day.on, side) for day in days for side in dict.fromkeys(done.tighter for done in day.done) if side]
    if not said:
        return None
    on, last = said[-1]
    sides = [side for _, side in said]
    return Tighter(right=sides.count(Side.RIGHT), left=sides.count(Side.LEFT), last=last, on=on)


def doses_of(days: Sequence[Day]) -> tuple[Dose, ...]:
    """The stretches of these days, the one done on most days first."""
    by_stretch: dict[str, list[Done]] = {}
    for day in days:
        for done in day.done:
            by_stretch.setdefault(done.stretch, []).append(done)
    doses = [
        Dose(stretch=stretch, days=len({each.on for each in done}), first=done[0], last=done[-1])
        for stretch, done in by_stretch.items()
    ]
    return tuple(sorted(doses, key=lambda dose: -dose.days))


def _week(monday: date, days: Sequence[Day], away: frozenset[date]) -> Week:
    mine = [day for day in days if monday_of(day.on) == monday]
    return Week(
        monday=monday,
        seconds=sum(day.seconds for day in mine),
        days=len(mine),
        away=any(monday_of(day) == monday for day in away),
    )


def _streak(days: Sequence[Day], away: Sequence[Span], today: date) -> int:
    """Weeks in a row with something done; this week may still be empty, weeks with days away are passed over."""
    active = {monday_of(day.on) for day in days}
    monday, count = monday_of(today), 0
    while active and monday >= min(active):
        this_one = monday in active
        if not this_one and monday != monday_of(today) and not _touches(away, monday):
            break
        count, monday = count + this_one, monday - WEEK
    return count


def _touches(spans: Iterable[Span], monday: date) -> bool:
    return any(True for _ in _days_in(spans, monday, monday + timedelta(days=6)))


def _days_in(spans: Iterable[Span], first: date, last: date) -> Iterator[date]:
    """The days of the spans from the first to the last, one after the other."""
    for start, end in spans:
        low, high = max(start, first), min(end, last)
        yield from (low + timedelta(days=number) for number in range((high - low).days + 1))
