"""From a stretch, its dose and its variations to the stations a person goes through."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.guidance import (
    SHORTEST_HOLD,
    Station,
    entrance,
    in_force,
    locate,
    programme,
    seconds_in_all,
    settle_time,
    side_start,
    way_in,
)
from bot.core.library import Direction, Level, Side, Span, Stretch, When
from bot.core.session import Course, Session
from tests.core.odd import ODD
from tests.core.walking import LIBRARY

STRETCHES = tuple(LIBRARY.stretches.values())
DROP, RECLINED, PRONE = (LIBRARY.stretches[name] for name in ("knee_drop", "reclined_twist", "prone_twist"))

R, L = Side.RIGHT, Side.LEFT


def session(stretch: Stretch, level: str, rounds: int = 1, amount: int | None = None, **form: Any) -> Session:
    """A session in this stretch, at this dose, in this form."""
    dose = Course(stretch=stretch.id, level=level, rounds=rounds, amount=amount)
    return replace(Session(routine=stretch.id, course=dose), **form)


def way(stretch: Stretch, level: str, rounds: int = 1, amount: int | None = None, **form: Any) -> list[str]:
    """The programme in short: step, side and hold."""
    return [_told(station) for station in programme(stretch, session(stretch, level, rounds, amount, **form))]


def _told(station: Station) -> str:
    side = f" {station.side}" if station.side else ""
    return f"{station.step.id}{side}" + (f" {station.count} {station.unit}" if station.unit else "")


DROP_ONCE = [
    *("lie_down", "settle 1 breaths", "arms"),
    *("drop right 1 breaths", "back right", "drop left 1 breaths", "back left"),
    "rest",
]


def test_one_round() -> None:
    """Once lie down; on each side the twist and the way back; once rest."""
    assert way(DROP, "LB1") == DROP_ONCE


def test_rounds() -> None:
    """Each round has both sides; the start and the end come once."""
    assert way(DROP, "LB1", rounds=3) == [*DROP_ONCE[:3], *DROP_ONCE[3:7] * 3, "rest"]


def test_first_side() -> None:
    """The side that was chosen comes first, in every round."""
    sides = [station.side for station in programme(DROP, session(DROP, "LB1", 2, first=L)) if station.step.id == "drop"]

    assert sides == [L, R, L, R]


def test_no_sides() -> None:
    """A stretch without sides goes through its steps once a round."""
    assert way(LIBRARY.stretches["pelvic_tilt"], "PS") == ["lie_down", "tilt 5 reps"]


def test_amount() -> None:
    """The dose of today takes the place of the step's own, on the sides only."""
    assert "drop right 2 breaths" in way(DROP, "LB2", amount=2)
    assert "settle 1 breaths" in way(DROP, "LB2", amount=2)
    assert [told for told in way(PRONE, "LC2", amount=25) if "sweep" in told] == [
        "sweep right 25 seconds",
        "sweep left 25 seconds",
    ]


def test_amount_beyond_the_walls() -> None:
    """An amount beyond the level's walls is brought to the nearer one."""
    assert "sweep right 30 seconds" in way(PRONE, "LC2", amount=500)


def test_moving() -> None:
    """In the moving form the step is counted, and each repetition has its seconds."""
    sweep = next(each for each in programme(PRONE, session(PRONE, "LC1D", amount=8)) if each.step.id == "sweep_move")

    assert (sweep.count, sweep.unit, sweep.seconds) == (8, "reps", 48)
    assert not any(told.startswith("sweep right") for told in way(PRONE, "LC1D", amount=8))


def test_level_without_a_figure() -> None:
    """Where a level only counts rounds, each step keeps its own dose."""
    plain = replace(DROP, id="plain", levels=(Level(id="X1", number=1, rounds=Span(low=1, high=1)),))

    assert way(plain, "X1", amount=7) == DROP_ONCE


# --- the form -----------------------------------------------------------------------------------------


def test_shorter_side() -> None:
    """Half of the hold on the side that is to be shorter; the other side keeps it."""
    stays = [told for told in way(RECLINED, "LA2", amount=4, shorter=L) if told.startswith("stay")]

    assert stays == ["stay right 4 breaths", "stay left 2 breaths"]


def test_never_shorter_than_a_hold() -> None:
    """However often it is cut, a hold stays a hold: five seconds, one breath, one repetition."""
    cut: dict[str, Any] = {"shorter": R, "variations": ("shorter",)}
    sweep, move, stay = (
        next(
            each
            for each in programme(stretch, session(stretch, level, amount=amount, **cut))
            if each.unit == unit and each.side
        )
        for stretch, level, amount, unit in (
            (PRONE, "LC1", 15, "seconds"),
            (PRONE, "LC1D", 8, "reps"),
            (RECLINED, "LA1", 1, "breaths"),
        )
    )

    assert (sweep.seconds, move.count, stay.count) == (SHORTEST_HOLD, 2, 1)


def test_variation_adds() -> None:
    """A variation adds the step it needs, in its place."""
    assert way(DROP, "LB1", variations=("pillows",))[:2] == ["lie_down", "side_pillows"]


def test_variation_leaves_out() -> None:
    """With the head kept still, the head turn that the level adds is left out."""
    turns = [any("head_turn" in told for told in way(DROP, "LB2", variations=names)) for names in ((), ("head_still",))]

    assert turns == [True, False]


def test_variation_of_rounds() -> None:
    """Fewer rounds: three of five, and never none."""
    rounds = [programme(DROP, session(DROP, "LB1", each, variations=("fewer",)))[0].rounds for each in (5, 3, 1)]

    assert rounds == [3, 2, 1]


def test_in_force() -> None:
    """What the level brings along comes first; what was asked for wins, and nothing counts twice."""
    names = [form.id for form in in_force(DROP, DROP.level("LB0"), ("pillows", "head_still"))]

    assert names == ["arms_near", "pillows", "half_range", "head_still"]


# --- finding the way ----------------------------------------------------------------------------------

ROUNDS = programme(RECLINED, session(RECLINED, "LA1", 2))
NAMES = [f"{station.step.id} {station.side} {station.round}" for station in ROUNDS]


def at(name: str) -> int:
    """Where this station stands."""
    return NAMES.index(name)


def test_entrance() -> None:
    """The twist of the stay was entered with the knee going across; outside it, every station is its own."""
    assert entrance(ROUNDS, at("stay right 1")) == entrance(ROUNDS, at("across right 1")) == at("across right 1")
    assert entrance(ROUNDS, at("knee_up right 1")) == at("knee_up right 1")


def test_way_in() -> None:
    """Back into a twist begins with the first step of its side and round; elsewhere, where one was."""
    assert way_in(ROUNDS, at("stay left 2")) == at("knee_up left 2")
    assert way_in(ROUNDS, at("stay right 1")) == at("knee_up right 1")
    assert way_in(ROUNDS, at("back right 1")) == at("back right 1")


def test_way_in_after_a_rest() -> None:
    """A rest within a side parts it: what was before it is not done again."""
    odd = programme(ODD, session(ODD, "O1", 1))
    names = [f"{station.step.id} {station.side}" for station in odd]

    assert side_start(odd, names.index("look None")) == names.index("look None")
    assert side_start(odd, names.index("lie None")) == names.index("lie None")
    assert side_start(ROUNDS, 0) == 0


def test_locate_itself() -> None:
    """Every station is most like itself."""
    assert [locate(ROUNDS, station) for station in ROUNDS] == list(range(len(ROUNDS)))


def test_locate_in_another_form() -> None:
    """The same step on the same side, where the form has it; else a step of that side."""
    turn = next(
        each for each in programme(DROP, session(DROP, "LB2")) if each.step.id == "head_turn" and each.side is L
    )
    still = programme(DROP, session(DROP, "LB2", variations=("head_still",)))

    assert still[locate(still, turn)].side is L


def test_locate_a_round_that_is_no_more() -> None:
    """Whoever is in a round that was taken away is done: the last station."""
    last = next(each for each in programme(DROP, session(DROP, "LB1", 5)) if each.round == 5)
    fewer = programme(DROP, session(DROP, "LB1", 3))

    assert locate(fewer, last) == len(fewer) - 1


# --- time ---------------------------------------------------------------------------------------------


def settles(round: int, within: bool, settle: int) -> int:
    """Seconds to get into place."""
    step = next(step for step in DROP.steps if step.id == "drop")
    return settle_time(Station(step=step, side=R, round=round, rounds=3, within=within), settle)


@pytest.mark.parametrize(
    ("round", "within", "settle", "expected"),
    [
        (1, False, 15, 15),
        (2, False, 15, 7),
        (2, False, 5, 5),
        (1, True, 60, 8),
        (2, True, 10, 5),
    ],
)
def test_settle_time(round: int, within: bool, settle: int, expected: int) -> None:
    """The person's own time; half of it once the way is known; a few seconds for whoever lies in the twist."""
    assert settles(round, within, settle) == expected


def test_within() -> None:
    """Only what follows a step of the twist is inside it."""
    assert [station.step.id for station in ROUNDS if station.within] == ["stay"] * 4


def test_long() -> None:
    """A hold of twenty seconds or more gets a half-way cue."""
    assert [_station(seconds).long for seconds in (19, 20)] == [False, True]


def _station(seconds: int) -> Station:
    return replace(ROUNDS[0], seconds=seconds)


def test_seconds_in_all() -> None:
    """Holds, rests and the time to settle, added up."""
    stations = programme(DROP, session(DROP, "LB1"))

    holds, rests, settled = 3 * 8, 2 * 10 + 15, 5 * 15
    assert seconds_in_all(stations, 15) == holds + rests + settled


# --- laws ---------------------------------------------------------------------------------------------


@st.composite
def forms(draw: st.DrawFn) -> tuple[Stretch, Session]:
    """Any stretch that is shipped, at any dose of any level, in any form."""
    stretch = draw(st.sampled_from(STRETCHES))
    level = draw(st.sampled_from(stretch.levels))
    names = [form.id for form in stretch.variations if form.becomes is None and form.direction is not Direction.DEEPER]
    return stretch, session(
        stretch,
        level.id,
        draw(st.integers(level.rounds.low, level.rounds.high)),
        draw(st.none() | st.integers(1, 60)),
        first=draw(st.none() | st.sampled_from(Side)) if stretch.first_side else None,
        variations=tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=4))) if names else (),
    )


@given(forms())
def test_sides_are_equal(form: tuple[Stretch, Session]) -> None:
    """Both sides get the same steps, as often and as long (D11)."""
    stations = programme(*form)
    right, left = (
        [(each.step.id, each.round, each.seconds, each.count) for each in stations if each.side is side]
        for side in Side
    )

    assert right == left


@given(forms(), st.sampled_from(Side))
def test_shorter_is_never_longer(form: tuple[Stretch, Session], side: Side) -> None:
    """A shorter side is no longer than the other one, and the other one keeps its dose."""
    stretch, told = form
    before, now = programme(stretch, told), programme(stretch, replace(told, shorter=side))

    assert [each for each in now if each.side is not side] == [each for each in before if each.side is not side]
    assert all(new.seconds <= old.seconds for new, old in zip(now, before, strict=True))


@given(forms())
def test_every_twist_is_left(form: tuple[Stretch, Session]) -> None:
    """After every twist comes a step that leads out of it; none is at the end, and each has a way in before it."""
    stations = programme(*form)

    assert not stations[-1].step.twisted
    for index in range(len(stations)):
        assert way_in(stations, index) <= entrance(stations, index) <= index


@given(forms())
def test_order(form: tuple[Stretch, Session]) -> None:
    """First the start, then the sides round by round, then the end."""
    order = list(When)
    stations = programme(*form)

    assert [each.step.when for each in stations] == sorted((each.step.when for each in stations), key=order.index)
    assert [each.round for each in stations if each.side] == sorted(each.round for each in stations if each.side)
