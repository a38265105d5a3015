"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import inspect
from typing import Any

from aiohttp import web

from bot.sandbox.arguments import Arguments, arguments_of
from bot.sandbox.faults import Fault, FaultPlan
from bot.sandbox.files import MOST_BYTES
from bot.sandbox.methods import Method, methods_of
from bot.sandbox.polling import Poll
from bot.sandbox.refusals import RefusalError, bad_request, flood
from bot.sandbox.world import World

MOST_BODY = MOST_BYTES + 1024 * 1024


class BotApi:
    """Answers the bot's requests."""

    def __init__(self, world: World, faults: FaultPlan) -> None:
        self._world, self._faults = world, faults
        self.poll = Poll(world)
        self._methods: dict[str, Method] = methods_of(world, self.poll)

    def routes(self) -> list[web.RouteDef]:
        """The two doors of the Bot API."""
        return [
            web.route("*", "/bot{token}/{method}", self._called),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def _called(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"].lower()
        try:
            self._check_token(request.match_info["token"])
            args = await arguments_of(request)
            fault = self._faults.next(name, args.text("chat_id"))
            if fault is None:
                return _ok(await self._answer(name, args))
            return await self._trouble(request, fault, name, args)
        except RefusalError as refusal:
            return web.json_response(refusal.answer(), status=refusal.code)

    async def _answer(self, name: str, args: Arguments) -> Any:
        method = self._methods.get(name)
        if method is None:
            raise RefusalError(404, "Not Found: method not found")
        if self._world.profile.logged_out:
            raise bad_request("Logged out")
        result = method(args)
        return await result if inspect.isawaitable(result) else result

    async def _trouble(self, request: web.Request, fault: Fault, name: str, args: Arguments) -> web.StreamResponse:
        if fault.kind == "repeat":
            return _ok(self._world.updates.again() or await self._answer(name, args))
        if fault.kind == "swap":
            return _ok(_swapped(await self._answer(name, args)))
        result = await self._answer(name, args) if fault.after else None
        if fault.kind == "flood":
            raise flood(fault.retry_after)
        if fault.kind == "outage":
            return web.Response(status=fault.status, text=f"<h1>{fault.status}</h1>", content_type="text/html")
        if fault.kind == "garble":
            return web.Response(text='{"ok": true, "result": {"mess', content_type="application/json")
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
            return _ok(result if fault.after else await self._answer(name, args))
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
        except RefusalError as refusal:
            return web.json_response(refusal.answer(), status=refusal.code)
        file = self._world.files.by_path(request.match_info["path"])
        if file is None:
            return web.json_response(RefusalError(404, "Not Found").answer(), status=404)
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        number = token.split(":")[0]
        if ":" not in token or not number.isdecimal() or number.startswith("0") or len(token) > 80:
            raise RefusalError(401, "Unauthorized: invalid token specified")
        if token != self._world.bot.token:
            raise RefusalError(401, "Unauthorized")


def _swapped(result: Any) -> Any:
    """A list whose neighbours have changed places, two by two; anything else as it is."""
    if not isinstance(result, list):
        return result
    pairs = [result[at : at + 2] for at in range(0, len(result), 2)]
    return [each for pair in pairs for each in reversed(pair)]


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})
