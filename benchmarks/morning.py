"""Reminders to 100,000 people at the same minute: `python -m benchmarks.morning [PEOPLE] [RATE]`.

Some people talk with the bot all the while. What is measured: how much of the rate the reminders have, second by
second, how long those who talk wait for an answer before and meanwhile, and what memory the bot takes.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from benchmarks.contest import ask, ended, people, until, unwind
from benchmarks.mats import in_a_hold
from bot.core.agenda import Reminders
from bot.core.plans import Plan
from bot.core.session import Idle, Person, Settings
from bot.reading import read_knowledge
from bot.store.sqlite_file import open_file
from bot.store.sqlite_rows import save

PEOPLE, RATE = 100_000, 30
TALKING = 5
THINKS = 2.0
FIRST, PAGE = 10_000_000, 1000
BEFORE, DURING = 20.0, 60.0


def reminded(minute: datetime) -> Person:
    """Somebody with a plan for this minute, who has done the readiness check."""
    known = read_knowledge()
    met = replace(in_a_hold(known, minute - timedelta(days=1)), phase=Idle(), settings=Settings(zone="UTC"))
    plan = Plan(id=1, times=(minute.time(),))
    return replace(met, plans=(plan,), reminders=Reminders(looked=minute - timedelta(hours=1)))


def filled(file: Path, many: int, minute: datetime) -> None:
    """Put so many of them into an empty home."""
    held, one = open_file(file), reminded(minute)
    with held:
        for first in range(FIRST, FIRST + many, PAGE):
            save(held, [replace(one, id=id) for id in range(first, min(first + PAGE, FIRST + many))])
    held.close()


def arrivals(heard: Sequence[tuple[int, float, str]]) -> list[int]:
    """How many reminders arrived in each second, the first and the last left out."""
    seconds = Counter(int(at) for chat, at, _ in heard if chat >= FIRST)
    return [seconds[second] for second in sorted(seconds)[1:-1]]


def main(many: int = PEOPLE, rate: int = RATE) -> None:
    """Fill, talk, wait for the minute, count."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name).absolute()
        minute = (datetime.now(UTC) + timedelta(seconds=70 + many / 5000)).replace(second=0, microsecond=0)
        filled(folder / "unwind.db", many, minute)
        port = stack.enter_context(people("unwind", TALKING, folder, THINKS))
        begin = unwind(BULK_RATE=str(rate))
        bot = stack.enter_context(ended(begin(f"http://127.0.0.1:{port}/bot", folder, stack).start()))
        ask(port, "/arrive", b"")
        until(lambda: ask(port, "/stats")["settled"] == TALKING)
        process = psutil.Process(bot.pid)
        time.sleep(max(0.0, minute.timestamp() - time.time() - BEFORE))
        ask(port, "/mark", b"")
        time.sleep(max(0.0, minute.timestamp() - time.time() - 1))
        before, idle = ask(port, "/stats"), process.memory_info().rss / 2**20
        ask(port, "/mark", b"")
        time.sleep(DURING / 2)
        half = process.memory_info().rss / 2**20
        time.sleep(DURING / 2)
        during, end = ask(port, "/stats"), process.memory_info().rss / 2**20
        heard: list[tuple[int, float, str]] = ask(port, "/heard")  # type: ignore[assignment]
    each = arrivals(heard)
    print(f"{many:,} reminders at the same minute, {rate} a second, {TALKING} people talk meanwhile\n")
    share = 100 * sum(each) / (rate * len(each))
    print(f"share of the rate: {share:.1f} % (least {min(each)}, most {max(each)} a second)")
    print(f"answers before: p50 {before['p50']:.1f} ms, p99 {before['p99']:.1f} ms")
    print(f"answers meanwhile: p50 {during['p50']:.1f} ms, p99 {during['p99']:.1f} ms, {during['answers']:.0f} of them")
    print(f"memory: {idle:.0f} MB before, {half:.0f} MB after 30 s, {end:.0f} MB after 60 s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
