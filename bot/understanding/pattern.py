"""Patterns: how the lexicon writes "these words, in this shape".

A pattern is words with blanks between. `(a|b c)` is either phrase, `(a|)` one that may be missing,
`<leg>` any word or phrase of the group `leg`. `a .. b` allows up to three words between. `a + b`
wants both near each other in either order: up to five words between, no full stop, no body part
that takes the second for itself ("chest open, knee hurts" is no pain in the chest). `<end>` is the end of
the message or of a clause.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

Phrase: TypeAlias = tuple[str, ...]
Spell: TypeAlias = Callable[[Sequence[str]], Phrase]

END = "<end>"
ANY_ORDER = "+"
IN_ORDER = ".."
MOST_READINGS = 5000
_PIECE = re.compile(r"\([^()]*\)|\S+")
_STRAY = re.compile(r"[()|]")
_GROUP = re.compile(r"<[^<>\s]+>")


class PatternFault(ValueError):
    """A pattern that cannot be read; the message says what is wrong with it."""


class Pattern(NamedTuple):
    """Parts that stand near each other in any order; each part is chunks that follow one another.

    `needs` are the atoms it cannot do without: a tuple, for there are many patterns, and a set takes ten times as much.
    """

    parts: tuple[tuple[Phrase, ...], ...]
    needs: Phrase

    @property
    def plain(self) -> Phrase | None:
        """The phrase itself, when the pattern is words that stand side by side."""
        if len(self.parts) > 1 or len(self.parts[0]) > 1:
            return None
        chunk = self.parts[0][0]
        return None if any(map(is_group, chunk)) else chunk


def is_group(atom: str) -> bool:
    """Whether this piece of a pattern stands for a group of phrases."""
    return atom.startswith("<") and atom.endswith(">")


def read_pattern(text: str, split: Callable[[str], Phrase], spell: Spell) -> tuple[Pattern, ...]:
    """Every pattern that `text` stands for, alternatives and missing words written out."""
    shape = [_cut(part, IN_ORDER) for part in _cut(_PIECE.findall(text), ANY_ORDER)]
    chunks = [[_spellings(pieces, split, spell) for pieces in part] for part in shape]
    parts = [[(part, _needs(part)) for part in product(*choices)] for choices in chunks]
    patterns = tuple(
        Pattern(tuple(part for part, _ in pick), tuple(dict.fromkeys(atom for _, needs in pick for atom in needs)))
        for pick in product(*parts)
    )
    full = all(phrase for part in chunks for phrases in part for phrase in phrases)
    if not full or not all(pattern.needs for pattern in patterns):
        raise PatternFault(f"{text!r} has an empty side")
    return patterns


def read_phrases(
    text: str, split: Callable[[str], Phrase], spell: Spell, groups: Mapping[str, tuple[Phrase, ...]]
) -> tuple[Phrase, ...]:
    """Every plain phrase that `text` stands for, with the phrases of the groups it names put in."""
    phrases: list[Phrase] = []
    for reading in _readings(text, split):
        if not {ANY_ORDER, IN_ORDER, END}.isdisjoint(reading):
            raise PatternFault(f"{text!r} belongs in a pattern; a group holds plain phrases")
        choices = [groups[atom] if is_group(atom) else ((atom,),) for atom in reading]
        phrases.extend(spell([word for piece in pick for word in piece]) for pick in product(*choices))
    if not all(phrases):
        raise PatternFault(f"{text!r} can be empty")
    if len(phrases) > MOST_READINGS:
        raise PatternFault(f"{text!r} stands for {len(phrases)} phrases; {MOST_READINGS} at most")
    return tuple(dict.fromkeys(phrases))


def groups_named(text: str) -> tuple[str, ...]:
    """The groups a pattern names, in their order."""
    return tuple(name for name in _GROUP.findall(text) if name != END)


def _readings(text: str, split: Callable[[str], Phrase]) -> Iterable[Phrase]:
    choices = [_choices(piece, split) for piece in _PIECE.findall(text)]
    for pick in product(*choices):
        yield tuple(atom for piece in pick for atom in piece)


def _choices(piece: str, split: Callable[[str], Phrase]) -> tuple[Phrase, ...]:
    if piece in (ANY_ORDER, IN_ORDER):
        return ((piece,),)
    if not (piece.startswith("(") and piece.endswith(")")):
        return (_words(piece, split),)
    inner = piece[1:-1].removesuffix("|")
    phrases = tuple(_words(phrase, split) for phrase in inner.split("|"))
    return (*phrases, ()) if piece.endswith("|)") else phrases


def _words(phrase: str, split: Callable[[str], Phrase]) -> Phrase:
    pieces = [(word,) if is_group(word) else split(word) for word in phrase.split()]
    if _STRAY.search(phrase) or not pieces or not all(pieces):
        raise PatternFault(f"{phrase!r} is no word or phrase")
    return tuple(atom for piece in pieces for atom in piece)


def _spellings(pieces: list[str], split: Callable[[str], Phrase], spell: Spell) -> tuple[Phrase, ...]:
    """Every phrase that a chunk stands for. A long pattern has thousands of readings of a few dozen such phrases."""
    picks = product(*(_choices(piece, split) for piece in pieces))
    return tuple(dict.fromkeys(_spelled([atom for piece in pick for atom in piece], spell) for pick in picks))


def _needs(part: tuple[Phrase, ...]) -> Phrase:
    return tuple(dict.fromkeys(atom for chunk in part for atom in chunk if atom != END))


def _cut(pieces: list[str], mark: str) -> list[list[str]]:
    cut: list[list[str]] = [[]]
    for piece in pieces:
        if piece == mark:
            cut.append([])
        else:
            cut[-1].append(piece)
    return cut


def _spelled(chunk: Sequence[str], spell: Spell) -> Phrase:
    """Respell the words between groups, so that the lexicon may write them in any listed form."""
    spelled: list[str] = []
    loose: list[str] = []
    for atom in chunk:
        if is_group(atom):
            spelled += [*spell(loose), atom]
            loose = []
        else:
            loose.append(atom)
    return (*spelled, *spell(loose))
