"""Choosing what to do: the smaller exercises, and what is asked for under a menu or a preview."""

from dataclasses import replace

import pytest

from bot.core.effects import Effect, Say
from bot.core.events import Chose, Readied, Sided
from bot.core.library import Side
from bot.core.session import Choosing, Pace, Person, Poised, Session
from tests.core.practising import PLACES, PRACTISED, after, keys, run, take, then
from tests.core.walking import checked

READY = Readied(at=after(9))


def choose(what: str, value: str = "") -> Chose:
    """Something chosen."""
    return Chose(at=after(5), what=what, value=value)


def shown(routine: str) -> Person:
    """Before the preview of a routine."""
    return then(PRACTISED, choose("routine", routine))


def previewed(person: Person) -> Session:
    """The session that the preview shows."""
    assert isinstance(person.phase, Choosing)
    assert person.phase.session is not None
    return person.phase.session


def offers(effects: tuple[Effect, ...]) -> list[str]:
    """The value of every button under what was said."""
    return [button.value for effect in effects if isinstance(effect, Say) for row in effect.buttons for button in row]


# --- the smaller exercises ----------------------------------------------------------------------------


def test_exercises() -> None:
    """Behind their button stands what is open beside the twists and what leads to them, and the way back."""
    now, effects = take(shown("knee_drop"), choose("exercises"))

    small = ["all_fours", "breathing", "prep_short", "prone_knee_bend"]
    assert (now.phase, keys(effects)) == (Choosing(), ["menu.exercises"])
    assert offers(effects) == [*(f"routine={name}" for name in small), "menu"]


def test_exercises_alone() -> None:
    """Where only breathing is open, an old button still finds it."""
    told_not_to = replace(PRACTISED, readiness=checked(Q27="yes"))

    assert offers(take(told_not_to, choose("exercises"))[1]) == ["routine=breathing", "menu"]


# --- what suits the body ------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "expected"), [("hips_shift", ("hips_shift",)), ("half_range", ()), ("nonsense", ())])
def test_fit(form: str, expected: tuple[str, ...]) -> None:
    """A form that suits the body is chosen in the preview; no other form gets in that way."""
    now, effects = take(shown("reclined_twist"), choose("fit", form))

    told = f"stretch.reclined_twist.variation.{form}.say" in keys(effects)
    assert (previewed(now).variations, told) == (expected, bool(expected))


def test_fit_is_offered_once() -> None:
    """What was chosen is not offered again, and counts once."""
    fit = choose("fit", "hips_shift")
    before = take(PRACTISED, choose("routine", "reclined_twist"))[1]
    once, after_it = take(shown("reclined_twist"), fit)

    assert ["fit=hips_shift" in offers(effects) for effects in (before, after_it)] == [True, False]
    assert previewed(then(once, fit)).variations == ("hips_shift",)


# --- ready, and sides ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("routine", "expected"), [("knee_drop", Pace.FREE), ("reclined_twist", Pace.READY)])
def test_ready_under_a_preview(routine: str, expected: Pace) -> None:
    """Ready begins the way that was offered first: hands-free what is known, step by step what is new."""
    now, effects = take(shown(routine), READY)

    assert (now.phase, run(now).pace) == (Poised(session=run(now)), expected)
    assert keys(effects)[0] == f"stretch.{routine}.step.lie_down.say"


def test_ready_under_the_menu() -> None:
    """Ready for nothing in particular shows what is open again."""
    now, effects = take(PLACES["choosing"], READY)

    assert (now.phase, keys(effects)) == (Choosing(), ["menu.choose"])


def test_side_under_the_menu() -> None:
    """A side is of no use before a stretch is chosen: that is said, with what is open."""
    now, effects = take(PLACES["choosing"], Sided(at=after(5), side=Side.LEFT))

    assert (now.phase, keys(effects)) == (Choosing(), ["unclear.here", "menu.choose"])
