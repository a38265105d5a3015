"""Every zone of the tz database, every change of 2024 to 2030, held against a computation that is not ours.

python-dateutil reads the zone files itself: it tells where the changes are, `rrule` names the days of a plan, and
`datetime_exists` and `enfold` find the moment. What it calls `resolve_imaginary` is left aside: that moves a time in
a gap on by the whole gap, and the promise is the first valid minute. Both read the pinned tzdata package, so that the
same version gives the same result on every machine. `pytest -rP` shows the count.
"""

import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import pairwise

from dateutil import tz
from dateutil.rrule import DAILY, rrule

from bot.core.plans import Plan
from bot.core.recurrence import next_moment

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
AROUND = 60 * HOUR
"""How far before and after a change what rings is compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """The first moment of a new offset, and both offsets."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def walls(self) -> list[datetime]:
        """Times on the wall that are in the gap or the fold, at its ends, just beside, and far from it."""
        shown = self.at.replace(tzinfo=None)
        start, end = sorted((shown + self.before, shown + self.after))
        inside = [start, start + MINUTE, start + (end - start) // 2, end - MINUTE]
        return [start - MINUTE, *inside, end, end + MINUTE, start.replace(hour=7, minute=0)]


def stored(zone: str) -> bytes:
    """The file of a zone in the tzdata package."""
    return resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()


@cache
def changes_in(file: bytes) -> tuple[Change, ...]:
    """Every change of the years in a zone file; many names are links to one file."""
    return changes(tz.tzfile(BytesIO(file)))


def offset(at: datetime, zone: tzinfo) -> timedelta:
    """How far the wall is ahead of UTC at a moment."""
    return at.astimezone(zone).replace(tzinfo=UTC) - at


def changes(zone: tzinfo) -> tuple[Change, ...]:
    """Every change of the years, found by looking at each noon of UTC and halving the days between that differ."""
    days = (LAST - FIRST) // DAY
    noons = [FIRST + day * DAY + 12 * HOUR for day in range(-1, days)]
    offsets = [offset(noon, zone) for noon in noons]
    pairs = zip(pairwise(noons), pairwise(offsets), strict=True)
    return tuple(change(low, high, zone) for (low, high), (before, after) in pairs if before != after)


def change(low: datetime, high: datetime, zone: tzinfo) -> Change:
    """The one change after `low` and not after `high`."""
    before = offset(low, zone)
    while high - low > MINUTE:
        middle = low + (high - low) // MINUTE // 2 * MINUTE
        low, high = (middle, high) if offset(middle, zone) == before else (low, middle)
    return Change(high, before, offset(high, zone))


def plans(change: Change) -> Iterator[Plan]:
    """Plans that meet the change: each time alone, all together, on its weekday, and every other day."""
    walls = change.walls
    times = tuple(sorted({wall.time() for wall in walls}))
    day = walls[3].date()
    yield from (Plan(id=1, times=(wall.time(),)) for wall in walls)
    yield Plan(id=1, times=times)
    yield Plan(id=1, times=times, weekdays=(day.isoweekday(),))
    yield Plan(id=1, times=times, every=2, from_day=day)
    yield Plan(id=1, times=times, from_day=day, until_day=day)


def expected(plan: Plan, rung: Callable[[datetime], datetime], change: Change) -> list[datetime]:
    """What dateutil tells: days by rrule, each time at its moment, those that come to the same moment once."""
    shown = change.at.replace(tzinfo=None, hour=0, minute=0)
    days = rrule(
        DAILY,
        dtstart=datetime.combine(plan.from_day, time()) if plan.from_day else shown - 4 * DAY,
        until=datetime.combine(plan.until_day, time()) if plan.until_day else shown + 4 * DAY,
        interval=plan.every,
        byweekday=[day - 1 for day in plan.weekdays] or None,
    )
    moments = {rung(datetime.combine(day, wall)) for day in days for wall in plan.times}
    return sorted(moment for moment in moments if change.at - AROUND < moment <= change.at + AROUND)


def ringing(zone: tzinfo) -> Callable[[datetime], datetime]:
    """Tells the moment of a time on the wall: on to the first that exists, and the first of two."""

    @cache
    def rung(shown: datetime) -> datetime:
        while not tz.datetime_exists(shown, zone):
            shown += MINUTE
        return min(tz.enfold(shown, fold).replace(tzinfo=zone).astimezone(UTC) for fold in (0, 1))

    return rung


def actual(plan: Plan, zone: str, change: Change) -> list[datetime]:
    """What we tell, asked again from each moment on."""
    moments = [change.at - AROUND]
    while (moment := next_moment(plan, zone, moments[-1])) and moment <= change.at + AROUND:
        moments.append(moment)
    return moments[1:]


def test_every_change_of_every_zone() -> None:
    """Around every change every plan rings at the very moments that the independent computation names."""
    found = {name: changes_in(stored(name)) for name in sorted(zoneinfo.available_timezones())}
    distinct = {each: name for name, each in reversed(found.items())}
    occasions, wrong = 0, []
    for each, name in distinct.items():
        rung = ringing(tz.tzfile(BytesIO(stored(name))))
        for change, plan in ((each_change, plan) for each_change in each for plan in plans(each_change)):
            wanted, given = expected(plan, rung, change), actual(plan, name, change)
            occasions += len(wanted)
            wrong += [(name, change, plan, wanted, given)] if wanted != given else []
    print(f"{len(found)} zones with {sum(map(len, found.values()))} changes;", end=" ")  # noqa: T201
    print(f"{len(distinct)} that differ, with {sum(map(len, distinct))}; {occasions} occasions")  # noqa: T201

    assert wrong == []
    assert (len(found) > 590, len(distinct) > 30, occasions > 40_000) == (True, True, True)
