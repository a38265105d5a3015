"""One language's words for plans, ready for reading: every phrase with what it makes of what stands in its slots."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.planning.patterns import Phrase
from bot.planning.pieces import Piece

FOLDER = "plans"
"""Where they lie in a folder of content."""

Slots: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]
"""What stood in the slots of a phrase, in order: the slot and its numbers (of a clock: hour, minute, form)."""

PLAIN, EXACT, BARE = 0, 1, 2
"""The forms of a clock: 7:30, 07:30 and 0730."""

Make: TypeAlias = Callable[[Slots], Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """The phrases by their first atom, and the names that may stand in slots, each a phrase."""

    language: str
    phrases: Mapping[str, tuple[tuple[Phrase, Make], ...]]
    numbers: Mapping[Phrase, int]
    weekdays: Mapping[Phrase, int]
    months: Mapping[Phrase, int]
