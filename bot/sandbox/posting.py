"""Updates are posted to the bot's webhook, in the manner of the real server (`WebhookActor.cpp`).

One post is under way per queue. A message's queue is its chat, a press's is whoever pressed: what somebody types and
what they press may overtake each other, or arrive in parallel. What is not taken is posted again, at once, and
then ever later; those behind it in the queue wait. What the bot answers in the body is not carried out.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn, TypeAlias
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.balancer import NOBODY_THERE, Answer, Balancer
from bot.sandbox.people import Json
from bot.sandbox.updates import Waiting
from bot.sandbox.world import World

LONGEST = 60
"""Seconds between two tries at most; the real server takes something between one minute and two."""
LONGEST_ASKED = 3600
"""Seconds a bot may ask us to wait, at most."""

_SHORTEST = 0.01
_BY_CHAT = ("message", "edited_message", "channel_post", "edited_channel_post")
_SECRET = "X-Telegram-Bot-Api-Secret-Token"

Key: TypeAlias = tuple[str, int]


def key_of(update: Json) -> Key:
    """The queue an update stands in."""
    for kind in _BY_CHAT:
        if kind in update:
            return "chat", int(update[kind].get("chat", {}).get("id", 0))
    whose: Json = next((body for body in update.values() if isinstance(body, dict)), {})
    return "user", int(whose.get("from", {}).get("id", 0))


def pause_after(failures: int, retry_after: int) -> int:
    """Seconds to the next try: what the bot asks for; else none after the first failure, then 2, 4, 8, ..."""
    if retry_after:
        return min(retry_after, LONGEST_ASKED)
    return 0 if failures < 2 else min(LONGEST, 1 << (failures - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """The head of a queue was not taken so often, and is posted again at a moment of the world."""

    failures: int
    again: datetime


class Posting:
    """Posts what waits, while a webhook is set. `balancers` stand behind the host names of https addresses; behind any
    other is nobody: what happens in a sandbox does not leave this machine."""

    def __init__(self, world: World, balancers: Mapping[str, Balancer]) -> None:
        self._world, self._balancers = world, balancers
        self._under_way: dict[Key, asyncio.Task[None]] = {}
        self._trouble: dict[Key, _Trouble] = {}

    async def run(self) -> None:
        """Post until cancelled."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            try:
                await self._post_all(session)
            finally:
                for task in (under_way := list(self._under_way.values())):
                    task.cancel()
                await asyncio.gather(*under_way, return_exceptions=True)

    async def _post_all(self, session: aiohttp.ClientSession) -> NoReturn:
        while True:
            self._world.updates.news.clear()
            for key, head in list(self._ready()):
                self._under_way[key] = asyncio.create_task(self._deliver(session, key, head))
            await self._until(self._world.updates.news)

    def _ready(self) -> Iterator[tuple[Key, Waiting]]:
        """The heads of queues that may be posted now, as many as the bot allows at a time."""
        if not self._world.profile.webhook:
            return
        room = int(self._world.profile.webhook["max_connections"]) - len(self._under_way)
        now, seen = self._world.wall.now(), set(self._under_way)
        for head in self._world.updates.waiting():
            key = key_of(head.update)
            if room > 0 and key not in seen and not ((trouble := self._trouble.get(key)) and trouble.again > now):
                room -= 1
                yield key, head
            seen.add(key)

    async def _until(self, news: asyncio.Event) -> None:
        """Wait until something is new, or a queue may be tried again."""
        wall = self._world.wall
        ahead = [
            max(_SHORTEST, wall.seconds_until(each.again))
            for key, each in self._trouble.items()
            if key not in self._under_way and each.again > wall.now()
        ]
        try:
            await asyncio.wait_for(news.wait(), min(ahead, default=None))
        except TimeoutError:
            return

    async def _deliver(self, session: aiohttp.ClientSession, key: Key, head: Waiting) -> None:
        try:
            answer = await self._post(session, head.update)
            if answer.is_taken:
                self._trouble.pop(key, None)
                self._world.updates.confirm(head.id)
            else:
                self._failed(key, answer)
        finally:
            del self._under_way[key]
            self._world.updates.news.set()

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> Answer:
        profile = self._world.profile
        url = str(profile.webhook.get("url", ""))
        headers = {"Content-Type": "application/json"}
        if profile.webhook_secret:
            headers[_SECRET] = profile.webhook_secret
        body, parts = json.dumps(update).encode(), urlsplit(url)
        balancer = self._balancers.get(parts.netloc)
        if balancer is None:
            return Answer(status=NOBODY_THERE)
        return await balancer.post(session, parts.path or "/", body, headers)

    def _failed(self, key: Key, answer: Answer) -> None:
        now = self._world.wall.now()
        failures = (self._trouble[key].failures if key in self._trouble else 0) + 1
        wait = timedelta(seconds=pause_after(failures, answer.retry_after))
        self._trouble[key] = _Trouble(failures=failures, again=now + wait)
        self._world.profile.webhook_trouble = {
            "last_error_date": int(now.timestamp()),
            "last_error_message": f"Wrong response from the webhook: {answer.status}",
        }
