"""`python -m bot` as a process of its own, and a sandbox that notices what it asks and may kill it for that."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Clock, WallClock
from bot.sandbox.botapi import BotApi
from bot.sandbox.faults import Fault, FaultPlan
from bot.sandbox.limits import Limits
from bot.sandbox.refusals import OTHER_POLLER
from bot.sandbox.server import TOKEN, Sandbox

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 30.0


@dataclass(kw_only=True)
class Program:
    """One bot after another, with the same settings; what all of them write is kept together."""

    folder: Path
    settings: dict[str, str]
    command: tuple[str, ...] = ("-m", "bot", "run")
    process: Process | None = field(default=None, init=False)

    @property
    def log(self) -> str:
        """What was written to standard error so far."""
        return (self.folder / "log.txt").read_text("utf-8")

    @property
    def told(self) -> str:
        """What was written to standard output so far."""
        return (self.folder / "told.txt").read_text("utf-8")

    async def start(self) -> None:
        """Start it, with these settings and no others."""
        system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        environment = system | {"PYTHONPATH": str(ROOT)} | self.settings
        with (self.folder / "told.txt").open("ab") as told, (self.folder / "log.txt").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.command,
                cwd=self.folder,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=told,
                stderr=log,
            )

    def kill(self) -> None:
        """End it as kill -9 does."""
        if self.process is not None and self.process.returncode is None:
            os.kill(self.process.pid, signal.SIGKILL)

    async def ended(self, seconds: float = SECONDS_TO_START) -> int:
        """Wait until it has ended, and return its exit code. TimeoutError after `seconds`."""
        assert self.process is not None
        async with asyncio.timeout(seconds):
            return await self.process.wait()

    async def terminated(self, seconds: float) -> int:
        """Ask it to end (SIGTERM), and return its exit code."""
        assert self.process is not None
        self.process.terminate()
        return await self.ended(seconds)

    async def buried(self) -> None:
        """Make sure that nothing of it is left."""
        self.kill()
        if self.process is not None:
            await self.process.wait()


class Watch(FaultPlan):
    """Counts what the bot asks, and springs a trap once when it asks a method."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._method, self._after = "", False
        self._spring: Callable[[], None] | None = None
        self._sprung = asyncio.Event()
        self._news = asyncio.Event()

    def trap(self, method: str, spring: Callable[[], None], *, after: bool) -> None:
        """Spring at the next call of this method: before the server did its work, or after it; nobody is answered."""
        self._method, self._spring, self._after = method.lower(), spring, after
        self._sprung.clear()

    async def sprung(self, seconds: float = 20.0) -> None:
        """Wait for the trap."""
        async with asyncio.timeout(seconds):
            await self._sprung.wait()

    async def until(self, wanted: Callable[[], bool], seconds: float = SECONDS_TO_START) -> None:
        """Wait until something is so; it is looked at whenever the bot asks something."""
        async with asyncio.timeout(seconds):
            while not wanted():
                self._news.clear()
                await self._news.wait()

    def next(self, method: str, chat_id: str) -> Fault | None:
        """The trap, where this is what it waits for; else what was planned."""
        self.asked.append(method)
        self._news.set()
        if method != self._method or self._spring is None:
            return super().next(method, chat_id)
        self._spring()
        self._spring = None
        self._sprung.set()
        return Fault(kind="cut", after=self._after)


class WatchedSandbox(Sandbox):
    """A sandbox whose bot is watched; without limits, unless some are given."""

    def __init__(self, clock: Clock | None = None, limits: Limits | None = None) -> None:
        super().__init__(clock or WallClock(), limits=limits or Limits.off())
        self.watch = Watch()
        self.faults = self.watch
        self._api = BotApi(self.world, self.watch)

    async def stop(self) -> None:
        """Close every connection, without the patience for a poll whose bot has gone."""
        await self._api.poll.end(OTHER_POLLER)
        await super().stop()


def settings(sandbox: WatchedSandbox, database: Path | str, **more: str) -> dict[str, str]:
    """What a bot needs to talk to this sandbox, as fast as it can; `database` is a file, or the URL of a PostgreSQL."""
    url = f"sqlite:///{database}" if isinstance(database, Path) else database
    needed = {"BOT_TOKEN": TOKEN, "BOT_API_URL": sandbox.api_url, "DATABASE_URL": url}
    return needed | {"LOG_LEVEL": "DEBUG", "CHAT_RATE": "0"} | more


@asynccontextmanager
async def telegram(clock: Clock | None = None, limits: Limits | None = None) -> AsyncIterator[WatchedSandbox]:
    """Telegram, as far as the bot can tell."""
    made = WatchedSandbox(clock, limits)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
