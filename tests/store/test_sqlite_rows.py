"""What can be seen only inside the SQLite file: nothing stays behind, and nothing unreadable blocks the way."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from bot.core.session import Person, Settings
from bot.store import sqlite_rows as rows
from bot.store.home import Changes, Delivery
from bot.store.sqlite import SqliteStore, open_sqlite
from bot.store.sqlite_file import open_beside, open_file
from bot.store.sqlite_outbox import delivered, letters, set_letter_aside
from bot.store.writer import Writer
from tests.store.made import AT, NOBODY, done, drafts, key_of, person, put

SECRET = "Nowhere/Somewhere"
"""A word that stands in no file but a store that holds it."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    """An empty store's connection."""
    made = open_file(tmp_path / "unwind.db")
    yield made
    made.close()


@pytest.mark.parametrize(
    "damage",
    ["update outbox set body = '{' where id = 1", "update outbox set version = 99 where id = 1"],
    ids=["broken", "of a newer version"],
)
async def test_a_letter_that_cannot_be_read_blocks_nobody(tmp_path: Path, damage: str) -> None:
    """It is set aside with its reason, and the person's next letter moves up."""
    connection = open_file(tmp_path / "unwind.db")
    letters = [*drafts("first", "second"), *drafts("theirs", to=2)]
    rows.write(connection, Changes(people=[person(1), person(2)], letters=letters), AT)
    connection.execute(damage)
    store = SqliteStore(Writer(connection), open_beside(tmp_path / "unwind.db"))
    found = [key_of(letter) for letter in await store.letters(10, NOBODY, AT)]
    reasons = connection.execute("select letter, person, reason from refusals").fetchall()
    await store.close()
    assert found == ["second", "theirs"]
    assert [(letter, person) for letter, person, _ in reasons] == [(1, 1)]
    assert "a stored slip" in str(reasons[0][2])


def test_no_table_remembers_who_is_erased(connection: apsw.Connection) -> None:
    """Not one row in any table names a person who was forgotten."""
    changes = Changes(people=[person(77)], letters=drafts("a", "b", "c", to=77), records=[(77, done())])
    rows.write(connection, changes, AT)
    set_letter_aside(connection, 1, 77, "400", AT)
    letter = letters(connection, 1, NOBODY, AT)[0][0]
    delivered(connection, Delivery(letter=letter, at=AT, message=5, keyboard=True))
    tables = {
        name: text
        for name, text in connection.execute("select name, sql from sqlite_schema where type = 'table'")
        if "person" in str(text)
    }
    assert sorted(tables) == ["boards", "outbox", "records", "refusals", "timers"]
    rows.write(connection, Changes(erased=[77]), AT)
    left = [name for name in tables if connection.execute(f"select 1 from {name} where person = 77").get]
    assert (left, None) == ([], rows.person(connection, 77))


def held(folder: Path) -> bool:
    """Whether the secret word stands in any file of a folder."""
    return any(SECRET.encode() in path.read_bytes() for path in folder.iterdir())


async def change(path: Path, *changes: Changes) -> None:
    """Open a store, write, and close it."""
    store = await open_sqlite(path)
    for one in changes:
        await put(store, one)
    await store.close()


def test_what_is_erased_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    """Once the store is closed, not even the empty places of the file hold what was erased (law 10)."""
    path = tmp_path / "unwind.db"
    known: Person = replace(person(1), settings=Settings(zone=SECRET))
    crowd = [person(n) for n in range(2, 100)]
    asyncio.run(change(path, Changes(people=[known, *crowd])))
    assert held(tmp_path)
    asyncio.run(change(path, Changes(erased=[1])))
    assert not held(tmp_path)
