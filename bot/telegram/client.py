"""The bot's line to Telegram, or to any other server that speaks the Bot API."""

import json
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.refusals import BadSetting
from bot.telegram.request import Request
from bot.telegram.updates import ALLOWED

TELEGRAM = "https://api.telegram.org"
PATIENCE = 50
"""Seconds Telegram holds a question for updates when there are none; it allows no more."""
BATCH = 100
"""Updates in one answer; Telegram gives no more."""


CONNECTIONS = 384
"""Made when they are needed: for everybody who is answered, for bulk at its fastest, and for every press at once, so
that none of them ever waits for a connection behind another."""


class BadToken(BadSetting):
    """The server does not know the token; the words name the settings and never the token."""


class Client:
    """Asks and is answered. Open while it is used as a context; nothing is asked on the way in.

    `proxy` is the address of one, "" for none at all, None for the one that the environment names.
    """

    def __init__(self, token: str, api_url: str = TELEGRAM, patience: int = PATIENCE, proxy: str | None = None) -> None:
        url = api_url.rstrip("/").removesuffix("/bot")
        self._polling = Request(connections=2, proxy=proxy)
        self._requests = Request(connections=CONNECTIONS, proxy=proxy)
        self._patience = patience
        self._name = ""
        self._server = urlsplit(url).netloc
        self.bot = Bot(
            token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=self._requests,
            get_updates_request=self._polling,
        )

        wanted = {"timeout": patience, "limit": BATCH, "allowed_updates": json.dumps(ALLOWED)}
        self._question = f"{self.bot.base_url}/getUpdates?{urlencode(wanted)}"

    async def __aenter__(self) -> Self:
        await self._polling.initialize()
        await self._requests.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._polling.shutdown()
        await self._requests.shutdown()

    async def name(self) -> str:
        """Return our username, asked for once. Raises BadToken, or TelegramError when nobody answers."""
        try:
            self._name = self._name or (await self.bot.get_me()).username or ""
        except InvalidToken:
            raise self._bad_token() from None
        return self._name

    async def updates(self, offset: int | None) -> Sequence[Mapping[str, Any]]:
        """Wait for updates from `offset` on, as raw JSON; asking confirms all before it.

        The library's own get_updates reads before we can store: one update it does not know would block all
        that follow.
        """
        question = self._question if offset is None else f"{self._question}&offset={offset}"
        try:
            found = await self._polling.post(question, read_timeout=self._patience + 10)
        except InvalidToken:
            raise self._bad_token() from None
        if not isinstance(found, list):
            raise TelegramError("the answer to getUpdates is no list")
        return found

    def _bad_token(self) -> BadToken:
        return BadToken(f"BOT_TOKEN was refused by {self._server} (BOT_API_URL): ask @BotFather for a valid one")
