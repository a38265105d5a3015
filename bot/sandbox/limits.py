"""How fast a bot may speak, and how the server says "too fast". Seconds are those of the sandbox's clock."""

import math
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The server's patience; sending and editing share it."""

    enforced: bool = True
    per_chat: float = 1.0
    chat_burst: int = 8
    per_room: float = 20 / 60
    room_burst: int = 20
    overall: float = 30.0
    # A poll that repeats its offset too soon is held this long (seconds of the world), and so is a 409.
    poll_hold: float = 3.0

    @classmethod
    def off(cls) -> "Limits":
        """No limits at all."""
        return cls(enforced=False, poll_hold=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bucket:
    """Tokens that refill with time; a message costs one."""

    tokens: float
    moment: datetime

    def at(self, now: datetime, rate: float, most: float) -> "_Bucket":
        gained = max(0.0, (now - self.moment).total_seconds()) * rate
        return _Bucket(tokens=min(most, self.tokens + gained), moment=now)


class Flow:
    """Counts what the bot says, per chat and in all."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._chats: dict[int, _Bucket] = {}
        self._all: _Bucket | None = None

    def wait_before(self, chat_id: int, now: datetime) -> int:
        """Count one message to `chat_id`; 0 if it may go, else whole seconds to wait, uncounted."""
        if not self.limits.enforced:
            return 0
        rate, burst = self._allowed(chat_id)
        chat = self._chats.get(chat_id, _Bucket(tokens=burst, moment=now)).at(now, rate, burst)
        whole = self.limits.overall
        every = (self._all or _Bucket(tokens=whole, moment=now)).at(now, whole, whole)
        wait = max((1 - chat.tokens) / rate, (1 - every.tokens) / whole)
        if wait > 0:
            return math.ceil(wait)
        self._chats[chat_id] = replace(chat, tokens=chat.tokens - 1)
        self._all = replace(every, tokens=every.tokens - 1)
        return 0

    def _allowed(self, chat_id: int) -> tuple[float, int]:
        if chat_id < 0:
            return self.limits.per_room, self.limits.room_burst
        return self.limits.per_chat, self.limits.chat_burst
