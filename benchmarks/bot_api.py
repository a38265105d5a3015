"""A Bot API server that costs little, in a process of its own: `python -m benchmarks.bot_api PORT WHO PEOPLE [THINK]`.

It keeps what Telegram keeps about updates: they are handed out again until an offset above them is asked for. All else
is as short as can be, so that the bot is measured and not the server. The way of Unwind's sandbox, which checks every
argument as Telegram does, would cost several times as much. WHO is `peer` or `unwind`; with ` lying` after it, people
wait for `/lie`, and lie in a hold from then on.

`/arrive`, `/lie`, `/weather`, `/mark`, `/stats`, `/heard` and `/cuts` beside the API are for the benchmark itself.
"""

import asyncio
import os
import signal
import statistics
import sys
import time
from collections import deque
from typing import Any

from aiohttp import web

from benchmarks.crowd import FIRST, SHOWN, Crowd, Deed, Guest, Listener, OnMat
from benchmarks.lying import SIGNS, Lying
from benchmarks.weather import TOO_MANY, Fate, Weather

ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "bench_bot"}
BATCH = 100
ROUTINE = os.environ.get("BENCH_ROUTINE", "")
SPEAKS = ("sendMessage", "editMessageText")
COUNTED = (*SPEAKS, "editMessageReplyMarkup")
"""What a server that limits messages counts."""
SILENT = 3.0


class Server:
    """The one bot's server, and everybody who talks with it."""

    def __init__(self, guests: list[Guest], think: float) -> None:
        self._updates: deque[dict[str, Any]] = deque()
        self._news = asyncio.Event()
        self.crowd = Crowd(dict(enumerate(guests, FIRST)), self._put, think)
        self._messages = 1000
        self._weather: Weather | None = None
        self._cuts: list[tuple[int, str]] = []

    def _put(self, update: dict[str, Any]) -> None:
        self._updates.append(update)
        self._news.set()

    async def call(self, request: web.Request) -> web.Response:
        """One method of the Bot API."""
        method = request.match_info["method"]
        if request.content_type == "application/json":
            body = await request.json()
        else:
            body = {**request.query, **(await request.post())}
        if method == "getUpdates":
            return _ok(await self._get(int(body.get("offset") or 0), float(body.get("timeout") or 0)))
        if self._weather and method in COUNTED:
            return self._in(self._weather, request, method, body)
        return self._done(method, body)

    def _in(self, weather: Weather, request: web.Request, method: str, body: Any) -> web.Response:
        """What comes of it where things go wrong."""
        fate = weather.next(time.monotonic(), words=method in SPEAKS)
        if fate is not None and fate is not Fate.CUT:
            return _refused(weather.code(fate))
        answer = self._done(method, body)
        if fate is Fate.CUT:
            self._cuts.append((int(body["chat_id"]), str(body["text"])[:SHOWN]))
            if request.transport is not None:
                request.transport.abort()
        return answer

    def _done(self, method: str, body: Any) -> web.Response:
        if method in SPEAKS:
            return _ok(self._spoken(body))
        return _ok(ME if method == "getMe" else [] if method == "getMyCommands" else True)

    async def _get(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates and seconds:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except TimeoutError:
                return []
        return [self._updates[place] for place in range(min(BATCH, len(self._updates)))]

    def _spoken(self, body: Any) -> dict[str, Any]:
        chat, text = int(body["chat_id"]), str(body["text"])
        number = int(body.get("message_id") or 0)
        if not number:
            self._messages += 1
            number = self._messages
        deed = self.crowd.hears(chat, number, text, body.get("reply_markup"))
        if deed is not None:
            self._answer(chat, deed)
        room = {"id": chat, "type": "private", "first_name": "P"}
        return {"message_id": number, "date": int(time.time()), "chat": room, "from": ME, "text": text}

    def _answer(self, chat: int, deed: Deed) -> None:
        if self.crowd.think:
            asyncio.get_running_loop().call_later(self.crowd.think, self.crowd.does, chat, deed)
        else:
            self.crowd.does(chat, deed)

    async def arrive(self, _: web.Request) -> web.Response:
        """Everybody comes in."""
        self.crowd.arrive()
        return _ok(True)

    async def lie(self, _: web.Request) -> web.Response:
        """Everybody who waits for the sign goes into a hold."""
        self.crowd.lie_down()
        return _ok(True)

    async def weather(self, request: web.Request) -> web.Response:
        """From here on things go wrong; the arguments of Weather as JSON."""
        self._weather = Weather(**await request.json())
        return _ok(True)

    async def mark(self, _: web.Request) -> web.Response:
        """From here on it counts."""
        self.crowd.waits.clear()
        self.crowd.heard.clear()
        self.crowd.answers = 0
        return _ok(time.perf_counter())

    async def stats(self, request: web.Request) -> web.Response:
        """What happened since the mark; `silent` is who has waited for so many seconds."""
        crowd = self.crowd
        waits = sorted(crowd.waits) or [0.0]
        return _ok(
            {
                "at": time.perf_counter(),
                "cpu": time.process_time(),
                "answers": crowd.answers,
                "settled": crowd.settled,
                "told": crowd.told,
                "heard": len(crowd.heard),
                "silent": crowd.silent(float(request.query.get("silent", SILENT))),
                "p50": statistics.median(waits) * 1000,
                "p99": waits[int(len(waits) * 0.99)] * 1000,
                **({fate.name: times for fate, times in self._weather.met.items()} if self._weather else {}),
            }
        )

    async def heard(self, _: web.Request) -> web.Response:
        """Who heard what when, since the mark."""
        return _ok(self.crowd.heard)

    async def cuts(self, _: web.Request) -> web.Response:
        """Whom words reached, and which, for which the bot got no answer."""
        return _ok(self._cuts)


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refused(code: int) -> web.Response:
    refusal: dict[str, Any] = {"ok": False, "error_code": code, "description": "Internal Server Error"}
    if code == TOO_MANY:
        refusal |= {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}
    return web.json_response(refusal, status=code)


def guest(who: str) -> Guest:
    """Somebody for this bot."""
    bot, _, lying = who.partition(" ")
    one = OnMat(ROUTINE) if bot == "unwind" else Listener()
    return Lying(one, SIGNS[bot]) if lying else one


async def main(port: int, who: str, people: int, think: float = 0.0) -> None:
    """Serve until SIGTERM."""
    server = Server([guest(who) for _ in range(people)], think)
    app = web.Application()
    app.router.add_post("/arrive", server.arrive)
    app.router.add_post("/lie", server.lie)
    app.router.add_post("/weather", server.weather)
    app.router.add_post("/mark", server.mark)
    app.router.add_get("/stats", server.stats)
    app.router.add_get("/heard", server.heard)
    app.router.add_get("/cuts", server.cuts)
    app.router.add_route("*", "/bot{token}/{method}", server.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *map(float, sys.argv[4:])))
