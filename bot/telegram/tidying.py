"""Takes keyboards that are out of date off their messages, when there is nothing better to do.

Their buttons move nothing any more and say so when they are pressed; so that they go is a comfort, and half of all
requests. It must not cost anybody who waits for an answer a moment, nor whoever answers at once: it waits a breath.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

MOST_AT_ONCE = 8
MOST_WAITING = 256
"""Where more wait, those of the longest ago stay as they are: they have scrolled away."""


class Tidying:
    """The messages whose keyboards are to go. Nothing of it outlives the process."""

    def __init__(
        self, clear: Callable[[int, int], Awaitable[None]], on_free: Callable[[], None], breath: float = 0.0
    ) -> None:
        """`clear` takes the keyboard off one message of a person, and never raises; `on_free` hears when there is one
        to set out with, or room for one. Each stays for a `breath`, in seconds, at least.
        """
        self._clear, self._on_free, self._breath = clear, on_free, breath
        self._waiting: deque[tuple[int, int]] = deque(maxlen=MOST_WAITING)
        self._under_way: set[asyncio.Task[None]] = set()

    def later(self, person: int, message: int) -> None:
        """This one is to go."""
        if self._breath:
            asyncio.get_running_loop().call_later(self._breath, self._ripe, person, message)
        else:
            self._waiting.append((person, message))

    def _ripe(self, person: int, message: int) -> None:
        self._waiting.append((person, message))
        self._on_free()

    def begin(self) -> None:
        """There is time: set out with some."""
        while self._waiting and len(self._under_way) < MOST_AT_ONCE:
            task = asyncio.ensure_future(self._clear(*self._waiting.pop()))
            self._under_way.add(task)
            task.add_done_callback(self._free)

    def under_way(self) -> frozenset[asyncio.Task[None]]:
        """What has set out."""
        return frozenset(self._under_way)

    def _free(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._on_free()
