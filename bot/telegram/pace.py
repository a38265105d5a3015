"""How fast one chat is written to: a short burst, then one message a second. Time is an argument.

Telegram asks for one message a second in a chat, changes of messages included, and bears short bursts. Where the burst
of five comes from: a step is up to two messages and the keyboard that goes from the one before, three requests at once,
and an answer to what was typed meanwhile is one or two more. So a step always comes whole, and five seconds later the
next one would, too; steps are twenty apart. Who taps answers as fast as they can has five at once and then one a
second, which is about as fast as they can be read. Servers of the Bot API have been seen to bear eight.

A chat that has to wait is not waited for: it is merely not offered, and what answers a stop asks nobody.
"""

from datetime import datetime, timedelta
from math import ceil

from bot.store.pacing import UNPACED, Pacing

BURST = 5
"""Messages that may go to a chat at once."""

ROOM_STEP = timedelta(seconds=4)
"""A group takes twenty messages a minute: a burst, and then one every four seconds, are no more."""

_NONE = timedelta()


def shared(rate: float) -> Pacing:
    """The same pace, for a home that several processes share; `rate` is messages a second to a chat."""
    if not rate:
        return UNPACED
    step = timedelta(microseconds=ceil(1_000_000 / rate))
    return Pacing(step=step, room_step=max(step, ROOM_STEP), burst=BURST)


class Pace:
    """Which chats have to wait. Remembers those that were written to in the last seconds, and no others.

    Of each it knows one moment: when its bucket, which holds a burst, is full again.
    """

    def __init__(self, rate: float, burst: int = BURST) -> None:
        """`rate` is messages a second to a chat; with 0 no chat ever waits."""
        self._step = timedelta(microseconds=ceil(1_000_000 / rate)) if rate else _NONE
        self._burst = burst
        self._full: dict[int, datetime] = {}
        self._ready: dict[int, datetime] = {}

    def spend(self, chat: int, at: datetime, messages: int = 1) -> None:
        """So many messages go to the chat. What goes although the chat has to wait is owed, up to a burst."""
        if not self._step or messages < 1:
            return
        step = self._step_of(chat)
        full = self._full.pop(chat, at)
        full = at if self._is_over(chat, full, at) else full
        self._full[chat] = full = min(full + messages * step, at + 2 * self._burst * step)
        ready = full - (self._burst - 1) * step
        if ready > at:
            self._ready[chat] = ready
        self._forget(at)

    def held(self, at: datetime) -> frozenset[int]:
        """The chats that have to wait."""
        for chat in [chat for chat, ready in self._ready.items() if ready <= at or self._is_over(chat, ready, at)]:
            del self._ready[chat]
        return frozenset(self._ready)

    def next(self, at: datetime) -> datetime | None:
        """The earliest moment at which one of them need not wait any more."""
        self.held(at)
        return min(self._ready.values(), default=None)

    def known(self) -> int:
        """How many chats are remembered."""
        return len(self._full)

    def _step_of(self, chat: int) -> timedelta:
        """Rooms have numbers below zero."""
        return self._step if chat > 0 else max(self._step, ROOM_STEP)

    def _is_over(self, chat: int, moment: datetime, at: datetime) -> bool:
        """Whether a moment has passed; one that lies further ahead than any wait means that the clock jumped back."""
        return not at < moment <= at + 2 * self._burst * self._step_of(chat)

    def _forget(self, at: datetime) -> None:
        """Let go of chats whose bucket is full, those first that were written to longest ago."""
        while self._full:
            chat, full = next(iter(self._full.items()))
            if not self._is_over(chat, full, at):
                return
            del self._full[chat]
