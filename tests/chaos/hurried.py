"""`python -m tests.chaos.hurried API DATABASE BEGIN SHOWS RATE LEAP`: the bot, on a clock that runs faster.

All that is between the command line and the app is left out; the rest is the program that is shipped.
"""

import asyncio
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.app import talk
from bot.logs import configure
from bot.reading import read_knowledge
from bot.sandbox.server import TOKEN
from bot.store.homes import Address
from bot.telegram.client import Client
from tests.chaos.clock import HurriedClock

TICK = 0.05


def address(named: str) -> Address:
    """A file, unless it names a database server."""
    return named if named.startswith("postgresql://") else Path(named)


async def main(arguments: Sequence[str]) -> None:
    """Talk until SIGTERM."""
    api_url, database, begin, shows, rate, leap = arguments
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    moments = {"begin": datetime.fromisoformat(begin), "shows": datetime.fromisoformat(shows)}
    clock = HurriedClock(**moments, rate=float(rate), leap=Path(leap))
    async with Client(TOKEN, api_url, proxy="") as client:
        await talk(client, address(database), read_knowledge(), clock, stop, TICK)


if __name__ == "__main__":
    configure("INFO", (TOKEN,))
    asyncio.run(main(sys.argv[1:]))
