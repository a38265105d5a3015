"""Batches: what many ask for at the same moment is done together, in one transaction, by a few workers.

A commit costs a flush of the disk and some trips over the network. Fifty people who press a button in the same
moment pay for them once.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.store.faults import StoreFault

Job = TypeVar("Job")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Generic[Job]):
    """A job in the line: whom it is about, and where its outcome is waited for."""

    job: Job
    people: frozenset[int]
    future: asyncio.Future[object]


Together = Callable[[Sequence[Job]], Awaitable[Sequence[object]]]
"""Does jobs together and returns an outcome for each: a result, or the exception that undid it alone.

If it raises, nothing was done. No two of the jobs are about the same person.
"""


class Batches(Generic[Job]):
    """A line of jobs and the workers that take them from it. Made in an event loop."""

    def __init__(self, together: Together[Job], *, workers: int, most: int, room: int) -> None:
        """`most` jobs share a transaction; `room` may wait in the line, whoever comes later waits for a place."""
        self._together, self._most = together, most
        self._room = asyncio.Semaphore(room)
        self._line: deque[Order[Job]] = deque()
        self._at_work: set[int] = set()
        self._there = asyncio.Condition()
        self._closing = False
        self._workers = [asyncio.create_task(self._work(), name="batches") for _ in range(workers)]

    async def run(self, job: Job, people: frozenset[int]) -> object:
        """Do `job` and return its result once that is committed. Cancelling ends the waiting, not the job."""
        async with self._room:
            if self._closing:
                raise StoreFault("the store is closed")
            future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
            async with self._there:
                self._line.append(Order(job=job, people=people, future=future))
                self._there.notify()
            return await future

    async def close(self) -> None:
        """Do every job that is in the line, then end the workers."""
        self._closing = True
        async with self._there:
            self._there.notify_all()
        await asyncio.gather(*self._workers)

    async def _work(self) -> None:
        while orders := await self._next():
            try:
                await self._do(orders)
            finally:
                await self._free(orders)

    async def _next(self) -> Sequence[Order[Job]]:
        """The next orders that may be done together; none when the line has ended."""
        async with self._there:
            while not (orders := self._take()) and not (self._closing and not self._line):
                await self._there.wait()
            return orders

    def _take(self) -> Sequence[Order[Job]]:
        """From the head of the line; who is at work, or comes a second time, waits: one's jobs follow each other."""
        taken: list[Order[Job]] = []
        waiting: list[Order[Job]] = []
        barred = set(self._at_work)
        while self._line and len(taken) < self._most:
            order = self._line.popleft()
            (taken if barred.isdisjoint(order.people) else waiting).append(order)
            barred |= order.people
        self._line.extendleft(reversed(waiting))
        self._at_work.update(*(order.people for order in taken))
        return taken

    async def _free(self, orders: Sequence[Order[Job]]) -> None:
        async with self._there:
            self._at_work.difference_update(*(order.people for order in orders))
            self._there.notify_all()

    async def _do(self, orders: Sequence[Order[Job]]) -> None:
        try:
            outcomes = await self._together([order.job for order in orders])
        except Exception as error:  # whatever it is: those who wait must hear of it, and the worker must go on
            outcomes = await self._alone(orders) if len(orders) > 1 else [error]
        for order, outcome in zip(orders, outcomes, strict=True):
            _settle(order.future, outcome)

    async def _alone(self, orders: Sequence[Order[Job]]) -> Sequence[object]:
        """One of them sank the others: each again, on its own."""
        outcomes: list[object] = []
        for order in orders:
            try:
                outcomes.extend(await self._together([order.job]))
            except Exception as error:
                outcomes.append(error)
        return outcomes


def _settle(future: asyncio.Future[object], outcome: object) -> None:
    """Hand the outcome to whoever still waits for it."""
    if future.done():
        return
    if isinstance(outcome, BaseException):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
