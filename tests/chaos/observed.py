"""The sandbox's Bot API server, with bad weather and a journal of what it took."""

import time
from contextvars import ContextVar
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.sandbox.arguments import Arguments
from bot.sandbox.botapi import BotApi
from bot.sandbox.faults import Fault
from bot.sandbox.limits import Limits
from bot.sandbox.refusals import OTHER_POLLER
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.chaos.journal import Begun, Journal, Took
from tests.chaos.weather import SAYS, Weather

_FAULT: ContextVar[Fault | None] = ContextVar("fault", default=None)
"""What goes wrong with the question that is being answered."""

HELLO = "getme"
"""What a process asks first: until then, whatever comes was sent by the one that is dead."""


class ObservedApi(BotApi):
    """Writes down every word it took."""

    def __init__(self, world: World, weather: Weather, journal: Journal) -> None:
        super().__init__(world, weather)
        self._journal = journal

    async def _called(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"].lower() == HELLO:
            self._journal.write(Begun())
        return await super()._called(request)

    async def _trouble(self, request: web.Request, fault: Fault, name: str, args: Arguments) -> web.StreamResponse:
        _FAULT.set(fault)
        return await super()._trouble(request, fault, name, args)

    async def _answer(self, name: str, args: Arguments) -> Any:
        result = await super()._answer(name, args)
        if name in SAYS:
            chat, broken = int(args.text("chat_id")), _FAULT.get() is not None
            self._journal.write(Took(chat=chat, text=result["text"], moment=time.monotonic(), broken=broken))
        return result


class ObservedSandbox(Sandbox):
    """A sandbox without limits of its own: what it refuses is the weather's choice."""

    def __init__(self, clock: Clock, weather: Weather, journal: Journal) -> None:
        super().__init__(clock, limits=Limits.off())
        self.faults = weather
        self._api = ObservedApi(self.world, weather, journal)

    async def stop(self) -> None:
        """Close every connection, without the patience for a poll whose bot has gone."""
        await self._api.poll.end(OTHER_POLLER)
        await super().stop()
