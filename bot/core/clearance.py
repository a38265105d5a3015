"""When a person's own confirmation counts (L2, L3, L6), and how a typed day is read. Calendar days, no
clock.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from bot.core.questions import Confirmation, Lift, Limits


class Proof(StrEnum):
    """Whether a confirmation counts, and if not, why."""

    COUNTS = "counts"
    NOBODY = "nobody_named"
    FUTURE = "date_in_future"
    BEFORE_EVENT = "date_before_event"
    TOO_OLD = "date_too_old"
    TOO_SOON = "next_day_only"


def judge(
    confirmation: Confirmation,
    lift: Lift,
    limits: Limits,
    *,
    today: date,
    answered_on: date | None = None,
    event: date | None = None,
) -> Proof:
    """Judge a confirmation on `today`; `event` is one more day that it must not be older than."""
    events = [day for day in (confirmation.event, event) if day is not None]
    if not confirmation.who.strip():
        return Proof.NOBODY
    if confirmation.on > today:
        return Proof.FUTURE
    if any(confirmation.on < day for day in events):
        return Proof.BEFORE_EVENT
    if confirmation.on < _oldest(lift, limits, today):
        return Proof.TOO_OLD
    if lift.next_day and (answered_on is None or confirmation.on <= answered_on):
        return Proof.TOO_SOON
    return Proof.COUNTS


def _oldest(lift: Lift, limits: Limits, today: date) -> date:
    if lift.days is not None:
        return today - timedelta(days=lift.days)
    return months_before(today, limits.confirmation_months)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(\w{3,})\.?,?(?:\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"(\w{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")


def read_day(text: str, months: tuple[str, ...], *, today: date) -> date | None:
    """Read "2026-03-12", "12 March" or "March 12 2026"; without a year it is the latest such day up to
    `today`.

    `months` are the twelve names, lower case. None when it is no day.
    """
    words = text.strip().lower()
    if _ISO.fullmatch(words):
        return _day(int(words[:4]), int(words[5:7]), int(words[8:]))
    if found := _DAY_MONTH.fullmatch(words):
        return _named(found[1], found[2], found[3], months, today)
    if found := _MONTH_DAY.fullmatch(words):
        return _named(found[2], found[1], found[3], months, today)
    return None


def _named(day: str, name: str, year: str | None, months: tuple[str, ...], today: date) -> date | None:
    numbers = [number for number, month in enumerate(months, 1) if month.startswith(name)]
    if not numbers:
        return None
    years = [int(year)] if year else range(today.year, today.year - 5, -1)
    days = (_day(number, numbers[0], int(day)) for number in years)
    return next((found for found in days if found and (year or found <= today)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
