"""Delivers a letter and writes down what became of it: taken, put off, or set aside for good."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from telegram.error import TelegramError

from bot.clock import Clock
from bot.core.effects import Give, Say
from bot.logs import where
from bot.store.home import Delivery, Letter, Quiet, Store
from bot.telegram.counts import Counts
from bot.telegram.courier import Arrived, Courier
from bot.telegram.flow import Flow
from bot.telegram.outcomes import Outcome, outcome
from bot.telegram.request import Flooded
from bot.telegram.waiting import Pause, Pauses, pause_after

MOST_TRIES = 2885
"""Tries of a letter; with the pauses between them a day. Nobody needs an instruction of yesterday."""
MOST_UNSURE_TRIES = 4
"""Tries after which a letter that may have arrived is taken as said: that is likelier than four losses."""

T = TypeVar("T")

log = structlog.get_logger()


class Postman:
    """Delivers one letter at a time, for many people at once.

    `on_left` hears of people who cannot be reached any more, `on_holds` when the first timer falls due that a delivery
    set; `on_lapsed` drops a letter that is too late, `on_outdated` hears of a person's message whose keyboard is to go.
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
        on_outdated: Callable[[int, int], None],
        flow: Flow,
        counts: Counts,
        pauses: Pauses = pause_after,
    ) -> None:
        self._courier, self._store, self._clock = courier, store, clock
        self._on_left, self._on_holds, self._on_lapsed = on_left, on_holds, on_lapsed
        self._on_outdated = on_outdated
        self._pauses = pauses
        self._counts = counts
        self.flow = flow

    async def deliver(self, letter: Letter, pause: Pause) -> int:
        """Deliver, write down what became of it, and return how many messages and changes it took.

        A store that fails is asked again after a `pause`: what was said and not written down would be said again.
        """
        surely = partial(self._surely, pause)
        if letter.is_too_late(self._clock.now()):
            await surely(partial(self._on_lapsed, letter))
            self._counts.observe("lapsed", bulk=letter.bulk)
            return 0
        board = await surely(partial(self._store.board, letter.person))
        try:
            arrived = await self._courier.carry(letter, board)
        except TelegramError as error:
            at = self._clock.now()
            self._counts.observe(outcome(error).value, bulk=letter.bulk)
            await surely(partial(self._failed, letter, error, at))
            if outcome(error) is Outcome.GONE:
                await surely(partial(self._on_left, letter.person))
        except Exception as error:  # a fault of ours, words that are missing say: the next letter must not wait
            log.error("letter is broken", letter=letter.id, **where(error))
            await surely(partial(self._refuse, letter, f"fault: {type(error).__name__}", self._clock.now()))
        else:
            at = self._clock.now()
            await surely(partial(self._arrived, letter, arrived, at))
            self._follow(letter, arrived, at)
            return arrived.requests
        return 1

    async def _arrived(self, letter: Letter, arrived: Arrived, at: datetime) -> None:
        delivery = Delivery(
            letter=letter, at=at, message=arrived.message, keyboard=arrived.keyboard, requests=arrived.requests
        )
        await self._store.delivered(delivery)
        self._counts.observe("arrived", bulk=letter.bulk)
        self.flow = self.flow.after_delivery()

    def _follow(self, letter: Letter, arrived: Arrived, at: datetime) -> None:
        """What comes after the delivery and may be lost with the process."""
        if isinstance(letter.effect, Say) and letter.effect.holds:
            self._on_holds(at + timedelta(seconds=min(hold.seconds for hold in letter.effect.holds)))
        if arrived.outdated is not None:
            self._on_outdated(letter.person, arrived.outdated)

    async def _failed(self, letter: Letter, error: TelegramError, at: datetime) -> None:
        what = outcome(error)
        log.info("letter did not arrive", letter=letter.id, outcome=what.value, tries=letter.tries + 1)
        match what:
            case Outcome.FLOODED if isinstance(error, Flooded):
                await self._wait(letter, at, error.seconds)
            case Outcome.UNSENT:
                await self._put_off(letter, at, self._pauses(letter.tries + 1))
            case Outcome.UNSURE:
                await self._doubt(letter, at)
            case _:
                await self._refuse(letter, f"{what}: {error.message}", at)

    async def _wait(self, letter: Letter, at: datetime, seconds: int) -> None:
        """Telegram wants us to wait: for this chat, or, where another was flooded just before, altogether."""
        if self.flow.means_all(letter.person, at):
            log.warning("flood", seconds=seconds)
            await self._store.keep_quiet(Quiet(since=at, until=at + timedelta(seconds=seconds)))
        self.flow = self.flow.after_flood(letter.person, at)
        await self._put_off(letter, at, seconds)

    async def _doubt(self, letter: Letter, at: datetime) -> None:
        """It was perhaps delivered. A step or a question does no harm twice; a file of health answers is not
        multiplied: whoever misses it can ask again."""
        said_often = letter.uncertain and letter.tries + 1 >= MOST_UNSURE_TRIES
        if isinstance(letter.effect, Give) or said_often:
            await self._arrived(letter, Arrived(), at)
            return
        await self._put_off(letter, at, self._pauses(letter.tries + 1), uncertain=True)

    async def _put_off(self, letter: Letter, at: datetime, seconds: float, uncertain: bool = False) -> None:
        if letter.tries + 1 >= MOST_TRIES:
            await self._refuse(letter, "given up after a day", at)
            return
        await self._store.postponed(letter, at + timedelta(seconds=seconds), uncertain)

    async def _refuse(self, letter: Letter, reason: str, at: datetime) -> None:
        log.error("letter is set aside", letter=letter.id, reason=reason)
        await self._store.refused(letter, reason, at)
        self._counts.observe("refused", bulk=letter.bulk)

    async def _surely(self, pause: Pause, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until it is done; `pause` ends this when the program ends."""
        failures = 0
        while True:
            try:
                return await ask()
            except Exception as error:
                failures += 1
                log.error("store does not answer", failures=failures, **where(error))
            await pause(self._pauses(failures))
