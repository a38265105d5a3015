"""Reads a file of content/lexicon: a Lexicon, or every fault by line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.understanding.arranging import Topic, index
from bot.understanding.lexicon import EXACT_INTENTS, Group, Lexicon, Mark, Pain
from bot.understanding.lexicon_file import LexiconFault, LexiconFile, Lines, Listed, Place, read_file
from bot.understanding.message import Spelling, respell, split
from bot.understanding.pattern import (
    Pattern,
    PatternFault,
    Phrase,
    groups_named,
    is_group,
    read_pattern,
    read_phrases,
)

_LONGEST_TYPO = 24

Groups: TypeAlias = Mapping[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    text: str


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon of a file, or a LexiconFault that names every fault by file and line."""
    source, lines = read_file(path)
    variants = _variants(source)
    spelling = Spelling(known=frozenset(), variants=variants, targets={})
    reader = _Reader(lines, spelling)
    groups = reader.groups(dict(_group_entries(source)))
    patterns = reader.patterns(dict(_pattern_entries(source)), groups)
    if reader.faults:
        raise LexiconFault("\n".join(dict.fromkeys(reader.faults)))
    return Lexicon(
        language=source.language,
        spelling=_spelling(source, variants, groups, patterns),
        index=index(groups, patterns, parts=Group.PART, joins=frozenset(source.joins)),
        urgent={each.sign: each.tier for each in source.urgent},
        pain={each.kind: Pain(scored=each.scored, soft=each.soft) for each in source.pain},
        facts=tuple(each.question for each in source.facts),
        body_parts={f"<{code}>": code for code in source.body_parts},
        numbers={word: value for value, listed in source.numbers.words.items() for word in listed},
    )


class _Reader:
    """Reads groups and patterns, and gathers what is wrong with them instead of ending at the first."""

    def __init__(self, lines: Lines, spelling: Spelling) -> None:
        self.faults: list[str] = []
        self._lines = lines
        self._spelling = spelling

    def groups(self, entries: Mapping[str, list[_Entry]]) -> Groups:
        """Every group with its phrases; a group may name those that stand above it."""
        groups: dict[str, tuple[Phrase, ...]] = {}
        for name, listed in entries.items():
            phrases = [phrase for entry in listed for phrase in self._phrases(entry, groups)]
            groups[name] = tuple(dict.fromkeys(phrases))
        return groups

    def patterns(self, entries: Mapping[Topic, list[_Entry]], groups: Groups) -> tuple[tuple[Topic, Pattern], ...]:
        """Every pattern with its topic."""
        listed = ((topic, entry) for topic, entries_ in entries.items() for entry in entries_)
        return tuple((topic, pattern) for topic, entry in listed for pattern in self._patterns(entry, groups))

    def _phrases(self, entry: _Entry, groups: Groups) -> tuple[Phrase, ...]:
        if not self._known(entry, groups):
            return ()
        try:
            return read_phrases(entry.text, split, self._spell, groups)
        except PatternFault as fault:
            return self._note(entry, str(fault))

    def _patterns(self, entry: _Entry, groups: Groups) -> tuple[Pattern, ...]:
        if not self._known(entry, groups):
            return ()
        try:
            return read_pattern(entry.text, split, self._spell)
        except PatternFault as fault:
            return self._note(entry, str(fault))

    def _known(self, entry: _Entry, groups: Groups) -> bool:
        unknown = [name for name in groups_named(entry.text) if name not in groups]
        for name in unknown:
            self._note(entry, f"{entry.text!r} names {name}, which is no group above it")
        return not unknown

    def _note(self, entry: _Entry, what: str) -> tuple[()]:
        self.faults.append(self._lines.fault(entry.place, what))
        return ()

    def _spell(self, words: Sequence[str]) -> Phrase:
        return respell(words, self._spelling)


def _listed(listed: Listed, *place: str | int) -> list[_Entry]:
    return [_Entry((*place, number), text) for number, text in enumerate(listed)]


def _group_entries(source: LexiconFile) -> Iterator[tuple[str, list[_Entry]]]:
    numbers, sides, denial, doubt = source.numbers, source.sides, source.denial, source.doubt
    for code, words in source.body_parts.items():
        yield f"<{code}>", _listed(words, "body_parts", code)
    yield (
        Group.PART,
        [entry for code, words in source.body_parts.items() for entry in _listed(words, "body_parts", code)],
    )
    for code, words in source.words.items():
        yield f"<{code}>", _listed(words, "words", code)
    yield (
        Group.SENSATION,
        [entry for code, words in source.words.items() for entry in _listed(words, "words", code)],
    )
    yield Group.FILLER, _listed(source.fillers, "fillers")
    yield Group.RIGHT, _listed(sides.right, "sides", "right")
    yield Group.LEFT, _listed(sides.left, "sides", "left")
    yield Group.NEITHER_SIDE, _listed(sides.neither, "sides", "neither")
    yield Group.SIDE_FIRST, _listed(sides.first, "sides", "first")
    yield Group.HALF, _listed(numbers.half, "numbers", "half")
    yield Group.OUT_OF, _listed(numbers.out_of, "numbers", "out_of")
    yield Group.NOT_SCORE, _listed(numbers.not_scores, "numbers", "not_scores")
    yield Group.AROUND, _listed(numbers.around, "numbers", "around")
    yield Group.DENIAL, _listed(denial.words, "denial", "words")
    yield Group.BETWEEN, _listed(denial.between, "denial", "between")
    yield Group.LISTING, _listed(denial.lists, "denial", "lists")
    yield Group.INNER_DENIAL, _listed(denial.inside, "denial", "inside")
    yield Group.HEDGE, _listed(denial.hedges, "denial", "hedges")
    yield Group.FIRST_PERSON, _listed(doubt.first_person, "doubt", "first_person")
    yield Group.PRESENT, _listed(doubt.present, "doubt", "present")
    yield Group.LAUGHTER, _listed(doubt.laughter, "doubt", "laughter")


def _pattern_entries(source: LexiconFile) -> Iterator[tuple[Topic, list[_Entry]]]:
    doubt = source.doubt
    yield Mark.IDIOM.topic, _listed(source.idioms, "idioms")
    yield Mark.NO_PAIN.topic, _listed(source.no_pain, "no_pain")
    yield Mark.NONE.topic, _listed(source.numbers.none, "numbers", "none")
    yield Mark.NO_DENIAL.topic, _listed(source.denial.no_denial, "denial", "no_denial")
    yield Mark.GONE.topic, _listed(source.denial.gone, "denial", "gone")
    yield Mark.PAST.topic, _listed(doubt.past, "doubt", "past")
    yield Mark.RECENT.topic, _listed(doubt.recent, "doubt", "recent")
    yield Mark.OTHERS.topic, _listed(doubt.others, "doubt", "others")
    yield Mark.SUPPOSED.topic, _listed(doubt.supposed, "doubt", "supposed")
    yield Mark.JOKES.topic, _listed(doubt.jokes, "doubt", "jokes")
    for number, sign in enumerate(source.urgent):
        yield Topic("urgent", sign.sign), _listed(sign.says, "urgent", number, "says")
        yield Topic("hint", sign.sign), _listed(sign.asks, "urgent", number, "asks")
    for number, kind in enumerate(source.pain):
        yield Topic("pain", kind.kind), _listed(kind.says, "pain", number, "says")
    for number, fact in enumerate(source.facts):
        yield Topic("fact", fact.question, "told"), _listed(fact.told, "facts", number, "told")
        yield Topic("fact", fact.question, "mentioned"), _listed(fact.mentioned, "facts", number, "mentioned")
    for intent, words in source.intents.items():
        yield Topic("intent", intent, "whole"), _listed(words.whole, "intents", intent, "whole")
        yield Topic("intent", intent, "not_here"), _listed(words.not_here, "intents", intent, "not_here")
        yield Topic("intent", intent, "inside"), _listed(words.inside, "intents", intent, "inside")
        for waiting, listed in words.waiting.items():
            yield Topic("intent", intent, waiting), _listed(listed, "intents", intent, "waiting", waiting)


def _variants(source: LexiconFile) -> dict[str, dict[tuple[str, ...], tuple[str, ...]]]:
    variants: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for usual, listed in source.spelling.items():
        for variant in map(split, listed):
            variants.setdefault(variant[0], {})[variant] = split(usual)
    return variants


def _spelling(
    source: LexiconFile,
    variants: dict[str, dict[tuple[str, ...], tuple[str, ...]]],
    groups: Groups,
    patterns: tuple[tuple[Topic, Pattern], ...],
) -> Spelling:
    known = {word for phrases in groups.values() for phrase in phrases for word in phrase}
    known |= _words(pattern for _, pattern in patterns)
    known |= {word for listed in variants.values() for variant in listed for word in variant}
    known |= {word for text in (*source.ordinary, *source.joins) for word in split(text)}
    known |= {word for listed in source.numbers.words.values() for text in listed for word in split(text)}
    return Spelling(known=frozenset(known), variants=variants, targets=_targets(groups, patterns))


def _targets(groups: Groups, patterns: tuple[tuple[Topic, Pattern], ...]) -> dict[int, tuple[str, ...]]:
    """By the length of a typo, the words it may stand for: those of symptoms, stops and waits."""
    words = _words(pattern for topic, pattern in patterns if _may_be_guessed(topic))
    words |= {
        word
        for name, phrases in groups.items()
        if name in (Group.PART, Group.RIGHT, Group.LEFT) or "~" not in name
        for phrase in phrases
        for word in phrase
    }
    return {
        size: tuple(sorted(word for word in words if len(word) >= 3 and abs(len(word) - size) <= size // 4))
        for size in range(1, _LONGEST_TYPO)
    }


def _may_be_guessed(topic: Topic) -> bool:
    return topic.kind in ("urgent", "pain", "fact") or (topic.kind == "intent" and topic.code not in EXACT_INTENTS)


def _words(patterns: Iterable[Pattern]) -> set[str]:
    """Every word, groups left out, that stands in one of the patterns."""
    atoms = set().union(*(pattern.needs for pattern in patterns))
    return {atom for atom in atoms if not is_group(atom)}
