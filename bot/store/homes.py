"""Which home an address means: a path is a SQLite file, anything else a PostgreSQL database."""

from pathlib import Path
from typing import TypeAlias

from bot.store.faults import StoreFault
from bot.store.home import Store
from bot.store.sqlite import open_sqlite

Address: TypeAlias = Path | str
"""A SQLite file, or the URL of a PostgreSQL database."""


async def open_home(address: Address) -> Store:
    """Open the store, made or migrated where needed; StoreFault says what is in the way."""
    if isinstance(address, Path):
        return await open_sqlite(address)
    try:
        from bot.store.postgres import open_postgres
    except ImportError:
        raise StoreFault("PostgreSQL needs its driver: pip install 'unwind[postgres]'") from None
    return await open_postgres(address)
