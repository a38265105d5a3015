"""When a plan rings: the rules, and the cases that are known to be hard. Every zone: test_zone_sweep.py."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from bot.core.plans import Plan
from bot.core.recurrence import coming, next_moment

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
SEVEN, NINE_PM = time(7), time(21)


def utc(text: str) -> datetime:
    """A moment in UTC, as "2026-11-20 12:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def said(moments: tuple[datetime, ...], zone: str = "UTC") -> list[str]:
    """Moments as a person reads them on the wall."""
    return [moment.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M") for moment in moments]


def rings(plan: Plan, zone: str, after: str, count: int = 3) -> list[str]:
    """The next moments on the wall of the zone; `after` is in UTC."""
    return said(coming(plan, zone, utc(after), count), zone)


def test_every_day() -> None:
    """A daily plan rings at its time on every day, and never at the very moment asked from."""
    plan = Plan(id=1, times=(SEVEN,))

    assert rings(plan, BERLIN, "2026-11-20 05:59") == ["Fri 20 Nov 07:00", "Sat 21 Nov 07:00", "Sun 22 Nov 07:00"]
    assert rings(plan, BERLIN, "2026-11-20 06:00", 1) == ["Sat 21 Nov 07:00"]


def test_several_times_on_weekdays() -> None:
    """Times come in order within a day, and days off are left out."""
    plan = Plan(id=1, times=(time(7, 30), NINE_PM), weekdays=(1, 2, 3, 4, 5))
    expected = ["Fri 20 Nov 21:00", "Mon 23 Nov 07:30", "Mon 23 Nov 21:00"]
    assert rings(plan, BERLIN, "2026-11-20 12:00") == expected


def test_every_other_day_counts_calendar_days() -> None:
    """Every other day is reckoned from the first day, across a clock change, also when asked on a day between."""
    plan = Plan(id=1, times=(SEVEN,), every=2, from_day=date(2026, 10, 22))
    expected = ["Sat 24 Oct 07:00", "Mon 26 Oct 07:00", "Wed 28 Oct 07:00"]

    assert rings(plan, BERLIN, "2026-10-23 12:00") == expected
    assert said(coming(plan, BERLIN, utc("2026-10-23 12:00"), 2)) == ["Sat 24 Oct 05:00", "Mon 26 Oct 06:00"]


def test_every_other_day_on_weekdays() -> None:
    """Both must hold: every other day, of those only Mondays is every second Monday."""
    plan = Plan(id=1, times=(SEVEN,), every=2, weekdays=(1,), from_day=date(2026, 11, 21))
    expected = ["Mon 23 Nov 07:00", "Mon 07 Dec 07:00", "Mon 21 Dec 07:00"]
    assert rings(plan, BERLIN, "2026-11-20 12:00") == expected


def test_days_that_never_meet() -> None:
    """Every seventh day from a Saturday is never a Monday: nothing rings, and nothing searches for ever."""
    plan = Plan(id=1, times=(SEVEN,), every=7, weekdays=(1,), from_day=date(2026, 11, 21))
    assert next_moment(plan, BERLIN, utc("2026-11-20 12:00")) is None


def test_from_and_until() -> None:
    """The first day and the last day are both days on which it rings."""
    plan = Plan(id=1, times=(SEVEN,), from_day=date(2026, 11, 23), until_day=date(2026, 11, 24))

    assert rings(plan, BERLIN, "2026-11-20 12:00") == ["Mon 23 Nov 07:00", "Tue 24 Nov 07:00"]
    assert rings(plan, BERLIN, "2026-11-24 06:00") == []


def test_once() -> None:
    """A bare moment rings once, whatever the zone."""
    plan = Plan(id=1, once=utc("2026-11-20 14:00"))

    assert coming(plan, BERLIN, utc("2026-11-20 12:00"), 3) == (utc("2026-11-20 14:00"),)
    assert coming(plan, NEW_YORK, utc("2026-11-20 14:00"), 3) == ()


def test_once_keeps_silent_too() -> None:
    """A pause and a skipped day hold for a bare moment as well, by the person's calendar."""
    at = utc("2026-11-20 23:30")  # the 21st in Berlin
    after = utc("2026-11-20 12:00")

    assert next_moment(Plan(id=1, once=at, skipped=date(2026, 11, 21)), BERLIN, after) is None
    assert next_moment(Plan(id=1, once=at, skipped=date(2026, 11, 20)), BERLIN, after) == at
    assert next_moment(Plan(id=1, once=at, paused_until=date(2026, 11, 22)), BERLIN, after) is None
    assert next_moment(Plan(id=1, once=at, paused_until=date(2026, 11, 21)), BERLIN, after) == at


def test_a_plan_without_times() -> None:
    """With neither times nor a moment there is nothing to ring."""
    assert next_moment(Plan(id=1, until_day=date(2026, 11, 30)), BERLIN, utc("2026-11-20 12:00")) is None


def test_paused() -> None:
    """Paused until a day, it rings again on that day, still counted from its first one; untold, it never rings."""
    plan = Plan(id=1, times=(SEVEN,), every=2, from_day=date(2026, 11, 20), paused_until=date(2026, 11, 25))

    assert rings(plan, BERLIN, "2026-11-20 12:00", 1) == ["Thu 26 Nov 07:00"]
    untold = Plan(id=1, times=(SEVEN,), paused_until=date.max)
    assert rings(untold, "Pacific/Honolulu", "2026-11-20 12:00") == []


def test_skipped() -> None:
    """A skipped day is silent at all its times; the next one is not."""
    plan = Plan(id=1, times=(SEVEN, NINE_PM), skipped=date(2026, 11, 21))
    assert rings(plan, BERLIN, "2026-11-20 21:00", 1) == ["Sun 22 Nov 07:00"]


def test_clocks_put_forward() -> None:
    """In the gap from 2 to 3 it rings once, at 3; a plan for 3 rings there as well, and both in one plan once."""
    gap = Plan(id=1, times=(time(2, 30),))
    expected = ["Sat 28 Mar 02:30", "Sun 29 Mar 03:00", "Mon 30 Mar 02:30"]

    assert rings(gap, BERLIN, "2026-03-27 12:00") == expected
    both = Plan(id=1, times=(time(2, 30), time(3)))
    assert rings(both, BERLIN, "2026-03-28 12:00") == ["Sun 29 Mar 03:00", "Mon 30 Mar 02:30", "Mon 30 Mar 03:00"]


def test_clocks_put_back() -> None:
    """In the fold it rings once, at the first of the two, also when asked from between them."""
    plan = Plan(id=1, times=(time(2, 30),))

    assert said(coming(plan, BERLIN, utc("2026-10-24 12:00"), 2)) == ["Sun 25 Oct 00:30", "Mon 26 Oct 01:30"]
    assert said(coming(plan, BERLIN, utc("2026-10-25 00:30"), 1)) == ["Mon 26 Oct 01:30"]


def test_a_fold_over_midnight() -> None:
    """Where midnight itself comes twice, the day's last minutes and the next day's first still ring once each.

    In Beirut the clocks go back from midnight to 23:00: the evening begins its last hour again.
    """
    plan = Plan(id=1, times=(time(0, 15), time(23, 30)))
    expected = ["Sat 24 Oct 20:30", "Sat 24 Oct 22:15", "Sun 25 Oct 21:30"]

    assert said(coming(plan, "Asia/Beirut", utc("2026-10-24 12:00"), 3)) == expected
    assert said(coming(plan, "Asia/Beirut", utc("2026-10-24 21:10"), 1)) == ["Sat 24 Oct 22:15"]


def test_a_gap_at_midnight() -> None:
    """Where the day begins at 1, the plan for midnight rings then, on that day."""
    plan = Plan(id=1, times=(time(0),))
    assert rings(plan, "Asia/Beirut", "2026-03-28 12:00", 2) == ["Sun 29 Mar 01:00", "Mon 30 Mar 00:00"]


def test_lord_howe() -> None:
    """Half an hour is all Lord Howe moves: 2:10 rings at 2:30 when clocks go forward, 1:40 once when they go back."""
    howe = "Australia/Lord_Howe"
    forward, back = Plan(id=1, times=(time(2, 10),)), Plan(id=1, times=(time(1, 40),))

    assert rings(forward, howe, "2026-10-03 12:00", 2) == ["Sun 04 Oct 02:30", "Mon 05 Oct 02:10"]
    assert said(coming(back, howe, utc("2026-04-04 12:00"), 2)) == ["Sat 04 Apr 14:40", "Sun 05 Apr 15:10"]


def test_casablanca() -> None:
    """In Ramadan Morocco's clocks stand an hour back; seven stays seven, and 2:30 rings once at either end of it."""
    zone = "Africa/Casablanca"
    daily = Plan(id=1, times=(SEVEN,))
    assert said(coming(daily, zone, utc("2026-02-13 12:00"), 2)) == ["Sat 14 Feb 06:00", "Sun 15 Feb 07:00"]
    assert said(coming(daily, zone, utc("2026-03-20 12:00"), 2)) == ["Sat 21 Mar 07:00", "Sun 22 Mar 06:00"]

    night = Plan(id=1, times=(time(2, 30),))
    assert rings(night, zone, "2026-02-14 12:00", 2) == ["Sun 15 Feb 02:30", "Mon 16 Feb 02:30"]
    assert said(coming(night, zone, utc("2026-02-14 12:00"), 1)) == ["Sun 15 Feb 01:30"]
    assert rings(night, zone, "2026-03-21 12:00", 2) == ["Sun 22 Mar 03:00", "Mon 23 Mar 02:30"]


def test_apia() -> None:
    """30 December 2011 did not take place in Apia: what fell on it rings once, as the 31st begins."""
    apia = "Pacific/Apia"
    daily = Plan(id=1, times=(SEVEN, NINE_PM))
    expected = ["Thu 29 Dec 21:00", "Sat 31 Dec 00:00", "Sat 31 Dec 07:00", "Sat 31 Dec 21:00"]
    assert rings(daily, apia, "2011-12-29 20:00", 4) == expected

    midnight = Plan(id=1, times=(time(0),))
    assert rings(midnight, apia, "2011-12-29 12:00", 2) == ["Sat 31 Dec 00:00", "Sun 01 Jan 00:00"]
    single = Plan(id=1, times=(SEVEN,), from_day=date(2011, 12, 30), until_day=date(2011, 12, 30))
    assert rings(single, apia, "2011-12-29 12:00") == ["Sat 31 Dec 00:00"]
    other = Plan(id=1, times=(SEVEN,), every=2, from_day=date(2011, 12, 29))
    assert rings(other, apia, "2011-12-29 20:00", 2) == ["Sat 31 Dec 07:00", "Mon 02 Jan 07:00"]


def test_across_the_date_line() -> None:
    """From Kiritimati to Honolulu the same date comes again, and so does its morning; flying back, none is doubled."""
    plan = Plan(id=1, times=(SEVEN,))
    rang = utc("2026-11-20 17:00")  # 7 on the 21st in Kiritimati, 7 on the 20th in Honolulu
    kiritimati, honolulu = "Pacific/Kiritimati", "Pacific/Honolulu"

    assert said(coming(plan, kiritimati, rang - timedelta(minutes=1), 1), kiritimati) == ["Sat 21 Nov 07:00"]
    assert said(coming(plan, honolulu, rang, 1), honolulu) == ["Sat 21 Nov 07:00"]
    assert said(coming(plan, kiritimati, rang, 1), kiritimati) == ["Sun 22 Nov 07:00"]


def test_a_single_day_across_the_date_line() -> None:
    """A plan for one day is over for good where that day is over, and still to come where it is not."""
    plan = Plan(id=1, times=(SEVEN,), from_day=date(2026, 11, 20), until_day=date(2026, 11, 20))
    now = utc("2026-11-20 12:00")

    assert next_moment(plan, "Pacific/Kiritimati", now) is None
    assert next_moment(plan, "Pacific/Honolulu", now) == utc("2026-11-20 17:00")


def test_the_zone_changes_while_one_is_pending() -> None:
    """From Berlin to New York, what was pending moves with the wall: nine in the evening there, not here."""
    plan = Plan(id=1, times=(NINE_PM,))
    now = utc("2026-11-20 12:00")

    assert next_moment(plan, BERLIN, now) == utc("2026-11-20 20:00")
    assert next_moment(plan, NEW_YORK, now) == utc("2026-11-21 02:00")


def test_the_zone_changes_while_one_is_due() -> None:
    """What rang already in the east rings again only when the wall shows that time anew; nothing rings backwards."""
    plan = Plan(id=1, times=(SEVEN,))
    rang = utc("2026-11-20 06:00")

    assert rings(plan, NEW_YORK, "2026-11-20 06:00", 1) == ["Fri 20 Nov 07:00"]
    assert next_moment(plan, "Asia/Tokyo", rang) == utc("2026-11-20 22:00")


def test_a_zone_that_is_none() -> None:
    """An unknown zone is an error, not UTC."""
    with pytest.raises(ZoneInfoNotFoundError):
        next_moment(Plan(id=1, times=(SEVEN,)), "Europe/Atlantis", utc("2026-11-20 12:00"))
