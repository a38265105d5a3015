"""Moving from a SQLite file to a PostgreSQL database: every row of every table, in one transaction, counted.

The two homes have the same tables, and keep moments and bodies in the same way; PostgreSQL's own columns, which say
who has a row in hand, begin empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import apsw
import psycopg
from psycopg import sql

from bot.store.faults import StoreFault
from bot.store.postgres_rows import Connection
from bot.store.postgres_schema import migrate
from bot.store.sqlite_file import open_file

FIRST = "people"
"""The table that others lean on."""

KINDS = """
select column_name, data_type, is_identity = 'YES' from information_schema.columns
where table_schema = current_schema() and table_name = %s
"""


async def move(source: Path, target: str) -> Mapping[str, int]:
    """Carry everything over; return how many rows each table has now.

    The bot must be down: the file is held while it is read. StoreFault says what is in the way; then the target is as
    it was. The source is left as it is.
    """
    file = _opened(source)
    try:
        async with await psycopg.AsyncConnection.connect(target) as connection:
            await migrate(connection)
            return {table: await _carry(file, connection, table) for table in _tables(file)}
    except psycopg.Error as error:
        words = error.diag.message_primary or type(error).__name__
        raise StoreFault(f"nothing was moved: {words}") from None
    finally:
        file.close()


def _opened(source: Path) -> apsw.Connection:
    if not source.is_file():
        raise StoreFault(f"{source} is not there: nothing to move")
    return open_file(source)


def _tables(file: apsw.Connection) -> Sequence[str]:
    """Every table of ours, the one that others lean on first."""
    query = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name <> ?, name"
    return [name for (name,) in file.execute(query, (FIRST,))]


async def _carry(file: apsw.Connection, connection: Connection, table: str) -> int:
    """Copy one table, and check that all of it arrived."""
    kinds = {name: (kind, own) for name, kind, own in await (await connection.execute(KINDS, (table,))).fetchall()}
    columns = [row[1] for row in file.execute(f"pragma table_info({table})")]
    if missing := [name for name in columns if name not in kinds]:
        raise StoreFault(f"nothing was moved: the database has no place for {table}.{', '.join(missing)}")
    if await _count(connection, table):
        raise StoreFault(f"nothing was moved: {table} of the database is not empty")
    copied = await _copy(file, connection, table, {name: kinds[name][0] for name in columns})
    if copied != await _count(connection, table):
        raise StoreFault(f"nothing was moved: of {copied} rows of {table} some are missing")
    for name, (_, own) in kinds.items():
        if own:
            await _number_on(file, connection, table, name)
    return copied


async def _copy(file: apsw.Connection, connection: Connection, table: str, kinds: Mapping[str, str]) -> int:
    names = sql.SQL(", ").join(map(sql.Identifier, kinds))
    into = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)
    copied = 0
    async with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in _rows(file, table, kinds):
            await copy.write_row(row)
            copied += 1
    return copied


def _rows(file: apsw.Connection, table: str, kinds: Mapping[str, str]) -> Iterator[Sequence[Any]]:
    """The rows, with SQLite's 0 and 1 as what they mean."""
    truths = [kind == "boolean" for kind in kinds.values()]
    for row in file.execute(f"select {', '.join(kinds)} from {table}"):
        yield [bool(value) if truth else value for value, truth in zip(row, truths, strict=True)]


async def _count(connection: Connection, table: str) -> int:
    query = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
    row = await (await connection.execute(query)).fetchone()
    assert row is not None  # an aggregate always has a row
    return int(row[0])


async def _number_on(file: apsw.Connection, connection: Connection, table: str, column: str) -> None:
    """Go on with the numbers where SQLite stood: none is ever used twice."""
    last = file.execute("select seq from sqlite_sequence where name = ?", (table,)).get
    if last:
        await connection.execute("select setval(pg_get_serial_sequence(%s, %s), %s)", (table, column, last))
