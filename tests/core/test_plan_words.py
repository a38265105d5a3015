"""Plans said back, also those that only the pickers make."""

from datetime import UTC, date, datetime, time

import pytest

from bot.content.load import load
from bot.core.plan_words import in_words
from bot.core.plans import Plan
from bot.wording import label

SEVEN = (time(7),)
DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(id=1, times=SEVEN), "every day at 07:00"),
        (Plan(id=1, times=(time(6, 30),), weekdays=(1, 3, 5)), "Mon, Wed and Fri at 06:30"),
        (
            Plan(id=1, times=(time(7), time(13), time(21)), weekdays=(1, 2, 3, 4, 5)),
            "weekdays at 07:00, 13:00 and 21:00",
        ),
        (Plan(id=1, times=(time(10), time(18)), weekdays=(6, 7)), "weekends at 10:00 and 18:00"),
        (Plan(id=1, times=(time(12),), weekdays=(7,)), "every Sunday at 12:00"),
        (Plan(id=1, times=(time(8),), every=2, from_day=DAY), "every other day at 08:00, from 21 November"),
        (Plan(id=1, times=SEVEN, every=3, from_day=DAY), "every 3 days at 07:00, from 21 November"),
        (
            Plan(id=1, times=SEVEN, every=2, weekdays=(1,), from_day=DAY),
            "every Monday at 07:00, of these only every 2 days, from 21 November",
        ),
        (
            Plan(id=1, times=SEVEN, from_day=DAY, until_day=date(2026, 12, 24)),
            "every day at 07:00, from 21 November, until 24 December",
        ),
        (Plan(id=1, times=SEVEN, from_day=DAY, until_day=DAY), "on 21 November at 07:00"),
        (Plan(id=1, once=datetime(2026, 11, 20, 23, 30, tzinfo=UTC)), "on 21 November at 00:30"),
        (Plan(id=1, times=SEVEN, routine="knee_drop"), "every day at 07:00: Knee-drop twist"),
    ],
)
def test_in_words(plan: Plan, expected: str) -> None:
    """Days and times first, then what bounds them, then the routine."""
    words = load().words
    assert [label(phrase, words) for phrase in in_words(plan, "Europe/Berlin")] == [expected]
