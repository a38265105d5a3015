"""What Telegram shows about the bot: its commands and what it is."""

from collections.abc import Awaitable

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.commands import MENU
from bot.telegram.outcomes import outcome
from bot.words import Words

log = structlog.get_logger()


def commands(words: Words) -> tuple[BotCommand, ...]:
    """The menu in these words (`command.<name>`). KeyError names a command that has none."""
    return tuple(BotCommand(name, words.text(f"command.{name}")) for name in MENU)


async def show(bot: Bot, words: Words, language: str = "") -> None:
    """Tell Telegram the menu and who we are, for a language or for all others. A refusal is only logged."""
    code = language or None
    await _told(bot.set_my_commands(commands(words), language_code=code))
    await _told(bot.set_my_description(words.text("bot.description"), language_code=code))
    await _told(bot.set_my_short_description(words.text("bot.short"), language_code=code))


async def _told(asking: Awaitable[bool]) -> None:
    try:
        await asking
    except TelegramError as error:
        log.warning("menu not told", outcome=outcome(error).value, reason=error.message)
