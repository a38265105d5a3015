"""getUpdates: one waiting poll at a time, held by the time of the world."""

import asyncio
from contextlib import suppress

from bot.sandbox.arguments import Arguments
from bot.sandbox.people import Json
from bot.sandbox.refusals import (
    OTHER_POLLER,
    WEBHOOK_ACTIVE,
    RefusalError,
    conflict,
)
from bot.sandbox.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50
_SOON = 0.5


class Poll:
    """The waiting getUpdates of the bot, if there is one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ended: asyncio.Future[str] | None = None
        self._last_offset: int | None = None
        self._last_start = 0.0
        self._next_conflict = 0.0

    async def get_updates(self, args: Arguments) -> list[Json]:
        """The updates from `offset` on; waits at most `timeout` seconds of the world for the first."""
        if self._world.profile.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        take_allowed(self._world, args)
        offset = args.number("offset")
        limit = min(max(args.number("limit", MOST_UPDATES), 1), MOST_UPDATES)
        timeout = min(max(args.number("timeout"), 0), LONGEST_POLL)
        limit, seconds = self._patience(offset, limit, float(timeout))
        found = self._world.updates.take(offset, limit)
        if found or not seconds:
            return found
        return await self._wait(offset, limit, seconds)

    def _patience(self, offset: int, limit: int, seconds: float) -> tuple[int, float]:
        """The server slows down who asks the same again and again."""
        hold = self._world.flow.limits.poll_hold
        now = asyncio.get_running_loop().time()
        since = now - self._last_start if offset == self._last_offset else hold
        self._last_offset, self._last_start = offset, now
        if since >= hold:
            return limit, seconds
        return (1 if since < _SOON else limit), max(seconds, hold)

    async def _wait(self, offset: int, limit: int, seconds: float) -> list[Json]:
        await self.end(OTHER_POLLER)
        ended = self._ended = asyncio.get_running_loop().create_future()
        arrival = asyncio.ensure_future(self._world.updates.arrival())
        try:
            await asyncio.wait({ended, arrival}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrival.cancel()
            with suppress(asyncio.CancelledError):
                await arrival
        if ended.done():
            raise await self._refusal(ended.result())
        self._ended = None
        return self._world.updates.take(offset, limit)

    async def _refusal(self, by: str) -> RefusalError:
        """Two pollers who drive each other out are slowed down."""
        loop, hold = asyncio.get_running_loop(), self._world.flow.limits.poll_hold
        if loop.time() < self._next_conflict:
            await asyncio.sleep(hold)
        else:
            self._next_conflict = loop.time() + hold
        return conflict(by)

    async def end(self, why: str) -> None:
        """Let the waiting poll go with 409."""
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(why)
        self._ended = None


def take_allowed(world: World, args: Arguments) -> None:
    """Which kinds of updates the bot wants; stays until it says otherwise."""
    with suppress(ValueError):
        kinds = args.json("allowed_updates")
        if isinstance(kinds, list):
            world.updates.allowed = frozenset(map(str, kinds)) or None
