"""The sandbox: a local Bot API server and its chat page, on one port of this machine."""

import asyncio
from errno import EADDRINUSE

from aiohttp import web

from bot.clock import Clock, WallClock
from bot.sandbox.balancer import Balancer
from bot.sandbox.botapi import MOST_BODY, BotApi
from bot.sandbox.browser import Page
from bot.sandbox.doors import own_page_only, polite_refusals
from bot.sandbox.faults import FaultPlan
from bot.sandbox.limits import Limits
from bot.sandbox.people_api import PeopleApi
from bot.sandbox.posting import Posting
from bot.sandbox.staging import Staging
from bot.sandbox.world import World

# Shaped like a token, so that every client takes it; it opens nothing but the sandbox.
TOKEN = "1000000001:" + "SANDBOX_" * 4 + "abc"
_SECONDS_TO_END = 0.5


class Sandbox:
    """Answers the bot as Telegram would, and the browser with a chat.

    `clock` dates what happens and can be sped up from the page if it is a FastClock; `wall` is the time of
    the world, by which presses grow old. Long polls wait by real time.
    """

    def __init__(
        self,
        clock: Clock,
        token: str = TOKEN,
        limits: Limits | None = None,
        wall: Clock | None = None,
    ) -> None:
        self.token = token
        self.world = World(clock, wall or WallClock(), token, limits or Limits())
        self.faults = FaultPlan()
        self._api = BotApi(self.world, self.faults)
        self._page = Page(self.world)
        # What stands behind the host names of https addresses, so that webhooks work without a certificate.
        self.balancers: dict[str, Balancer] = {}
        self._posting: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None
        self._address = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, on any free port for 0; returns the address of the chat page. Raises OSError if taken."""
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_SECONDS_TO_END)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as trouble:
            await runner.cleanup()
            if trouble.errno == EADDRINUSE:
                taken = f"port {port} of {host} is taken; set PORT to another one, or to 0 for any that is free"
                raise OSError(EADDRINUSE, taken) from None
            raise
        self._runner = runner
        self._posting = asyncio.create_task(Posting(self.world, self.balancers).run(), name="posting")
        shown = f"[{host}]" if ":" in host else host
        self._address = f"http://{shown}:{runner.addresses[0][1]}"
        return self.page_url

    async def stop(self) -> None:
        """Close every connection."""
        self._page.end()
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def page_url(self) -> str:
        """The chat page."""
        return f"{self._address}/"

    @property
    def api_url(self) -> str:
        """What stands before the token in the address of a method: python-telegram-bot's base_url."""
        return f"{self._address}/bot"

    @property
    def api_file_url(self) -> str:
        """What stands before the token in the address of a file: python-telegram-bot's base_file_url."""
        return f"{self._address}/file/bot"

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MOST_BODY, middlewares=[own_page_only, polite_refusals])
        app.add_routes(self._api.routes())
        app.add_routes(PeopleApi(self.world).routes())
        app.add_routes(Staging(self.world, self.faults).routes())
        app.add_routes(self._page.routes())
        return app
