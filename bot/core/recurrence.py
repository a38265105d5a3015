"""When a plan rings: from wall times on days to moments, in whatever zone the person is in just then.

Every occasion is a day and a time on the person's wall clock, and it has one moment: **the first at which the clock
on the wall shows that time or a later one.** That one sentence holds all the rules:

- The wall time is kept for ever; what UTC makes of it follows the zone's changes.
- A time in a gap (clocks put forward, by an hour or by Lord Howe's half, at midnight or at another hour) rings once,
  at the first valid minute after it.
- A time in a fold (clocks put back) rings once, at the first of the two.
- A whole day that is skipped (Apia, 30 December 2011) is a gap like any other: what falls on it rings at the first
  minute of the next day. Occasions that come to the same moment ring once.
- Days are calendar days, so "every other day" is never a matter of hours.
- Nothing is remembered of zones: after a move the wall clock of the new zone alone decides, as on a phone's alarm. A
  person who crosses the date line may so meet the same date twice, or miss one.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.plans import Plan

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LAST_DAY = date.max.toordinal() - 2
"""Where the calendar ends for us, as an ordinal: the days after it have no moment in every zone."""


def next_moment(plan: Plan, zone: str, after: datetime) -> datetime | None:
    """The first moment in UTC, strictly after `after`, at which a plan rings; None when it never will again.

    The work is bounded: at most seven days are tried for one that matches, and only a day that lies in a fold can
    be over at its first look. Raises ZoneInfoNotFoundError for a zone that is none.
    """
    at = ZoneInfo(zone)
    if plan.once is not None:
        return plan.once if plan.once > after and _rings_on(plan, plan.once.astimezone(at).date()) else None
    today = after.astimezone(at).date()
    moments = (moment_of(day, wall, at) for day in _days(plan, today) for wall in plan.times)
    return next((moment for moment in moments if moment > after), None)


def coming(plan: Plan, zone: str, after: datetime, count: int) -> tuple[datetime, ...]:
    """The next moments, in order and each once; fewer than `count` when the plan ends before."""
    moments: list[datetime] = []
    while len(moments) < count and (moment := next_moment(plan, zone, moments[-1] if moments else after)):
        moments.append(moment)
    return tuple(moments)


def moment_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, at which the clock on the wall shows this time of this day, or a later one."""
    shown = datetime.combine(day, wall)
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    return moment if _shown(moment, zone) == shown else _end_of_gap(shown, zone)


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows at a moment."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _end_of_gap(shown: datetime, zone: ZoneInfo) -> datetime:
    """The first minute after the gap that a time lies in.

    In a gap zoneinfo reckons with the offset before it (fold 0), or with the one after it (fold 1). The first comes
    out after the change and the second before it, so it is found by halving what lies between.
    """
    before = shown.replace(tzinfo=zone, fold=1).astimezone(UTC)
    low, high = 0, (shown.replace(tzinfo=zone).astimezone(UTC) - before) // MINUTE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _shown(before + middle * MINUTE, zone) >= shown else (middle, high)
    return before + high * MINUTE


def _days(plan: Plan, today: date) -> Iterator[date]:
    """The days on which a plan rings, in order, from `today` on; it ends when no day can follow."""
    start = plan.from_day or date.min
    first = max(today, start, plan.paused_until or date.min).toordinal()
    last = min(plan.until_day.toordinal(), LAST_DAY) if plan.until_day else LAST_DAY
    steps = range(first + (start.toordinal() - first) % plan.every, last + 1, plan.every)
    # Weekdays repeat after seven steps of whatever length: where none of those matches, none ever will.
    if not any(_on_weekday(plan, ordinal) for ordinal in steps[:7]):
        return
    for ordinal in steps:
        if _on_weekday(plan, ordinal) and (day := date.fromordinal(ordinal)) != plan.skipped:
            yield day


def _on_weekday(plan: Plan, ordinal: int) -> bool:
    """Whether a day falls on one of the plan's weekdays; 1 January of the year 1 was a Monday."""
    return not plan.weekdays or (ordinal - 1) % 7 + 1 in plan.weekdays


def _rings_on(plan: Plan, day: date) -> bool:
    """Whether a plan is neither paused on a day nor told to skip it."""
    return day != plan.skipped and day >= (plan.paused_until or date.min)
