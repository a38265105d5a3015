"""The schema of the PostgreSQL home: made and migrated under one lock, so that many may start at once."""

from collections.abc import Sequence

from bot.store.faults import StoreFault
from bot.store.postgres_rows import Connection
from bot.store.queries import Migration, migrations

MIGRATING = 0x556E7764
"""`Unwd`, the advisory lock of whoever migrates."""

VERSION = "create table if not exists unwind_schema (number integer primary key, name text not null)"


async def migrate(connection: Connection) -> None:
    """Bring the schema up to the last step, all in one transaction; StoreFault when it is newer than this program."""
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock(%s)", (MIGRATING,))
        await connection.execute(VERSION)
        done = await _done(connection)
        known = migrations("postgres")
        if done > len(known):
            raise StoreFault(
                f"the database was written by a newer version (schema {done}; this one knows {len(known)}). "
                "Nothing was touched."
            )
        await _apply(connection, known[done:])


async def _done(connection: Connection) -> int:
    row = await (await connection.execute("select coalesce(max(number), 0) from unwind_schema")).fetchone()
    assert row is not None  # an aggregate always has a row
    return int(row[0])


async def _apply(connection: Connection, steps: Sequence[Migration]) -> None:
    for step in steps:
        await connection.execute(step.script.encode())
        await connection.execute("insert into unwind_schema values (%s, %s)", (step.number, step.name))
