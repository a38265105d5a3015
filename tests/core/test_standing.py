"""What is open to a person now: the check, the gates of the record, the day and the lock, in one answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.due import Trouble
from bot.core.library import Gate, Kind
from bot.core.progress import Bounds
from bot.core.questions import Experience, Fired, Verdict
from bot.core.record import Done
from bot.core.session import Lock, Person
from bot.core.standing import Standing, experience, fired, standing, trouble
from tests.core.answering import TODAY
from tests.core.practising import PRACTISED
from tests.core.walking import LIBRARY, MORNING, checked

TWISTS = ("knee_drop", "reclined_twist", "prone_twist")


def stands(person: Person) -> Standing:
    """What the person may do this morning."""
    return standing(person, LIBRARY, MORNING)


def ago(days: int) -> date:
    """A day before today."""
    return TODAY - timedelta(days=days)


def hurt(days: int, **told: bool) -> Done:
    """A knee drop that pain broke off."""
    return replace(Done(on=ago(days), stretch="knee_drop", level="LB1", broken="pain"), **told)  # type: ignore[arg-type]


def test_all_open() -> None:
    """Healthy, checked and practised: every stretch is open."""
    now = stands(PRACTISED)

    assert (now.verdict, now.open, dict(now.closed)) == (Verdict.CLEARED, frozenset(LIBRARY.stretches), {})


def test_beginner() -> None:
    """Without any record the knee drop is open, and the others tell what opens them."""
    now = stands(replace(PRACTISED, recent=()))

    reasons = {"reclined_twist": "gate_one_calm_session", "prone_twist": "gate_three_calm_sessions"}
    assert dict(now.closed) == reasons


def test_unchecked() -> None:
    """Without a check nothing at all is open."""
    assert stands(Person(id=1)).open == frozenset()


def test_no_twist_today() -> None:
    """After a pain no twist is open that day, preparation is, and the next day it is over."""
    person = replace(PRACTISED, no_twist_on=TODAY)

    assert dict(stands(person).closed) == dict.fromkeys(TWISTS, "no_twist_today")
    assert dict(stands(replace(person, no_twist_on=ago(1))).closed) == {}


def test_locked() -> None:
    """A lock closes everything, until it has run out."""
    person = replace(PRACTISED, lock=Lock(until=MORNING + timedelta(seconds=1), on=ago(1)))

    assert dict(stands(person).closed) == dict.fromkeys(LIBRARY.stretches, "locked")
    assert standing(person, LIBRARY, MORNING + timedelta(seconds=1)).open == frozenset(LIBRARY.stretches)


def test_answers_close() -> None:
    """An answer closes what its row names, with the row's reason."""
    closed = stands(replace(PRACTISED, readiness=checked(Q26="glaucoma"))).closed

    assert set(closed) >= {"prone_twist"}
    assert "knee_drop" not in closed


def test_unknown_stretch() -> None:
    """A stretch that the readiness check does not name is open to nobody."""
    new = replace(LIBRARY.stretches["knee_drop"], id="new")
    library = replace(LIBRARY, stretches={**LIBRARY.stretches, "new": new})

    assert standing(PRACTISED, library, MORNING).closed == {"new": "cleared"}


@pytest.mark.parametrize(
    ("readiness", "stretch", "expected"),
    [
        (checked(), "knee_drop", Bounds(start_level=1, top_level=4)),
        (checked(), "reclined_twist", Bounds(start_level=1, top_level=3)),
        (checked(Q1="70_active"), "knee_drop", Bounds(start_level=0, top_level=1)),
        (checked(Q1="70_active"), "reclined_twist", Bounds(start_level=1, top_level=1)),
        (checked(), "pelvic_tilt", Bounds()),
    ],
)
def test_walls(readiness: object, stretch: str, expected: Bounds) -> None:
    """The verdict's walls around each stretch; preparation has none."""
    assert stands(replace(PRACTISED, readiness=readiness)).bounds(stretch) == expected  # type: ignore[arg-type]


def test_gate_keeps_lower() -> None:
    """Where the stretch's own gate allows less than the check, the gate counts."""
    low = replace(LIBRARY.stretches["knee_drop"], gates=(Gate(verdict="cleared", top_level=2),))
    library = replace(LIBRARY, stretches={**LIBRARY.stretches, "knee_drop": low})

    assert standing(PRACTISED, library, MORNING).bounds("knee_drop") == Bounds(start_level=1, top_level=2)


def test_shared_out() -> None:
    """Each stretch is open or closed, and never both."""
    now = stands(replace(PRACTISED, readiness=checked(Q15="yes")))

    assert now.open | set(now.closed) == set(LIBRARY.stretches)
    assert now.open & set(now.closed) == set()


def test_experience() -> None:
    """Calm twists within two weeks count, knee drops of any age, and the score after today's preparation."""
    twist = Done(on=ago(14), stretch="reclined_twist", level="LA1")
    recent = (
        Done(on=ago(15), stretch="knee_drop", level="LB1"),
        replace(twist, eased=1),
        twist,
        hurt(1),
        Done(on=TODAY, stretch="pelvic_tilt", level="PS", twist=False),
    )
    known = replace(PRACTISED.readiness, prep_on=TODAY, prep_score=2)
    person = replace(PRACTISED, recent=recent, readiness=known)

    assert experience(person, TODAY) == Experience(calm_sessions=1, b_sessions=1, prep_score=2)
    assert experience(person, TODAY + timedelta(days=1)).prep_score is None


# --- signs of an earlier day --------------------------------------------------------------------------


def signs(**known: object) -> tuple[Fired, ...]:
    """What is left of yesterday's lock."""
    readiness = replace(PRACTISED.readiness, **known)  # type: ignore[arg-type]
    lock = Lock(until=MORNING, on=ago(1), items=("Q3",))
    return fired(replace(PRACTISED, readiness=readiness, lock=lock), TODAY)


def test_signs() -> None:
    """A sign asks for a doctor's word; one that never was counts for a day; after that it is gone (L1)."""
    assert fired(PRACTISED, TODAY) == ()
    assert signs() == (Fired(question="Q3", on=ago(1), denied=False),)
    assert signs(denied=("Q3",), denied_on=TODAY) == (Fired(question="Q3", on=ago(1), denied=True),)
    assert signs(denied=("Q3",), denied_on=ago(1)) == ()


# --- trouble ------------------------------------------------------------------------------------------


def troubled(*recent: Done, checked_on: date | None = None) -> Trouble:
    """What went wrong, by this record, since the check of this day."""
    known = replace(PRACTISED.readiness, checked_on=checked_on)
    return trouble(replace(PRACTISED, readiness=known, recent=recent))


def calm(days: int, pain: int | None = None, day_after: str | None = None) -> Done:
    """A session without trouble, so many days ago."""
    return Done(on=ago(days), stretch="knee_drop", level="LB1", pain_after=pain, day_after=day_after)


def test_no_trouble() -> None:
    """Calm sessions, and none at all, are no trouble."""
    assert troubled() == troubled(calm(2, 1), calm(1, 1)) == Trouble()


def test_pain() -> None:
    """One pain has its day; two in a row ask for the whole check; a calm session between parts them."""
    assert troubled(calm(3), hurt(1)) == Trouble(last_stop=ago(1))
    assert troubled(hurt(2), hurt(1)) == Trouble(stops=2, last_stop=ago(1))
    assert troubled(hurt(3), calm(2), hurt(1)) == Trouble(last_stop=ago(1))


def test_grave_pain() -> None:
    """Leg signs, numbness or dizziness are grave."""
    assert troubled(hurt(1, grave=True)) == Trouble(grave=True, last_stop=ago(1))


def test_rising() -> None:
    """A score that went up over three sessions, or a worse day after."""
    assert troubled(calm(3, 0), calm(2, 1), calm(1, 2)).rising
    assert troubled(calm(1, day_after="worse")).rising
    assert not troubled(calm(3, 0), calm(2, 2), calm(1, 2)).rising
    assert not troubled(calm(3, 0), calm(2), calm(1, 2)).rising


def test_trouble_before_the_check() -> None:
    """What was before the last full check was asked there."""
    assert troubled(hurt(3, grave=True), checked_on=ago(2)) == Trouble()


def test_kinds() -> None:
    """These tests know every twist that is shipped."""
    assert {stretch.id for stretch in LIBRARY.stretches.values() if stretch.kind is Kind.TWIST} == set(TWISTS)
