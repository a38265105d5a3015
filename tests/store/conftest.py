"""Every home, one after the other: what is true of `Store` is shown of each of them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

import pytest

from bot.store.home import Store
from bot.store.sqlite import open_sqlite


async def sqlite_home(folder: Path) -> Store:
    """A new SQLite file."""
    return await open_sqlite(folder / "unwind.db")


HOMES: Mapping[str, Callable[[Path], Awaitable[Store]]] = {"sqlite": sqlite_home}


@pytest.fixture(params=sorted(HOMES))
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store in each home."""
    home = await HOMES[request.param](tmp_path)
    yield home
    await home.close()
