"""What the words of a wish to be reminded can be: values without any language."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum, auto
from typing import TypeAlias

from bot.core.drafts import Part, Reason

DAY_MINUTES = 24 * 60
YEARS = 9
"""How many years hold every date: leap days may lie eight years apart."""


class Sign(Enum):
    """A word that says how others belong together, or that may be passed over."""

    AND = auto()
    LINK = auto()
    FILLER = auto()
    FROM = auto()
    UNTIL = auto()


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was said: an hour and minutes added to it.

    `exact` is four digits, or a word such as noon; `bare` are four digits without a sign between, as a year has.
    """

    hour: int
    added: int = 0
    exact: bool = False
    bare: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it could be either half of the day."""
        return not self.exact and 1 <= self.hour <= 12

    @property
    def as_said(self) -> time:
        """The time on a clock of 24 hours."""
        return _time(self.hour * 60 + self.added)

    def readings(self, *, halved: bool) -> tuple[time, ...]:
        """The times it can be; `halved` is one with am or pm, which four digits do not settle ("06:30 pm")."""
        twice = self.is_plain or (halved and 1 <= self.hour <= 12)
        hours = (self.hour % 12, self.hour % 12 + 12) if twice else (self.hour,)
        return tuple(sorted(_time(hour * 60 + self.added) for hour in hours))


def _time(minutes: int) -> time:
    return time(*divmod(minutes % DAY_MINUTES, 60))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the day that a time is said to be in, both ends in it. `part` may stand for a time; am may not."""

    start: time
    end: time
    part: Part | None = None

    def holds(self, at: time) -> bool:
        """Whether a time is in it; it may lead over midnight."""
        return self.start <= at <= self.end if self.start <= self.end else not self.end < at < self.start


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days that come again: those of the week, or one in so many; without either every day."""

    weekdays: frozenset[int] = frozenset()
    every: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """A single day: so many from today, the next one of that name, or a day of a month."""

    offset: int = 0
    weekday: int | None = None
    dated: tuple[int, int] | None = None
    span: Span | None = None

    def on(self, today: date, since: date) -> date | None:
        """The day, as many as said after today, or the first such from `since` on; None for a date that no year has."""
        if self.dated is not None:
            years = range(since.year, since.year + YEARS)
            return next((day for year in years if (day := _date(year, *self.dated)) and day >= since), None)
        if self.weekday is not None:
            return since + timedelta(days=(self.weekday - since.isoweekday()) % 7)
        return today + timedelta(days=self.offset)


def _date(year: int, day: int, month: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class After:
    """So many minutes from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Routine:
    """The routine to be reminded of."""

    id: str


Piece: TypeAlias = Sign | Clock | Span | Rhythm | Day | After | Routine | Reason
"""A piece that is a Reason makes a plan impossible."""
