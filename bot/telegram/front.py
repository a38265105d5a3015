"""The process's web server on Telegram: where it says how it is, and where a webhook takes updates in."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.web_routedef import AbstractRouteDef
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from bot.telegram.webhook import MOST_BYTES

Ready = Callable[[], Awaitable[bool]]
"""Asks whether this process can do its work: its store answers."""

SECONDS_TO_END = 2.0


@asynccontextmanager
async def front(
    host: str, port: int, routes: Sequence[AbstractRouteDef], ready: Ready, registry: CollectorRegistry
) -> AsyncIterator[str]:
    """Serve while the context lasts; its value is the address. Raises OSError when the port is taken."""
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes([*routes, *_own_routes(ready, registry)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_END)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield "http://{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()


def _own_routes(ready: Ready, registry: CollectorRegistry) -> Sequence[AbstractRouteDef]:
    async def live(request: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def is_ready(request: web.Request) -> web.Response:
        answer = await ready()
        return web.json_response({"ready": answer}, status=200 if answer else 503)

    async def metrics(request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", is_ready), web.get("/healthz/live", live), web.get("/metrics", metrics)]
