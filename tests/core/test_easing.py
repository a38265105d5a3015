"""Gentler, deeper, other side: the moves that change the form of a running session."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.easing import gentler
from bot.core.events import Chose, Eased, Hardened, Readied, Sided, Suspended
from bot.core.library import Side
from bot.core.record import Done
from bot.core.session import Course, Holding, Paused, Person, Poised
from bot.core.stations import station_of
from tests.core.answering import TODAY
from tests.core.practising import PRACTISED, after, begun, in_twist, keys, run, standing_at, take, then
from tests.core.walking import LIBRARY, MORNING, checked

EASIER = Eased(at=after(5))
HARDER = Hardened(at=after(5))


def here(person: Person) -> str:
    """The step at which the person is."""
    return station_of(run(person), LIBRARY).step.id


# --- gentler ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stretch", "part", "expected"),
    [
        ("knee_drop", "neck", "head_still"),
        ("knee_drop", "low_back", "pillows"),
        ("knee_drop", "shoulder", "arms_near"),
        ("knee_drop", "hip", "pillow_between"),
        ("knee_drop", "knee", "soft_landing"),
        ("knee_drop", None, "half_range"),
        ("knee_drop", "little_toe", "half_range"),
        ("reclined_twist", "neck", "eyes_up"),
        ("reclined_twist", "hip", "to_knee_drop"),
        ("prone_twist", "neck", "to_knee_drop"),
        ("prone_twist", "shoulder", "hand_near"),
        ("prone_twist", "knee", "shin_pillow"),
    ],
)
def test_complaint(stretch: str, part: str | None, expected: str) -> None:
    """Each complaint has its own first form; a part without one gets what suits any (b5)."""
    form = gentler(LIBRARY.stretches[stretch], run(begun(stretch)), part)

    assert form is not None
    assert form.id == expected


def test_easier() -> None:
    """In a twist: the way out first, then the gentler form, and the twist begins anew at its first step."""
    now, effects = take(in_twist(), EASIER)

    assert (now.phase.name, here(now), run(now).variations, run(now).eased) == ("poised", "drop", ("half_range",), 1)
    assert keys(effects)[:2] == ["stretch.knee_drop.way_out", "stretch.knee_drop.variation.half_range.say"]


def test_easier_in_a_pause() -> None:
    """In a pause the person is out of the twist already."""
    _, effects = take(then(in_twist(), Suspended(at=MORNING)), EASIER)

    assert keys(effects)[0] == "stretch.knee_drop.variation.half_range.say"


def test_easier_again() -> None:
    """Each time another form; with none left the person is let go."""
    person, forms = in_twist(), []
    while not isinstance(person.phase, Paused):
        forms.append(run(person).variations)
        person = then(person, EASIER)

    assert [len(names) for names in forms] == list(range(len(forms)))
    assert person.phase.why == "no_gentler"


def test_becomes_another() -> None:
    """From the stomach to the knee drop, at its lightest level, from its first step."""
    now, effects = take(in_twist("prone_twist", "sweep"), Eased(at=after(5), part="neck"))

    assert run(now).course == Course(stretch="knee_drop", level="LB0", rounds=3, amount=1, reason="start")
    assert (here(now), keys(effects)[0]) == ("lie_down", "stretch.prone_twist.way_out")


def test_becomes_with_every_limit() -> None:
    """What the answers call for is in force in the other stretch, too."""
    person = replace(PRACTISED, readiness=checked(Q32=("shoulder",)))

    assert (
        "arms_near" in run(then(in_twist("reclined_twist", "stay", person), Eased(at=after(5), part="hip"))).variations
    )


def test_becomes_what_is_closed() -> None:
    """Where the other stretch is not open any more, as the check grew old at midnight, the person is let go."""
    old = replace(PRACTISED.readiness, checked_on=TODAY - timedelta(days=90))
    night = replace(in_twist("prone_twist", "sweep"), readiness=old)
    now, effects = take(night, Eased(at=MORNING + timedelta(hours=16), part="neck"))

    assert isinstance(now.phase, Paused)
    assert (now.phase.why, keys(effects)) == ("no_gentler", ["stretch.prone_twist.way_out", "paused.no_gentler"])


# --- deeper -------------------------------------------------------------------------------------------


def test_harder() -> None:
    """After two calm sessions a little more, and nothing moves meanwhile."""
    before = in_twist()
    now, effects = take(before, HARDER)

    assert (run(before).course.rounds, run(now).course.rounds) == (4, 5)
    assert (isinstance(now.phase, Holding), now.turn, here(now)) == (True, before.turn, "drop")
    assert keys(effects) == ["harder.granted", "stretch.knee_drop.level.LB1.title"]


def test_harder_twice() -> None:
    """Once in a session."""
    once = then(in_twist(), HARDER)

    assert (take(once, HARDER)[0], keys(take(once, HARDER)[1])) == (once, ["harder.later"])


def test_harder_for_somebody_new() -> None:
    """Without two calm sessions it is told why not."""
    person = in_twist(person=replace(PRACTISED, recent=()))

    assert (take(person, HARDER)[0], keys(take(person, HARDER)[1])) == (person, ["harder.later"])


def test_harder_after_easier() -> None:
    """Never in a session in which something was eased (D3)."""
    assert keys(take(then(in_twist(), EASIER), HARDER)[1]) == ["harder.eased"]


def test_harder_at_the_top() -> None:
    """At the full dose it is told that more is not needed."""
    days = (TODAY - timedelta(days=ago) for ago in (3, 1))
    full = tuple(Done(on=day, stretch="knee_drop", level="LB4", rounds=10, amount=2) for day in days)

    assert keys(take(in_twist(person=replace(PRACTISED, recent=full)), HARDER)[1]) == ["harder.top"]


# --- sides --------------------------------------------------------------------------------------------


def side_of_the_first_twist(person: Person) -> Side | None:
    """Which side the session begins with."""
    return run(person).first


@pytest.mark.parametrize("event", [Sided(at=after(5), side=Side.LEFT), Chose(at=after(5), what="other_side")])
def test_side(event: Sided | Chose) -> None:
    """Before a side has begun, it can be chosen."""
    now, effects = take(standing_at("arms"), event)

    assert (side_of_the_first_twist(now), keys(effects)[0]) == (Side.LEFT, "side.first")


@pytest.mark.parametrize("event", [Sided(at=after(5), side=Side.LEFT), Chose(at=after(5), what="other_side")])
def test_side_later(event: Sided | Chose) -> None:
    """Once a side has begun, the other one is for the next time."""
    person = standing_at("back")

    assert (take(person, event)[0], keys(take(person, event)[1])) == (person, ["side.later"])


def test_other_side_in_a_hold() -> None:
    """In a hold nobody changes sides."""
    person = in_twist()

    assert keys(take(person, Chose(at=after(5), what="other_side"))[1]) == ["side.later"]


def test_other_side_of_none() -> None:
    """A stretch without sides has no other one."""
    person = begun("breathing")

    assert keys(take(person, Chose(at=after(5), what="other_side"))[1]) == ["side.later"]


def test_other_side_twice() -> None:
    """The other side of the other side is the first."""
    other = Chose(at=after(5), what="other_side")

    assert side_of_the_first_twist(then(standing_at("arms"), other, other)) is Side.RIGHT


def test_first_twist_of_a_side() -> None:
    """Ready after it leads into the twist of that side."""
    now = then(standing_at("arms"), Sided(at=after(5), side=Side.LEFT), Readied(at=after(9)))

    assert isinstance(now.phase, Poised)
    assert (here(now), station_of(run(now), LIBRARY).side) == ("drop", Side.LEFT)
