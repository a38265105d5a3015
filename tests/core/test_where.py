"""Where a person stands, said again to whatever does not fit."""

import pytest

from bot.core.events import Chose
from tests.core.practising import PLACES, after, keys, take

HERE = {
    "idle": "where.idle",
    "checking": "readiness.screen.age.intro",
    "choosing": "where.choosing",
    "poised": "where.poised",
    "holding": "where.holding",
    "resting": "where.resting",
    "paused": "where.paused",
    "feeling": "feeling.ask.score",
    "ended": "ended.score",
    "locked": "safety.t_not_lifted",
}


@pytest.mark.parametrize(("place", "expected"), HERE.items())
def test_where(place: str, expected: str) -> None:
    """A report of no known length is answered with where the person stands; in a lock, with its words alone."""
    now, effects = take(PLACES[place], Chose(at=after(5), what="report", value="nonsense"))

    assert (now, keys(effects)[:2]) == (PLACES[place], ["unclear.here", expected])
