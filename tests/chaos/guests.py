"""People in the chaos: each does what the script of their kind says, once for each line of the bot, and no more.

Who is told the same twice in a row does not act twice. Nobody repeats what was not answered: if an update is lost,
its person waits for ever, and that is what the judge sees.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.sandbox.world import World
from tests.chaos.journal import Deed as Done
from tests.chaos.journal import Journal
from tests.chaos.judge import BESIDE, STOPPED
from tests.end_to_end.guest import AFTER, CHECK, LIE_WELL, Bubble, Deed, Guest

LAST = "that is kept for next time"
"""The end of a session that was brought to its end."""

HOLD = "Stay here"
NOISE = "my zebra slippers"
NOISY = 0.15
"""How many holds somebody talks in."""

Kind = Literal["hands-free", "says ready", "stops"]
KINDS: Sequence[Kind] = ("hands-free", "hands-free", "says ready", "says ready", "stops")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What sort of person this is; `stops_in`: the hold in which they stop, counted from 1, `taps`: how."""

    kind: Kind
    stops_in: int = 0
    taps: bool = False
    noisy: float = 0.0


def manner(number: int, dice: random.Random) -> Manner:
    """The manner of the person with this number."""
    kind = KINDS[number % len(KINDS)]
    stops_in = dice.randint(1, 7) if kind == "stops" else 0
    return Manner(kind=kind, stops_in=stops_in, taps=dice.random() < 0.5, noisy=NOISY)


class Visitor(Guest):
    """Somebody in the chaos."""

    def __init__(self, world: World, journal: Journal, routine: str, manner: Manner, dice: random.Random) -> None:
        super().__init__(world)
        self.manner = manner
        self._journal, self._routine, self._dice = journal, routine, dice
        self._acted = 0

    @property
    def lines(self) -> list[str]:
        """What the bot said, without answers to what means nothing, and what it said twice in a row once."""
        texts = (text for bubble in self.chat if bubble.by_bot for text in bubble.texts)
        return [text for text, _ in groupby(text for text in texts if not text.startswith(BESIDE))]

    @property
    def finished(self) -> bool:
        """Whether the session is over for this person."""
        return bool(self.lines) and any(words in self.lines[-1] for words in (LAST, STOPPED))

    def arrives(self) -> None:
        """Say hello."""
        self._does(Deed(types="/start"))

    def acts(self) -> None:
        """Do what is to be done about the newest line, if anything is; nothing is done twice."""
        lines = self.lines
        if not lines or len(lines) <= self._acted or self.finished:
            return
        if lines[-1].startswith(HOLD):
            self._acted = len(lines)
            self._in_a_hold(sum(line.startswith(HOLD) for line in lines))
        elif deed := self._next(lines[-1]):
            self._acted = len(lines)
            self._does(deed)

    def _in_a_hold(self, number: int) -> None:
        """Lie still, but for those who stop, or talk."""
        stops = number == self.manner.stops_in
        deeds = [Deed(taps="Stop") if self.manner.taps else Deed(types="stop")] if stops else []
        if self._dice.random() < self.manner.noisy or (stops and self._dice.random() < 0.5):
            deeds.insert(self._dice.randint(0, len(deeds)), Deed(types=NOISE))
        for deed in deeds:
            self._does(deed)

    def _next(self, line: str) -> Deed | None:
        """What a healthy person does about this line."""
        board = self._board()
        if LIE_WELL in line or (self.manner.kind == "says ready" and {"Ready", "Easier"} <= set(board.labels)):
            return Deed(types="ready")
        pace = "I say ready" if self.manner.kind == "says ready" else "Hands-free"
        wanted = (*CHECK, self._routine, pace, *AFTER, "Go on")
        label = next((label for label in wanted if label in board.labels), None)
        return Deed(taps=label) if label else None

    def _board(self) -> Bubble:
        """The newest words of the session, with their buttons."""
        return next(bubble for bubble in reversed(self.said) if not bubble.text.startswith(BESIDE))

    def _does(self, deed: Deed) -> None:
        what = deed.taps or deed.types
        self._journal.write(Done(chat=self.id, what=what, asks=what == NOISE))
        deed.done_by(self)
