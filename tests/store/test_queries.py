"""The named queries: all of them are used, and none reads more than it must."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import apsw
import pytest

from bot.core.session import Person
from bot.store import sqlite_rows as rows
from bot.store.codec import PERSON, SLIP, slip_of
from bot.store.moments import to_micros
from bot.store.queries import named_queries
from bot.store.sqlite_file import open_file
from bot.store.sqlite_outbox import letters
from bot.store.sqlite_queries import SQL
from tests.store.made import AT, later, say

FEW, MANY = 1_000, 100_000
"""Letters that wait: what a query reads must not grow with them."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    """An empty store's connection."""
    made = open_file(tmp_path / "unwind.db")
    made.pragma("synchronous", "off")
    yield made
    made.close()


def test_every_query_is_asked() -> None:
    """A name that nobody uses is a query that nobody needs; one that is not there would be a fault."""
    source = "".join(path.read_text() for path in Path(rows.__file__).parent.glob("sqlite*.py"))
    unused = {name for name in SQL if f'"{name}"' not in source}
    assert unused == set()


def test_every_query_has_a_purpose() -> None:
    """Each begins with a line that says what it is for."""
    nameless = [name for name, text in named_queries("queries_sqlite.sql").items() if text[:3] != "-- "]
    assert nameless == []


@pytest.mark.parametrize("name", sorted(SQL))
def test_no_query_reads_a_whole_table(connection: apsw.Connection, name: str) -> None:
    """SQLite finds rows by a key or an index; it scans only lists that were handed to it."""
    text = SQL[name]
    needed = dict.fromkeys(re.findall(r":(\w+)", text), 1) | {"letters": "[]"}
    plan = [row[3] for row in connection.execute(f"explain query plan {text}", needed)]
    tables = [row[0] for row in connection.execute("select name from sqlite_schema where type = 'table'")]
    scans = [step for step in plan if step.startswith(tuple(f"SCAN {table}" for table in tables))]
    assert scans == []


def counted(connection: apsw.Connection, job: Callable[[], object]) -> int:
    """How many steps of SQLite's machine a job takes."""
    steps: list[int] = []

    def count() -> bool:
        steps.append(1)
        return False

    connection.set_progress_handler(count, 1)
    job()
    connection.set_progress_handler(None)
    return len(steps)


def steps(connection: apsw.Connection, busy: int, *, bulk: bool = False, strangers: bool = False) -> int:
    """How many steps of SQLite's machine it takes to find five letters of a lane."""
    held, ours = frozenset(range(busy, 2 * busy)), frozenset(range(busy))

    def look() -> None:
        found, _ = letters(connection, 5, ours, later(10), held=held, bulk=bulk, strangers=strangers)
        assert len(found) == 5

    return counted(connection, look)


def fill(connection: apsw.Connection, people: int, each: int, until: int | None, *, bulk: bool = False) -> None:
    """Let so many letters wait for each of so many people; all but fifty heads are to be tried `until`."""
    body = SLIP.write(slip_of(say()))
    connection.execute("begin")
    for number in range(people * each):
        row = {"person": number % people, "bulk": bulk, "urgent": 0, "version": SLIP.version, "body": body}
        connection.execute(SQL["put_letter"], row)
    connection.execute("update outbox set until = ? where head = 1 and bulk = ? and id > 50", (until, bulk))
    connection.execute("commit")


@pytest.mark.parametrize("until", [None, to_micros(later(60)), to_micros(AT)], ids=["fresh", "later", "again"])
def test_a_million_reminders_cost_an_answer_nothing(connection: apsw.Connection, until: int | None) -> None:
    """However many bulk letters wait, to the same people or others, answers and the next bulk letters are found at
    once."""
    fill(connection, 100, 1, None, bulk=True)
    fill(connection, 60, 1, None)
    reminders(connection, range(1000, 1000 + FEW), until)
    before = [steps(connection, busy=20, bulk=bulk) for bulk in (False, True)]
    reminders(connection, range(2000 + FEW, 1_000_000), until)
    after = [steps(connection, busy=20, bulk=bulk) for bulk in (False, True)]
    assert [now <= then * 1.25 for now, then in zip(after, before, strict=True)] == [True, True]


def reminders(connection: apsw.Connection, people: range, until: int | None) -> None:
    """Let these people wait for a reminder, all in one statement."""
    body = SLIP.write(slip_of(say()))
    connection.execute(
        "with recursive people (id) as (values (?) union all select id + 1 from people limit ?)"
        " insert into outbox (person, bulk, urgent, head, until, version, body)"
        " select id, 1, 0, 1, ?, ?, ? from people",
        (people.start, len(people), until, SLIP.version, body),
    )


@pytest.mark.parametrize(
    ("each", "until"),
    [
        pytest.param(1, None, id="one letter for each of many people"),
        pytest.param(100, None, id="many letters for each of some people"),
        pytest.param(1, to_micros(later(60)), id="nearly all heads postponed to later"),
        pytest.param(1, to_micros(AT), id="nearly all heads to be tried again now"),
    ],
)
def test_finding_letters_costs_the_same_however_many_wait(
    connection: apsw.Connection, each: int, until: int | None
) -> None:
    """A hundred times as many letters waiting, no more than a quarter more steps to find the next five."""
    fill(connection, max(FEW // each, 60), each, until)
    before = steps(connection, busy=20)
    connection.execute("delete from outbox")
    connection.execute("delete from sqlite_sequence")
    fill(connection, MANY // each, each, until)
    assert steps(connection, busy=20) <= before * 1.25


def test_strangers_are_found_at_once_among_many_who_are_known(connection: apsw.Connection) -> None:
    """However many letters to others are to be tried again, those to strangers cost the same."""
    fill(connection, 100, 1, to_micros(AT))
    before = steps(connection, busy=20, strangers=True)
    fill(connection, MANY, 1, to_micros(AT))
    connection.execute("update outbox set urgent = 1 where id > 100")
    assert steps(connection, busy=20, strangers=True) <= before * 1.25


def test_finding_who_wakes_costs_the_same_however_many_there_are(connection: apsw.Connection) -> None:
    """A hundred times as many people, nearly all of them with nothing due: the same steps to find the next."""

    def look() -> None:
        assert list(rows.waking(connection, AT, 5)) == [7]
        assert rows.earliest(connection, "next_due") == AT

    connection.execute("begin")
    settle(connection, {7: to_micros(AT)})
    settle(connection, {id: None if id % 2 else to_micros(later(60)) + id for id in range(8, FEW)})
    before = counted(connection, look)
    settle(connection, {id: None if id % 2 else to_micros(later(60)) + id for id in range(FEW, MANY)})
    assert counted(connection, look) <= before
    connection.execute("commit")


def settle(connection: apsw.Connection, wakes: Mapping[int, int | None]) -> None:
    """People who are to be woken at these moments, or never."""
    row = {"turn": 1, "language": "en", "version": PERSON.version, "body": PERSON.write(Person(id=1))}
    people = (row | {"person": id, "wake": wake} for id, wake in wakes.items())
    connection.executemany(SQL["save_person"], people)
