"""Days, zones and lateness: questions about time, with time as an argument."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.core.events import TimeUp

GRACE = timedelta(seconds=30)
"""How late a timer may ring and still count: beyond it we were away, and the hold is offered again (law 6)."""

LOCK_AT_LEAST = timedelta(hours=12)
LOCK_WITHOUT_ZONE = timedelta(hours=24)


def is_late(event: TimeUp) -> bool:
    """Whether the timer rang so late that the person was left alone with it."""
    return event.at - event.due > GRACE


@cache
def clocks_of(zone: str) -> ZoneInfo:
    """The clocks of a zone; ZoneInfoNotFoundError when there is none.

    `ZoneInfo` itself keeps eight zones and reads the file of any other again, each time it is asked for.
    """
    return ZoneInfo(zone)


def local_day(at: datetime, zone: str | None) -> date:
    """The person's calendar day; the day of UTC while the zone is unknown."""
    return at.astimezone(clocks_of(zone) if zone else UTC).date()


def is_over(last: date | None, today: date) -> bool:
    """Whether a rule that holds through the day `last` is over. Days may go back where a zone is changed."""
    return last is None or last < today


def lock_until(at: datetime, zone: str | None) -> datetime:
    """The end of the local day and at least 12 hours; 24 hours while the zone is unknown (L1)."""
    if zone is None:
        return at + LOCK_WITHOUT_ZONE
    midnight = datetime.combine(local_day(at, zone) + timedelta(days=1), datetime.min.time(), clocks_of(zone))
    return max(midnight.astimezone(UTC), at + LOCK_AT_LEAST)
