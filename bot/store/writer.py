"""The one connection that writes: jobs wait in a line, and many jobs share one commit.

A commit costs a flush of the disk. Fifty people who press a button in the same moment pay for it once. It is also all
that waits: so it goes to a thread, while the statements before it, which take microseconds, run in the loop. A thread
that ran them, too, would fight with the loop over the interpreter, and cost both more than the statements take.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import apsw

from bot.store.faults import StoreDown, StoreFault

Result = TypeVar("Result")
Job: TypeAlias = Callable[[apsw.Connection], Result]

GROUP = 64
"""Jobs that share one commit, at most."""

_DOWN = (apsw.BusyError, apsw.FullError, apsw.IOError, apsw.LockedError, apsw.NoMemError, apsw.ReadOnlyError)
"""What SQLite says when it is not the job that is to blame."""

ROOM = 1024
"""Jobs that may wait in the line; whoever comes later waits for a place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A job in the line, and where its outcome is waited for."""

    job: Job[Any]
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a job brought, or the fault that undid it."""

    result: Any = None
    fault: BaseException | None = None


class GroupUndone(Exception):
    """SQLite undid the whole transaction because of one job, as it may when the disk is full."""


class Writer:
    """The line of jobs and the connection. Made in an event loop, where every job is asked for, done and answered."""

    def __init__(self, connection: apsw.Connection, group: int = GROUP, room: int = ROOM) -> None:
        self._connection = connection
        self._group = group
        self._room = asyncio.Semaphore(room)
        self._line: deque[Order] = deque()
        self._there = asyncio.Event()
        self._closing = False
        self._disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._working = asyncio.create_task(self._work(), name="store")

    async def run(self, job: Job[Result]) -> Result:
        """Do `job` inside a transaction and return its result once that is committed.

        If it raises, what it did is undone and the others of its group go on. Cancelling ends the waiting,
        not the job.
        """
        async with self._room:
            if self._closing:
                raise StoreFault("the store is closed")
            future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            self._line.append(Order(job=job, future=future))
            self._there.set()
            return await future

    async def close(self) -> None:
        """Finish every job that is in the line, then close the connection."""
        self._closing = True
        self._there.set()
        await asyncio.shield(self._working)

    async def _work(self) -> None:
        """Take groups and do them until the end of the line."""
        while await self._come():
            orders = [self._line.popleft() for _ in range(min(self._group, len(self._line)))]
            _settle(orders, await self._together([order.job for order in orders]))
        self._disk.shutdown()
        self._connection.close()

    async def _come(self) -> bool:
        """Wait for a job; False when the line has ended."""
        while not self._line and not self._closing:
            self._there.clear()
            await self._there.wait()
        return bool(self._line)

    async def _together(self, jobs: Sequence[Job[Any]]) -> Sequence[Outcome]:
        """Do the jobs in one transaction; a job that fails is undone alone, a commit that fails undoes all."""
        try:
            self._connection.execute("begin immediate")
            outcomes = _all(self._connection, jobs)
            await asyncio.get_running_loop().run_in_executor(self._disk, self._connection.execute, "commit")
        except Exception as error:  # whatever it is: those who wait must hear of it, and the line must go on
            _roll_back(self._connection)
            return [Outcome(fault=StoreDown(f"the database could not be written: {error}")) for _ in jobs]
        return outcomes


def _roll_back(connection: apsw.Connection) -> None:
    """Undo what is left of a transaction; if even that fails, every later group is told so by its `begin`."""
    if connection.in_transaction:
        with contextlib.suppress(apsw.Error):
            connection.execute("rollback")


def _all(connection: apsw.Connection, jobs: Sequence[Job[Any]]) -> Sequence[Outcome]:
    """Do all jobs. Hardly ever does one fail, so that a savepoint for each would be in vain: where one does, all of it
    is undone and done again, this time with savepoints. What a job decides is pure: it may run again.
    """
    try:
        return [Outcome(result=job(connection)) for job in jobs]
    except BaseException:  # which of them failed, and how, the second time tells
        _roll_back(connection)
        connection.execute("begin immediate")
        return [_alone(connection, job) for job in jobs]


def _alone(connection: apsw.Connection, job: Job[Any]) -> Outcome:
    """Do one job under a savepoint; raise only when the whole transaction is gone."""
    connection.execute("savepoint job")
    try:
        outcome = Outcome(result=job(connection))
    except BaseException as fault:  # also SystemExit: it must reach whoever asked, not end the line
        _undo(connection, fault)
        outcome = Outcome(fault=_plain(fault))
    connection.execute("release job")
    return outcome


def _undo(connection: apsw.Connection, fault: BaseException) -> None:
    """Go back to the savepoint; GroupUndone when there is none any more."""
    if not connection.in_transaction:
        raise GroupUndone(str(fault)) from fault
    connection.execute("rollback to job")


def _plain(fault: BaseException) -> BaseException:
    """The fault as those outside know it: nobody but this floor knows which database is used."""
    if isinstance(fault, _DOWN):
        return StoreDown(f"the database could not be written: {fault}")
    if isinstance(fault, apsw.Error):
        return StoreFault(f"the database could not be written: {fault}")
    if isinstance(fault, StopIteration):
        # A future cannot carry it.
        return RuntimeError("a job raised StopIteration")
    return fault


def _settle(orders: Sequence[Order], outcomes: Sequence[Outcome]) -> None:
    """Hand every outcome to whoever still waits for it."""
    for order, outcome in zip(orders, outcomes, strict=True):
        if order.future.done():
            continue
        if outcome.fault is None:
            order.future.set_result(outcome.result)
        else:
            order.future.set_exception(outcome.fault)
