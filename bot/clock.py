"""The one place that reads the clock; everywhere else, time comes in as an argument.

Three clocks with one shape: the world's, one that can run faster (the sandbox), and one that
only moves when told to (rehearsals and tests).
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, and how long to wait for a moment."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def seconds_until(self, moment: datetime) -> float:
        """Seconds of the process's own time until `moment`; 0 when it has passed."""
        ...


class WallClock:
    """The world's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def seconds_until(self, moment: datetime) -> float:
        """Seconds until `moment`; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds())


class FastClock:
    """A clock that starts at the world's time and can be sped up, so that 30 seconds pass in one."""

    def __init__(self, rate: float = 1.0) -> None:
        self._rate = rate
        self._moment = datetime.now(UTC)
        self._mark = time.monotonic()

    @property
    def rate(self) -> float:
        """Seconds of this clock per second of the world."""
        return self._rate

    def now(self) -> datetime:
        """The present moment of this clock, aware, in UTC."""
        return self._moment + timedelta(seconds=(time.monotonic() - self._mark) * self._rate)

    def set_rate(self, rate: float) -> None:
        """Run `rate` times as fast from now on; time never goes backwards."""
        if rate <= 0:
            raise ValueError(f"rate is {rate}; it must be above 0")
        self._moment, self._mark, self._rate = self.now(), time.monotonic(), rate

    def seconds_until(self, moment: datetime) -> float:
        """Seconds of the world until this clock shows `moment`; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds() / self._rate)


class TurnedClock:
    """A clock that stands still until it is turned."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment it was last turned to."""
        return self._moment

    def turn(self, seconds: float) -> datetime:
        """Move on by `seconds` and return the new moment."""
        self._moment += timedelta(seconds=seconds)
        return self._moment

    def turn_to(self, moment: datetime) -> None:
        """Move on to `moment`."""
        self._moment = moment

    def seconds_until(self, moment: datetime) -> float:
        """0: whoever holds this clock decides when to move on."""
        return 0.0
