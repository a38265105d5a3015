"""The shapes that content takes once it is checked: stretches, their steps, doses, variations, routines.

No words are here. A text is named by its key (`stretch.knee_drop.step.drop`), and `wording` finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.place import Place
from bot.core.questions import Table


class Side(StrEnum):
    """The side a step names: the leg that moves, or the way the knees go."""

    RIGHT = "right"
    LEFT = "left"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT


class Kind(StrEnum):
    """What a stretch is for: a twist needs a verdict that opens it, preparation is milder."""

    TWIST = "twist"
    PREP = "prep"


class Mode(StrEnum):
    """Held: stay and breathe. Dynamic: move from side to side, counted."""

    HELD = "held"
    DYNAMIC = "dynamic"


class When(StrEnum):
    """Where a step stands in its stretch: once at the start, on each side, or once at the end."""

    START = "start"
    SIDE = "side"
    FINISH = "finish"


class Direction(StrEnum):
    """Which way a variation changes the load; `fit` suits a body without changing it."""

    GENTLER = "gentler"
    DEEPER = "deeper"
    FIT = "fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A whole number with its walls; a dose starts at `low` and may grow to `high`."""

    low: int
    high: int

    def clamp(self, number: int) -> int:
        """Return `number`, moved to the nearer wall when it lies outside."""
        return min(max(number, self.low), self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How long or how often: exactly one of seconds, breaths and reps is set.

    A breath lasts `SECONDS_PER_BREATH`; a repetition lasts `seconds_each`.
    """

    seconds: Span | None = None
    breaths: Span | None = None
    reps: Span | None = None
    seconds_each: int = 4


SECONDS_PER_BREATH = 8
"""A slow breath, in and out; the preparation sources count 3 to 5 s each way (S45)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction.

    It ends by "ready" (or the settling time) when it has no dose, else with its hold. `rest` is
    the number of seconds a step ends by itself, whatever the pace: coming back, changing sides.
    `twisted` says that the person lies in the twist from this step on, until a step that is not.
    `optional` steps are done only where a level or a variation `adds` them.
    """

    id: str
    when: When
    pose: str
    dose: Dose | None = None
    rest: int = 0
    twisted: bool = False
    optional: bool = False
    mode: Mode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One rung of load. The main dose of the steps is replaced by this level's, in its mode."""

    id: str
    number: int
    rounds: Span
    mode: Mode = Mode.HELD
    seconds: Span | None = None
    breaths: Span | None = None
    reps: Span | None = None
    adds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A step that a variation says in other words and shows in another pose."""

    step: str
    pose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """Another form of a stretch, with the complaints or wishes that call for it.

    `leaves_out` and `adds` name steps. `becomes` is the stretch to change to. `scale` and `rounds`
    are percent of the dose and of the rounds. Variations stand in the order in which they are tried.
    """

    id: str
    direction: Direction
    complaints: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    becomes: str | None = None
    scale: int = 100
    rounds: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What opens a stretch for a verdict: calm sessions of certain stretches, little pain, a level at most."""

    verdict: str
    after: tuple[str, ...] = ()
    calm_sessions: int = 0
    within_days: int = 0
    pain_at_most: int = 10
    top_level: int = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One exercise: ordered steps, levels from light to full, variations, and who may do it."""

    id: str
    kind: Kind
    minutes: int
    position: str
    steps: tuple[Step, ...]
    levels: tuple[Level, ...]
    variations: tuple[Variation, ...] = ()
    gates: tuple[Gate, ...] = ()
    first_side: Side | None = None
    sources: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """The id stands for the whole: a hash of every step, each time a programme is looked up, costs most of it."""
        return hash(self.id)

    def level(self, id: str) -> Level:
        """The level with this id; KeyError when there is none."""
        return {level.id: level for level in self.levels}[id]

    def variation(self, id: str) -> Variation:
        """The variation with this id; KeyError when there is none."""
        return {variation.id: variation for variation in self.variations}[id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One stretch of a routine. `level` fixes its level, else progress picks one; `asks` after it: 0 to 10?"""

    stretch: str
    level: str | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """An ordered list of stretches, done as one session. `calm_pass`: done calmly, it ends `prep_first` (R2)."""

    id: str
    kind: Kind
    items: tuple[Item, ...]
    calm_pass: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All content the core needs; checked at the door, trusted inside.

    `zones` names each time zone by its biggest city; where most people live comes first.
    """

    stretches: Mapping[str, Stretch]
    routines: Mapping[str, Routine]
    table: Table
    zones: tuple[Place, ...] = ()
