"""Takes updates from Telegram: asks, hands on, and confirms only after the commit.

The next question for updates is what confirms the last ones, so it carries their ids only once `take` returned.
Whatever happens between, Telegram tells them again, and the store knows which it has seen.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import structlog
from telegram.error import Conflict, TelegramError

from bot.clock import Clock
from bot.heard import Heard
from bot.logs import where
from bot.store.home import Store
from bot.telegram.client import BadToken, Client
from bot.telegram.toasts import Toasts
from bot.telegram.updates import Unreadable, read
from bot.telegram.waiting import Pauses, first_of, pause_after

Take: TypeAlias = Callable[[Sequence[Heard]], Awaitable[Sequence[str | None]]]
"""Commits what follows from a batch, and returns the passing word for each, if it has one."""
Raw: TypeAlias = Mapping[str, Any]
Read: TypeAlias = Callable[[Raw, datetime, str], Heard | None]

MOST_TRIES = 3
"""Times an update is handed on before it is set aside: it must not block all that follow it."""
_AFTER_NOTHING = 0.05

log = structlog.get_logger()


class Intake:
    """Asks for updates until it is told to stop."""

    def __init__(
        self,
        *,
        client: Client,
        store: Store,
        clock: Clock,
        take: Take,
        read: Read = read,
        pauses: Pauses = pause_after,
    ) -> None:
        self._client, self._store, self._clock, self._take = client, store, clock, take
        self._heard_in, self._pauses = read, pauses
        self._toasts = Toasts(client.bot)
        self._username = ""
        self._offset: int | None = None
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set; a batch under way is finished first. Raises BadToken."""
        self._stop, failures = stop, 0
        try:
            while not stop.is_set():
                failures = 0 if await self._went_well() else failures + 1
                if failures:
                    await first_of(stop, seconds=self._pauses(failures))
        finally:
            await self._toasts.close()

    async def _went_well(self) -> bool:
        """One question and what follows from its answer; False when something is in the way."""
        try:
            if not self._username:
                self._username = await self._unless_stopped(self._client.name()) or ""
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
        task, stopped = asyncio.ensure_future(asking), asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            stopped.cancel()
            await asyncio.gather(task, stopped, return_exceptions=True)

    async def _digest(self, batch: Sequence[Raw]) -> None:
        """Commit a batch, then move on past it."""
        if not batch:
            # All before the offset is confirmed now. Ids may begin anew after a quiet week: ask for any.
            self._offset = None
            await first_of(self._stop, seconds=_AFTER_NOTHING)
            return
        heard = [each for raw in batch if (each := await self._read(raw))]
        if heard:
            await self._commit(heard)
        self._offset = max(raw["update_id"] for raw in batch) + 1

    async def _read(self, raw: Raw) -> Heard | None:
        try:
            return self._heard_in(raw, self._clock.now(), self._username)
        except Unreadable as error:
            reason = str(error)
        except Exception as error:  # a fault of ours must not stop the updates behind this one
            reason = " ".join(where(error).values())
        await self._set_aside(raw["update_id"], reason)
        return None

    async def _commit(self, heard: Sequence[Heard]) -> None:
        """Hand a batch on; if that fails, one by one, so that the one that cannot be taken is found."""
        try:
            toasts = await self._take(heard)
        except Exception as error:
            log.error("batch not taken", updates=len(heard), **where(error))
            for each in heard:
                await self._commit_alone(each)
            return
        self._answer(heard, toasts)

    async def _commit_alone(self, heard: Heard) -> None:
        for tries in range(1, MOST_TRIES + 1):
            try:
                self._answer([heard], await self._take([heard]))
                return
            except Exception as error:
                fault = where(error)
                log.error("update not taken", update=heard.update_id, tries=tries, **fault)
            await first_of(self._stop, seconds=self._pauses(tries))
        await self._set_aside(heard.update_id, "not taken: " + " ".join(fault.values()))

    def _answer(self, heard: Sequence[Heard], toasts: Sequence[str | None]) -> None:
        for each, toast in zip(heard, toasts, strict=True):
            if each.query is not None:
                self._toasts.answer(each.query, toast)

    async def _set_aside(self, update: int, reason: str) -> None:
        log.error("update is set aside", update=update, reason=reason)
        await self._store.set_aside(update, reason, self._clock.now())
