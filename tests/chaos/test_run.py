"""A short run of the chaos, on a clock that runs faster; `make chaos` is the long one."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.clock import WallClock
from bot.knowledge import Knowledge
from tests.chaos import stage
from tests.chaos.clock import HurriedClock
from tests.chaos.guests import HOLD
from tests.chaos.journal import Entry, Journal, Took
from tests.chaos.run import Plan, Told

SHORT = Plan(seed=1, people=8, kills=3, life=1.0, questions=40, hang=2.0, patience=30.0, to_end=20.0)
RATE = 40.0
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

CALM = Plan(seed=1, people=5, kills=0, life=0.5, questions=40, hang=2.0, patience=30.0, to_end=20.0)
LEAPS = {7: 3 * 3600.0, 14: -3 * 3600.0}
"""At which hold of all people the clock is set to what; the second time six hours back."""


class Leaping(Journal):
    """Sets the clock forwards at one hold, and far back at a later one: others lie in theirs then."""

    def __init__(self, clock: HurriedClock) -> None:
        super().__init__()
        self._clock, self._holds = clock, count(1)

    def write(self, entry: Entry) -> None:
        """It happened; a hold that begins may move the clock."""
        super().write(entry)
        if isinstance(entry, Took) and entry.text.startswith(HOLD) and (leap := LEAPS.get(next(self._holds))):
            self._clock.leaps(leap)


def hurried(folder: Path) -> HurriedClock:
    """It shows noon, for a session that goes past midnight needs another check."""
    return HurriedClock(begin=WallClock().now(), shows=NOON, rate=RATE, leap=folder / "leap.txt")


async def lived(plan: Plan, known: Knowledge, folder: Path, clock: HurriedClock, journal: Journal) -> Told:
    """Let it happen."""
    make = stage.hurried(folder, str(folder / "unwind.db"), clock)
    return await stage.told(plan, known, make, clock, journal=journal)


@pytest.mark.timeout(180)
async def test_short_run(knowledge: Knowledge, tmp_path: Path) -> None:
    """Whatever happens, nothing is lost, doubled without need, or out of order, and nobody is left in a hold."""
    run = await lived(SHORT, knowledge, tmp_path, hurried(tmp_path), Journal())
    assert run.faults == {}
    assert run.figures.people == run.figures.finished + run.figures.stopped
    assert (run.kills + run.terms, run.figures.people >= SHORT.people) == (SHORT.kills + 1, True)


@pytest.mark.timeout(180)
async def test_clock_leaps(knowledge: Knowledge, tmp_path: Path) -> None:
    """A clock that is put right by hours, forwards and later back, while people are guided, leaves nobody in a hold."""
    clock = hurried(tmp_path)
    run = await lived(CALM, knowledge, tmp_path, clock, Leaping(clock))
    assert (run.faults, run.figures.held_again > 0) == ({}, True)
    assert run.figures.people == run.figures.finished + run.figures.stopped == CALM.people
