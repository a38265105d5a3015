"""The end of a session: three short questions, each of which may be left open, and what comes next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.events import Sided, Skipped
from bot.core.library import Side
from bot.core.record import Done
from bot.core.session import Choosing, Ended, Feel, Feeling, Idle, Person, Readiness
from tests.core.answering import TODAY
from tests.core.practising import PRACTISED, begun, ended, keys, says, take, then
from tests.core.walking import MORNING, checked

SKIP = Skipped(at=MORNING)
RIGHT = Sided(at=MORNING, side=Side.RIGHT)


def asked(person: Person) -> str:
    """Which question is open."""
    assert isinstance(person.phase, Ended)
    return person.phase.ask.value


def last(person: Person) -> Done:
    """The newest record."""
    return person.recent[-1]


def test_record() -> None:
    """What was done is recorded before anything is asked."""
    person = ended()

    expected = Done(on=TODAY, stretch="knee_drop", level="LB1", rounds=4, amount=1, pain_before=0)
    assert (last(person), asked(person)) == (expected, "score")


def test_three_answers() -> None:
    """Score, side and wish are kept with the record; then nothing is under way."""
    now, effects = take(then(ended(), says("1"), RIGHT), says("same"))

    told = last(now)
    assert (told.pain_after, told.tighter, told.wish, now.phase) == (1, Side.RIGHT, "same", Idle())
    assert keys(effects)[:2] == ["ended.thanks", "ended.next"]


def test_order() -> None:
    """First the score, then the side, then the wish."""
    steps = [ended(), then(ended(), says("0")), then(ended(), says("0"), says("same"))]

    assert [asked(person) for person in steps] == ["score", "side", "wish"]


@pytest.mark.parametrize("answers", [(), ("0",), ("0", "same")])
def test_left_open(answers: tuple[str, ...]) -> None:
    """Each question may be left open; then nothing more is asked."""
    now, effects = take(then(ended(), *map(says, answers)), SKIP)

    assert (now.phase, keys(effects)[0]) == (Idle(), "ended.thanks")


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [((), "banana"), ((), "11"), ((), "yes"), (("0",), "7"), (("0", "same"), "no")],
)
def test_no_answer(answers: tuple[str, ...], wrong: str) -> None:
    """What does not fit the question is no answer; it is asked again."""
    person = then(ended(), *map(says, answers))
    now, effects = take(person, says(wrong))

    assert (now, keys(effects)) == (person, ["unclear.question", f"ended.{asked(person)}"])


def test_side_out_of_turn() -> None:
    """A side is an answer only where it is asked for."""
    assert (take(ended(), RIGHT)[0], keys(take(ended(), RIGHT)[1])[0]) == (ended(), "unclear.question")


@pytest.mark.parametrize("score", ["6", "10"])
def test_bad_end(score: str) -> None:
    """6 or more at the end counts as pain: the three parts are asked, and no twist follows that day."""
    now = then(ended(), says(score))

    assert isinstance(now.phase, Feeling)
    assert (now.phase.ask, now.no_twist_on, last(now).pain_after) == (Feel.THREE, TODAY, int(score))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("0", "same", "same"), "reason.same"),
        (("0", "same", "easier"), "reason.down"),
        (("3", "same", "same"), "reason.down"),
    ],
)
def test_next_time(answers: tuple[str, ...], expected: str) -> None:
    """What the next session will be, and why."""
    *before, wish = map(says, answers)

    assert expected in keys(take(then(ended(), *before), wish)[1])


def test_next_time_more() -> None:
    """After the second calm session in a row the next one is a little more."""
    calm = Done(on=TODAY - timedelta(days=1), stretch="knee_drop", level="LB1", rounds=3, amount=1)
    person = replace(PRACTISED, recent=(calm,))

    assert "reason.up" in keys(take(then(ended(person=person), says("0"), says("same")), says("same"))[1])


def test_wish_for_more() -> None:
    """A wish for more that cannot be granted yet is told why (D5)."""
    said = keys(take(then(ended(), says("0"), says("same")), says("harder"))[1])

    assert said[-2:] == ["reason.same", "harder.later"]


def test_without_consent() -> None:
    """Without consent to keep them, the answers go with the session."""
    unkept = replace(ended(), readiness=replace(PRACTISED.readiness, keeps=None))

    assert then(unkept, SKIP).readiness == Readiness()


# --- preparation --------------------------------------------------------------------------------------


def prepared(routine: str = "prep", pain: int = 2) -> Person:
    """At the question after a preparation, begun with this pain."""
    person = begun(routine, replace(PRACTISED, readiness=checked(Q30=pain)))
    while not isinstance(person.phase, Ended):
        person = then(person, says("0") if isinstance(person.phase, Feeling) else SKIP)
    return person


def test_calm_preparation() -> None:
    """A calm pass opens the twists, and shows them."""
    now, effects = take(prepared(), says("2"))

    assert isinstance(now.phase, Choosing)
    assert (keys(effects)[0], now.readiness.prep_on, now.readiness.prep_score) == ("ended.prep_calm", TODAY, 2)


@pytest.mark.parametrize("score", ["4", "5"])
def test_sore_preparation(score: str) -> None:
    """4 or more after it: no twist that day."""
    now, effects = take(prepared(), says(score))

    assert (now.phase, keys(effects), now.readiness.prep_score) == (Idle(), ["ended.prep_sore"], int(score))


def test_short_preparation() -> None:
    """The short one leaves exercises out, so it opens nothing."""
    now = then(prepared("prep_short"), says("0"))

    assert (now.readiness.prep_on, now.readiness.prep_score) == (None, None)


def test_all_records_of_a_session() -> None:
    """A score at the end of several exercises is kept with each of them."""
    person = prepared()
    assert isinstance(person.phase, Ended)
    done = then(person, says("2")).recent[-len(person.phase.session.done) :]

    assert [each.pain_after for each in done] == [2] * len(done)
    assert then(person, says("2")).recent[: -len(done)] == PRACTISED.recent
