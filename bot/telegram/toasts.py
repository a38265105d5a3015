"""Answers presses beside the way of the updates: at once or never, since Telegram forgets them in seconds."""

import asyncio

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.asking import ask
from bot.telegram.outcomes import outcome

MOST_UNDER_WAY = 64
LONGEST = 200
"""Characters a passing word may have."""

log = structlog.get_logger()


class Toasts:
    """Answers presses; a refusal is swallowed, for nothing hangs on an answer but the button's spinning wheel."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._under_way: set[asyncio.Task[None]] = set()

    def answer(self, query: str, text: str | None) -> None:
        """Answer a press, with a passing word where there is one. Dropped where too many are under way."""
        if len(self._under_way) >= MOST_UNDER_WAY:
            return
        task = asyncio.create_task(self._answer(query, text))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def close(self, seconds: float = 2.0) -> None:
        """Give what is under way a moment, then let it go."""
        if not self._under_way:
            return
        _, late = await asyncio.wait(set(self._under_way), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _answer(self, query: str, text: str | None) -> None:
        try:
            await ask(self._bot, "answerCallbackQuery", callback_query_id=query, text=text[:LONGEST] if text else None)
        except TelegramError as error:
            log.debug("press not answered", outcome=outcome(error).value)
