"""How much of one person is heard at a time, so that nobody's flood keeps the others waiting. Time is an argument.

Whoever sends a thousand messages in a minute reads none of the answers. What goes beyond the budget is let by, with
one notice; a stop, a pain, an urgent sign, "too much" and "wait" are heard all the same, whatever came before.
"""

from datetime import datetime, timedelta
from enum import Enum, auto

BURST = 30
"""Messages and presses at once: more than the quickest way through the readiness check takes in half a minute."""


class Share(Enum):
    """What a message gets: an answer, a notice that it is too much, or nothing."""

    ANSWER = auto()
    NOTICE = auto()
    NOTHING = auto()


class Budget:
    """Who has sent how much lately. Remembers those who wrote a moment ago, and no others."""

    def __init__(self, rate: float, burst: int = BURST) -> None:
        """`rate` is the messages a second that are answered for long; with 0 all are."""
        self._step = timedelta(seconds=1 / rate) if rate else timedelta()
        self._most = burst * self._step
        self._full: dict[int, datetime] = {}
        self._told: set[int] = set()

    def spend(self, person: int, at: datetime) -> Share:
        """They sent something more."""
        if not self._step:
            return Share.ANSWER
        self._forget(at)
        full = max(self._full.pop(person, at), at)
        if full - at + self._step <= self._most:
            self._full[person] = full + self._step
            return Share.ANSWER
        self._full[person] = full
        if person in self._told:
            return Share.NOTHING
        self._told.add(person)
        return Share.NOTICE

    def known(self) -> int:
        """How many people are remembered."""
        return len(self._full)

    def _forget(self, at: datetime) -> None:
        """Let go of those who have been quiet for as long as it takes, those first who wrote the longest ago; and of
        all who wrote later than now, for the clock was set back."""
        while self._full:
            person, full = next(iter(self._full.items()))
            if at < full <= at + self._most:
                return
            del self._full[person]
            self._told.discard(person)
