"""The desk where raw updates come in, however they travelled: read, committed, or set aside; when `take` returns,
they may be confirmed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.heard import Heard
from bot.logs import where
from bot.metrics import Metrics
from bot.store.faults import StoreDown
from bot.store.home import Store
from bot.telegram.toasts import Toasts
from bot.telegram.updates import Unreadable, read
from bot.telegram.waiting import Pauses, first_of, pause_after

Take: TypeAlias = Callable[[Sequence[Heard]], Awaitable[Sequence[str | None]]]
"""Commits what follows from a batch, and returns the passing word for each, if it has one."""
Raw: TypeAlias = Mapping[str, Any]
Read: TypeAlias = Callable[[Raw, datetime, str], Heard | None]

MOST_TRIES = 3
"""Times an update is handed on before it is set aside: it must not block all that follow it."""

log = structlog.get_logger()


class Desk:
    """Takes updates in. `username` is the bot's own, for commands that name it."""

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        clock: Clock,
        take: Take,
        read: Read = read,
        pauses: Pauses = pause_after,
        metrics: Metrics | None = None,
    ) -> None:
        self._store, self._clock, self._take = store, clock, take
        self._heard_in, self._pauses = read, pauses
        self._toasts = Toasts(bot)
        self._metrics = metrics or Metrics()
        self.username = ""

    async def take(self, batch: Sequence[Raw], stop: asyncio.Event) -> None:
        """Commit what follows from a batch; `stop` cuts the pauses between two tries short. Raises StoreDown, and what
        the store raises when not even setting aside is possible: then nothing may be confirmed."""
        arrived = self._clock.now()
        heard = [each for raw in batch if (each := await self._read(raw))]
        if heard:
            await self._commit(heard, stop)
            self._metrics.took(len(heard), self._clock.now() - arrived)

    async def close(self) -> None:
        """Give the answers to presses that are under way a moment."""
        await self._toasts.close()

    async def _read(self, raw: Raw) -> Heard | None:
        try:
            return self._heard_in(raw, self._clock.now(), self.username)
        except Unreadable as error:
            reason = str(error)
        except Exception as error:  # a fault of ours must not stop the updates behind this one
            reason = " ".join(where(error).values())
        await self._set_aside(raw["update_id"], reason)
        return None

    async def _commit(self, heard: Sequence[Heard], stop: asyncio.Event) -> None:
        """Hand a batch on; if that fails, one by one, so that the one that cannot be taken is found."""
        try:
            toasts = await self._take(heard)
        except StoreDown:
            raise  # none of them is to blame, and none may be confirmed
        except Exception as error:
            log.error("batch not taken", updates=len(heard), **where(error))
            for each in heard:
                await self._commit_alone(each, stop)
            return
        self._answer(heard, toasts)

    async def _commit_alone(self, heard: Heard, stop: asyncio.Event) -> None:
        for tries in range(1, MOST_TRIES + 1):
            try:
                self._answer([heard], await self._take([heard]))
                return
            except StoreDown:
                raise
            except Exception as error:
                fault = where(error)
                log.error("update not taken", update=heard.update_id, tries=tries, **fault)
            await first_of(stop, seconds=self._pauses(tries))
        await self._set_aside(heard.update_id, "not taken: " + " ".join(fault.values()))

    def _answer(self, heard: Sequence[Heard], toasts: Sequence[str | None]) -> None:
        for each, toast in zip(heard, toasts, strict=True):
            if each.query is not None:
                self._toasts.answer(each.query, toast)

    async def _set_aside(self, update: int, reason: str) -> None:
        log.error("update is set aside", update=update, reason=reason)
        self._metrics.set_aside()
        await self._store.set_aside(update, reason, self._clock.now())
