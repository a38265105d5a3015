"""A person's reminders as values: wall times on days, in the person's own zone. When they fall due is worked out here.

A plan is never kept as an offset from UTC, nor as "24 hours later": seven in the morning stays seven in the morning.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

MOST = 10
"""Plans a person may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A reminder. Either `times` on days, or `once`, a bare moment in UTC ("in 2 hours").

    `times` are wall times of whole minutes, in order. `weekdays` are 1 (Monday) to 7; empty for every day.
    `every` counts days from `from_day`: 2 is every other day. `until_day` is the last day; the same as `from_day` for
    a single day. `routine` is None for what suits the day. `paused_until` is the first day it rings again,
    `date.max` until it is told; on the day `skipped` it keeps silent.
    """

    id: int
    times: tuple[time, ...] = ()
    weekdays: tuple[int, ...] = ()
    every: int = 1
    from_day: date | None = None
    until_day: date | None = None
    once: datetime | None = None
    routine: str | None = None
    paused_until: date | None = None
    skipped: date | None = None
