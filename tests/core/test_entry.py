"""What is chosen from a menu, a command or an old button."""

import pytest

from bot.core.events import Chose
from bot.core.session import Choosing, Person
from tests.core.practising import PLACES, PRACTISED, after, keys, take, then

PREVIEW = then(PRACTISED, Chose(at=after(5), what="routine", value="knee_drop"))


def test_preparation() -> None:
    """Preparation, asked for by its name, shows what it is, its first exercise and the ways to go."""
    now, effects = take(PRACTISED, Chose(at=after(5), what="prep"))

    assert isinstance(now.phase, Choosing)
    assert now.phase.session is not None
    assert (now.phase.session.routine, now.phase.session.course.stretch) == ("prep", "belly_breathing")
    assert (keys(effects)[0], keys(effects)[-1]) == ("routine.prep.title", "preview.ways")


@pytest.mark.parametrize(
    ("person", "what", "value", "expected"),
    [
        (PRACTISED, "go", "free", "where.idle"),
        (PLACES["choosing"], "go", "free", "where.choosing"),
        (PLACES["choosing"], "fit", "hips_shift", "where.choosing"),
        (PREVIEW, "go", "nonsense", "where.choosing"),
        (PREVIEW, "mode", "nonsense", "where.choosing"),
    ],
)
def test_way_of_nothing(person: Person, what: str, value: str, expected: str) -> None:
    """A way to go without a preview, or one that there is not, begins nothing."""
    now, effects = take(person, Chose(at=after(5), what=what, value=value))

    assert (now, keys(effects)) == (person, ["unclear.here", expected])
