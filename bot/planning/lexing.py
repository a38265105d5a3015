"""Cuts a text into pieces: at each place the longest phrase that fits, and no word passed over."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.core.drafts import Reason
from bot.planning.patterns import Phrase
from bot.planning.pieces import Piece, Routine
from bot.planning.tokens import tokens
from bot.planning.words import BARE, EXACT, PLAIN, Make, PlanWords, Slots

MOST = 60
"""Words of a text that are read; a longer one is no plan."""

_CLOCK = re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)|(?P<bare>\d{4})")
_SPELLED_FROM = 10

Filled = tuple[int, Slots]
"""Where a phrase ends, and what stood in its slots."""


def pieces(text: str, words: PlanWords, routines: Mapping[str, Sequence[str]]) -> tuple[Piece, ...]:
    """The pieces of a text in order; what is not understood is Reason.UNKNOWN. `routines` are names by id."""
    said = tokens(text)
    if len(said) > MOST:
        return (Reason.UNKNOWN,)
    return tuple(_cut(said, words, _named(routines)))


def _cut(said: Phrase, words: PlanWords, named: Mapping[Phrase, str]) -> Iterator[Piece]:
    here = 0
    while here < len(said):
        routine = max((name for name in named if said[here : here + len(name)] == name), key=len, default=())
        end, piece = _longest(said, here, words)
        if routine and here + len(routine) >= end:
            end, piece = here + len(routine), Routine(named[routine])
        yield piece
        here = end


def _named(routines: Mapping[str, Sequence[str]]) -> dict[Phrase, str]:
    """Every name of a routine as it may be typed, with hyphens and without."""
    names = {tokens(name): id for id, listed in routines.items() for name in (*listed, id.replace("_", " "))}
    return names | {tuple(word for word in name if word != "-"): id for name, id in names.items()}


def _longest(said: Phrase, here: int, words: PlanWords) -> tuple[int, Piece]:
    best: tuple[int, Make, Slots] | None = None
    for phrase, make in _candidates(said[here], words):
        for end, slots in _matches(phrase, said, here, words):
            if best is None or end > best[0]:
                best = end, make, slots
    return (best[0], best[1](best[2])) if best else (here + 1, Reason.UNKNOWN)


def _candidates(first: str, words: PlanWords) -> Iterator[tuple[Phrase, Make]]:
    for atom in (first, "<number>", "<hour>", "<clock>", "<spelled>", "<weekday>", "<month>"):
        yield from words.phrases.get(atom, ())


def _matches(phrase: Phrase, said: Phrase, here: int, words: PlanWords) -> Iterator[Filled]:
    """Every way in which a phrase stands at a place."""
    if not phrase:
        yield here, ()
    elif here < len(said) and phrase[0].startswith("<"):
        for end, numbers in _in_slot(phrase[0], said, here, words):
            for last, slots in _matches(phrase[1:], said, end, words):
                yield last, ((phrase[0], numbers), *slots)
    elif here < len(said) and said[here] == phrase[0]:
        yield from _matches(phrase[1:], said, here + 1, words)


def _in_slot(slot: str, said: Phrase, here: int, words: PlanWords) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What may stand in a slot at a place, and where it ends."""
    if slot == "<clock>":
        if found := _CLOCK.fullmatch(said[here]):
            form = BARE if found["bare"] else EXACT if len(found["hour"]) == 2 else PLAIN
            yield here + 1, (*divmod(int(found["bare"] or found["hour"] + found["minute"]), 100), form)
        return
    digits = {"<number>": 4, "<hour>": 2}.get(slot, 0)
    if said[here].isdecimal() and len(said[here]) <= digits:
        yield here + 1, (int(said[here]),)
    names = {"<weekday>": words.weekdays, "<month>": words.months}.get(slot, words.numbers)
    for name, number in names.items():
        if said[here : here + len(name)] == name and (slot != "<spelled>" or number >= _SPELLED_FROM):
            yield here + len(name), (number,)
