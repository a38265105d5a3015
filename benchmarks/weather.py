"""What goes wrong between a bot and the server of a benchmark, by dice, or by too much at once."""

import random
from collections import deque
from enum import Enum, auto

SECOND = 1.0
TOO_MANY = 429


class Fate(Enum):
    """What becomes of words of the bot: refused because of too many, refused with a 5xx, or taken and not answered."""

    FLOOD = auto()
    TROUBLE = auto()
    CUT = auto()


class Weather:
    """Of 1, so many words are `cut` off after they were taken, so many meet `trouble`; `limit` a second are taken at
    all, changes of keyboards among them, or any number with 0."""

    def __init__(self, cut: float = 0.0, trouble: float = 0.0, limit: int = 0, seed: int = 1) -> None:
        """Nothing has met anything yet."""
        self._cut, self._trouble, self._limit = cut, trouble, limit
        self._dice = random.Random(seed)
        self._taken: deque[float] = deque()
        self.met = dict.fromkeys(Fate, 0)

    def next(self, now: float, *, words: bool = True) -> Fate | None:
        """What becomes of `words`, or of a keyboard, that come `now`; None if nothing is in their way."""
        fate = self._fate(now, words)
        if fate is not None:
            self.met[fate] += 1
        return fate

    def code(self, fate: Fate) -> int:
        """The status of a refusal; a server in trouble knows two."""
        return TOO_MANY if fate is Fate.FLOOD else self._dice.choice((500, 502))

    def _fate(self, now: float, words: bool) -> Fate | None:
        if self._limit and not self._has_room(now):
            return Fate.FLOOD
        if not words:
            return None
        thrown = self._dice.random()
        if thrown < self._cut:
            return Fate.CUT
        return Fate.TROUBLE if thrown < self._cut + self._trouble else None

    def _has_room(self, now: float) -> bool:
        """Whether fewer were taken within the last second; this one is taken then."""
        while self._taken and self._taken[0] <= now - SECOND:
            self._taken.popleft()
        if len(self._taken) >= self._limit:
            return False
        self._taken.append(now)
        return True
