"""A clock that runs faster than the world's, over restarts of the process too, and can be put right by a file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import WallClock


@dataclass(frozen=True, slots=True, kw_only=True)
class HurriedClock:
    """Shows the same as any other one with the same values, in whatever process: it only reckons.

    At the moment `begin` of the world it `shows` another. While there is a file `leap`, the clock is set forwards by as
    many seconds as stand in it, or back.
    """

    begin: datetime
    shows: datetime
    rate: float = 1.0
    leap: Path

    def now(self) -> datetime:
        """The present moment of this clock, aware, in UTC."""
        passed = (WallClock().now() - self.begin).total_seconds()
        leapt = float(self.leap.read_text()) if self.leap.exists() else 0.0
        return self.shows + timedelta(seconds=passed * self.rate + leapt)

    def leaps(self, seconds: float) -> None:
        """Set the clock forwards by so much from where it would be without, or back; in one moment."""
        made = self.leap.with_suffix(".new")
        made.write_text(str(seconds))
        made.rename(self.leap)

    def seconds_until(self, moment: datetime) -> float:
        """Seconds of the world until this clock shows `moment`, if it does not leap; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds() / self.rate)
