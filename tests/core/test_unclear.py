"""What is understood, but of no use where the person stands."""

import pytest

from bot.core.effects import Say
from bot.core.saying import UNCLEAR
from tests.core.practising import PLACES, keys, says, take


@pytest.mark.parametrize("place", ["poised", "holding", "resting"])
def test_yes_in_a_stretch(place: str) -> None:
    """A yes to nothing may be about pain: in a stretch that is asked, pain and stop in reach, and nothing moves."""
    now, effects = take(PLACES[place], says("yes"))

    shown = [effect.buttons for effect in effects if isinstance(effect, Say)]
    assert (now, keys(effects), shown) == (PLACES[place], ["safety.t_unknown"], [UNCLEAR])
