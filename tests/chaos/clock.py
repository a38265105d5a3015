"""A clock that runs faster than the world's, over restarts of the process too, and may leap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import WallClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Leap:
    """So many seconds after the beginning (of the world's time) the clock is set forwards by `by` seconds, or back."""

    after: float
    by: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HurriedClock:
    """Shows the same as any other one with the same values, in whatever process: it only reckons.

    At the moment `begin` of the world it `shows` another.
    """

    begin: datetime
    shows: datetime
    rate: float = 1.0
    leaps: Sequence[Leap] = ()

    def now(self) -> datetime:
        """The present moment of this clock, aware, in UTC."""
        passed = (WallClock().now() - self.begin).total_seconds()
        leapt = math.fsum(leap.by for leap in self.leaps if leap.after <= passed)
        return self.shows + timedelta(seconds=passed * self.rate + leapt)

    def seconds_until(self, moment: datetime) -> float:
        """Seconds of the world until this clock shows `moment`, if it does not leap; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds() / self.rate)
