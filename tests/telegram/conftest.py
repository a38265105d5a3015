"""A sandbox, a store, and a person who has said hello."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import TurnedClock
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from bot.store.home import Store
from bot.store.sqlite import open_sqlite
from bot.telegram.client import Client
from tests.telegram.made import Table, met

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
