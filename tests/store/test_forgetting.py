"""Whoever asks to be forgotten is found in no table of any home: also not in one that is added later."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import apsw
import psycopg

from bot.core.effects import Bell
from bot.core.session import Person
from bot.store.home import Changes, Draft, Quiet, Store
from bot.store.postgres import open_postgres
from bot.store.sqlite import open_sqlite
from bot.telegram.pace import shared
from tests.store.made import AT, deliver, done, drafts, head, later, person, put, say
from tests.store.postgres_server import database

SOMEBODY = 987_654_321_012
"""An id that nothing else looks like."""

ABOUT_NOBODY = {"seen", "unread", "quiet"}
"""Tables that name no person: numbers of updates, and when the whole bot was told to wait."""

Tables: TypeAlias = Mapping[str, Sequence[str]]
"""The rows of every table, as text."""


async def lived(store: Store) -> None:
    """Leave something in every table."""
    await put(store, Changes(people=[person(SOMEBODY)], seen=[77], records=[(SOMEBODY, done())]))
    await put(store, Changes(letters=[Draft(person=SOMEBODY, effect=say("hold", 1, (Bell.HOLD, 30)))]))
    await deliver(store, message=10)
    await put(store, Changes(letters=drafts("refused", "waits", to=SOMEBODY)))
    await store.refused(await head(store), "blocked", AT)
    await store.set_aside(78, "no such shape", AT)
    await store.keep_quiet(Quiet(since=AT, until=later(1)))


async def forgotten(store: Store) -> None:
    """What /forget writes, and the last words sent."""
    blank = Person(id=SOMEBODY, turn=2)
    await put(store, Changes(people=[blank], erased=[SOMEBODY], letters=drafts("forgotten", to=SOMEBODY)), later(60))
    await deliver(store, later(60))


def naming(tables: Tables) -> set[str]:
    """The tables in which somebody is named."""
    return {table for table, rows in tables.items() if any(str(SOMEBODY) in row for row in rows)}


def held_by(tables: Tables) -> tuple[set[str], set[str]]:
    """The tables that name somebody, and those that are empty."""
    return naming(tables), {table for table, rows in tables.items() if not rows}


def in_sqlite(path: Path) -> Tables:
    """Every table of the file."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    names = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
    tables = {
        str(name): [json.dumps(row) for row in connection.execute(f'select * from "{name}"')]
        for (name,) in connection.execute(names).fetchall()
    }
    connection.close()
    return tables


async def in_postgres(address: str) -> Tables:
    """Every table of the database, but for the one that numbers the migrations."""
    async with await psycopg.AsyncConnection.connect(address) as connection:
        names = "select table_name from information_schema.tables where table_schema = 'public'"
        found = [name for (name,) in await (await connection.execute(names)).fetchall()]
        rows = {name: await connection.execute(f'select to_json(t)::text from "{name}" t'.encode()) for name in found}
        return {name: [text for (text,) in await row.fetchall()] for name, row in rows.items()}


async def test_in_sqlite(tmp_path: Path) -> None:
    """Before, every table but those about nobody names them; then only the bare row that keeps old buttons dead."""
    path = tmp_path / "unwind.db"
    store = await open_sqlite(path)
    await lived(store)
    await store.close()
    before = in_sqlite(path)
    store = await open_sqlite(path)
    await forgotten(store)
    left = await store.held(SOMEBODY)
    await store.close()

    assert held_by(before) == (set(before) - ABOUT_NOBODY, set())
    assert naming(in_sqlite(path)) == {"people"}
    assert left.person == Person(id=SOMEBODY, turn=2)


async def test_no_byte_is_left(tmp_path: Path) -> None:
    """The file itself holds nothing of what was erased: freed pages are overwritten."""
    path = tmp_path / "unwind.db"
    store = await open_sqlite(path)
    await put(store, Changes(people=[person(1, language="xx-marked")], letters=drafts("unsent-and-marked")))
    await store.close()
    assert b"xx-marked" in path.read_bytes()
    store = await open_sqlite(path)
    await put(store, Changes(erased=[1]))
    await store.close()

    assert b"marked" not in path.read_bytes()


async def test_in_postgres(postgres: str) -> None:
    """The same in the home that replicas share; the pace of the last words is forgotten a minute later."""
    async with database(postgres) as address:
        store = await open_postgres(address, pacing=shared(1))
        await lived(store)
        before = await in_postgres(address)
        await forgotten(store)
        await store.next_letter(later(130))
        left = await store.held(SOMEBODY)
        await store.close()
        after = await in_postgres(address)

    numbered = {name for name in before if "migration" in name or "schema" in name}
    assert held_by(before) == (set(before) - ABOUT_NOBODY - numbered, set())
    assert naming(after) == {"people"}
    assert left.person == Person(id=SOMEBODY, turn=2)
