"""The chat page for the browser: static files, pictures, and a stream of what changes."""

import asyncio
import json
from pathlib import Path

from aiohttp import web

from bot.sandbox.doors import person_in
from bot.sandbox.people import Json
from bot.sandbox.staging import clock_of
from bot.sandbox.world import World

_FOLDER = Path(__file__).parent / "page"
_HEARTBEAT_SECONDS = 15.0
# Nothing is loaded from anywhere else, and the browser is told to hold us to it.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
ENDED: Json = {"kind": "ended"}


class Page:
    """What the browser loads, and hears."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: set[asyncio.Queue[Json]] = set()

    def routes(self) -> list[web.RouteDef]:
        """The page, its files, the files of the chat, the stream."""
        return [
            web.get("/", self._index),
            web.get("/page/{name}", self._file),
            web.get("/media/{path:.+}", self._media),
            web.get("/sandbox/people/{person}/stream", self._stream),
        ]

    async def _index(self, request: web.Request) -> web.Response:
        return _static("index.html")

    async def _file(self, request: web.Request) -> web.Response:
        return _static(request.match_info["name"])

    async def _media(self, request: web.Request) -> web.Response:
        file = self._world.files.by_path(request.match_info["path"])
        if file is None:
            raise web.HTTPNotFound
        shown = file.mime.startswith(("image/", "audio/", "video/")) and "svg" not in file.mime
        kind = file.mime if shown else "application/octet-stream"
        return web.Response(body=file.data, content_type=kind, headers=_HEADERS)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        person = person_in(self._world, request)
        response = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        heard = self._world.changes.listen(person.id)
        self._open.add(heard)
        try:
            await _say(response, {"kind": "clock", "clock": clock_of(self._world)})
            await self._pass_on(heard, response)
        except ConnectionError:
            pass  # the tab was closed
        finally:
            self._open.discard(heard)
            self._world.changes.leave(person.id, heard)
        return response

    async def _pass_on(self, heard: asyncio.Queue[Json], response: web.StreamResponse) -> None:
        while True:
            try:
                async with asyncio.timeout(_HEARTBEAT_SECONDS):
                    change = await heard.get()
            except TimeoutError:
                change = {"kind": "clock", "clock": clock_of(self._world)}
            if change == ENDED:
                return
            await _say(response, change)

    def end(self) -> None:
        """Let all streams go."""
        for queue in self._open:
            queue.put_nowait(ENDED)


def _static(name: str) -> web.Response:
    path = next((each for each in _FOLDER.iterdir() if each.name == name), None)
    if path is None or path.suffix not in _TYPES:
        raise web.HTTPNotFound
    kind = _TYPES[path.suffix]
    return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8", headers=_HEADERS)


async def _say(response: web.StreamResponse, change: Json) -> None:
    await response.write(f"data: {json.dumps(change)}\n\n".encode())
