"""One message under judgement: its words, and every place where the lexicon has something to say."""

from collections.abc import Iterable
from itertools import accumulate
from math import ceil

from bot.understanding.arranging import Topic
from bot.understanding.finding import Finder, Hit, Span
from bot.understanding.lexicon import Group, Lexicon, Mark
from bot.understanding.meaning import Intent, SideName, Waiting
from bot.understanding.message import Break, Message, take_apart

_MOST_DIGITS = 6  # a joke of a number stays a number that fits anywhere
_SYMPTOMS = ("urgent", "hint", "pain", "fact")
_NO_PAIN = Mark.NO_PAIN.topic


class Reading:
    """What stands where in a message. Asked by the rules; decides nothing itself."""

    def __init__(self, text: str, waiting: Waiting, lexicon: Lexicon) -> None:
        self.waiting = waiting
        self.lexicon = lexicon
        self.message: Message = take_apart(text, lexicon.spelling)
        self._finder = Finder(self.message, lexicon.index)
        self._known_places: dict[str, frozenset[int]] = {}
        self._hits = self._finder.hits()
        self._drop_idioms()
        self.symptoms = self._places(hit for topic in self._hits if topic.kind in _SYMPTOMS for hit in self.hits(topic))
        self._no_denial = self._places(self.marks(Mark.NO_DENIAL))
        denials = self.places(Group.DENIAL) - self._no_denial
        self._denials = frozenset(place for place in denials if self.message.exact[place])
        self._clauses = _starts(self.message, Break.COMMA)
        self._sentences = _starts(self.message, Break.SENTENCE)

    def hits(self, topic: Topic) -> list[Hit]:
        """Where patterns of this topic stand, idioms left out."""
        return self._hits.get(topic, [])

    def marks(self, mark: Mark) -> list[Hit]:
        """Where patterns of this mark stand; a typo never makes a mark."""
        return [hit for hit in self.hits(mark.topic) if hit.exact]

    def commands(self, intent: Intent, where: str) -> list[Hit]:
        """Where words of this intent stand and mean it."""
        elsewhere = self._places(self.hits(Topic("intent", intent, "not_here")))
        return [hit for hit in self.hits(Topic("intent", intent, where)) if elsewhere.isdisjoint(hit.places)]

    def places(self, group: str) -> frozenset[int]:
        """Every word that belongs to this group."""
        if group not in self._known_places:
            self._known_places[group] = self._finder.places(group)
        return self._known_places[group]

    def denies(self, place: int) -> bool:
        """Whether this word is a denial: "no", but not the "no" of "no, my leg is numb"."""
        return place in self._denials

    def denied_within(self, places: range) -> bool:
        """Whether one of these words is a denial."""
        return any(place in places for place in self._denials)

    def in_no_denial(self, hit: Hit) -> bool:
        """Whether a hit is part of words like "no joke" or "not kidding"."""
        return not self._no_denial.isdisjoint(hit.places)

    def covers(self, hits: Iterable[Hit]) -> bool:
        """Whether these hits, fillers aside, are the whole message."""
        told = self._places(hits)
        return bool(told) and self.is_only(told)

    def is_only(self, told: frozenset[int]) -> bool:
        """Whether these words, fillers, laughter and "no pain" aside, are the whole message."""
        aside = self.places(Group.FILLER) | self.places(Group.LAUGHTER)
        painless = self._places(self.marks(Mark.NO_PAIN))
        return (told | aside | painless) >= frozenset(range(len(self.message.words)))

    def clause_before(self, place: int) -> range:
        """The words before `place`, back to the last break."""
        return range(self._clauses[place], place)

    def sentence_before(self, place: int) -> range:
        """The words before `place`, back to the last full stop."""
        return range(self._sentences[place], place)

    def body_part(self, near: Hit | None = None) -> str | None:
        """The body part named nearest to a hit, or first in the message."""
        named = {span: part for group, part in self.lexicon.body_parts.items() for span in self._finder.spans(group)}
        widest = [span for span in named if not any(_within(span, other) for other in named)]
        target = near.start if near else 0
        nearest = min(widest, key=lambda span: abs(span.start - target), default=None)
        return named[nearest] if nearest else None

    def side(self, near: Hit | None = None) -> SideName | None:
        """The side named nearest to a hit, or first in the message."""
        neither = self.places(Group.NEITHER_SIDE)
        right = [(place, "right") for place in self.places(Group.RIGHT) - neither]
        left = [(place, "left") for place in self.places(Group.LEFT) - neither]
        target = near.start if near else 0
        found = min((*right, *left), key=lambda named: abs(named[0] - target), default=None)
        if found is None:
            return None
        return "right" if found[1] == "right" else "left"

    def side_places(self) -> frozenset[int]:
        """The words that name a side."""
        return (self.places(Group.RIGHT) | self.places(Group.LEFT)) - self.places(Group.NEITHER_SIDE)

    def number(self) -> int | None:
        """The highest score named, a half rounded up, a duration or a count of things left out."""
        scores = [score for place in range(len(self.message.words)) if (score := self._score(place)) is not None]
        return max(scores, default=None)

    def number_places(self) -> frozenset[int]:
        """The words that make up scores and what is said around them."""
        numbers = {place for place in range(len(self.message.words)) if self._score(place) is not None}
        around = (Group.HALF, Group.OUT_OF, Group.AROUND)
        return frozenset(numbers).union(*(self.places(group) for group in around))

    def _score(self, place: int) -> int | None:
        value = _number(self.message.words[place], self.lexicon)
        after = place + 1
        if value is None or place in self.places(Group.OUT_OF) or after in self.places(Group.NOT_SCORE):
            return None
        return ceil(value) + (after in self.places(Group.HALF))

    def _drop_idioms(self) -> None:
        idle = self._places(self.marks(Mark.IDIOM))
        for topic in [each for each in self._hits if each.kind in _SYMPTOMS or each == _NO_PAIN]:
            self._hits[topic] = [hit for hit in self._hits[topic] if idle.isdisjoint(hit.places)]

    @staticmethod
    def _places(hits: Iterable[Hit]) -> frozenset[int]:
        return frozenset(place for hit in hits for place in hit.places)


def _number(word: str, lexicon: Lexicon) -> float | None:
    if word[-1].isdecimal():
        return float(word[:_MOST_DIGITS])
    value = lexicon.numbers.get(word)
    return None if value is None else float(value)


def _within(span: Span, other: Span) -> bool:
    return span != other and other.start <= span.start and span.end <= other.end


def _starts(message: Message, least: Break) -> tuple[int, ...]:
    """For every word, the first word after the last break of at least this strength."""
    breaks = accumulate((place if parting >= least else 0 for place, parting in enumerate(message.breaks)), func=max)
    return tuple(breaks)
