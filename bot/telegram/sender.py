"""Takes letters out of the outbox to Telegram: one at a time for a person, many people at once, in order.

A letter leaves the outbox when Telegram has taken it. What fails is put off in the store, so that a restart
knows it, and in the end set aside: nothing is tried for ever.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.clock import Clock
from bot.logs import where
from bot.store.home import Store
from bot.telegram.courier import Courier
from bot.telegram.flow import Flow
from bot.telegram.postman import Postman
from bot.telegram.waiting import Pause, Pauses, first_of, pause_after, pausing

LANES = 32
"""People who are being sent to at the same time."""
SECONDS_TO_END = 4.0
"""What is under way when the program ends has so long to arrive; all of the end takes five at most."""

_SHORTEST_WAIT = 0.05
_SHORTEST_WAIT_WHEN_BUSY = 0.25

log = structlog.get_logger()


class Sender:
    """Sends letters until it is told to stop.

    `on_left` hears of people who cannot be reached any more, `on_holds` that a delivery set timers.
    """

    def __init__(
        self,
        *,
        courier: Courier,
        store: Store,
        clock: Clock,
        on_left: Callable[[int], Awaitable[None]],
        on_holds: Callable[[], Awaitable[None]],
        lanes: int = LANES,
        pauses: Pauses = pause_after,
        seconds_to_end: float = SECONDS_TO_END,
    ) -> None:
        self._store, self._clock, self._pauses = store, clock, pauses
        self._seconds_to_end = seconds_to_end
        self._postman = Postman(
            courier=courier,
            store=store,
            clock=clock,
            on_left=on_left,
            on_holds=on_holds,
            flow=Flow.full(lanes),
            pauses=pauses,
        )
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._awake = asyncio.Event()

    def nudge(self) -> None:
        """There may be new letters: look now."""
        self._awake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set."""
        pause, failures = pausing(stop), 0
        while not stop.is_set():
            self._awake.clear()
            try:
                await self._start(pause)
                await self._wait(stop)
                failures = 0
            except Exception as error:
                failures += 1
                log.error("outbox cannot be read", failures=failures, **where(error))
                await first_of(stop, seconds=self._pauses(failures))
        await self._end()

    async def drain(self) -> None:
        """Send what may leave now, and return when all of it arrived or failed."""
        pause = pausing(asyncio.Event())
        await self._start(pause)
        while self._lanes:
            await asyncio.wait(self._lanes.values())
            await self._start(pause)

    async def _start(self, pause: Pause) -> None:
        """Set out with as many letters as there is room for."""
        at = self._clock.now()
        room = self._postman.flow.room(at, len(self._lanes))
        letters = await self._store.letters(room, frozenset(self._lanes), at) if room else ()
        for letter in letters:
            lane = asyncio.create_task(self._postman.deliver(letter, pause))
            self._lanes[letter.person] = lane
            lane.add_done_callback(partial(self._free, letter.person))

    def _free(self, person: int, lane: asyncio.Task[None]) -> None:
        del self._lanes[person]
        if not lane.cancelled() and (error := lane.exception()):
            log.error("lane broke", **where(error))
        self.nudge()

    async def _wait(self, stop: asyncio.Event) -> None:
        """Wait for a nudge, a lane that ends, or the moment at which a letter may be tried again."""
        at, quiet = self._clock.now(), self._postman.flow.quiet_until
        moment = quiet if quiet is not None and at < quiet else await self._store.next_letter(at)
        shortest = _SHORTEST_WAIT_WHEN_BUSY if self._lanes else _SHORTEST_WAIT
        seconds = None if moment is None else max(self._clock.seconds_until(moment), shortest)
        await first_of(self._awake, stop, seconds=seconds)

    async def _end(self) -> None:
        if not self._lanes:
            return
        _, late = await asyncio.wait(self._lanes.values(), timeout=self._seconds_to_end)
        for lane in late:
            lane.cancel()
        await asyncio.gather(*late, return_exceptions=True)
