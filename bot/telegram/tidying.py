"""Takes keyboards that are out of date off their messages, when there is nothing better to do.

Their buttons move nothing any more and say so when they are pressed; so that they go is a comfort, and half of all
requests. It must not cost anybody who waits for an answer a moment, nor whoever answers at once: it is done at leisure.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MOST_AT_ONCE = 8
MOST_WAITING = 256
"""Where more wait, those of the longest ago stay as they are: they have scrolled away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leisure:
    """Seconds for which a keyboard stays, at the least, and seconds between two that set out."""

    breath: float = 0.0
    apart: float = 0.0


AT_ONCE = Leisure()
"""For those who turn a clock."""

LEISURE = Leisure(breath=0.25, apart=0.04)
"""Whoever answers at once has answered within a breath. And Telegram bears some thirty messages and changes a second of
one bot: those that nobody waits for need not fill them."""


class Tidying:
    """The messages whose keyboards are to go. Nothing of it outlives the process."""

    def __init__(
        self, clear: Callable[[int, int], Awaitable[None]], on_free: Callable[[], None], leisure: Leisure = AT_ONCE
    ) -> None:
        """`clear` takes the keyboard off one message of a person, and never raises; `on_free` hears when another may
        set out, and says `begin` if there is time.
        """
        self._clear, self._on_free, self._leisure = clear, on_free, leisure
        self._waiting: deque[tuple[int, int]] = deque(maxlen=MOST_WAITING)
        self._under_way: set[asyncio.Task[None]] = set()
        self._rests = False

    def later(self, person: int, message: int) -> None:
        """This one is to go."""
        if self._leisure.breath:
            asyncio.get_running_loop().call_later(self._leisure.breath, self._ripe, person, message)
        else:
            self._waiting.append((person, message))

    def begin(self) -> None:
        """There is time: set out with some."""
        while self._waiting and len(self._under_way) < MOST_AT_ONCE and not self._rests:
            task = asyncio.ensure_future(self._clear(*self._waiting.pop()))
            self._under_way.add(task)
            task.add_done_callback(self._free)
            if self._leisure.apart:
                self._rests = True
                asyncio.get_running_loop().call_later(self._leisure.apart, self._rested)

    def end(self) -> None:
        """Nothing sets out any more."""
        self._waiting = deque(maxlen=0)

    def under_way(self) -> frozenset[asyncio.Task[None]]:
        """What has set out."""
        return frozenset(self._under_way)

    def _ripe(self, person: int, message: int) -> None:
        self._waiting.append((person, message))
        self._on_free()

    def _rested(self) -> None:
        self._rests = False
        self._on_free()

    def _free(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._on_free()
