"""Patterns of content/plans: `(a|b c) <hour>` written out as phrases of words and slots."""

import re
from collections.abc import Iterator
from itertools import product
from typing import TypeAlias

from bot.planning.tokens import tokens

Phrase: TypeAlias = tuple[str, ...]

SLOTS = frozenset({"<number>", "<hour>", "<clock>", "<spelled>", "<weekday>", "<month>", "<date>"})
_PIECE = re.compile(r"\([^()]*\)|[^\s()]+|[()]")


class PatternFault(ValueError):
    """A pattern that cannot be read; the message says what is wrong with it."""


def phrases(text: str) -> tuple[Phrase, ...]:
    """Every phrase that a pattern stands for; PatternFault when it is none."""
    choices = [tuple(_choices(piece)) for piece in _PIECE.findall(text)]
    found = tuple(dict.fromkeys(tuple(atom for part in pick for atom in part) for pick in product(*choices)))
    if not all(found):
        raise PatternFault(f"is {text!r}; it must not be able to be empty")
    return found


def _choices(piece: str) -> Iterator[Phrase]:
    inner = piece[1:-1].split("|") if piece.startswith("(") and piece.endswith(")") else [piece]
    for phrase in inner:
        yield tuple(atom for word in phrase.split() for atom in _atoms(word))


def _atoms(word: str) -> Phrase:
    if word in SLOTS:
        return (word,)
    if set(word) & set("<>|()") or not tokens(word):
        raise PatternFault(f"has {word!r}, which is no word; the slots are {', '.join(sorted(SLOTS))}")
    return tokens(word)
