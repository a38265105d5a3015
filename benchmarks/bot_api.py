"""A Bot API server that costs little, in a process of its own: `python -m benchmarks.bot_api PORT WHO PEOPLE [THINK]`.

It keeps what Telegram keeps about updates: they are handed out again until an offset above them is asked for. All else
is as short as can be, so that the bot is measured and not the server. The way of Unwind's sandbox, which checks every
argument as Telegram does, would cost several times as much. WHO is `peer` or `unwind`.

`/arrive`, `/mark`, `/stats` and `/heard` beside the API are for the benchmark itself.
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

from benchmarks.crowd import FIRST, Crowd, Deed, Guest, Listener, OnMat

ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "bench_bot"}
BATCH = 100
ROUTINE = os.environ.get("BENCH_ROUTINE", "")
SPEAKS = ("sendMessage", "editMessageText")


class Server:
    """The one bot's server, and everybody who talks with it."""

    def __init__(self, guests: list[Guest], think: float) -> None:
        self._updates: deque[dict[str, Any]] = deque()
        self._news = asyncio.Event()
        self.crowd = Crowd(dict(enumerate(guests, FIRST)), self._put, think)
        self._messages = 1000

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

    async def mark(self, _: web.Request) -> web.Response:
        """From here on it counts."""
        self.crowd.waits.clear()
        self.crowd.heard.clear()
        self.crowd.answers = 0
        return _ok(time.perf_counter())

    async def stats(self, _: web.Request) -> web.Response:
        """What happened since the mark."""
        crowd = self.crowd
        waits = sorted(crowd.waits) or [0.0]
        return _ok(
            {
                "at": time.perf_counter(),
                "cpu": time.process_time(),
                "answers": crowd.answers,
                "settled": crowd.settled,
                "silent": crowd.silent(3.0),
                "p50": statistics.median(waits) * 1000,
                "p99": waits[int(len(waits) * 0.99)] * 1000,
            }
        )

    async def heard(self, _: web.Request) -> web.Response:
        """Who heard what when, since the mark."""
        return _ok(self.crowd.heard)


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def guest(who: str) -> Guest:
    """Somebody for this bot."""
    return OnMat(ROUTINE) if who == "unwind" else Listener()


async def main(port: int, who: str, people: int, think: float = 0.0) -> None:
    """Serve until SIGTERM."""
    server = Server([guest(who) for _ in range(people)], think)
    app = web.Application()
    app.router.add_post("/arrive", server.arrive)
    app.router.add_post("/mark", server.mark)
    app.router.add_get("/stats", server.stats)
    app.router.add_get("/heard", server.heard)
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
