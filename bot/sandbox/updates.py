"""The queue of updates, with the offsets of the real server: nothing is forgotten before it is confirmed."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.sandbox.people import Json

DAY = timedelta(days=1)
QUERY_LIFE = timedelta(seconds=150)
# Beyond this the server takes an offset for a mistake and starts from the oldest update.
_FAR = 10
_ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An update nobody has confirmed, and when it is forgotten by which clock."""

    id: int
    update: Json
    clock: Clock
    until: datetime

    def is_over(self) -> bool:
        return self.clock.now() >= self.until


class UpdateQueue:
    """What happened and the bot has not yet confirmed, in order.

    Messages live a day of the sandbox's clock. Presses live 150 seconds of the world, because the wait
    for an answer is a person's, who does not speed up with the clock.
    """

    def __init__(self, clock: Clock, wall: Clock) -> None:
        self._clock, self._wall = clock, wall
        # Ids go on rising over restarts: a bot that remembers what it has seen is not deaf to a new run. Milliseconds,
        # because a hurried run has more updates than seconds.
        self._next = int(wall.now().timestamp() * 1000)
        self._waiting: list[Waiting] = []
        self._answered: list[Json] = []
        self._arrival = asyncio.Event()
        self.news = asyncio.Event()
        self.allowed: frozenset[str] | None = None

    def push(self, kind: str, body: object) -> None:
        """Something happened; dropped when the bot did not ask for its kind."""
        wanted = kind not in _ONLY_WHEN_ASKED if self.allowed is None else kind in self.allowed
        if wanted:
            self.put({kind: body})

    def put(self, update: Json) -> int:
        """Queue an update as it stands, with its own update_id or the next one; returns the id."""
        number = update.get("update_id", self._next)
        is_press = "callback_query" in update
        clock, life = (self._wall, QUERY_LIFE) if is_press else (self._clock, DAY)
        whole = {"update_id": number} | update
        self._waiting.append(Waiting(id=number, update=whole, clock=clock, until=clock.now() + life))
        self._next = max(self._next, number + 1)
        self._arrival.set()
        self.news.set()
        return int(number)

    def take(self, offset: int, limit: int) -> list[Json]:
        """Forget what `offset` confirms and what is too old; the oldest `limit` of the rest."""
        self._waiting = [each for each in self._waiting if not each.is_over()]
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset <= self._next + _FAR:
            self._waiting = [each for each in self._waiting if each.id >= offset]
        found = [each.update for each in self._waiting[:limit]]
        if not found:
            # Cleared here and not where it is waited for: what comes between the two would go unnoticed.
            self._arrival.clear()
        self._answered = found or self._answered
        return found

    def waiting(self) -> list[Waiting]:
        """What nobody has confirmed, oldest first; what is too old is forgotten."""
        self._waiting = [each for each in self._waiting if not each.is_over()]
        return list(self._waiting)

    def confirm(self, id: int) -> None:
        """The bot took this update."""
        self._waiting = [each for each in self._waiting if each.id != id]

    def again(self) -> list[Json]:
        """The last updates that were handed out, whatever has been confirmed since."""
        return self._answered

    def pending(self) -> int:
        """How many wait."""
        return sum(not each.is_over() for each in self._waiting)

    def clear(self) -> None:
        """Forget all."""
        self._waiting = []

    async def arrival(self) -> None:
        """Wait until something is queued after `take` found nothing."""
        await self._arrival.wait()
