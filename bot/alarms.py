"""Alarms: APScheduler ticks, due rows are claimed and handed to turns. No timer and no reminder lives in memory.

The scheduler has one job. It runs every second, never two at once and never dropped for lateness, and is moved
forward to the earliest due row, so that a hold ends on time and not on the next tick.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, WallClock
from bot.logs import where
from bot.store.home import Store, Timer
from bot.turns import Turns

TICK = "tick"
SECONDS_BETWEEN_TICKS = 1
MOST_AT_ONCE = 50
BATCHES = 2
"""Bells that ring together; and batches of them under way: while one is being committed, the next sets out."""
MOST_WOKEN = 16
BREATH = 0.01
"""Seconds between two looks at reminders that are due, and people in one look: a hundred thousand who are due at eight
leave half of the machine to those who lie on a mat, and still come faster than Telegram takes reminders."""

Rang: TypeAlias = Callable[[Sequence[timedelta]], None]
"""Hears how late bells rang: from the moment they were due to the commit of what follows."""

log = structlog.get_logger()


def _untold(late: Sequence[timedelta]) -> None:
    """Nobody asks."""


class Alarms:
    """Rings what is due, and sleeps until the next row is."""

    def __init__(
        self, store: Store, turns: Turns, clock: Clock, every: float = SECONDS_BETWEEN_TICKS, rang: Rang = _untold
    ) -> None:
        """Nothing rings before `start`; `every` is the seconds of the world between two ticks."""
        self._store, self._turns, self._clock, self._every = store, turns, clock, every
        self._told = rang
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Begin to tick; what fell due while nobody was here rings first."""
        self._scheduler.add_job(self._tick, "interval", seconds=self._every, id=TICK, next_run_time=_now())
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking; every timer stays where it is, in the store."""
        self._scheduler.shutdown(wait=False)

    def expect(self, due: datetime) -> None:
        """A timer was set: be there when it falls due."""
        # What is due although all bells were rung just now are reminders: they need not come in one breath.
        wanted = _now() + timedelta(seconds=self._clock.seconds_until(due) or BREATH)
        job = self._scheduler.get_job(TICK)
        if job is not None and job.next_run_time is not None and wanted < job.next_run_time:
            job.modify(next_run_time=wanted)

    async def _tick(self) -> None:
        try:
            await self.ring()
        except asyncio.CancelledError:
            return  # the program ends; the scheduler would tell of it as of a fault
        except Exception as error:  # a tick that fails must not end all ticks: the rows are there for the next
            log.error("tick failed", **where(error))

    async def ring(self) -> None:
        """Ring every bell that is due and wake some people, then look when the next row is."""
        await self._ring()
        await _woke(self._store, self._turns, self._clock)
        if (due := await self._store.next_due()) is not None:
            self.expect(due)

    async def _ring(self) -> None:
        """Ring every bell that is due, in batches."""
        under_way: dict[asyncio.Task[None], frozenset[int]] = {}
        try:
            while timers := await self._due(frozenset().union(*under_way.values())):
                under_way[asyncio.create_task(self._ring_batch(timers))] = frozenset(timer.person for timer in timers)
                if len(under_way) == BATCHES:
                    await (oldest := next(iter(under_way)))
                    del under_way[oldest]
        finally:
            await asyncio.gather(*under_way)

    async def _due(self, busy: frozenset[int]) -> Sequence[Timer]:
        return await self._store.due(self._clock.now(), MOST_AT_ONCE, busy)

    async def _ring_batch(self, timers: Sequence[Timer]) -> None:
        await self._turns.ring(timers)
        now = self._clock.now()
        self._told([now - timer.due for timer in timers])


async def ring_due(store: Store, turns: Turns, clock: Clock) -> None:
    """Ring everything that is due, in batches: bells first, for somebody lies there and waits; reminders then."""
    while await _rang(store, turns, clock) or await _woke(store, turns, clock):
        pass


async def _rang(store: Store, turns: Turns, clock: Clock) -> bool:
    timers = await store.due(clock.now(), MOST_AT_ONCE)
    if timers:
        await turns.ring(timers)
    return bool(timers)


async def _woke(store: Store, turns: Turns, clock: Clock) -> bool:
    people = await store.waking(clock.now(), MOST_WOKEN)
    if people:
        await turns.wake(people)
    return bool(people)


def _now() -> datetime:
    """The process's own time, which the scheduler sleeps by; what is due is judged by the clock given."""
    return WallClock().now()
