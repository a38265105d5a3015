"""Two hundred holds that end at the same instant, the whole way: `python -m benchmarks.instant [PEOPLE]`.

The home is filled, the program is started as it is hosted, and what is measured is when the server hears that each hold
is over, after the moment it was due.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.contest import ask, ended, people, unwind
from benchmarks.holds import armed
from benchmarks.mats import in_a_hold
from bot.knowledge import Knowledge
from bot.reading import read_knowledge
from bot.store.homes import open_home

PEOPLE = 200
ROUNDS = 5
HEADSTART = 8.0


async def filled(file: Path, known: Knowledge, many: int) -> datetime:
    """Put people into holds that all end at the moment returned."""
    store = await open_home(file)
    try:
        return await armed(store, in_a_hold(known, datetime.now(UTC)), many, headstart=HEADSTART, spread=0.0)
    finally:
        await store.close()


def lateness(known: Knowledge, many: int) -> list[float]:
    """Milliseconds after the instant at which each was told, in order."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name).absolute()
        due = asyncio.run(filled(folder / "unwind.db", known, many)).timestamp()
        port = stack.enter_context(people("unwind", 1, folder))
        bot = unwind()(f"http://127.0.0.1:{port}/bot", folder, stack)
        stack.enter_context(ended(bot.start()))
        time.sleep(max(0.0, due - time.time()) + 3)
        heard: list[tuple[int, float, str]] = ask(port, "/heard")  # type: ignore[assignment]
    first = {chat: at for chat, at, _ in reversed(heard) if chat <= many}
    assert len(first) == many, f"{len(first)} of {many} were told"
    return sorted((at - due) * 1000 for at in first.values())


def main(many: int = PEOPLE) -> None:
    """Several times; medians."""
    known = read_knowledge()
    runs = [lateness(known, many) for _ in range(ROUNDS)]
    first, p50, p99 = (statistics.median(run[place] for run in runs) for place in (0, many // 2, int(many * 0.99)))
    print(f"{many} holds that end at the same instant, told over HTTP, medians of {ROUNDS} runs")
    print(f"late by {first:.0f} ms (the first), {p50:.0f} ms (p50), {p99:.0f} ms (p99)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
