"""Whether there is any bulk to send: mostly there is none for hours, and whoever sends asks after every answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FOR_EVER = timedelta.max
"""Where nobody else puts any."""


@dataclass(slots=True)
class NoBulk:
    """That there was none, when it was last looked for; another process may have put some since, but a moment ago."""

    lasts: timedelta
    seen: datetime | None = None
    puts: int = 0

    def holds(self, at: datetime) -> bool:
        """Whether nobody need look: there was none a moment ago."""
        return self.seen is not None and timedelta() <= at - self.seen < self.lasts

    def put(self) -> None:
        """There is some now."""
        self.puts, self.seen = self.puts + 1, None

    def found_none(self, at: datetime, puts: int) -> None:
        """There was none at a moment; unless there was one more put meanwhile than the `puts` of before the look."""
        if puts == self.puts:
            self.seen = at
