"""A short run of the chaos, on a clock that runs faster; `make chaos` is the long one."""

from pathlib import Path

import pytest

from bot.clock import WallClock
from bot.knowledge import Knowledge
from tests.chaos import stage
from tests.chaos.clock import HurriedClock
from tests.chaos.run import Plan

SHORT = Plan(seed=1, people=24, kills=6, life=1.5, questions=60, hang=2.0, patience=20.0)
RATE = 20.0


@pytest.mark.timeout(180)
async def test_short_run(knowledge: Knowledge, tmp_path: Path) -> None:
    """Whatever happens, nothing is lost, doubled without need, or out of order, and nobody is left in a hold."""
    clock = HurriedClock(begin=WallClock().now(), rate=RATE)
    make = stage.hurried(tmp_path, str(tmp_path / "unwind.db"), clock)
    run, _ = await stage.told(SHORT, knowledge, make, clock)
    assert run.faults == {}
    assert run.figures.people == run.figures.finished + run.figures.stopped
    assert (run.kills + run.terms, run.figures.people >= SHORT.people) == (SHORT.kills + 1, True)
