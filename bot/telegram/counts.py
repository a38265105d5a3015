"""What became of letters, counted by lane: what the figures for whoever hosts the bot are made of."""

from collections import Counter
from enum import StrEnum


class Lane(StrEnum):
    """The lane a letter travels in."""

    ANSWER = "answer"
    BULK = "bulk"


class Counts:
    """How often each thing happened since the start: `arrived`, `refused`, or an `Outcome` of a try that failed."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[Lane, str]] = Counter()

    def observe(self, what: str, *, bulk: bool) -> None:
        """It happened to a letter once more."""
        self._seen[Lane.BULK if bulk else Lane.ANSWER, what] += 1

    def seen(self) -> dict[tuple[Lane, str], int]:
        """Everything that happened, by lane and name."""
        return dict(self._seen)
