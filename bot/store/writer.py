"""One thread that owns the one connection: jobs wait in a line, and many jobs share one commit.

A commit costs a flush of the disk. Fifty people who press a button in the same moment pay for it once.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
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
    """The writing thread. Made in an event loop; every job is asked for, and answered, in that loop."""

    def __init__(self, connection: apsw.Connection, group: int = GROUP, room: int = ROOM) -> None:
        self._connection = connection
        self._group = group
        self._room = asyncio.Semaphore(room)
        self._line: SimpleQueue[Order | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._closing = False
        # A daemon: a program that dies without closing must not hang on this thread.
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    async def run(self, job: Job[Result]) -> Result:
        """Do `job` inside a transaction and return its result once that is committed.

        If it raises, what it did is undone and the others of its group go on. Cancelling ends the waiting,
        not the job.
        """
        async with self._room:
            if self._closing:
                raise StoreFault("the store is closed")
            future: asyncio.Future[Result] = self._loop.create_future()
            self._line.put(Order(job=job, future=future))
            return await future

    async def close(self) -> None:
        """Finish every job that is in the line, then close the connection."""
        if not self._closing:
            self._closing = True
            self._line.put(None)
        await asyncio.shield(self._ended)

    def _work(self) -> None:
        """Take groups and do them until the end of the line."""
        open_ended = True
        while open_ended:
            orders, open_ended = self._take()
            outcomes = together(self._connection, [order.job for order in orders])
            self._tell(_settle, orders, outcomes)
        self._connection.close()
        self._tell(_end, self._ended)

    def _take(self) -> tuple[Sequence[Order], bool]:
        """Wait for a job, and take those that wait behind it; False when the line ends here."""
        orders: list[Order] = []
        order = self._line.get()
        while order is not None:
            orders.append(order)
            if len(orders) == self._group:
                return orders, True
            try:
                order = self._line.get_nowait()
            except Empty:
                return orders, True
        return orders, False

    def _tell(self, tell: Callable[..., None], *what: object) -> None:
        """Call back in the loop; a loop that is gone waits for nothing."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(tell, *what)


def together(connection: apsw.Connection, jobs: Sequence[Job[Any]]) -> Sequence[Outcome]:
    """Do the jobs in one transaction; a job that fails is undone alone, a commit that fails undoes all."""
    if not jobs:
        return []
    try:
        connection.execute("begin immediate")
        outcomes = [_alone(connection, job) for job in jobs]
        connection.execute("commit")
    except Exception as error:  # whatever it is: those who wait must hear of it, and the thread must go on
        _roll_back(connection)
        return [Outcome(fault=StoreDown(f"the database could not be written: {error}")) for _ in jobs]
    return outcomes


def _roll_back(connection: apsw.Connection) -> None:
    """Undo what is left of a transaction; if even that fails, every later group is told so by its `begin`."""
    if connection.in_transaction:
        with contextlib.suppress(apsw.Error):
            connection.execute("rollback")


def _alone(connection: apsw.Connection, job: Job[Any]) -> Outcome:
    """Do one job under a savepoint; raise only when the whole transaction is gone."""
    connection.execute("savepoint job")
    try:
        outcome = Outcome(result=job(connection))
    except BaseException as fault:  # also SystemExit: it must reach whoever asked, not end this thread
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


def _end(ended: asyncio.Future[None]) -> None:
    """Say that the line has ended."""
    if not ended.done():
        ended.set_result(None)
