"""A language's words, ready for reading: every phrase in one tree, every pattern by its rarest word."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.arranging import Index, Topic
from bot.understanding.meaning import Intent, Tier
from bot.understanding.message import Spelling

# A typo may be taken for a stop, a pain, a wait; never for one of these. Saying yes is going on, too.
EXACT_INTENTS = frozenset(
    {Intent.READY, Intent.HARDER, Intent.SKIP, Intent.RESUME, Intent.YES, Intent.OTHER_SIDE, Intent.SHORTER}
)


class Group(StrEnum):
    """The groups that reading itself asks for; a lexicon's own groups stand beside them."""

    FILLER = "<~filler>"
    PART = "<~part>"
    RIGHT = "<~right>"
    LEFT = "<~left>"
    NEITHER_SIDE = "<~neither>"
    SIDE_FIRST = "<~side_first>"
    HALF = "<~half>"
    OUT_OF = "<~out_of>"
    NOT_SCORE = "<~not_score>"
    AROUND = "<~around>"
    DENIAL = "<~denial>"
    BETWEEN = "<~between>"
    LISTING = "<~listing>"
    INNER_DENIAL = "<~inner_denial>"
    HEDGE = "<~hedge>"
    FIRST_PERSON = "<~first_person>"
    PRESENT = "<~present>"
    LAUGHTER = "<~laughter>"
    SENSATION = "<~sensation>"


class Mark(StrEnum):
    """The patterns that change how others are read."""

    IDIOM = "idiom"
    NO_DENIAL = "no_denial"
    GONE = "gone"
    PAST = "past"
    RECENT = "recent"
    OTHERS = "others"
    SUPPOSED = "supposed"
    JOKES = "jokes"
    NO_PAIN = "no_pain"
    NONE = "none"

    @property
    def topic(self) -> Topic:
        """The topic its hits are found under."""
        return Topic("mark", self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """A kind of pain; `scored`: a number beside it says how bad it is; `soft`: without a body part it tells nothing."""

    scored: bool
    soft: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """One language, ready for reading. `urgent` and `pain` keep the order of the file: worst first.

    Two that were read apart are two, whatever stands in them.
    """

    language: str
    spelling: Spelling
    index: Index
    urgent: Mapping[str, Tier]
    pain: Mapping[str, Pain]
    facts: tuple[str, ...]
    body_parts: Mapping[str, str]
    numbers: Mapping[str, int]
