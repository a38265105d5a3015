"""The writer: jobs share a commit, fail alone, and are told only after it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

from bot.store.faults import StoreFault
from bot.store.writer import Job, Writer


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[apsw.Connection]:
    """A database with one table of numbers."""
    made = apsw.Connection(str(tmp_path / "numbers.db"))
    made.pragma("journal_mode", "wal")
    made.execute("create table numbers (number integer primary key, room blob)")
    yield made
    made.close()


def add(connection: apsw.Connection, number: int) -> int:
    """Write a number and return it; a number that is there already is a fault."""
    connection.execute("insert into numbers (number) values (?)", (number,))
    return number


def adding(number: int) -> Job[int]:
    """A job that writes a number."""
    return partial(add, number=number)


def failing(fault: BaseException) -> Job[int]:
    """A job that writes 99 and then fails."""

    def job(connection: apsw.Connection) -> int:
        add(connection, 99)
        raise fault

    return job


def numbers(connection: apsw.Connection) -> list[int]:
    """What was written."""
    return [number for (number,) in connection.execute("select number from numbers order by number")]


def counting(connection: apsw.Connection) -> Callable[[], int]:
    """Count the commits from now on."""
    commits: list[int] = []

    def count() -> bool:
        commits.append(1)
        return False

    connection.set_commit_hook(count)
    return lambda: len(commits)


async def together(connection: apsw.Connection, *jobs: Job[Any]) -> list[Any]:
    """Ask for all of these in one breath; results and faults."""
    writer = Writer(connection)
    return await asyncio.gather(*map(writer.run, jobs), return_exceptions=True)


async def test_a_group_is_one_commit(connection: apsw.Connection) -> None:
    """Many jobs cost one flush of the disk."""
    commits = counting(connection)
    results = await together(connection, *(adding(number) for number in range(64)))
    assert list(range(64)) == results
    assert commits() == 1


async def test_a_failing_job_is_undone_alone(connection: apsw.Connection) -> None:
    """What the others wrote is kept; what it wrote is not; its fault is its own."""
    fault = ValueError("no")
    outcomes = await together(connection, adding(1), failing(fault), adding(2), adding(1), adding(3))
    assert numbers(connection) == [1, 2, 3]
    assert outcomes[1] is fault
    assert isinstance(outcomes[3], StoreFault)


async def test_a_refused_commit_undoes_all(connection: apsw.Connection) -> None:
    """When the commit itself fails, everybody in the group is told, and nothing is left of it."""
    connection.set_commit_hook(lambda: True)
    outcomes = await together(connection, adding(1), adding(2))
    connection.set_commit_hook(None)
    assert [isinstance(outcome, StoreFault) for outcome in outcomes] == [True, True]
    assert numbers(connection) == []
    assert await together(connection, adding(1)) == [1]


async def test_a_fault_in_the_commit_does_not_end_the_line(connection: apsw.Connection) -> None:
    """Whatever goes wrong around the jobs is told to those who wait, and the next ones are served."""

    def break_down() -> bool:
        raise ArithmeticError

    writer = Writer(connection)
    connection.set_commit_hook(break_down)
    with pytest.raises(StoreFault, match="could not be written"):
        await writer.run(adding(1))
    connection.set_commit_hook(None)
    assert await writer.run(adding(1)) == 1
    await writer.close()


async def test_a_full_disk_is_told_and_harms_nothing(connection: apsw.Connection) -> None:
    """When there is no room, the job that wants it fails in plain words; what was written stays."""
    await together(connection, adding(1))
    connection.pragma("max_page_count", connection.pragma("page_count"))
    [fault] = await together(connection, lambda c: c.execute("update numbers set room = zeroblob(100000)"))
    assert "the database could not be written: " in str(fault)
    assert "full" in str(fault)
    connection.pragma("max_page_count", 1000)
    await together(connection, adding(2))
    assert numbers(connection) == [1, 2]


async def test_a_transaction_that_is_gone_fails_the_whole_group(connection: apsw.Connection) -> None:
    """When SQLite undoes everything because of one job, nobody in the group is told that it was written."""

    def undo(connection: apsw.Connection) -> None:
        connection.execute("rollback")
        raise ValueError("gone")

    outcomes = await together(connection, adding(1), undo, adding(2))
    assert [isinstance(outcome, StoreFault) for outcome in outcomes] == [True] * 3
    assert numbers(connection) == []


async def test_jobs_that_wait_share_a_commit(connection: apsw.Connection) -> None:
    """What is asked for in one breath needs few commits; each gets its own result."""
    writer = Writer(connection)
    commits = counting(connection)
    results = await asyncio.gather(*(writer.run(adding(number)) for number in range(128)))
    assert list(range(128)) == results
    assert commits() < 128
    await writer.close()


async def test_the_line_is_bounded(connection: apsw.Connection) -> None:
    """No more jobs wait than there is room for, and none is lost for it."""
    writer = Writer(connection, room=2)
    await asyncio.gather(*(writer.run(adding(number)) for number in range(50)))
    assert list(range(50)) == await writer.run(numbers)
    await writer.close()


@pytest.mark.parametrize(("fault", "heard"), [(StopIteration(), RuntimeError), (KeyError("x"), KeyError)])
async def test_any_fault_reaches_whoever_asked(
    connection: apsw.Connection, fault: Exception, heard: type[Exception]
) -> None:
    """A fault never ends the line; StopIteration, which a future cannot carry, comes as RuntimeError."""
    writer = Writer(connection)
    with pytest.raises(heard):
        await writer.run(failing(fault))
    assert await writer.run(adding(1)) == 1
    await writer.close()


async def test_the_loop_goes_on_while_the_disk_is_waited_for(connection: apsw.Connection) -> None:
    """A disk that takes its time holds up only those whose words it keeps."""
    flushing, done = threading.Event(), threading.Event()

    def slow() -> bool:
        flushing.set()
        return not done.wait(60)

    connection.set_commit_hook(slow)
    writer = Writer(connection)
    job = asyncio.create_task(writer.run(adding(1)))
    assert await asyncio.to_thread(flushing.wait, 60)
    assert not job.done()
    done.set()
    assert await job == 1
    await writer.close()
