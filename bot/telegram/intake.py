"""Takes updates from Telegram: asks, hands on, and confirms only after the commit.

The next question for updates is what confirms the last ones, so it carries their ids only once the desk took them in.
Whatever happens between, Telegram tells them again, and the store knows which it has seen.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

import structlog
from telegram.error import Conflict, TelegramError

from bot.logs import where
from bot.telegram.client import BadToken, Client
from bot.telegram.desk import Desk, Raw
from bot.telegram.waiting import Pauses, first_of, pause_after

STANDING_BY = 1.0
"""Seconds between two looks whether the process that asks is still alive."""
_AFTER_NOTHING = 0.05
_STEPS_OF_THE_SENDER = 2
"""Turns of the loop until answers have left: it wakes, they set out. The next question takes as long as an answer to
put together, and nobody waits for it."""

log = structlog.get_logger()


Leads: TypeAlias = Callable[[], Awaitable[bool]]
"""Asks whether this process is the one that asks for updates."""


class Intake:
    """Asks for updates until it is told to stop; beside a process that asks already, it stands by."""

    def __init__(
        self,
        client: Client,
        desk: Desk,
        leads: Leads,
        pauses: Pauses = pause_after,
        standing_by: float = STANDING_BY,
    ) -> None:
        self._client, self._desk, self._leads, self._pauses = client, desk, leads, pauses
        self._standing_by = standing_by
        self._offset: int | None = None
        self._stop = asyncio.Event()
        self._stopped: asyncio.Future[Any] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set; a batch under way is finished first. Raises BadToken."""
        self._stop, failures = stop, 0
        self._stopped = stopped = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                failures = 0 if await self._went_well() else failures + 1
                if failures:
                    await first_of(stop, seconds=self._pauses(failures))
        finally:
            stopped.cancel()
            await self._desk.close()

    async def _went_well(self) -> bool:
        """One question and what follows from its answer; False when something is in the way."""
        try:
            if not self._desk.username:
                self._desk.username = await self._unless_stopped(self._client.name()) or ""
            if not await self._leads():
                await first_of(self._stop, seconds=self._standing_by)
                return True
            await self._digest(await self._unless_stopped(self._client.updates(self._offset)) or ())
        except BadToken:
            raise
        except Conflict as error:
            await self._disputed(error)
        except TelegramError as error:
            log.warning("no updates", reason=error.message)
        except Exception as error:
            log.error("updates cannot be kept", **where(error))
        else:
            return True
        return False

    async def _disputed(self, error: Conflict) -> None:
        """Somebody else takes the updates: another copy of the bot, or a webhook that was set once."""
        log.error("another one takes the updates of this bot", reason=error.message)
        if "webhook" not in error.message.lower():
            return
        try:
            await self._client.bot.delete_webhook()
        except TelegramError as refusal:
            log.warning("webhook stays", reason=refusal.message)

    async def _unless_stopped(self, asking: Awaitable[Any]) -> Any:
        """What was asked for; None when the program is to end before the answer comes. Nothing is lost by that:
        what was not confirmed is told again."""
        assert self._stopped is not None  # made as soon as it runs
        task = asyncio.ensure_future(asking)
        try:
            await asyncio.wait({task, self._stopped}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _digest(self, batch: Sequence[Raw]) -> None:
        """Commit a batch, then move on past it."""
        if not batch:
            # All before the offset is confirmed now. Ids may begin anew after a quiet week: ask for any.
            self._offset = None
            await first_of(self._stop, seconds=_AFTER_NOTHING)
            return
        await self._desk.take(batch, self._stop)
        self._offset = max(raw["update_id"] for raw in batch) + 1
        for _ in range(_STEPS_OF_THE_SENDER):
            await asyncio.sleep(0)
