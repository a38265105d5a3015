"""Where pictures are drawn: a process of its own that ends, so the bot neither waits nor keeps the memory.

Measured: a drawing takes 2 s, most of them to load matplotlib, and 102 MB at its peak; the bot stays at its 47 MB.
What to draw goes through a pipe: scores never stand in a file, an argument or a log.
"""

import asyncio
from collections.abc import Sequence
from datetime import date

from bot.apart import command, environment
from bot.charts.card import Card, card
from bot.charts.sheet import Sheet, sheet
from bot.charts.work import WORK
from bot.core.library import Library
from bot.core.record import Done
from bot.core.summary import Span, Summary
from bot.words import Words

PATIENCE = 30.0
"""Seconds a drawing may take; it takes about two."""


class NotDrawn(Exception):
    """It could not be drawn, as the exit code tells; `progress_text` still gives the facts."""


class Studio:
    """Draws one picture at a time, for each takes its tens of megabytes while it lasts."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """`patience` is in seconds; a drawing that takes longer is given up."""
        self._patience = patience
        self._easel = asyncio.Semaphore(1)

    async def progress_picture(self, summary: Summary, words: Words) -> bytes:
        """The last weeks as a PNG, 1080 pixels wide; NotDrawn when it fails."""
        return await self._drawn(card(summary, words))

    async def report_pdf(
        self, records: Sequence[Done], period: Span, words: Words, library: Library, made: date
    ) -> bytes:
        """One page A4 for whoever the person shows it to; NotDrawn when it fails.

        `made` is the person's day of today: it stands on the page and is the file's date.
        """
        return await self._drawn(sheet(records, period, words, library, made))

    async def _drawn(self, work: Card | Sheet) -> bytes:
        async with self._easel:
            return await _elsewhere(WORK.dump_json(work), self._patience)


async def _elsewhere(work: bytes, patience: float) -> bytes:
    """What a fresh process draws; it is ended when it takes too long, or when nobody waits any more."""
    process = await asyncio.create_subprocess_exec(
        *command("bot.charts"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment(),
    )
    try:
        async with asyncio.timeout(patience):
            drawn, _ = await process.communicate(work)
    except TimeoutError:
        raise NotDrawn("timeout") from None
    finally:
        await _ended(process)
    if process.returncode or not drawn:
        raise NotDrawn(str(process.returncode))
    return drawn


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
