"""What a chat page needs to hear: every change of a chat has a number, and whoever listens is told."""

import asyncio
from collections import defaultdict

from bot.sandbox.people import Json

EVERYONE = 0


class Changes:
    """Counts the changes of each chat and passes them on to those who listen."""

    def __init__(self) -> None:
        self._count: dict[int, int] = defaultdict(int)
        self._listeners: dict[int, set[asyncio.Queue[Json]]] = defaultdict(set)
        self._happened = asyncio.Event()

    def tell(self, chat_id: int, kind: str, **details: object) -> None:
        """`kind` happened in a chat, or to EVERYONE."""
        self._count[chat_id] += 1
        change: Json = {"kind": kind, "version": self.version(chat_id), **details}
        heard = [chat_id] if chat_id != EVERYONE else list(self._listeners)
        for queue in [queue for each in heard for queue in self._listeners[each]]:
            queue.put_nowait(change)
        self._happened.set()
        self._happened = asyncio.Event()

    def version(self, chat_id: int) -> int:
        """The number of changes of a chat so far."""
        return self._count[chat_id]

    async def newer(self, chat_id: int, version: int, seconds: float) -> None:
        """Wait until a chat has changed since `version`, at most `seconds` of the world."""
        try:
            async with asyncio.timeout(seconds):
                while self.version(chat_id) <= version:
                    await self._happened.wait()
        except TimeoutError:
            return

    def listen(self, chat_id: int) -> asyncio.Queue[Json]:
        """A queue that receives every change of a chat from now on."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners[chat_id].add(queue)
        return queue

    def leave(self, chat_id: int, queue: asyncio.Queue[Json]) -> None:
        """Stop listening."""
        self._listeners[chat_id].discard(queue)
