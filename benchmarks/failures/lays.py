"""Reads from what people heard how each one's hold went. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.lying import Signs

Heard: TypeAlias = Sequence[tuple[int, float, str]]
"""Chat, moment, and how the words begin."""

BEFORE, AFTER = 1.0, 0.5
"""Seconds before a kill, and after it, in which a message that is taken was in flight: the commit that follows its
delivery cannot be counted on then, and what is on the wire arrives all the same."""


@dataclass(frozen=True, slots=True)
class Lay:
    """The moments at which somebody heard that their hold has begun, and that it is over."""

    begun: tuple[float, ...]
    over: tuple[float, ...]


def lays(heard: Heard, signs: Signs, chats: Iterable[int]) -> Sequence[Lay]:
    """What each of these people went through."""
    found: dict[int, tuple[list[float], list[float]]] = {chat: ([], []) for chat in chats}
    for chat, at, text in heard:
        for place, sign in enumerate((signs.begun, signs.over)):
            if chat in found and sign in text:
                found[chat][place].append(at)
    return [Lay(tuple(begun), tuple(over)) for begun, over in found.values()]


def repeats(found: Iterable[Lay]) -> Sequence[float]:
    """When words were said that were said once more."""
    return [at for lay in found for said in (lay.begun, lay.over) for at in said[:-1]]


def in_flight(at: float, kills: Iterable[float]) -> bool:
    """Whether the process was killed about when this was said."""
    return any(at - AFTER <= kill <= at + BEFORE for kill in kills)


def lateness(found: Iterable[Lay], hold: float) -> Sequence[float]:
    """Seconds after its end at which each hold was told to be over, the first time, in order; it counts from the last
    time before that its begin was told."""
    late = []
    for lay in found:
        begun = [at for at in lay.begun if lay.over and at < lay.over[0]]
        if begun:
            late.append(lay.over[0] - begun[-1] - hold)
    return sorted(late)


def first_told(found: Iterable[Lay], start: float) -> float | None:
    """Seconds from a start of the process to the first word after it that a hold is over; None if none came."""
    told = [at for lay in found for at in lay.over if at > start]
    return min(told) - start if told else None
