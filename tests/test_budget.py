"""How much of one person is heard at a time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.budget import BURST, Budget, Share

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
ANN, BEA = 7, 8


def shares(budget: Budget, person: int, *seconds: float) -> list[Share]:
    """What messages get that come at these seconds."""
    return [budget.spend(person, AT + timedelta(seconds=second)) for second in seconds]


def test_a_flood_is_answered_for_a_while_then_told_once() -> None:
    """A thousand messages at once: thirty are answered, one brings a notice, the others bring nothing."""
    expected = [Share.ANSWER] * BURST + [Share.NOTICE] + [Share.NOTHING] * (1000 - BURST - 1)
    assert expected == shares(Budget(1.0), ANN, *[0.0] * 1000)


def test_nobody_pays_for_another() -> None:
    """Beside a flood, somebody else is answered as ever."""
    budget = Budget(1.0)
    shares(budget, ANN, *[0.0] * 1000)
    assert shares(budget, BEA, 0.0) == [Share.ANSWER]


def test_one_a_second_is_never_too_much() -> None:
    """However long it lasts."""
    assert set(shares(Budget(1.0), ANN, *range(1000))) == {Share.ANSWER}


def test_after_a_while_all_is_as_before() -> None:
    """Who was told is answered again as time passes, and told again only after they had stopped."""
    budget = Budget(1.0, burst=2)
    assert shares(budget, ANN, 0, 0, 0, 0) == [Share.ANSWER, Share.ANSWER, Share.NOTICE, Share.NOTHING]
    assert shares(budget, ANN, 1, 1) == [Share.ANSWER, Share.NOTHING]
    assert shares(budget, ANN, 10, 10, 10) == [Share.ANSWER, Share.ANSWER, Share.NOTICE]


def test_switched_off() -> None:
    """With no rate everything is answered, and nobody remembered."""
    budget = Budget(0)
    assert set(shares(budget, ANN, *[0.0] * 1000)) == {Share.ANSWER}
    assert budget.known() == 0


def test_ten_thousand_strangers_are_forgotten_again() -> None:
    """Nothing of them stays once they are quiet."""
    budget = Budget(1.0)
    for stranger in range(10_000):
        budget.spend(stranger, AT)
    assert budget.known() == 10_000
    budget.spend(ANN, AT + timedelta(seconds=2))
    assert budget.known() == 1


@given(st.lists(st.tuples(st.sampled_from([ANN, BEA]), st.integers(-5, 40)), max_size=60))
def test_a_clock_that_is_set_back_silences_nobody(steps: list[tuple[int, int]]) -> None:
    """However the clock jumps, whoever was quiet for as long as it takes is answered."""
    budget, at = Budget(1.0, burst=3), AT
    for person, seconds in steps:
        at += timedelta(seconds=seconds)
        budget.spend(person, at)
    for later in (timedelta(hours=-2), timedelta(seconds=4)):
        assert budget.spend(ANN, at + later) is Share.ANSWER
