"""The shape of each kind of content file. The descriptions are what an editor shows while one writes.

Numbers and codes are checked here; what spans several fields or files is checked in `rules` and `references`.
"""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from bot.content.codes import Complaint, OpeningVerdict, Position, Wish
from bot.content.walls import (
    Breaths,
    Days,
    LevelNumber,
    Minutes,
    Percent,
    Reps,
    Rest,
    Rounds,
    Score,
    Seconds,
    SecondsEach,
    Sessions,
    TopLevel,
)
from bot.core.library import Direction, Kind, Mode, Side, When

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
LevelId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*$")]
Fact = Annotated[str, StringConstraints(pattern=r"^[A-Z]+[0-9]+[a-z]?$")]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(min_length=10, strip_whitespace=True)]


class Shape(BaseModel):
    """What holds for every shape: unknown keys are refused, texts are not guessed into numbers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Cited(Shape):
    """Something that names where it comes from."""

    facts: tuple[Fact, ...] = Field((), description="Ids of the facts this carries, from content/sources.")
    sources: tuple[str, ...] = Field((), description="Sources without a list of facts, such as S39.")


class Told(Cited):
    """One sentence, with where it comes from."""

    say: Sentence = Field(description="One sentence.")


class WayOut(Cited):
    """How to come out of the twist."""

    say: tuple[Sentence, ...] = Field(
        min_length=1,
        description="Said first when the person stops or hurts. First sentence: 60 characters.",
    )


class DoseShape(Shape):
    """How long or how often: exactly one of seconds, breaths and reps."""

    seconds: Seconds | None = Field(None, description="Seconds, or [from, to].")
    breaths: Breaths | None = Field(None, description="Slow breaths, or [from, to].")
    reps: Reps | None = Field(None, description="Repetitions, or [from, to].")
    seconds_each: SecondsEach = Field(4, description="How many seconds one repetition takes.")


class WallsShape(Shape):
    """What the source allows: every dose of this stretch lies inside."""

    rounds: Rounds | None = Field(None, description="[fewest, most] rounds.")
    seconds: Seconds | None = Field(None, description="[shortest, longest] hold in seconds.")
    breaths: Breaths | None = Field(None, description="[fewest, most] breaths of a hold.")
    reps: Reps | None = Field(None, description="[fewest, most] repetitions of a set.")


class StepShape(Cited):
    """One instruction."""

    id: Id
    when: When = Field(description="start: once. side: for each side of each round. finish: once.")
    pose: Id = Field(description="The picture this step shows.")
    say: tuple[Sentence, ...] = Field(
        min_length=1,
        description="First sentence: what to do, in 60 characters. {side} and {other} become right and left.",
    )
    more: tuple[Sentence, ...] = Field((), description="Details, shown under it.")
    again: tuple[Sentence, ...] = Field((), description="Short words for later rounds.")
    during: tuple[Sentence, ...] = Field((), description="Said when the hold begins.")
    dose: DoseShape | None = Field(None, description="The hold. Without it the step ends by 'ready'.")
    rest: Rest | None = Field(None, description="Ends by itself after so many seconds: the way back.")
    twisted: bool = Field(False, description="From here on the person lies in the twist.")
    optional: bool = Field(False, description="Done only where a level or a variation adds it.")
    mode: Mode | None = Field(None, description="Only when held, or only when moving. Absent: both.")


class LevelShape(Cited):
    """One rung of load."""

    id: LevelId
    number: LevelNumber = Field(description="0 is the lightest.")
    title: Sentence = Field(description="A few words for the preview.")
    mode: Mode = Field(Mode.HELD, description="held: stay and breathe. dynamic: move, counted in reps.")
    rounds: Rounds = Field(description="Rounds (sets when dynamic), or [from, to].")
    seconds: Seconds | None = Field(None, description="Replaces the dose of the steps.")
    breaths: Breaths | None = Field(None, description="Replaces the dose of the steps.")
    reps: Reps | None = Field(None, description="Replaces the dose of the steps.")
    adds: tuple[Id, ...] = Field((), description="Optional steps done at this level.")
    uses: tuple[Id, ...] = Field((), description="Variations this level brings along.")


class ChangeShape(Shape):
    """A step that a variation says in other words and shows in another pose."""

    step: Id
    pose: Id
    say: tuple[Sentence, ...] = Field(min_length=1, description="What to do, as in the step.")
    more: tuple[Sentence, ...] = Field((), description="Details. Absent: those of the step.")
    again: tuple[Sentence, ...] = ()
    during: tuple[Sentence, ...] = ()


class VariationShape(Cited):
    """Another form of the stretch, and what calls for it."""

    id: Id
    direction: Direction = Field(description="gentler, deeper, or fit (suits a body, same load).")
    complaints: tuple[Complaint, ...] = Field((), description="What is too much.")
    wishes: tuple[Wish, ...] = Field((), description="What is wished for.")
    say: tuple[Sentence, ...] = Field(min_length=1, description="What to do. First sentence: 60 characters.")
    leaves_out: tuple[Id, ...] = Field((), description="Steps that are left out.")
    adds: tuple[Id, ...] = Field((), description="Optional steps that are done.")
    changes: tuple[ChangeShape, ...] = Field((), description="Steps with other words or another pose.")
    becomes: Id | None = Field(None, description="Another stretch to change to.")
    scale: Percent = Field(100, description="Percent of the dose.")
    rounds: Percent = Field(100, description="Percent of the rounds.")


class GateShape(Shape):
    """Who may do the stretch."""

    verdict: OpeningVerdict = Field(description="Outcome of the readiness check.")
    after: tuple[Id, ...] = Field((), description="Stretches of which calm sessions count.")
    calm_sessions: Sessions = Field(0, description="How many calm sessions before.")
    within_days: Days = Field(0, description="In how many days; 0: ever.")
    pain_at_most: Score = Field(10, description="Back pain today, 0 to 10.")
    top_level: TopLevel = Field(99, description="The highest level number allowed.")


class StretchFile(Shape):
    """One stretch, words included."""

    id: Id = Field(description="The name of the file.")
    kind: Kind = Field(description="twist: opened by gates. prep: preparation.")
    title: Sentence
    summary: Sentence = Field(description="One sentence for the preview.")
    minutes: Minutes = Field(description="What the source says, or our estimate with a note.")
    position: Position
    first_side: Side | None = Field(None, description="The side that begins. Absent: no sides.")
    sources: tuple[str, ...] = Field(min_length=1, description="Files of content/sources, or S-numbers.")
    walls: WallsShape = Field(WallsShape(), description="What the source allows. A twist needs them.")
    needs: tuple[Told, ...] = Field((), description="Equipment, shown in the preview.")
    cautions: tuple[Told, ...] = Field((), description="Cautions, shown in the preview.")
    way_out: WayOut | None = Field(None, description="Needed as soon as a step is twisted.")
    gates: tuple[GateShape, ...] = Field((), description="Who may do it, tried in order. A twist needs one.")
    levels: tuple[LevelShape, ...] = Field(min_length=1, description="From light to full.")
    steps: tuple[StepShape, ...] = Field(min_length=1, description="In order.")
    variations: tuple[VariationShape, ...] = Field((), description="In the order they are tried.")
    notes: tuple[Told, ...] = Field((), description="Decisions, with their reason. Never shown.")


class ItemShape(Shape):
    """One stretch of a routine."""

    stretch: Id
    level: LevelId | None = Field(None, description="Fixes the level. Absent: progress picks it.")
    asks: bool = Field(False, description="Ask after it: 0 to 10? Anything down the leg?")


class RoutineFile(Cited):
    """An ordered list of stretches, done as one session."""

    id: Id = Field(description="The name of the file.")
    kind: Kind = Field(description="prep: holds no twist.")
    title: Sentence
    summary: Sentence
    items: tuple[ItemShape, ...] = Field(min_length=1)
    calm_pass: bool = Field(False, description="Done calmly, it ends 'prep first'. Preparation only.")
    notes: tuple[Told, ...] = Field((), description="Decisions, with their reason. Never shown.")


class FactShape(Shape):
    """One fact of a source, in our own words."""

    say: Sentence = Field(description="The fact in our own words. Never shown to a person.")
    changed: Reason | None = Field(None, description="Used with a change: which, and why.")
    left_out: Reason | None = Field(None, description="Not used: why.")


class SourceFile(Shape):
    """A source with the list of its facts."""

    id: Id = Field(description="The name of the file.")
    title: Sentence
    publisher: Sentence
    date: datetime.date | None = Field(None, description="YYYY-MM-DD")
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]+$")] = Field(description="Facts are B1, B2.")
    facts: dict[Fact, FactShape] = Field(min_length=1)


class ReferenceShape(Shape):
    """A source without a list of facts."""

    title: Sentence
    say: Sentence = Field(description="What it is used for.")


class PracticeFile(RootModel[dict[Fact, ReferenceShape]]):
    """Sources without a list of facts, by their number."""


class ForbiddenShape(Shape):
    """Words that nothing a person sees may contain."""

    words: tuple[Sentence, ...] = Field(min_length=1, description="A star at the end stands for any ending.")
    reason: Reason


class AllowedShape(Shape):
    """One exact sentence that may contain them."""

    say: Sentence
    reason: Reason


class WordingFile(Shape):
    """What the bot must never say, and the sentences that may name it all the same."""

    forbidden: tuple[ForbiddenShape, ...] = Field(min_length=1)
    allowed: tuple[AllowedShape, ...] = ()
