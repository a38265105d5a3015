"""Moving from SQLite to PostgreSQL: all of it or nothing, and counted."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from bot.core.effects import Bell
from bot.store.faults import StoreFault
from bot.store.home import Board, Changes, Delivery, Draft, Quiet, Store
from bot.store.moving import move
from bot.store.postgres import open_postgres
from bot.store.sqlite import open_sqlite
from tests.store.made import AT, NOBODY, done, drafts, heads, later, look, person, put, say
from tests.store.postgres_server import database


@pytest.fixture
async def address(postgres: str) -> AsyncIterator[str]:
    """The address of an empty database."""
    async with database(postgres) as made:
        yield made


async def furnish(store: Store) -> None:
    """Something in every room: people, letters of both lanes, a timer, a board, a record, ids, reasons, a quiet."""
    first = [Draft(person=1, effect=say("hold", 1, (Bell.HOLD, 30))), *drafts("a", "b", to=1), *drafts("c", to=2)]
    people = [person(1), person(2, language="de")]
    await put(store, Changes(people=people, letters=first, records=[(1, done())], seen=[7, 8]))
    hold, other = await store.letters(2, NOBODY, AT)
    await store.delivered(Delivery(letter=hold, at=AT, message=10, keyboard=True))
    await store.refused(other, "rejected: words", AT)
    await store.set_aside(9, "no message", AT)
    await store.keep_quiet(Quiet(since=AT, until=later(5)))


async def test_everything_moves(tmp_path: Path, address: str) -> None:
    """What the one home held, the other holds: as seen through the store, and counted."""
    source = await open_sqlite(tmp_path / "unwind.db")
    await furnish(source)
    await source.close()
    counts = await move(tmp_path / "unwind.db", address)
    assert counts["people"] == 2
    assert counts["outbox"] == 2
    target = await open_postgres(address)
    assert (await target.person(1), await target.person(2)) == (person(1), person(2, language="de"))
    assert await heads(target, later(10)) == ["a"]
    assert [timer.bell for timer in await target.due(later(40), 9)] == [Bell.HOLD]
    assert await target.board(1) == Board(message=10, keyboard=True)
    assert list(await target.records(1)) == [done()]
    assert (await look(target, [], [6, 7, 8])).fresh == frozenset({6})
    assert await target.quiet() == Quiet(since=AT, until=later(5))
    await target.close()


async def test_numbers_go_on(tmp_path: Path, address: str) -> None:
    """A letter that is written after the move has an id that no letter ever had."""
    source = await open_sqlite(tmp_path / "unwind.db")
    await put(source, Changes(letters=drafts("a", "b", "c")))
    last = 0
    for _ in range(3):
        (letter,) = await source.letters(1, NOBODY, AT)
        last = letter.id
        await source.delivered(Delivery(letter=letter, at=AT))
    await source.close()
    await move(tmp_path / "unwind.db", address)
    target = await open_postgres(address)
    await put(target, Changes(letters=drafts("d")))
    (letter,) = await target.letters(1, NOBODY, AT)
    assert letter.id > last
    await target.close()


async def test_a_database_in_use_is_not_written_over(tmp_path: Path, address: str) -> None:
    """Where somebody is known already, nothing is moved."""
    await (await open_sqlite(tmp_path / "unwind.db")).close()
    target = await open_postgres(address)
    await put(target, Changes(people=[person(5)]))
    with pytest.raises(StoreFault, match="not empty"):
        await move(tmp_path / "unwind.db", address)
    assert await target.person(5) == person(5)
    await target.close()


async def test_a_move_that_fails_half_way_moves_nothing(tmp_path: Path, address: str) -> None:
    """A row that does not fit undoes what went before."""
    source = await open_sqlite(tmp_path / "unwind.db")
    await furnish(source)
    await source.close()
    await (await open_postgres(address)).close()
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute("alter table records add constraint odd check (version > 99)")
    with pytest.raises(StoreFault, match="nothing was moved"):
        await move(tmp_path / "unwind.db", address)
    target = await open_postgres(address)
    assert await target.person(1) is None
    await target.close()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """No file is made where none was."""
    with pytest.raises(StoreFault, match="nothing to move"):
        asyncio.run(move(tmp_path / "unwind.db", "postgresql://nowhere.example/unwind"))
    assert list(tmp_path.iterdir()) == []
