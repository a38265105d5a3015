"""A clock that was set back leaves nobody in a hold for as long as it was set back."""

from datetime import timedelta

import pytest

from bot.core.effects import Bell
from bot.core.guidance import programme
from bot.core.session import Course, Session, Settings
from bot.core.stations import SILENCE
from bot.knowledge import Knowledge
from bot.store.home import Changes, Draft, Store, Timer
from bot.store.moments import FAR, LONGEST_WAIT, SKEW
from tests.store.made import AT, deliver, later, person, put, say

HOLD = 30


@pytest.mark.parametrize(
    ("back", "rings"),
    [(0.0, False), (FAR.total_seconds() - HOLD, False), (FAR.total_seconds(), True), (9e6, True)],
)
async def test_set_back(store: Store, back: float, rings: bool) -> None:
    """A bell that lies further ahead than any bell is set rings now; one that may have been set now waits."""
    await put(store, Changes(people=[person(1)], letters=[Draft(person=1, effect=say("hold", 1, (Bell.HOLD, HOLD)))]))
    await deliver(store, AT)
    bell = Timer(person=1, bell=Bell.HOLD, turn=1, due=later(HOLD))
    assert [bell][: int(rings)] == list(await store.due(later(-back), 10))


def test_longest_wait(knowledge: Knowledge) -> None:
    """No bell is ever set for longer: not by a dose, by a rest, nor by a setting."""
    waits = [timedelta(seconds=each) for each in (SILENCE, Settings().wait, Settings().settle)]
    for stretch in knowledge.content.library.stretches.values():
        for level in stretch.levels:
            course = Course(stretch=stretch.id, level=level.id, rounds=1, amount=10_000)
            for station in programme(stretch, Session(routine="any", course=course)):
                waits.append(timedelta(seconds=max(station.seconds, station.step.rest or 0)))
    assert max(waits) == LONGEST_WAIT


async def test_set_after_the_time_was_asked(store: Store) -> None:
    """The longest bell, set a moment after somebody asked the time and before they look, is not taken for one of before
    the clock was set back: with three busy processes and 300 people it was, and told twelve of them to pause."""
    longest = say("step", 1, (Bell.SILENCE, SILENCE))
    await put(store, Changes(people=[person(1)], letters=[Draft(person=1, effect=longest)]))
    asked = AT
    await deliver(store, later(0.5))
    assert list(await store.due(asked, 10)) == []
    assert len(await store.due(later(0.4) - SKEW, 10)) == 1
