"""Finds where in a message the lexicon's groups and patterns stand."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding.arranging import Index, Topic
from bot.understanding.message import Break, Message
from bot.understanding.pattern import END, Pattern, Phrase, is_group

_REACH = 5  # words between two parts of a pattern
_STEP = 3  # words between two chunks of a part
_LONGEST = 12  # words a part may take; only bounds the search
_COST = {Break.NONE: 0, Break.COMMA: 1, Break.SENTENCE: 3}


class Span(NamedTuple):
    """Words from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a pattern stands: its chunks in the order of the message."""

    chunks: tuple[Span, ...]
    exact: bool

    @property
    def start(self) -> int:
        """The first word."""
        return self.chunks[0].start

    @property
    def end(self) -> int:
        """The word after the last."""
        return max(chunk.end for chunk in self.chunks)

    @property
    def places(self) -> frozenset[int]:
        """Every word of it."""
        return frozenset(place for chunk in self.chunks for place in range(*chunk))


class Finder:
    """The groups and patterns that stand in one message."""

    def __init__(self, message: Message, index: Index) -> None:
        self.message = message
        self._index = index
        self._ends: dict[str, dict[int, list[int]]] = {}
        self._starts: dict[str, list[int]] = {}
        self._spans: dict[tuple[Phrase, ...], list[tuple[Span, ...]]] = {}
        self._plain: dict[Topic, list[Hit]] = {}
        for place, word in enumerate(message.words):
            self._starts.setdefault(word, []).append(place)
            self._mark_groups(place)
        self._body = self.places(index.parts)

    def places(self, group: str) -> frozenset[int]:
        """Every word that belongs to a phrase of this group."""
        return frozenset(place for span in self.spans(group) for place in range(*span))

    def spans(self, group: str) -> tuple[Span, ...]:
        """Where phrases of this group stand."""
        ends = self._ends.get(group, {})
        return tuple(Span(start, end) for start, found in ends.items() for end in found)

    def hits(self) -> dict[Topic, list[Hit]]:
        """Every place of every pattern, by its topic."""
        found = {topic: list(hits) for topic, hits in self._plain.items()}
        present = self._starts.keys() | self._ends.keys()
        for atom in present:
            for topic, pattern in self._index.patterns_of(atom):
                if present.issuperset(pattern.needs):
                    found.setdefault(topic, []).extend(self._stand(pattern))
        return {topic: sorted(hits, key=_by_place) for topic, hits in found.items() if hits}

    def _mark_groups(self, start: int) -> None:
        words, place = self.message.words, start
        branch = self._index.phrases_from(words[start])
        while branch is not None and not self._broken(start, place):
            for whose in branch.ending:
                self._mark(whose, Span(start, place + 1))
            place += 1
            branch = branch.following.get(words[place]) if place < len(words) else None

    def _mark(self, whose: str | Topic, span: Span) -> None:
        if isinstance(whose, Topic):
            self._plain.setdefault(whose, []).append(Hit((span,), all(self.message.exact[slice(*span)])))
        else:
            self._ends.setdefault(whose, {}).setdefault(span.start, []).append(span.end)

    def _broken(self, start: int, place: int) -> bool:
        return self.message.parted(start, place) is Break.SENTENCE

    def _stand(self, pattern: Pattern) -> Iterator[Hit]:
        placed = [self._part(part) for part in pattern.parts]
        if not all(placed):
            return
        for first in placed[0]:
            yield from self._joined(first, placed[1:])

    def _joined(self, held: tuple[Span, ...], rest: list[list[tuple[Span, ...]]]) -> Iterator[Hit]:
        if not rest:
            chunks = tuple(sorted(held))
            exact = all(self.message.exact[place] for span in chunks for place in range(*span))
            yield Hit(chunks, exact)
            return
        lowest, highest = min(held).start - _REACH - _LONGEST, max(held).end + _REACH
        for other in rest[0][bisect_left(rest[0], ((lowest, 0),)) :]:
            if other[0].start > highest:
                return
            if self._near(held, other):
                yield from self._joined((*held, *other), rest[1:])

    def _near(self, held: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
        before, after = sorted((_hull(held), _hull(other)))
        if after.start < before.end:
            return False
        between = range(before.end, after.start)
        cost = len(between) + sum(_COST[self.message.breaks[place]] for place in (*between, after.start))
        return cost <= _REACH and not self._taken(between, after)

    def _taken(self, between: range, after: Span) -> bool:
        """Whether a body part stands between, and nothing joins it to what comes before."""
        if self._body.isdisjoint(between):
            return False
        joined = any(self.message.words[place] in self._index.joins for place in between)
        return not joined and after.start not in self._body

    def _part(self, part: tuple[Phrase, ...]) -> list[tuple[Span, ...]]:
        if part not in self._spans:
            found: list[tuple[Span, ...]] = [(span,) for span in self._chunk(part[0])]
            for chunk in part[1:]:
                found = [(*held, span) for held in found for span in self._after(held[-1], chunk)]
            self._spans[part] = sorted(found)
        return self._spans[part]

    def _after(self, held: Span, chunk: Phrase) -> Iterator[Span]:
        for start in range(held.end, min(held.end + _STEP + 1, len(self.message.words))):
            if self.message.parted(held.end - 1, start) is Break.SENTENCE:
                return
            yield from (Span(start, end) for end in self._ends_of(chunk, start))

    def _chunk(self, chunk: Phrase) -> list[Span]:
        starts = self._ends.get(chunk[0], ()) if is_group(chunk[0]) else self._starts.get(chunk[0], ())
        return [Span(start, end) for start in starts for end in self._ends_of(chunk, start)]

    def _ends_of(self, chunk: Phrase, start: int) -> list[int]:
        ends = [start]
        for atom in chunk:
            ends = [after for end in ends for after in self._one(atom, end, start)]
        return ends

    def _one(self, atom: str, place: int, start: int) -> list[int]:
        ended = place >= len(self.message.words)
        if atom == END:
            return [place] if ended or self.message.breaks[place] else []
        if ended or (place > start and self._broken(start, place)):
            return []
        if is_group(atom):
            return self._ends.get(atom, {}).get(place, [])
        return [place + 1] if self.message.words[place] == atom else []


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _hull(spans: tuple[Span, ...]) -> Span:
    return Span(min(spans).start, max(span.end for span in spans))
