"""Which home an address means: a path is a SQLite file, anything else a PostgreSQL database."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from bot.store.faults import StoreFault
from bot.store.home import Store
from bot.store.pacing import UNPACED, Pacing
from bot.store.sqlite import open_sqlite

Address: TypeAlias = Path | str
"""A SQLite file, or the URL of a PostgreSQL database."""


async def open_home(address: Address, pacing: Pacing = UNPACED) -> Store:
    """Open the store, made or migrated where needed; StoreFault says what is in the way. `pacing` is for a home that
    others share: how fast all of them together write to one chat."""
    if isinstance(address, Path):
        return await open_sqlite(address)
    opened: Store = await _with_driver("bot.store.postgres").open_postgres(address, pacing=pacing)
    return opened


async def move(source: Path, target: str) -> Mapping[str, int]:
    """Carry everything over from a SQLite file to PostgreSQL; see `bot.store.moving`."""
    counts: Mapping[str, int] = await _with_driver("bot.store.moving").move(source, target)
    return counts


def _with_driver(module: str) -> Any:
    """A module that needs PostgreSQL's driver: an extra, which need not be loaded for a file."""
    try:
        return import_module(module)
    except ImportError:
        raise StoreFault("PostgreSQL needs its driver: pip install 'unwind[postgres]'") from None
