"""What is past its term goes; whoever was here today is left alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.content.load import load
from bot.core.keeping import Terms, first_kept, last_heard, tidied
from bot.core.questions import Confirmation
from bot.core.record import Done
from bot.core.session import Lock, Person, Readiness

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = AT.date()
LIMITS = load().library.table.limits
TERMS = Terms(sessions=100, silence=730)


def ago(days: int) -> date:
    """The day so many days before."""
    return TODAY - timedelta(days=days)


def did(days: int) -> Done:
    """A stretch done so many days ago."""
    return Done(on=ago(days), stretch="knee_drop", level="LB1")


def checked(days: int, *confirmed: Confirmation) -> Readiness:
    """A check so many days ago, with the consent to keep it."""
    return Readiness(
        answers=(("Q1", ("18_69",)),),
        checked_on=ago(days),
        today_on=ago(days),
        version=1,
        confirmed=confirmed,
        keeps=AT - timedelta(days=days),
        denied=("Q2",),
        denied_on=ago(days),
    )


def after(person: Person) -> Person | None:
    """The person as they are kept."""
    return tidied(person, AT, TERMS, LIMITS)


def test_answers_go_when_their_check_has_run_out() -> None:
    """On its last day a check still counts; a day later its answers go, and the consent and denials stay."""
    held, past = Person(id=1, readiness=checked(90)), Person(id=1, readiness=checked(91))

    assert after(held) is held
    assert after(past) == replace(
        past, readiness=Readiness(keeps=past.readiness.keeps, denied=("Q2",), denied_on=ago(91))
    )


def test_confirmations_have_a_term_of_their_own() -> None:
    """What a clinician said holds for twelve months, with or without the answers it belongs to."""
    young, old = (Confirmation(question="Q9", who="gp", on=day) for day in (date(2025, 11, 20), date(2025, 11, 19)))
    for days in (10, 91):
        kept = after(Person(id=1, readiness=checked(days, old, young)))
        assert kept is not None
        assert (kept.readiness.confirmed, bool(kept.readiness.answers)) == ((young,), days == 10)


def test_sessions_go_after_their_days() -> None:
    """The day itself is kept."""
    person = Person(id=1, recent=(did(101), did(100), did(5)))

    assert after(person) == replace(person, recent=(did(100), did(5)))
    assert first_kept(AT, TERMS) == ago(100)


def test_silence_for_two_years() -> None:
    """Then everything goes; a day earlier, what has no term of its own stays."""
    gone, left = (Person(id=1, met=True, seen=AT - timedelta(days=days)) for days in (731, 730))

    assert (after(gone), after(left)) == (None, left)


@pytest.mark.parametrize("days", [0, 1])
def test_whoever_was_here_is_left_alone(days: int) -> None:
    """Today and yesterday nothing of theirs is touched: they may be in a session, or asleep after one."""
    person = Person(id=1, readiness=checked(400), recent=(did(400),), seen=AT - timedelta(days=days))

    assert after(person) is person


@pytest.mark.parametrize(
    ("person", "day"),
    [
        (Person(id=1), None),
        (Person(id=1, seen=AT), TODAY),
        (Person(id=1, readiness=checked(8)), ago(8)),
        (Person(id=1, recent=(did(7), did(3))), ago(3)),
        (Person(id=1, no_twist_on=ago(2)), ago(2)),
        (Person(id=1, lock=Lock(until=AT, on=ago(4))), ago(4)),
    ],
)
def test_last_heard(person: Person, day: date | None) -> None:
    """Whatever has a day tells it; of somebody who was forgotten nothing does, and nothing is left to go."""
    assert (last_heard(person), after(person)) == (day, person)
