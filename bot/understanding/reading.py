"""One message under judgement: its words, and every place where the lexicon has something to say."""

from collections.abc import Iterable
from math import ceil

from bot.understanding.finding import Finder, Hit, Topic
from bot.understanding.lexicon import Group, Lexicon, Mark
from bot.understanding.meaning import SideName, Waiting
from bot.understanding.message import Break, Message, take_apart

_MOST_DIGITS = 6  # a joke of a number stays a number that fits anywhere
_SYMPTOMS = ("urgent", "pain", "fact")


class Reading:
    """What stands where in a message. Asked by the rules; decides nothing itself."""

    def __init__(self, text: str, waiting: Waiting, lexicon: Lexicon) -> None:
        self.waiting = waiting
        self.lexicon = lexicon
        self.message: Message = take_apart(text, lexicon.spelling)
        self._finder = Finder(self.message, lexicon.index)
        self._known_places: dict[str, frozenset[int]] = {}
        self._hits = self._finder.hits()
        self._drop(Mark.HARMLESS, ("mark", "intent", *_SYMPTOMS))
        self._drop(Mark.EXAGGERATED, _SYMPTOMS)
        self._no_denial = self._places(self.marks(Mark.NO_DENIAL))

    def hits(self, topic: Topic) -> list[Hit]:
        """Where patterns of this topic stand, idioms left out."""
        return self._hits.get(topic, [])

    def marks(self, mark: Mark) -> list[Hit]:
        """Where patterns of this mark stand; a typo never makes a mark."""
        return [hit for hit in self.hits(mark.topic) if hit.exact]

    def places(self, group: str) -> frozenset[int]:
        """Every word that belongs to this group."""
        if group not in self._known_places:
            self._known_places[group] = self._finder.places(group)
        return self._known_places[group]

    def denies(self, place: int) -> bool:
        """Whether this word is a denial: "no", but not the "no" of "no, my leg is numb"."""
        denial = place in self.places(Group.DENIAL) and self.message.exact[place]
        return denial and place not in self._no_denial

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
        start = place
        while start > 0 and self.message.breaks[start] is Break.NONE:
            start -= 1
        return range(start, place)

    def sentence_before(self, place: int) -> range:
        """The words before `place`, back to the last full stop."""
        start = place
        while start > 0 and self.message.breaks[start] is not Break.SENTENCE:
            start -= 1
        return range(start, place)

    def body_part(self, near: Hit | None = None) -> str | None:
        """The body part named nearest to a hit, or first in the message."""
        spans = [
            (span, part) for group, part in self.lexicon.body_parts.items() for span in self._finder.spans(group)
        ]
        target = near.start if near else 0
        nearest = min(spans, key=lambda found: (abs(found[0].start - target), -found[0].end), default=None)
        return nearest[1] if nearest else None

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

    def _drop(self, mark: Mark, kinds: tuple[str, ...]) -> None:
        masked = self._places(self.marks(mark))
        if masked:
            self._hits = {topic: self._kept(topic, hits, masked, mark, kinds) for topic, hits in self._hits.items()}

    @staticmethod
    def _kept(
        topic: Topic, hits: list[Hit], masked: frozenset[int], mark: Mark, kinds: tuple[str, ...]
    ) -> list[Hit]:
        if topic == mark.topic or topic.kind not in kinds:
            return hits
        return [hit for hit in hits if masked.isdisjoint(hit.places)]

    @staticmethod
    def _places(hits: Iterable[Hit]) -> frozenset[int]:
        return frozenset(place for hit in hits for place in hit.places)


def _number(word: str, lexicon: Lexicon) -> float | None:
    if word[-1].isdecimal():
        return float(word[:_MOST_DIGITS])
    value = lexicon.numbers.get(word)
    return None if value is None else float(value)
