"""The moves of a running session: timers that come late, silence, the way back in after a pause, skip, shorter."""

import pytest

from bot.core.effects import Bell, Effect, Say
from bot.core.events import (
    HalfReached,
    RestEnded,
    SettleEnded,
    Shortened,
    Sided,
    SilenceFell,
    Skipped,
    Suspended,
    TimeUp,
    WentBack,
)
from bot.core.library import Side
from bot.core.session import Paused, Person
from bot.core.stations import station_of, stations_of
from tests.core.practising import PLACES, after, begun, in_twist, keys, run, standing_at, take, then
from tests.core.walking import LIBRARY, MORNING

BACK = WentBack(at=after(9))


def here(person: Person) -> str:
    """The step at which the person is."""
    return station_of(run(person), LIBRARY).step.id


def waits(effects: tuple[Effect, ...]) -> list[tuple[Bell, int]]:
    """Every timer that is set, and its seconds."""
    return [(hold.bell, hold.seconds) for effect in effects if isinstance(effect, Say) for hold in effect.holds]


# --- timers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "timer"), [("poised", SettleEnded), ("resting", RestEnded)])
def test_late(place: str, timer: type[TimeUp]) -> None:
    """A step that ended while the bot was away leads no further: the place is kept."""
    person = PLACES[place]
    now, effects = take(person, timer(at=after(60), due=after(29), turn=person.turn))

    assert (now.phase, keys(effects)) == (Paused(session=run(person), why="late"), ["paused.late"])


@pytest.mark.parametrize(("rings", "expected"), [(12, ["hold.half"]), (42, ["hold.half"]), (43, [])])
def test_half_way(rings: int, expected: list[str]) -> None:
    """Half of a long hold is told without moving anything; more than half a minute late it is left unsaid."""
    person = in_twist("reclined_twist", "stay")
    now, effects = take(person, HalfReached(at=after(rings), due=after(12), turn=person.turn))

    assert (now, keys(effects)) == (person, expected)


def test_silent_from_the_start() -> None:
    """Whoever goes hands-free and is silent at the first step is not guided on: the place is kept, without a timer."""
    person = begun(way="free")
    now, effects = take(person, SilenceFell(at=after(600), due=after(600), turn=person.turn))

    assert (now.phase, keys(effects)) == (Paused(session=run(person), why="silence"), ["paused.silence"])
    assert waits(effects) == []


# --- back after a pause -------------------------------------------------------------------------------


def test_back_after_a_pause() -> None:
    """Going back after a pause shows the step before, with a minute to lie down again."""
    paused = then(standing_at("arms", begun(way="free")), Suspended(at=MORNING))
    now, effects = take(paused, BACK)

    assert (here(now), keys(effects)[0], waits(effects)) == ("settle", "resumed.lie_down", [(Bell.SETTLE, 60)])


def test_back_after_a_pause_at_the_first_step() -> None:
    """There is no step before the first: it comes again."""
    now, effects = take(then(begun(), Suspended(at=MORNING)), BACK)

    assert (here(now), keys(effects)[0]) == ("lie_down", "stretch.knee_drop.step.lie_down.say")


# --- skip ---------------------------------------------------------------------------------------------


def test_skipped_twist() -> None:
    """Skipped before going into it, a twist of several steps is left out whole; the way back is not."""
    person = standing_at("across", begun("reclined_twist"))
    now, _ = take(person, Skipped(at=after(5)))

    assert (here(now), now.phase.name) == ("back", "resting")


# --- shorter ------------------------------------------------------------------------------------------


def test_shorter_without_sides() -> None:
    """Before there is a side, none can be shorter; that is told, and nothing moves."""
    person = begun()
    now, effects = take(person, Shortened(at=after(5)))

    assert (now, keys(effects)) == (person, ["shorter.no_side"])


def test_shorter_in_a_hold() -> None:
    """Shorter in a hold ends it: the way back comes at once. Later holds on this side have two breaths of three."""
    now, _ = take(in_twist("reclined_twist", "stay"), Shortened(at=after(5)))
    stays = [station for station in stations_of(run(now), LIBRARY) if station.step.id == "stay"]

    assert (here(now), station_of(run(now), LIBRARY).step.twisted) == ("back", False)
    assert [(station.side, station.count) for station in stays] == [(Side.RIGHT, 2), (Side.LEFT, 3)]


def test_side_named_in_a_hold() -> None:
    """A side that is named in a hold is left for another time; nobody is asked about pain for it."""
    person = in_twist("reclined_twist", "stay")
    now, effects = take(person, Sided(at=after(5), side=Side.LEFT))

    assert (now, keys(effects)) == (person, ["side.later"])
