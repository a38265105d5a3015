"""A short run of the chaos, on a clock that runs faster; `make chaos` is the long one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import WallClock
from bot.knowledge import Knowledge
from tests.chaos import stage
from tests.chaos.clock import HurriedClock, Leap
from tests.chaos.run import Plan, Told

SHORT = Plan(seed=1, people=10, kills=4, life=1.0, questions=40, hang=2.0, patience=30.0, to_end=20.0)
RATE = 30.0
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

CALM = Plan(seed=1, people=5, kills=0, life=0.5, questions=40, hang=2.0, patience=30.0, to_end=20.0)
HOURS = 3 * 3600.0


async def lived(plan: Plan, known: Knowledge, folder: Path, *leaps: Leap) -> Told:
    """Let it happen from noon of that clock on, for a session that goes past midnight needs another check."""
    clock = HurriedClock(begin=WallClock().now(), shows=NOON, rate=RATE, leaps=leaps)
    run, _ = await stage.told(plan, known, stage.hurried(folder, str(folder / "unwind.db"), clock), clock)
    return run


@pytest.mark.timeout(180)
async def test_short_run(knowledge: Knowledge, tmp_path: Path) -> None:
    """Whatever happens, nothing is lost, doubled without need, or out of order, and nobody is left in a hold."""
    run = await lived(SHORT, knowledge, tmp_path)
    assert run.faults == {}
    assert run.figures.people == run.figures.finished + run.figures.stopped
    assert (run.kills + run.terms, run.figures.people >= SHORT.people) == (SHORT.kills + 1, True)


@pytest.mark.timeout(180)
async def test_clock_leaps(knowledge: Knowledge, tmp_path: Path) -> None:
    """A clock that is put right by hours, forwards and later back, while people are guided, leaves nobody in a hold."""
    run = await lived(CALM, knowledge, tmp_path, Leap(after=6.0, by=HOURS), Leap(after=9.0, by=-2 * HOURS))
    assert run.faults == {}
    assert run.figures.people == run.figures.finished + run.figures.stopped == CALM.people
