"""How fast one chat is written to, as a home keeps it that several processes share: none knows what the others say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.moments import MICROSECOND, to_micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """A burst, then one message a `step`; a room's step is longer. Nothing is paced where the step is none."""

    step: timedelta = timedelta()
    room_step: timedelta = timedelta()
    burst: int = 1

    def __bool__(self) -> bool:
        """Whether any chat has to wait."""
        return bool(self.step)

    def values(self, at: datetime) -> dict[str, int]:
        """What the queries need: a bucket is full again one step after each message; a chat whose bucket lacks a whole
        burst waits. A bucket that is full only after two bursts means that a clock jumped back: it counts as full."""
        step, room_step = self.step // MICROSECOND, self.room_step // MICROSECOND
        return {
            "at": to_micros(at),
            "step": step,
            "room_step": room_step,
            "slack": step * (self.burst - 1),
            "room_slack": room_step * (self.burst - 1),
            "most": step * 2 * self.burst,
            "room_most": room_step * 2 * self.burst,
        }


UNPACED = Pacing()
"""Nobody waits."""
