"""A sandbox, a store, and a person who has said hello."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.clock import TurnedClock
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.store.home import Store
from bot.store.sqlite import open_sqlite
from bot.telegram.client import Client
from tests.telegram.made import Answer, Table, met

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that moves when told to."""
    return TurnedClock(AT)


@pytest.fixture
async def sandbox(clock: TurnedClock) -> AsyncIterator[Sandbox]:
    """A Bot API server without limits."""
    made = Sandbox(clock, limits=Limits.off(), wall=clock)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[Client]:
    """The bot's line to the sandbox."""
    async with Client(sandbox.token, sandbox.api_url) as client:
        yield client


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    home = await open_sqlite(tmp_path / "unwind.db")
    yield home
    await home.close()


@pytest.fixture
async def table(sandbox: Sandbox, store: Store, tmp_path: Path) -> Table:
    """Ann and Bea, known to both sides, and what one wants to see of them."""
    table = Table(sandbox=sandbox, store=store, file=tmp_path / "unwind.db")
    for person in (table.ann, table.bea):
        await met(table, person)
    return table


@pytest.fixture
async def scripted() -> AsyncIterator[Callable[[Answer], Awaitable[str]]]:
    """A server that answers everything in one way."""
    runners: list[web.AppRunner] = []

    async def start(answer: Answer) -> str:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()
