"""Several bots on one PostgreSQL behind a load balancer, and the people who talk with them."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import aiohttp
import psycopg

from bot.sandbox.balancer import Balancer
from bot.sandbox.limits import Flow, Limits
from bot.sandbox.world import World
from tests.end_to_end.guest import Deed, Guest, next_deed
from tests.end_to_end.program import Program, WatchedSandbox, settings, telegram
from tests.store.postgres_server import database, url_of

HOST = "bot.example"
HOLD = "Stay here"
STOPPED = "Stopped."

SECONDS = 120.0
"""Within which everything comes that is to come; a machine that does much else is slow."""


class CountedFlow(Flow):
    """The server's patience, which remembers how often it was tried."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.refused = 0

    def wait_before(self, chat_id: int, now: datetime) -> int:
        """Count a message; the same as the real one."""
        wait = super().wait_before(chat_id, now)
        self.refused += bool(wait)
        return wait


class Sleeper(Guest):
    """Goes through the check, lies down, and stops when the first hold is over. Nothing is done twice: whatever is
    lost, they wait for. `deeds` is how much they have done, `holds` whether they lie in the hold."""

    def __init__(self, world: World, routine: str) -> None:
        super().__init__(world)
        self._routine = routine
        self.deeds, self.holds = 0, False

    @property
    def lines(self) -> list[str]:
        """What the bot said; what it said twice in a row stands here once."""
        return [text for text, _ in groupby(text for bubble in self.said for text in bubble.texts)]

    @property
    def doubled(self) -> int:
        """How many messages were said twice."""
        return sum(one.texts[-1] == other.texts[0] for one, other in pairwise(self.said))

    async def lives(self) -> None:
        """Go all the way."""
        self._does(Deed(types="/start"))
        lines = await self._more_than(0)
        while not lines[-1].startswith(HOLD):
            if (deed := next_deed(self, self._routine)) is not None:
                self._does(deed)
            lines = await self._more_than(len(lines))
        self.holds = True
        lines = await self._more_than(len(lines))
        self.holds = False
        self._does(Deed(types="stop"))
        while not lines[-1].startswith(STOPPED):
            lines = await self._more_than(len(lines))

    def _does(self, deed: Deed) -> None:
        deed.done_by(self)
        self.deeds += 1

    async def _more_than(self, count: int) -> list[str]:
        """Wait for the next line."""
        await self.until(lambda: len(self.lines) > count, SECONDS)
        return self.lines


class Chatterer(Guest):
    """Types faster than anybody may be answered."""

    async def lives(self, times: int) -> None:
        """Ask the same so many times at once, and wait for the answers."""
        for _ in range(times):
            self.says("/privacy")
        await self.until(lambda: len(self.said) >= times, SECONDS)


def most(sleepers: Sequence[Sleeper], so: Callable[[Sleeper], bool]) -> Callable[[], Awaitable[bool]]:
    """Asks whether a third of them are so."""

    async def asked() -> bool:
        return sum(map(so, sleepers)) * 3 > len(sleepers)

    return asked


@dataclass(kw_only=True)
class Herd:
    """Bots behind a balancer; whoever is started stands behind it as soon as it is ready."""

    sandbox: WatchedSandbox
    folder: Path
    url: str
    more: dict[str, str]
    flow: CountedFlow
    balancer: Balancer = field(default_factory=Balancer)
    programs: list[Program] = field(default_factory=list)

    async def starts(self) -> Program:
        """One more; returns when it is ready."""
        folder = self.folder / f"bot{len(self.programs)}"
        folder.mkdir()
        program = Program(folder=folder, settings=settings(self.sandbox, self.url, PORT="0", **self.more))
        self.programs.append(program)
        await program.start()
        await until(lambda: is_ready(program))
        self.balancer.add(address_of(program))
        return program

    async def is_idle(self) -> bool:
        """Whether no update waits, and no letter: the last ones were written down, too."""
        waiting = await self.asked("select count(*) from outbox where carrier is not null or until is null")
        return self.sandbox.world.updates.pending() == 0 == int(waiting[0])

    async def asked(self, query: str) -> Sequence[Any]:
        """Ask the database, and return the only column."""
        async with await psycopg.AsyncConnection.connect(self.url) as connection:
            return [value for (value,) in await (await connection.execute(query.encode())).fetchall()]

    async def figures(self, program: Program) -> dict[str, float]:
        """What a bot shows under /metrics, but for what Python and the system say."""
        async with aiohttp.ClientSession() as session, session.get(address_of(program) + "/metrics") as answer:
            lines = (await answer.text()).splitlines()
        return {
            name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[:7] == "unwind_")
        }


def address_of(program: Program) -> str:
    """Where it listens; nothing before it has said so."""
    found = re.search(r"health and metrics: (\S+)/healthz ", program.told)
    return found[1] if found else ""


async def is_ready(program: Program) -> bool:
    """Whether it listens, and says that it is ready."""
    address = address_of(program)
    if not address:
        return False
    async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as answer:
        return answer.status == 200


async def until(wanted: Callable[[], Awaitable[bool]], seconds: float = SECONDS) -> None:
    """Wait until something is so that nobody tells of."""
    async with asyncio.timeout(seconds):
        while not await wanted():  # noqa: ASYNC110 -- another process, or a table, tells nobody
            await asyncio.sleep(0.05)


@asynccontextmanager
async def herd(server: str, folder: Path, limits: Limits, **more: str) -> AsyncIterator[Herd]:
    """An empty database, a Telegram with these limits, and nobody there yet."""
    async with database(server) as address, telegram(limits=limits) as sandbox:
        flow = sandbox.world.flow = CountedFlow(limits)
        made = Herd(sandbox=sandbox, folder=folder, url=url_of(address), more=more, flow=flow)
        sandbox.balancers[HOST] = made.balancer
        try:
            yield made
        finally:
            await asyncio.gather(*(program.buried() for program in made.programs))
