"""What goes with time: numbers of updates every hour, and once a day whatever of people is past its term."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.core.keeping import Terms, first_kept, tidied
from bot.core.questions import Limits
from bot.logs import where
from bot.store.faults import StoreFault
from bot.store.home import Changes, Loaded, Store

UPDATES = timedelta(hours=48)
"""Update ids are remembered so long; Telegram repeats an update for 24 hours at most."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

PAGE = 50
"""People looked at in one transaction: some ten milliseconds, and whoever waits comes before the next page."""

FIRST = -(2**63)
"""No id is smaller."""

log = structlog.get_logger()


class Sweeper:
    """Forgets what is past its time; a sweep that fails is tried again an hour later."""

    def __init__(self, store: Store, limits: Limits, terms: Terms, clock: Clock) -> None:
        self._store, self._limits, self._terms, self._clock = store, limits, terms, clock
        self._tidied: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Sweep now, and every hour until `stop` is set."""
        while not stop.is_set():
            try:
                await self.sweep()
            except StoreFault as fault:
                log.error("sweep failed", **where(fault))
            try:
                await asyncio.wait_for(stop.wait(), HOUR.total_seconds())
            except TimeoutError:
                continue

    async def sweep(self) -> None:
        """Forget old update ids, and, if the last time is a day ago, what people need not find kept any more."""
        at = self._clock.now()
        await self._store.sweep(at - UPDATES)
        if self._tidied is None or at - self._tidied >= DAY:
            await self.tidy(at)
            self._tidied = at

    async def tidy(self, at: datetime) -> None:
        """Go through everybody, page by page."""
        last = FIRST
        while people := await self._store.people(last, PAGE):
            await self._store.turn(people, [], lambda loaded: self._decide(loaded, at), at)
            last = people[-1]

    def _decide(self, loaded: Loaded, at: datetime) -> Changes:
        """Those whose term is over are erased; of the others only what has changed is saved."""
        after = {id: tidied(person, at, self._terms, self._limits) for id, person in loaded.people.items()}
        left: Sequence[int] = [id for id, person in after.items() if person is not None]
        return Changes(
            people=[person for id, person in after.items() if person and person is not loaded.people[id]],
            erased=[id for id, person in after.items() if person is None],
            outdated=[(id, first_kept(at, self._terms)) for id in left],
        )
