"""Start the bot: on Telegram with BOT_TOKEN, else in the local sandbox."""

import asyncio
from argparse import Namespace
from importlib import import_module

import uvloop

from bot.logs import configure
from bot.recall import knowledge
from bot.settings import read_settings
from bot.uncollected import settle

HOSTED, SANDBOXED = "bot.app", "bot.sandboxed"
"""Which of the two is loaded: a bot on Telegram has no use for the sandbox."""


def main(asked: Namespace) -> int:
    """Return the exit code."""
    settings = read_settings()
    configure(settings.log_level, settings.secrets)
    front = import_module(HOSTED if settings.bot_token else SANDBOXED)
    known = knowledge(settings.content_dir)
    settle()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(front.serve(settings, known, _tell))
    return 0


def _tell(words: str) -> None:
    print(words, flush=True)
