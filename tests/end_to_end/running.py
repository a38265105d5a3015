"""The bot in the process of the test, over real HTTP, with a clock that can run faster."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import talk
from bot.clock import FastClock
from bot.knowledge import Knowledge
from bot.sandbox.world import World
from bot.telegram.client import Client
from tests.end_to_end.guest import Guest, next_deed
from tests.end_to_end.program import Watch, telegram

TICK = 0.02


@dataclass(frozen=True, kw_only=True)
class Running:
    """A bot that runs, the world it talks to, and what it knows."""

    known: Knowledge
    world: World
    watch: Watch
    clock: FastClock

    def words(self, key: str) -> str:
        """The words of a key, as they are shipped."""
        return self.known.content.words.text(key)

    @property
    def routine(self) -> str:
        """The button of the gentlest twist."""
        return self.words("routine.knee_drop.title")

    async def all_taken(self) -> None:
        """Wait until the bot has taken and confirmed everything."""
        await self.watch.until(lambda: self.world.updates.pending() == 0)

    async def answered(self, guest: Guest, label: str) -> None:
        """Tap this as soon as it is there, and wait for what follows."""
        await guest.until(lambda: any(label in bubble.labels for bubble in guest.boards))
        before = guest.heard
        guest.presses(label)
        await guest.until(lambda: guest.heard != before)

    async def checked(self, guest: Guest) -> None:
        """Go through the readiness check with nothing to tell, up to the choice of a twist."""
        guest.says("/start")
        for label in ("Yes, keep them", "18 to 69", "None of these", "None of these", "0", *["None of these"] * 3):
            await self.answered(guest, label)

    async def holding(self, guest: Guest) -> None:
        """Go on to the first hold, as fast as it can be done."""
        await self.checked(guest)
        for label in (self.routine, "Hands-free"):
            await self.answered(guest, label)
        while not guest.said[-1].text.startswith("Stay here"):
            before = guest.heard
            guest.says("ready")
            await guest.until(lambda before=before: guest.heard != before)  # type: ignore[misc]
        await guest.until(lambda: len(guest.boards) == 1)

    async def does_all(self, guest: Guest, last: str) -> None:
        """Do what a healthy person does, until the bot says `last`."""
        while True:
            await guest.until(lambda: last in guest.said[-1].text or next_deed(guest, self.routine) is not None)
            deed = next_deed(guest, self.routine)
            if last in guest.said[-1].text or deed is None:
                return
            before = guest.heard
            deed.done_by(guest)
            await guest.until(lambda before=before: guest.heard != before)  # type: ignore[misc]


@asynccontextmanager
async def running(known: Knowledge, file: Path, rate: float = 1.0) -> AsyncIterator[Running]:
    """The bot on this file, until the block is left; then it has ended in order."""
    clock, stop = FastClock(rate), asyncio.Event()
    async with telegram(clock) as sandbox, Client(sandbox.token, sandbox.api_url) as client:
        talking = asyncio.create_task(talk(client, file, known, clock, stop, TICK))
        try:
            yield Running(known=known, world=sandbox.world, watch=sandbox.watch, clock=clock)
        finally:
            stop.set()
            await talking
