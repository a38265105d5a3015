"""The readiness check in the person's hands: what an urgent sign and a fever lead to."""

import pytest

from bot.core.effects import Say
from bot.core.events import Answered
from bot.core.saying import MENU_AGAIN
from bot.core.session import Idle, Locked, Person
from tests.core.practising import PLACES, keys, says, take, then

FEVER = ("18_69", "none", "some", "no", "no", "no", "no", "yes")
"""A full check up to the score, with a fever and no other sign."""


def answering(*codes: str) -> tuple[Person, Answered]:
    """In a full check after these answers, and the last of them still to come."""
    return then(PLACES["checking"], *map(says, codes[:-1])), says(codes[-1])


@pytest.mark.parametrize(
    ("codes", "sign", "expected"),
    [
        (("18_69", "some", "yes"), "Q2", "safety.t_e"),
        (("18_69", "some", "no", "not_sure", "not_sure"), "Q3", "safety.t_e"),
        (("18_69", "none", "some", "yes"), "Q6", "safety.t_d"),
        ((*FEVER, "3"), "Q10", "safety.t_d"),
    ],
)
def test_urgent(codes: tuple[str, ...], sign: str, expected: str) -> None:
    """An urgent sign ends the check at once: it locks, that sign alone is kept, and the text says how soon."""
    now, effects = take(*answering(*codes))

    assert now.lock is not None
    assert (now.phase, now.lock.items, keys(effects)) == (Locked(), (sign,), [expected])


def test_fever() -> None:
    """A fever without pain locks nobody: today is for rest, and nothing is under way. It is the only reason: that the
    check ended before its other questions is none."""
    now, effects = take(*answering(*FEVER, "0"))

    assert (now.phase, now.lock) == (Idle(), None)
    assert keys(effects) == ["readiness.verdict.not_today", "readiness.reason.fever"]
    assert [effect.buttons for effect in effects if isinstance(effect, Say)] == [MENU_AGAIN]
