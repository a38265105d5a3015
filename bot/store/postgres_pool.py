"""The connections of the PostgreSQL home, and what its database says against what is asked of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from bot.store.faults import StoreDown, StoreFault
from bot.store.postgres_columns import learn
from bot.store.postgres_rows import Connection

CONNECTIONS = 4
"""Connections of one process, beside that for letters, and the one that its carrier's lock lives on."""


def pool_of(url: str, patience: float) -> AsyncConnectionPool[Connection]:
    """The pool of one process, not opened yet; `patience` is how long to wait for a connection, in seconds."""
    return _pool(url, patience, CONNECTIONS, _configured)


def heads_of(url: str, patience: float) -> AsyncConnectionPool[Connection]:
    """The one connection that letters are looked for on, as a pool that is not opened yet."""
    return _pool(url, patience, 1, _in_order)


def _pool(
    url: str, patience: float, most: int, configure: Callable[[Connection], Awaitable[None]]
) -> AsyncConnectionPool[Connection]:
    return AsyncConnectionPool(
        url,
        open=False,
        min_size=1,
        max_size=most,
        timeout=patience,
        kwargs={"autocommit": True},
        configure=configure,
    )


async def _configured(connection: Connection) -> None:
    """A new connection, before it is used."""
    learn(connection)


async def _in_order(connection: Connection) -> None:
    """What was deleted stays in an index until a scan in its order has met it, and is passed over then; a bitmap of the
    whole index, which is likelier to be chosen the more of it is dead, never does. Other queries need theirs.
    """
    learn(connection)
    await connection.execute("set enable_bitmapscan = off")


@asynccontextmanager
async def opening() -> AsyncIterator[None]:
    """What is in the way of opening becomes a StoreFault."""
    try:
        yield
    except PoolTimeout:
        raise StoreFault("the PostgreSQL database cannot be reached: see DATABASE_URL") from None
    except psycopg.Error as error:
        raise StoreFault(f"the PostgreSQL database cannot be opened: {words_of(error)}") from None


@asynccontextmanager
async def connected(pool: AsyncConnectionPool[Connection]) -> AsyncIterator[Connection]:
    """A connection on which each statement is a transaction of its own; what PostgreSQL says against what is asked
    becomes a StoreFault."""
    try:
        async with pool.connection() as connection:
            yield connection
    except PoolClosed:
        raise StoreFault("the store is closed") from None
    except psycopg.Error as error:
        kind = StoreDown if _is_down(error) else StoreFault
        raise kind(f"the database could not be written: {words_of(error)}") from None


@asynccontextmanager
async def transacting(pool: AsyncConnectionPool[Connection]) -> AsyncIterator[Connection]:
    """A connection whose statements are one transaction and leave together (pipeline mode); it is committed when this
    has ended, and undone where anything fails."""
    async with connected(pool) as connection, connection.pipeline():
        # psycopg's own block would end the pipeline before it commits: another trip.
        await connection.execute(b"begin", prepare=False)
        yield connection
        await connection.execute(b"commit", prepare=False)


def _is_down(error: psycopg.Error) -> bool:
    """Whether the server is at fault, gone or full, and not what was asked of it. An aborted pipeline tells of another
    statement that failed."""
    return isinstance(error, psycopg.OperationalError) and not isinstance(error, psycopg.errors.PipelineAborted)


def words_of(error: psycopg.Error) -> str:
    """What PostgreSQL says, without the values of the row it speaks of."""
    return error.diag.message_primary or type(error).__name__
