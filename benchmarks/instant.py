"""Two hundred holds that end at the same instant, the whole way: `python -m benchmarks.instant [PEOPLE]`.

Our home is filled, and the program is started as it is hosted; peers bring their people there. What is measured is when
the server hears that each hold is over, after the moment it was due.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.contest import Contender, ask, can_run, contenders, ended, people, until, unwind
from benchmarks.failures.stage import stage
from benchmarks.holds import armed
from benchmarks.mats import in_a_hold
from bot.knowledge import Knowledge
from bot.reading import read_knowledge
from bot.store.homes import open_home

PEOPLE = 200
ROUNDS = 3
HEADSTART = 12.0


async def filled(file: Path, known: Knowledge, many: int) -> datetime:
    """Put people into holds that all end at the moment returned."""
    store = await open_home(file)
    try:
        return await armed(store, in_a_hold(known, datetime.now(UTC)), many, headstart=HEADSTART, spread=0.0)
    finally:
        await store.close()


def ours(known: Knowledge, many: int) -> list[float]:
    """Ours on SQLite: the home is filled, and the program started."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name).absolute()
        due = asyncio.run(filled(folder / "unwind.db", known, many)).timestamp()
        port = stack.enter_context(people("unwind", 1, folder))
        bot = unwind()(f"http://127.0.0.1:{port}/bot", folder, stack)
        stack.enter_context(ended(bot.start()))
        return lateness(port, due, many)


def peers(contender: Contender, many: int) -> list[float]:
    """A peer: everybody takes the first step, and its hold is told to end at the instant."""
    due = time.time() + HEADSTART
    os.environ["HOLD_UNTIL"] = str(due)
    with stage(contender, many, " lying") as on:
        on.start()
        ask(on.port, "/arrive", b"")
        until(lambda: ask(on.port, "/stats")["settled"] == many)
        assert time.time() < due, "it took too long until all were there"
        ask(on.port, "/mark", b"")
        return lateness(on.port, due, many)


def lateness(port: int, due: float, many: int) -> list[float]:
    """Milliseconds after the instant at which each was told, in order."""
    time.sleep(max(0.0, due - time.time()) + 3)
    heard: list[tuple[int, float, str]] = ask(port, "/heard")  # type: ignore[assignment]
    first = {chat: at for chat, at, _ in reversed(heard) if at > due}
    assert len(first) >= many, f"{len(first)} of {many} were told"
    return sorted((at - due) * 1000 for at in first.values())[:many]


def main(many: int = PEOPLE) -> None:
    """Several times, in turns; a table of medians."""
    known = read_knowledge()
    runs: dict[str, Callable[[], list[float]]] = {
        each.name: partial(peers, each, many)
        for each in contenders()
        if each.who == "peer" and each.holds and can_run(each)
    }
    runs["Unwind, SQLite"] = partial(ours, known, many)
    found: dict[str, list[list[float]]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            found[name].append(run())
    print(f"{many} holds that end at the same instant, told over HTTP, medians of {ROUNDS} runs\n")
    print("| | first, ms late | p50, ms late | p99, ms late |\n| --- | ---: | ---: | ---: |")
    for name, times in found.items():
        first, p50, p99 = (statistics.median(run[place] for run in times) for place in (0, many // 2, many * 99 // 100))
        print(f"| {name} | {first:.0f} | {p50:.0f} | {p99:.0f} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
