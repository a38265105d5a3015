"""How much we send at a time, and when we keep quiet because Telegram said so. Pure.

The first flood is the chat's own affair: only its letters wait. A second one soon after is taken as meant
for the whole bot: everything waits, and then begins again with one message at a time, growing with each that
arrives. All that queued meanwhile, at once, would be the next flood.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SOON = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """At most `width` messages are under way at a time, none before `quiet_until`."""

    most: int
    width: int
    flooded_at: datetime | None = None
    quiet_until: datetime | None = None

    @classmethod
    def full(cls, most: int) -> "Flow":
        """Nothing holds us back."""
        return cls(most=most, width=most)

    def flooded(self, at: datetime, seconds: int) -> "Flow":
        """Telegram wants us to wait `seconds`."""
        again = self.flooded_at is not None and at - self.flooded_at <= SOON
        if not again:
            return replace(self, flooded_at=at)
        until = at + timedelta(seconds=seconds)
        return replace(self, flooded_at=at, width=1, quiet_until=max(until, self.quiet_until or until))

    def delivered(self) -> "Flow":
        """A message arrived: one more may be under way."""
        return self if self.width == self.most else replace(self, width=self.width + 1)

    def room(self, at: datetime, busy: int) -> int:
        """How many messages may set out now, beside those that are under way."""
        is_quiet = self.quiet_until is not None and at < self.quiet_until
        return 0 if is_quiet else max(0, self.width - busy)
