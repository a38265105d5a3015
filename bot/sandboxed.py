"""The bot without Telegram: the same door, against a local Bot API server whose clock can run faster."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import guide, opened, rates_of, stop_on_signals, terms_of
from bot.clock import FastClock
from bot.knowledge import Knowledge
from bot.metrics import Metrics
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.pace import shared
from bot.ways import asked_for

TICK = 0.1
"""Seconds between two ticks while the clock may run sixty times as fast."""


async def serve(settings: Settings, known: Knowledge, tell: Callable[[str], None]) -> None:
    """Run until SIGINT or SIGTERM; `tell` says where. Unless settings name a database, its people live as long."""
    stop, clock = stop_on_signals(), FastClock()
    with tempfile.TemporaryDirectory(prefix="unwind-") as folder:
        database = settings.database if settings.database_url else Path(folder) / "sandbox.db"
        async with (
            opened(database, shared(settings.chat_rate)) as store,
            _shown(settings, clock, tell) as sandbox,  # only now: who opens the page is answered
            Client(sandbox.token, sandbox.api_url, proxy="") as client,
        ):
            paces = rates_of(settings), asked_for, terms_of(settings)
            await guide(client, store, known, clock, stop, TICK, *paces, Metrics())


@asynccontextmanager
async def _shown(settings: Settings, clock: FastClock, tell: Callable[[str], None]) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(clock)
    tell(await sandbox.start(settings.host, settings.port))
    try:
        yield sandbox
    finally:
        await sandbox.stop()
