"""Every home, one after the other: what is true of `Store` is shown of each of them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.store.home import Store
from bot.store.postgres import open_postgres
from bot.store.sqlite import open_sqlite
from tests.store.postgres_server import database


@pytest.fixture(params=["sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store in each home."""
    async with AsyncExitStack() as stack:
        if request.param == "sqlite":
            home: Store = await open_sqlite(tmp_path / "unwind.db")
        else:
            address = request.getfixturevalue("postgres")
            home = await open_postgres(await stack.enter_async_context(database(address)))
        yield home
        await home.close()
