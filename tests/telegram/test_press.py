"""What a button carries, there and back."""

import pytest

from bot.core.effects import Verb
from bot.press import MOST_BYTES, Press, decode, encode


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("value", ["", "yes", "Q30=no", "a:b", "7"])
def test_there_and_back(verb: Verb, value: str) -> None:
    """What was written is read again, for every verb."""
    assert Press(turn=12, verb=verb, value=value) == decode(encode(12, verb, value))


def test_format() -> None:
    """The turn comes first, then the verb, then the value."""
    expected = ["12:rdy", "12:an:yes"]
    assert expected == [encode(12, Verb.READY), encode(12, Verb.ANSWER, "yes")]


@pytest.mark.parametrize("data", ["", "stop", "12", "12:", "12:nope", "-1:rdy", "x:rdy", "١:rdy", "12:RDY"])
def test_not_ours(data: str) -> None:
    """What we did not write is not read."""
    assert decode(data) is None


def test_too_long() -> None:
    """A value that does not fit is refused before Telegram refuses it; 64 bytes fit."""
    longest = encode(1, Verb.ANSWER, "x" * 59)
    assert len(longest.encode()) == MOST_BYTES
    with pytest.raises(ValueError, match="65 bytes"):
        encode(1, Verb.ANSWER, "x" * 60)
