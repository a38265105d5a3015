"""All groups and patterns of a lexicon, arranged so that a message touches only the few that can stand in it.

There are tens of thousands, of words that are hardly ever said. So those of each word are kept folded up, as bytes,
until the word is said: as objects they took five times the room, and longest of all at the start.
"""

import pickle
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from bot.understanding.pattern import Pattern, Phrase

OPEN = 256
"""Words whose phrases, or patterns, lie open: those that were said last."""


class Topic(NamedTuple):
    """What a pattern speaks of: its kind (urgent, pain, intent, ...), its code, and where it holds."""

    kind: str
    code: str
    where: str = ""


class Branch:
    """A node of a tree of phrases: what may follow, and whose phrase ends here."""

    __slots__ = ("ending", "following")

    def __init__(self) -> None:
        self.following: dict[str, Branch] = {}
        self.ending: tuple[str | Topic, ...] = ()


Patterns: TypeAlias = Sequence[tuple[Topic, Pattern]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All plain phrases, a tree for each first word; all other patterns by the rarest atom they cannot do without.

    `parts` is the group of body parts, `joins` are words that join what stands beside them.
    """

    phrases: Mapping[str, bytes]
    patterns: Mapping[str, bytes]
    parts: str
    joins: frozenset[str]

    def phrases_from(self, word: str) -> Branch | None:
        """The tree of phrases that begin with this word."""
        folded = self.phrases.get(word)
        branch: Branch | None = _unfolded(folded) if folded else None
        return branch

    def patterns_of(self, atom: str) -> Patterns:
        """The patterns that cannot do without this atom, the rarest of theirs."""
        folded = self.patterns.get(atom)
        patterns: Patterns = _unfolded(folded) if folded else ()
        return patterns


def index(
    groups: Mapping[str, Iterable[Phrase]],
    patterns: Sequence[tuple[Topic, Pattern]],
    *,
    parts: str,
    joins: frozenset[str],
) -> Index:
    """Arrange groups and patterns."""
    root = Branch()
    for group, phrases in groups.items():
        for phrase in phrases:
            _plant(root, phrase, group)
    shaped: list[tuple[Topic, Pattern]] = []
    for topic, pattern in patterns:
        if pattern.plain is None:
            shaped.append((topic, pattern))
        else:
            _plant(root, pattern.plain, topic)
    return Index(phrases=_folded(root.following), patterns=_folded(_by_rarest(shaped)), parts=parts, joins=joins)


def _plant(root: Branch, phrase: Phrase, whose: str | Topic) -> None:
    branch = root
    for word in phrase:
        branch = branch.following.setdefault(word, Branch())
    branch.ending = (*branch.ending, whose)


def _by_rarest(patterns: Patterns) -> Mapping[str, Patterns]:
    common = Counter(atom for _, pattern in patterns for atom in pattern.needs)
    arranged: dict[str, list[tuple[Topic, Pattern]]] = {}
    for topic, pattern in patterns:
        rarest = min(pattern.needs, key=lambda atom: (common[atom], atom))
        arranged.setdefault(rarest, []).append((topic, pattern))
    return arranged


def _folded(values: Mapping[str, object]) -> Mapping[str, bytes]:
    return {word: pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for word, value in values.items()}


@lru_cache(maxsize=2 * OPEN)
def _unfolded(folded: bytes) -> Any:
    return pickle.loads(folded)
