"""A carrier: a number that a process holds, as a lock on a connection of its own, for as long as it lives.

Letters in hand name their carrier. When a process dies, PostgreSQL lets go of its lock at once, and the letters it
had in hand are free for the others.
"""

import asyncio
import contextlib
import secrets

import psycopg
import structlog

from bot.logs import where
from bot.store.postgres_rows import SQL, Connection

SPACE = 0x556E77
"""The first half of a carrier's lock; the second is its number."""

HIGHEST = 2**31 - 1

BULK, POLLING = (0x556E78, 0), (0x556E78, 1)
"""Locks that one process has: the bulk lane, and asking for updates. Two numbers each: no person's lock has them."""

ALONE = ("tcp_keepalives_idle = 2", "tcp_keepalives_interval = 1", "tcp_keepalives_count = 2")
"""A machine that is gone without a word is found out within four seconds, and its locks are free."""

log = structlog.get_logger()

WATCH = 1.0
"""Seconds between two looks for letters whose carrier has died."""


class Carrier:
    """This process, as a carrier of letters."""

    def __init__(self, url: str, connection: Connection, number: int) -> None:
        self._url, self._connection, self.number = url, connection, number
        self._locks: set[tuple[int, int]] = set()
        self._watching = asyncio.create_task(self._watch(), name="carrier")

    @classmethod
    async def sign_on(cls, url: str) -> "Carrier":
        """Take a number that nobody holds. Raises psycopg.Error."""
        return cls(url, *await _numbered(url))

    async def sign_off(self) -> None:
        """Give the number back."""
        self._watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._watching
        with contextlib.suppress(psycopg.Error):  # closing lets go of them too, but not before the next one asks
            await self._connection.execute("select pg_advisory_unlock_all()")
        await self._connection.close()

    async def has(self, lock: tuple[int, int]) -> bool:
        """Whether this process has a lock: the first that asks, until it dies. Raises psycopg.Error."""
        if lock not in self._locks and await _try(self._connection, lock):
            self._locks.add(lock)
        return lock in self._locks

    def holds(self, lock: tuple[int, int]) -> bool:
        """Whether this process has a lock already; asks nobody."""
        return lock in self._locks

    async def free(self) -> None:
        """Put back what carriers had in hand who are no longer alive, letters and bells. Raises psycopg.Error."""
        for query in ("free_letters", "free_timers"):
            await self._connection.execute(SQL[query], {"space": SPACE})

    async def _watch(self) -> None:
        """Look after the dead; take a new number when the connection, and the locks with it, is gone."""
        while True:
            try:
                await self.free()
            except psycopg.Error as error:
                log.error("carrier's connection is lost", **where(error))
                await self._sign_on_again()
            await asyncio.sleep(WATCH)

    async def _sign_on_again(self) -> None:
        with contextlib.suppress(psycopg.Error):  # the database is not back yet; the next look tries again
            self._locks.clear()
            await self._connection.close()
            self._connection, self.number = await _numbered(self._url)


async def _numbered(url: str) -> tuple[Connection, int]:
    """A connection that holds a number nobody else holds."""
    connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
    for setting in ALONE:
        await connection.execute(f"set {setting}".encode())
    while True:
        number = 1 + secrets.randbelow(HIGHEST)
        if await _try(connection, (SPACE, number)):
            return connection, number


async def _try(connection: Connection, lock: tuple[int, int]) -> bool:
    """Try to take a lock that lives as long as the connection."""
    row = await (await connection.execute("select pg_try_advisory_lock(%s, %s)", lock)).fetchone()
    assert row is not None  # a function always has a row
    return bool(row[0])
