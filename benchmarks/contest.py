"""Our bot and its peers side by side: `python -m benchmarks.contest --help`.

The same conversation for all: a step comes, the person answers it, the next step comes, and a hold runs meanwhile.
Peers hold nothing but a number; ours takes everybody through the readiness check once, then guides real sessions, and
commits every turn to the disk before it speaks. Rounds alternate; medians are shown. The server with the people is a
process of its own, and takes about as much of the machine for each contender: figures are ratios within one run.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.figures import Figures, median, report
from benchmarks.rooms import peers_python
from bot.clock import WallClock
from bot.reading import read_knowledge
from tests.chaos.__main__ import url_of
from tests.setting import Setting
from tests.store.postgres_server import server

HERE = Path(__file__).parent
TOKEN = "1:" + "A" * 35
PATIENCE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that may be started, and again when it was killed; `beside` are the processes it needs, all running."""

    start: Callable[[], subprocess.Popen[bytes]]
    beside: Sequence[int] = ()


Begin = Callable[[str, Path, ExitStack], Bot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A bot: how it is called in the table, who talks with it, how it is started; whether it knows holds, and the
    program it needs beside Python."""

    name: str
    who: str
    begin: Begin
    holds: bool = True
    needs: str = ""


def _run(command: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    out = (folder / "log").open("ab")
    return subprocess.Popen(command, stdout=out, stderr=out, cwd=HERE.parent, env={**os.environ, **(env or {})})


def unwind(database: str = "", **settings: str) -> Begin:
    """Ours, as it is hosted; only the pace of a chat is off, if nothing else is said."""

    def begin(url: str, folder: Path, stack: ExitStack) -> Bot:
        env = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "CHAT_RATE": "0",
            "DATABASE_URL": database or f"sqlite:///{folder}/unwind.db",
            "LOG_LEVEL": "WARNING",
            **settings,
        }
        return Bot(start=partial(_run, [sys.executable, "-m", "bot", "run"], folder, env))

    return begin


def on_postgres(**settings: str) -> Begin:
    """Ours on a PostgreSQL that is started for it; what that one takes of the machine is not counted."""

    def begin(url: str, folder: Path, stack: ExitStack) -> Bot:
        address = stack.enter_context(server())
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("create database bench")
        return unwind(url_of(make_conninfo(address, dbname="bench")), **settings)(url, folder, stack)

    return begin


def peer(python: Callable[[], Path], file: str, *arguments: str) -> Begin:
    """A peer in its own environment; `{folder}` stands for a folder of this run."""

    def begin(url: str, folder: Path, stack: ExitStack) -> Bot:
        given = [each.format(folder=folder) for each in arguments]
        return Bot(start=partial(_run, [python(), HERE / "peers" / file, url, *given], folder))

    return begin


def on_redis(url: str, folder: Path, stack: ExitStack) -> Bot:
    """aiogram with all it remembers in Redis, which writes every change to its file once a second, as it is shipped."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--dir", str(folder), "--appendonly", "yes", "--save", ""]
    redis = stack.enter_context(ended(_run(command, folder)))
    time.sleep(0.5)
    aiogram: Sequence[str | Path] = [peers_python(), HERE / "peers" / "aiogram_fsm.py", url, str(port)]
    return Bot(start=partial(_run, aiogram, folder), beside=[redis.pid])


def here() -> Path:
    """The Python that runs this."""
    return Path(sys.executable)


def contenders(**settings: str) -> Sequence[Contender]:
    """All who take part; the settings are for ours."""
    return (
        Contender(name="plain aiohttp, no state", who="peer", begin=peer(here, "raw.py"), holds=False),
        Contender(name="aiogram, FSM in memory", who="peer", begin=peer(peers_python, "aiogram_fsm.py")),
        Contender(name="aiogram, FSM and APScheduler on Redis", who="peer", begin=on_redis, needs="redis-server"),
        Contender(
            name="PTB, ConversationHandler, pickle, JobQueue", who="peer", begin=peer(here, "ptb.py", "{folder}/pickle")
        ),
        Contender(name="Unwind, SQLite", who="unwind", begin=unwind(**settings)),
        Contender(name="Unwind, PostgreSQL", who="unwind", begin=on_postgres(**settings)),
    )


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def ask(port: int, path: str, data: bytes | None = None) -> dict[str, float]:
    """One question to the server of the benchmark."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", data=data, timeout=30) as reply:
        found: dict[str, float] = json.load(reply)["result"]
        return found


def until(what: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for it. TimeoutError after so many seconds."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise TimeoutError("it never came")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    try:
        ask(port, "/stats")
    except OSError:
        return False
    return True


@contextmanager
def people(who: str, count: int, folder: Path, think: float = 0.0) -> Iterator[int]:
    """The server with its people; gives its port."""
    port = free_port()
    routine = read_knowledge().content.words.text("routine.knee_drop.title")
    command = [sys.executable, "-m", "benchmarks.bot_api", str(port), who, str(count), str(think)]
    with ended(_run(command, folder, {"BENCH_ROUTINE": routine})):
        until(lambda: _answers(port))
        yield port


def _cpu(pids: Sequence[int]) -> float:
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return float(sum(each.user + each.system for each in times))


def measured(contender: Contender, count: int, seconds: float, think: float = 0.0) -> Figures:
    """One run of one contender."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name).absolute()
        port = stack.enter_context(people(contender.who, count, folder, think))
        bot = contender.begin(f"http://127.0.0.1:{port}/bot", folder, stack)
        process = stack.enter_context(ended(bot.start()))
        ask(port, "/arrive", b"")
        try:
            until(lambda: ask(port, "/stats")["settled"] == count)
        except TimeoutError:
            print((folder / "log").read_text()[-3000:], ask(port, "/stats"), file=sys.stderr)
            raise
        pids = [process.pid, *bot.beside]
        before = _cpu(pids)
        ask(port, "/mark", b"")
        start, driver = time.perf_counter(), ask(port, "/stats")["cpu"]
        time.sleep(seconds)
        found = ask(port, "/stats")
        took = time.perf_counter() - start
        cpu = _cpu(pids) - before
        memory = sum(psutil.Process(pid).memory_info().rss for pid in pids) / 2**20
    answers = found["answers"]
    return Figures(
        rate=answers / took,
        cpu=1000 * cpu / max(1, answers),
        p50=found["p50"],
        p99=found["p99"],
        memory=memory,
        silent=found["silent"],
        driver=(found["cpu"] - driver) / took,
    )


def can_run(contender: Contender) -> bool:
    """Whether all it needs is there; says what is not."""
    if contender.needs and shutil.which(contender.needs) is None:
        print(f"{contender.name}: left out, no {contender.needs} is installed", file=sys.stderr)
        return False
    return True


def main(
    count: int = 200, seconds: float = 10.0, rounds: int = 3, wanted: Sequence[str] = (), think: float = 0.0
) -> None:
    """Alternating rounds; a table. With time to `think` our limits are on: peers have none."""
    invited = contenders(CHAT_RATE="1" if think else "0")
    present = [each for each in invited if can_run(each) and (not wanted or any(w in each.name for w in wanted))]
    runs: dict[str, list[Figures]] = {each.name: [] for each in present}
    for _ in range(rounds):
        for contender in present:
            runs[contender.name].append(measured(contender, count, seconds, think))
    loop = f"{think:g} s to answer, limits on" if think else "closed loop"
    print(f"{count} people at once, {loop}, {rounds} rounds of {seconds:.0f} s; {Setting.here(WallClock().now())}\n")
    report({name: median(found) for name, found in runs.items()})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contest", description="Our bot and its peers.")
    parser.add_argument("--people", type=int, default=200, help="how many talk at once")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each run counts")
    parser.add_argument("--rounds", type=int, default=3, help="how often all of them run")
    parser.add_argument("--think", type=float, default=0.0, help="seconds a person takes to answer; our limits are on")
    parser.add_argument("only", nargs="*", help="words of the names of those to run")
    return parser.parse_args()


if __name__ == "__main__":
    told = _arguments()
    main(told.people, told.seconds, told.rounds, told.only, told.think)
