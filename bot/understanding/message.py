"""A typed message as plain words: lower case, no accents, no apostrophes, with its breaks remembered."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_PIECE = re.compile(r"\d*\.\d+|\d+|[^\W\d_]+|[^\w\s]|\s+|_")
_LETTERS = re.compile(r"[A-Za-z ]+")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_ANY_RUN = re.compile(r"(.)\1+")
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Sk"})  # accents, keycaps, joiners, skin tones
_KEPT_SIGNS = frozenset("/&+")
_COMMAS = frozenset(",;:()")
_FULL_STOPS = frozenset(".!?")
_ALIKE = 0.75
_SHORTEST_TYPO = 4


class Break(IntEnum):
    """How strongly a word is parted from the one before it."""

    NONE = 0
    COMMA = 1
    SENTENCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words, whether each was typed exactly (not guessed from a typo), and the break before each."""

    words: tuple[str, ...]
    exact: tuple[bool, ...]
    breaks: tuple[Break, ...]

    def parted(self, start: int, end: int) -> Break:
        """The strongest break between the words `start` and `end`, the one before `start` left out."""
        return max(self.breaks[start + 1 : end + 1], default=Break.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How words are written: known words, variants and their usual form, words a typo may mean."""

    known: frozenset[str]
    variants: Mapping[str, Mapping[tuple[str, ...], tuple[str, ...]]]
    targets: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    exact: bool
    parting: Break


def split(text: str) -> tuple[str, ...]:
    """The plain words of a phrase, spelling untouched."""
    if _LETTERS.fullmatch(text):
        return tuple(text.lower().split())
    return tuple(word.text for word in _pieces(text))


def respell(words: Sequence[str], spelling: Spelling) -> tuple[str, ...]:
    """The words with every listed variant in its usual form."""
    if spelling.variants.keys().isdisjoint(words):
        return tuple(words)
    loose = [_Word(word, True, Break.NONE) for word in words]
    return tuple(word.text for word in _respelled(loose, spelling))


def take_apart(text: str, spelling: Spelling) -> Message:
    """Read a typed text as words: letters drawn out are shortened, variants respelled, typos guessed."""
    drawn_in = [part for word in _pieces(text) for part in _parted(_shortened(word, spelling.known), spelling)]
    guesses: dict[str, str | None] = {}
    words = [_guessed(word, spelling, guesses) for word in _respelled(drawn_in, spelling)]
    return Message(
        words=tuple(word.text for word in words),
        exact=tuple(word.exact for word in words),
        breaks=tuple(word.parting for word in words),
    )


def _pieces(text: str) -> Iterator[_Word]:
    parting, dots = Break.NONE, 0
    blank = True
    pieces = _PIECE.findall(_plain(text))
    for here, piece in enumerate(pieces):
        if _is_word(piece):
            yield _Word(piece, True, parting)
            parting, dots = Break.NONE, 0
        else:
            dots = dots + 1 if piece == "." else dots
            after = pieces[here + 1] if here + 1 < len(pieces) else " "
            parting = max(parting, _break_of(piece, blank and after.isspace()))
            parting = Break.COMMA if dots > 1 else parting
        blank = piece.isspace()
    # A lone question mark is a message too; other punctuation says nothing.
    if "?" in pieces and not any(map(_is_word, pieces)):
        yield _Word("?", True, Break.NONE)


def _plain(text: str) -> str:
    joined = _APOSTROPHE.sub("", text).replace("½", ".5")
    folded = unicodedata.normalize("NFKD", joined).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign) not in _INVISIBLE)


def _is_word(piece: str) -> bool:
    return piece[-1].isalnum() or piece in _KEPT_SIGNS or unicodedata.category(piece[0]) == "So"


def _break_of(piece: str, stands_alone: bool) -> Break:
    if piece in _FULL_STOPS or "\n" in piece:
        return Break.SENTENCE
    dash = stands_alone and unicodedata.category(piece[0]) == "Pd"
    return Break.COMMA if dash or piece in _COMMAS else Break.NONE


def _shortened(word: _Word, known: frozenset[str]) -> _Word:
    if word.text in known or not _LONG_RUN.search(word.text):
        return word
    pairs = _LONG_RUN.sub(r"\1\1", word.text)
    singles = _LONG_RUN.sub(r"\1", word.text)
    tries = (pairs, singles, _ANY_RUN.sub(r"\1", word.text))
    return _Word(next((each for each in tries if each in known), singles), word.exact, word.parting)


def _parted(word: _Word, spelling: Spelling) -> Iterator[_Word]:
    """Two known words typed as one ("cantbreathe") are two guessed words."""
    cuts = range(_SHORTEST_TYPO - 1, len(word.text) - _SHORTEST_TYPO + 2) if _unknown(word, spelling) else ()
    for cut in cuts:
        first, second = word.text[:cut], word.text[cut:]
        if first in spelling.known and second in spelling.known:
            yield _Word(first, False, word.parting)
            yield _Word(second, False, Break.NONE)
            return
    yield word


def _unknown(word: _Word, spelling: Spelling) -> bool:
    return word.text not in spelling.known and len(word.text) >= _SHORTEST_TYPO and word.text.isalpha()


def _respelled(words: Sequence[_Word], spelling: Spelling) -> Iterator[_Word]:
    here = 0
    while here < len(words):
        variant = _variant_at(words, here, spelling)
        usual = spelling.variants[variant[0]][variant] if variant else (words[here].text,)
        for place, text in enumerate(usual):
            yield _Word(text, words[here].exact, Break.NONE if place else words[here].parting)
        here += len(variant) or 1


def _variant_at(words: Sequence[_Word], here: int, spelling: Spelling) -> tuple[str, ...]:
    listed = spelling.variants.get(words[here].text, {})
    return max((variant for variant in listed if _stands_at(variant, words, here)), key=len, default=())


def _stands_at(variant: tuple[str, ...], words: Sequence[_Word], here: int) -> bool:
    found = words[here : here + len(variant)]
    unbroken = all(word.parting is Break.NONE for word in found[1:])
    return unbroken and tuple(word.text for word in found) == variant


def _guessed(word: _Word, spelling: Spelling, guesses: dict[str, str | None]) -> _Word:
    if not _unknown(word, spelling):
        return word
    if word.text not in guesses:
        guesses[word.text] = _nearest(word.text, spelling)
    guess = guesses[word.text]
    return word if guess is None else _Word(guess, False, word.parting)


def _nearest(word: str, spelling: Spelling) -> str | None:
    choices = spelling.targets.get(len(word), ())
    scorer = DamerauLevenshtein.normalized_similarity
    found = process.extractOne(word, choices, scorer=scorer, score_cutoff=_ALIKE)
    return found[0] if found else None
