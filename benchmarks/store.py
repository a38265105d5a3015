"""Turns a second of the SQLite store, shared commits against one commit a turn: `python -m benchmarks.store`.

Fifty clients, each its own person, take turns as a session does: load the person, save the moved person, put one
message into the outbox, remember the update id. Both ways run in the same minute on the same disk, taking turns
several times; only the ratio of the two says something, and only about this machine.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.core.effects import Bell, Hold, Phrase, Say
from bot.core.session import Person
from bot.store.home import Changes, Draft, Loaded
from bot.store.sqlite import SqliteStore, open_sqlite
from bot.store.writer import GROUP

CLIENTS = 50
TURNS = 40
RUNS = 5
AT = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def move(person: int, update: int) -> Callable[[Loaded], Changes]:
    """A decision like that of a session's step."""

    def decide(loaded: Loaded) -> Changes:
        one = loaded.people.get(person, Person(id=person))
        moved = replace(one, turn=one.turn + 1)
        phrases = tuple(Phrase(key=f"stretch.knee_drop.step.{n}") for n in range(3))
        holds = (Hold(bell=Bell.HOLD, seconds=30, turn=moved.turn),)
        said = Say(phrases=phrases, turn=moved.turn, holds=holds)
        return Changes(people=[moved], letters=[Draft(person=person, effect=said)], seen=[update])

    return decide


async def client(store: SqliteStore, person: int) -> None:
    """One person's turns, each after the one before."""
    for number in range(TURNS):
        update = person * TURNS + number
        await store.turn([person], [update], move(person, update), AT)


async def turns_a_second(path: Path, group: int) -> float:
    """How many turns a second all clients together take, when `group` may share a commit."""
    store = await open_sqlite(path, group=group)
    start = time.perf_counter()
    await asyncio.gather(*(client(store, person) for person in range(CLIENTS)))
    elapsed = time.perf_counter() - start
    await store.close()
    return CLIENTS * TURNS / elapsed


def measure(folder: Path) -> Sequence[tuple[float, float]]:
    """Both ways, alternating: turns a second shared, and alone."""
    return [
        (
            asyncio.run(turns_a_second(folder / f"shared{run}.db", GROUP)),
            asyncio.run(turns_a_second(folder / f"alone{run}.db", 1)),
        )
        for run in range(RUNS)
    ]


def main() -> None:
    """Measure in the folder named on the command line (its disk matters), else in the present one."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else ".") as folder:
        runs = measure(Path(folder))
    shared, alone = (statistics.median(way) for way in zip(*runs, strict=True))
    ratios = sorted(one / other for one, other in runs)
    print(f"{CLIENTS} clients, {TURNS} turns each, median of {RUNS} runs, {os.cpu_count()} cores")
    print(f"up to {GROUP} turns share a commit: {shared:8.0f} turns/s")
    print(f"one commit a turn:            {alone:8.0f} turns/s")
    print(f"ratio: {statistics.median(ratios):.1f} (from {ratios[0]:.1f} to {ratios[-1]:.1f})")


if __name__ == "__main__":
    main()
