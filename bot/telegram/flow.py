"""How much we send at a time, and when we keep quiet because Telegram said so. Pure.

A flood is the chat's own affair: only its letters wait, however often it happens. One of another chat soon after
is taken as meant for the whole bot: everything waits, and then begins again with one message at a time, growing
with each that arrives. All that queued meanwhile, at once, would be the next flood.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SOON = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """At most `width` messages are under way at a time, none before `quiet_until`."""

    most: int
    width: int
    flooded: tuple[int, datetime] | None = None
    quiet_until: datetime | None = None

    @classmethod
    def full(cls, most: int) -> "Flow":
        """Nothing holds us back."""
        return cls(most=most, width=most)

    def after_flood(self, chat: int, at: datetime, seconds: int) -> "Flow":
        """Telegram wants us to wait `seconds` before we write to this chat again."""
        last, flooded = self.flooded, (chat, at)
        if last is None or last[0] == chat or at - last[1] > SOON:
            return replace(self, flooded=flooded)
        until = at + timedelta(seconds=seconds)
        return replace(self, flooded=flooded, width=1, quiet_until=max(until, self.quiet_until or until))

    def after_delivery(self) -> "Flow":
        """A message arrived: one more may be under way."""
        return self if self.width == self.most else replace(self, width=self.width + 1)

    def room(self, at: datetime, busy: int) -> int:
        """How many messages may set out now, beside those that are under way."""
        is_quiet = self.quiet_until is not None and at < self.quiet_until
        return 0 if is_quiet else max(0, self.width - busy)
