"""How updates come in: what a way is, and the one that needs no web server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol, TypeAlias

from bot.store.home import Store
from bot.telegram.client import Client
from bot.telegram.desk import Desk
from bot.telegram.intake import Intake


class Way(Protocol):
    """A way for updates to come in."""

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates in until `stop` is set. Raises BadToken."""
        ...


Ways: TypeAlias = Callable[[Client, Desk, Store], AbstractAsyncContextManager[Way]]
"""Opens the way in, with the web server that belongs to it."""


@asynccontextmanager
async def asked_for(client: Client, desk: Desk, store: Store) -> AsyncIterator[Way]:
    """Updates are asked for, and nothing is served."""
    yield Intake(client, desk, store.leads)
