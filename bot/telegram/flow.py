"""How many messages are under way at a time, and when a flood is meant for the whole bot. Pure.

A flood is the chat's own affair: only its letters wait, however often it happens. One of another chat soon after
is taken as meant for the whole bot: everything waits, and then begins again with one message at a time, growing
with each that arrives. All that queued meanwhile, at once, would be the next flood. How long to wait is kept in the
store, for a restart in the middle of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.store.home import Quiet

SOON = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """At most `width` answers are under way at a time, and at most `bulk` messages that nobody waits for."""

    most: int
    width: int
    bulk: int = 0
    flooded: tuple[int, datetime] | None = None

    @classmethod
    def full(cls, most: int, bulk: int = 0) -> "Flow":
        """Nothing holds us back."""
        return cls(most=most, width=most, bulk=bulk)

    def after_restart(self, quiet: Quiet | None, at: datetime) -> "Flow":
        """A wait that goes on, or was over a moment ago, ends as gently as if nobody had died."""
        if quiet is None or not quiet.since <= at < quiet.until + SOON:
            return self
        return replace(self, width=1)

    def after_flood(self, chat: int, at: datetime) -> "Flow":
        """Telegram wants us to wait before we write to this chat again."""
        return replace(self, flooded=(chat, at), width=1 if self.means_all(chat, at) else self.width)

    def means_all(self, chat: int, at: datetime) -> bool:
        """Whether a flood in this chat is taken as meant for the whole bot."""
        last = self.flooded
        return last is not None and last[0] != chat and at - last[1] <= SOON

    def after_delivery(self) -> "Flow":
        """A message arrived: one more may be under way."""
        return self if self.width == self.most else replace(self, width=self.width + 1)

    def room(self, busy: int) -> int:
        """How many answers may set out now, beside those that are under way."""
        return max(0, self.width - busy)

    def is_calm(self, busy: int) -> bool:
        """Whether there is time for what nobody waits for at all: no flood, and most lanes are free."""
        return self.width == self.most and busy <= self.most // 4

    def room_for_bulk(self, busy: int, bulk: int) -> int:
        """How many bulk messages may set out now; after a flood they share in what answers leave them."""
        room = self.bulk - bulk
        return max(0, room if self.width == self.most else min(room, self.width - busy - bulk))
