"""Every benchmark, one after the other: `python -m benchmarks [FOLDER]`; the folder's disk is what is measured."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial

from benchmarks import contest, growth, holds, instant, morning, start, store
from benchmarks.failures import cuts, kills, limit
from bot.clock import WallClock
from tests.setting import Setting

BENCHMARKS: Mapping[str, Callable[[], None]] = {
    "store": store.main,
    "contest": contest.main,
    "contest of one": partial(contest.main, count=1, seconds=5.0),
    "contest of a thousand": partial(contest.main, count=1000, rounds=1),
    "contest at leisure": partial(contest.main, seconds=20.0, rounds=1, think=2.0),
    "holds": lambda: asyncio.run(holds.main()),
    "instant": instant.main,
    "start": start.main,
    "morning": morning.main,
    "kills": kills.main,
    "cuts": cuts.main,
    "limit": limit.main,
    "growth": growth.main,
}


def main() -> None:
    """Run them all and print what each found; only ratios of the same minute say something."""
    print(Setting.here(WallClock().now()))
    for name, benchmark in BENCHMARKS.items():
        print(f"--- {name}")
        benchmark()


if __name__ == "__main__":
    main()
