"""The other way in: Telegram posts each update to us, and is told that it arrived only after the commit.

Whatever is not answered with 200 Telegram posts again, for a day; the store knows which it has seen. Any number of
processes may stand behind the address: people are moved under their own locks.
"""

import asyncio
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram.error import TelegramError

from bot.logs import where
from bot.telegram.client import Client
from bot.telegram.desk import Desk
from bot.telegram.updates import ALLOWED
from bot.telegram.waiting import Pauses, first_of, pause_after

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

MOST_BYTES = 1 << 20
"""An update has some kilobytes; whatever is larger does not come from Telegram."""

MOST_AT_ONCE = 512
"""Updates on their way to the commit. More are refused for now, and Telegram posts them again."""

CONNECTIONS = 100
"""Connections Telegram may use; it allows no more."""

log = structlog.get_logger()


def secret_of(token: str) -> str:
    """The secret that Telegram sends along: made from the token, so that all processes of a bot know the same."""
    return hmac.digest(token.encode(), b"unwind webhook", "sha256").hex()


def path_of(url: str) -> str:
    """The path at which updates arrive."""
    return urlsplit(url).path or "/"


class Webhook:
    """Takes updates in as they are posted. `routes` belong into the process's web server; `known` is set once Telegram
    was told of them."""

    def __init__(self, client: Client, desk: Desk, url: str, secret: str, pauses: Pauses = pause_after) -> None:
        self._client, self._desk, self._pauses = client, desk, pauses
        self._url, self._secret = url, secret
        self._stop = asyncio.Event()
        self._under_way = 0
        self.known = asyncio.Event()
        self.routes = [web.post(path_of(url), self._posted)]

    async def run(self, stop: asyncio.Event) -> None:
        """Tell Telegram where we are, then take what it posts until `stop` is set. Raises BadToken.

        The address stays known to Telegram when we end: whoever comes after us, or stands beside us, goes on.
        """
        self._stop, failures = stop, 0
        try:
            while not stop.is_set() and not await self._made_known():
                failures += 1
                await first_of(stop, seconds=self._pauses(failures))
            self.known.set()
            await stop.wait()
        finally:
            await self._desk.close()

    async def _made_known(self) -> bool:
        try:
            self._desk.username = await self._client.name()
            await self._client.bot.set_webhook(
                self._url, secret_token=self._secret, allowed_updates=ALLOWED, max_connections=CONNECTIONS
            )
        except TelegramError as error:
            log.warning("webhook is not set", reason=error.message)
            return False
        return True

    async def _posted(self, request: web.Request) -> web.Response:
        """One update. 401 and 400 are for strangers; 503 asks Telegram to post it again."""
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret.encode()):
            return web.Response(status=401)
        if self._stop.is_set() or self._under_way >= MOST_AT_ONCE or not self.known.is_set():
            return web.Response(status=503)
        update = await _update(request)
        if update is None:
            return web.Response(status=400)
        return web.Response(status=200 if await self._kept(update) else 503)

    async def _kept(self, update: Mapping[str, Any]) -> bool:
        """Whether the update and what follows from it are committed."""
        self._under_way += 1
        try:
            await self._desk.take([update], self._stop)
        except Exception as error:
            log.error("update cannot be kept", update=update["update_id"], **where(error))
            return False
        finally:
            self._under_way -= 1
        return True


async def _update(request: web.Request) -> Mapping[str, Any] | None:
    """What was posted, whatever its content type says; None when it is no update."""
    try:
        body = json.loads(await request.read())
    except ValueError:
        return None
    known = isinstance(body, dict) and isinstance(body.get("update_id"), int)
    return body if known else None
