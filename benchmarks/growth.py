"""Whether memory grows with updates: `python -m benchmarks.growth [UPDATES]`.

200 people talk with ours on SQLite, each answering at once, and the memory of the process is read after every 50,000
updates. The slope is the straight line through the second half of the rows: at first, everybody's history fills.
"""

import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psutil

from benchmarks.contest import ask, ended, people, until, unwind

PEOPLE = 200
UPDATES = 300_000
WARM_UP = 20_000
STEP = 50_000
HOURS = 3600.0


def answered(port: int, many: int) -> None:
    """Wait until so many more were answered; the server forgets what was heard before."""
    ask(port, "/mark", b"")
    until(lambda: ask(port, "/stats")["answers"] >= many, HOURS)


def main(updates: int = UPDATES) -> None:
    """Talk, and read the memory; a table as it grows."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name).absolute()
        port = stack.enter_context(people("unwind", PEOPLE, folder))
        bot = stack.enter_context(ended(unwind()(f"http://127.0.0.1:{port}/bot", folder, stack).start()))
        process = psutil.Process(bot.pid)
        ask(port, "/arrive", b"")
        answered(port, WARM_UP)
        print(f"{PEOPLE} people, closed loop, SQLite\n\n| updates | MB |\n| ---: | ---: |")
        rows: list[tuple[int, float]] = []
        for done in range(0, updates + 1, STEP):
            if done:
                answered(port, STEP)
            rows.append((done, process.memory_info().rss / 2**20))
            print(f"| {done:,} | {rows[-1][1]:.1f} |", flush=True)
    if len(later := rows[len(rows) // 2 :]) > 1:
        slope = statistics.linear_regression(*zip(*later, strict=True)).slope
        print(f"\nslope of the second half: {slope * 1e6:.1f} MB in a million updates")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
