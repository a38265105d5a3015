"""Days, zones and locks: L1, told on a wall clock, also on the two nights when clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.day import is_late, local_day, lock_until
from bot.core.events import HoldEnded

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Etc/UTC")


def utc(text: str) -> datetime:
    """A moment, told in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        ("2026-03-16T23:30", "Europe/Berlin", date(2026, 3, 17)),
        ("2026-03-16T23:30", "America/New_York", date(2026, 3, 16)),
        ("2026-03-16T10:30", "Pacific/Kiritimati", date(2026, 3, 17)),
        ("2026-03-16T10:30", "Pacific/Pago_Pago", date(2026, 3, 15)),
        ("2026-03-16T23:30", None, date(2026, 3, 16)),
    ],
)
def test_day(at: str, zone: str | None, expected: date) -> None:
    """A day is the person's own; without a zone it is that of UTC."""
    assert local_day(utc(at), zone) == expected


@pytest.mark.parametrize(
    ("told", "zone", "expected"),
    [
        ("2026-03-16T08:00", "Europe/Berlin", "2026-03-16T23:00"),
        ("2026-03-16T20:00", "Europe/Berlin", "2026-03-17T08:00"),
        ("2026-03-16T11:00", "Europe/Berlin", "2026-03-16T23:00"),
        ("2026-03-16T08:00", None, "2026-03-17T08:00"),
        ("2026-03-16T12:30", "Asia/Kathmandu", "2026-03-17T00:30"),
    ],
)
def test_lock(told: str, zone: str | None, expected: str) -> None:
    """A lock stands to the end of the local day and at least 12 hours; 24 hours while the zone is unknown (L1)."""
    assert lock_until(utc(told), zone) == utc(expected)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2026-03-28T23:30", "2026-03-29T22:00"),
        ("2026-10-24T22:30", "2026-10-25T23:00"),
    ],
)
def test_lock_when_clocks_change(told: str, expected: str) -> None:
    """Half past midnight on a day of 23 or 25 hours: the lock stands to the midnight that the wall clock shows."""
    assert lock_until(utc(told), "Europe/Berlin") == utc(expected)


@given(st.integers(0, 10 * 366 * 24 * 60), st.sampled_from(ZONES))
def test_lock_walls(minutes: int, zone: str) -> None:
    """Whenever it is, a lock lasts 12 hours or more, never reaches the day after the next, and ends on another day."""
    at = utc("2026-01-01T00:00") + timedelta(minutes=minutes)
    until = lock_until(at, zone)

    assert timedelta(hours=12) <= until - at <= timedelta(hours=25)
    assert local_day(until, zone) == local_day(at, zone) + timedelta(days=1)


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (30, False), (31, True)])
def test_late(seconds: int, late: bool) -> None:
    """A timer may ring half a minute late; beyond that the person was left alone with it."""
    due = utc("2026-03-16T08:00")

    assert is_late(HoldEnded(at=due + timedelta(seconds=seconds), due=due, turn=1)) is late
