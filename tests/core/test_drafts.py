"""Answers to what a draft lacks: one after the other, until there is a plan or nothing of it is to come."""

from datetime import UTC, date, datetime, time

from bot.core.drafts import Asking, Open, Part, Reason, Refused, Understood, Which, answered, concluded
from bot.core.plans import Plan

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MORNING = Open(which=Which.PART, part=Part.MORNING)
HALF = Open(which=Which.HALF, choices=(time(6), time(18)))
TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)


def test_one_question_after_the_other() -> None:
    """The first answer leads to the second question, the second to the plan, its times in order."""
    first = Asking(draft=Plan(id=0, weekdays=(1,)), open=(HALF, MORNING))
    second = answered(first, time(18), BERLIN, NOW)

    assert second == Asking(draft=Plan(id=0, weekdays=(1,), times=(time(18),)), open=(MORNING,))
    expected = Understood(plan=Plan(id=0, weekdays=(1,), times=(time(7), time(18))))
    assert answered(second, time(7), BERLIN, NOW) == expected


def test_the_same_answer_twice() -> None:
    """Two questions may have one answer; the time stands once."""
    asking = Asking(draft=Plan(id=0, times=(time(7),)), open=(MORNING,))
    assert answered(asking, time(7), BERLIN, NOW) == Understood(plan=Plan(id=0, times=(time(7),)))


def test_counted_days_begin_where_a_time_is_left() -> None:
    """At 13:00, every other day at 7 begins tomorrow, and at 7 and 19 it begins today."""
    morning = Plan(id=0, times=(time(7),), every=2)
    both = Plan(id=0, times=(time(19), time(7)), every=2)

    assert concluded(morning, (), BERLIN, NOW) == Understood(
        plan=Plan(id=0, times=(time(7),), every=2, from_day=TOMORROW)
    )
    expected = Understood(plan=Plan(id=0, times=(time(7), time(19)), every=2, from_day=TODAY))
    assert concluded(both, (), BERLIN, NOW) == expected


def test_nothing_is_to_come() -> None:
    """A single day whose time is over makes no plan."""
    asking = Asking(draft=Plan(id=0, from_day=TODAY, until_day=TODAY), open=(MORNING,))
    assert answered(asking, time(7), BERLIN, NOW) == Refused(reason=Reason.PAST)


def test_a_single_day_is_no_rhythm() -> None:
    """Mondays from one Monday until the same are that one day."""
    monday = date(2026, 11, 23)
    draft = Plan(id=0, times=(time(7),), weekdays=(1,), from_day=monday, until_day=monday)

    expected = Plan(id=0, times=(time(7),), from_day=monday, until_day=monday)
    assert concluded(draft, (), BERLIN, NOW) == Understood(plan=expected)
