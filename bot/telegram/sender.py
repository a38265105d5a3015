"""Takes letters out of the outbox to Telegram: one at a time for a person, many people at once, in order.

Two lanes: answers set out as soon as they are there; bulk, which nobody waits for, has lanes and a pace of its own
and takes what answers leave. A letter leaves the outbox when Telegram has taken it. What fails is put off in the
store, so that a restart knows it, and in the end set aside: nothing is tried for ever.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from bot.clock import Clock
from bot.logs import where
from bot.store.home import Letter, Store
from bot.telegram.bulk import FREE, BulkPace
from bot.telegram.counts import Counts, Lane
from bot.telegram.courier import Courier
from bot.telegram.flow import Flow
from bot.telegram.pace import Pace
from bot.telegram.postman import Postman
from bot.telegram.tidying import AT_ONCE, Leisure, Tidying
from bot.telegram.waiting import Pause, Pauses, first_of, pause_after, pausing

LANES = 64
"""People who are being answered at the same time."""
SHARE = 3
"""Answers after which one to a stranger has its turn."""
MOST_BULK_LANES = 256
"""Bulk messages under way at the same time, at most; fewer where the rate is lower: each has a second to arrive."""
SECONDS_TO_END = 3.0
"""What is under way when the program ends has so long to arrive; all of the end takes five at most."""

_SHORTEST_WAIT = 0.01

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Messages a second: to one `chat` (0: as many as there are), and in the `bulk` lane."""

    chat: float = 0.0
    bulk: int = FREE

    @property
    def pays(self) -> bool:
        """Whether bulk is so fast that it has to be paid for."""
        return self.bulk > FREE


UNPACED = Rates()
"""As many messages to a chat as there are."""


class Sender:
    """Sends letters until it is told to stop.

    `on_left` hears of people who cannot be reached any more, `on_holds` when the first timer falls due that a delivery
    set; `on_lapsed` drops a letter that is too late; `counts` what became of each. Keyboards that are out of date go at
    `leisure`.
    """

    def __init__(
        self,
        *,
        courier: Courier,
        store: Store,
        clock: Clock,
        on_left: Callable[[int], Awaitable[None]],
        on_holds: Callable[[datetime], None],
        on_lapsed: Callable[[Letter], Awaitable[None]],
        rates: Rates = UNPACED,
        counts: Counts | None = None,
        lanes: int = LANES,
        pauses: Pauses = pause_after,
        seconds_to_end: float = SECONDS_TO_END,
        leisure: Leisure = AT_ONCE,
    ) -> None:
        self._store, self._clock, self._pauses = store, clock, pauses
        self._seconds_to_end = seconds_to_end
        self.counts = counts or Counts()
        self._tidying = Tidying(courier.clear, self._tidy, leisure)
        self._postman = Postman(
            courier=courier,
            on_outdated=self._tidying.later,
            store=store,
            clock=clock,
            on_left=on_left,
            on_holds=on_holds,
            on_lapsed=on_lapsed,
            flow=Flow.full(lanes, bulk=min(max(lanes, rates.bulk), MOST_BULK_LANES)),
            counts=self.counts,
            pauses=pauses,
        )
        self._pace, self._bulk_pace = Pace(rates.chat), BulkPace(rate=rates.bulk)
        self._answers: dict[int, asyncio.Task[None]] = {}
        self._bulk: dict[int, asyncio.Task[None]] = {}
        self._begun = self._more_bulk = False
        self._since_strangers = 0
        self._awake = asyncio.Event()

    def nudge(self) -> None:
        """There may be new letters: look now."""
        self._awake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set."""
        stopping = asyncio.create_task(self._nudge_after(stop))
        try:
            await self._run(stop)
        finally:
            stopping.cancel()
        await self._end()

    async def _nudge_after(self, stop: asyncio.Event) -> None:
        """One task for the whole run: a task for each wait would cost more than what is waited for."""
        await stop.wait()
        self.nudge()

    async def _run(self, stop: asyncio.Event) -> None:
        pause, failures = pausing(stop), 0
        while not stop.is_set():
            self._awake.clear()
            try:
                await self._wait(await self._start(pause))
                failures = 0
            except Exception as error:
                failures += 1
                log.error("outbox cannot be read", failures=failures, **where(error))
                await first_of(stop, seconds=self._pauses(failures))

    async def drain(self) -> None:
        """Send what may leave now, and return when all of it arrived or failed."""
        pause = pausing(asyncio.Event())
        await self._start(pause)
        while under_way := self._under_way():
            await asyncio.wait(under_way)
            await self._start(pause)

    async def _start(self, pause: Pause) -> datetime:
        """Set out with as many letters as there is room for, answers first; return the moment this was judged at."""
        at = self._clock.now()
        if not self._begun:
            self._postman.flow = self._postman.flow.after_restart(await self._store.quiet(), at)
            self._begun = True
        await self._start_answers(at, pause)
        await asyncio.sleep(0)  # they leave before anything else is looked at
        await self._start_bulk(at, pause)
        self._tidy()
        return at

    def _tidy(self) -> None:
        """Let old keyboards go, if there is time."""
        if self._postman.flow.is_calm(len(self._answers)):
            self._tidying.begin()

    async def _start_answers(self, at: datetime, pause: Pause) -> None:
        """Those to people we know go first; but strangers have a share, or they would wait for ever in a crowd."""
        if self._since_strangers >= SHARE and self._postman.flow.room(len(self._answers)):
            self._since_strangers = 0
            await self._start_some(1, at, pause, strangers=True)
        if room := self._postman.flow.room(len(self._answers)):
            self._since_strangers += await self._start_some(room, at, pause)

    async def _start_some(self, room: int, at: datetime, pause: Pause, *, strangers: bool = False) -> int:
        # An answer does not wait for a bulk letter to the same person that is under way.
        busy = frozenset(self._answers)
        letters = await self._store.letters(room, busy, at, held=self._pace.held(at), strangers=strangers)
        for letter in letters:
            self._set_out(letter, self._answers, pause)
        return len(letters)

    async def _start_bulk(self, at: datetime, pause: Pause) -> None:
        """Set out with as many bulk letters as pace and lanes allow, to people who are not being answered."""
        paced = self._bulk_pace.room(at)
        room = min(paced, self._postman.flow.room_for_bulk(len(self._answers), len(self._bulk)))
        letters: Sequence[Letter] = ()
        if room:
            busy = frozenset((*self._answers, *self._bulk))
            letters = await self._store.letters(room, busy, at, held=self._pace.held(at), bulk=True)
        # Only where the pace was the limit does the pace say when to go on; else a lane that ends does, or a nudge.
        self._more_bulk = room == paced and len(letters) == room
        for letter in letters:
            self._set_out(letter, self._bulk, pause)

    def _set_out(self, letter: Letter, lanes: dict[int, asyncio.Task[None]], pause: Pause) -> None:
        at = self._clock.now()
        if not letter.is_too_late(at):  # what is dropped takes nobody's place: else the late would make others late
            self._pace.spend(letter.person, at)
            self._bulk_pace = self._bulk_pace.after_bulk(at) if letter.bulk else self._bulk_pace.after_answer(at)
        lane = asyncio.create_task(self._carry(letter, pause))
        lanes[letter.person] = lane
        lane.add_done_callback(partial(self._free, lanes, letter.person))

    async def _carry(self, letter: Letter, pause: Pause) -> None:
        """Deliver; what it took beyond one message is known only now."""
        requests = await self._postman.deliver(letter, pause)
        self._pace.spend(letter.person, self._clock.now(), requests - 1)

    def under_way(self) -> dict[str, int]:
        """How many letters are on their way, by lane."""
        return {Lane.ANSWER: len(self._answers), Lane.BULK: len(self._bulk)}

    def _under_way(self) -> list[asyncio.Task[None]]:
        return [*self._answers.values(), *self._bulk.values(), *self._tidying.under_way()]

    def _free(self, lanes: dict[int, asyncio.Task[None]], person: int, lane: asyncio.Task[None]) -> None:
        del lanes[person]
        if not lane.cancelled() and (error := lane.exception()):
            log.error("lane broke", **where(error))
        self.nudge()

    async def _wait(self, at: datetime) -> None:
        """Wait for a nudge, a lane that ends, or the moment at which a letter, a chat or bulk may go on."""
        if self._awake.is_set():
            return
        moments = (
            await self._store.next_letter(at),
            self._pace.next(at),
            self._bulk_pace.next(at) if self._more_bulk else None,
        )
        ahead = [self._clock.seconds_until(moment) for moment in moments if moment is not None]
        if self._store.look_again is not None:  # what a process that died had in hand has nobody to nudge us
            ahead.append(self._store.look_again)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(min(ahead), _SHORTEST_WAIT) if ahead else None):
                await self._awake.wait()

    async def _end(self) -> None:
        self._tidying.end()
        if not (under_way := self._under_way()):
            return
        _, late = await asyncio.wait(under_way, timeout=self._seconds_to_end)
        for lane in late:
            lane.cancel()
        await asyncio.gather(*late, return_exceptions=True)
