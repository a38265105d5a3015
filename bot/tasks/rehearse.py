"""The same bot in a terminal, with a clock that jumps."""

import asyncio
import sys
from argparse import Namespace

from bot.logs import configure
from bot.reading import read_knowledge
from bot.rehearsal import rehearse
from bot.settings import read_settings
from bot.uncollected import settle


def main(asked: Namespace) -> int:
    """Return the exit code."""
    configure("WARNING")
    known = read_knowledge(read_settings().content_dir)
    settle()
    story = asyncio.run(rehearse(known, sys.stdin, sys.stdout))
    if asked.story is not None:
        asked.story.write_text(story, "utf-8")
    return 0
