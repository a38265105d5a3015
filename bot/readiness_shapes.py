"""The shape of content/readiness.yaml; pydantic holds a file to it. What spans several places:
`readiness_rules`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.core.questions import NO, YES, Kind, Verdict

Code = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Source = Annotated[str, StringConstraints(pattern=r"^(S[0-9]+[a-z]?|seed [ABC][0-9]+|DC|GK)$")]
Scores = tuple[Annotated[int, Field(ge=0, le=10)], Annotated[int, Field(ge=0, le=10)]]


class Shape(BaseModel):
    """What holds for every shape: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LiftShape(Shape):
    """What is left after a confirmation; no outcomes means cleared."""

    outcomes: tuple[Verdict, ...]
    only: tuple[Code, ...] = ()
    days: int | None = Field(None, ge=1)
    next_day: bool = False
    prep_lifts: bool = True


class GateShape(Shape):
    """A stretch that opens only after so many sessions."""

    stretch: Code
    needs: Literal["calm_sessions", "b_sessions"]
    at_least: int = Field(ge=1)
    reason: Code
    verdict: Verdict | None = None


class EffectShape(Shape):
    """What an answer does."""

    outcomes: tuple[Verdict, ...] = ()
    tier: Literal["E", "D"] | None = None
    lift: LiftShape | None = None
    closes: tuple[Code, ...] = ()
    only: tuple[Code, ...] = ()
    gates: tuple[GateShape, ...] = ()
    restrictions: tuple[Code, ...] = ()
    complaint: Code | None = None
    advice: Code | None = None
    start_level: int | None = Field(None, ge=0)
    prep_lifts: bool = True
    again: bool = False
    event: Code | None = None
    holds_days: int | None = Field(None, ge=1)
    reason: Code
    sources: tuple[Source, ...] = Field(min_length=1)


class RuleShape(EffectShape):
    """One row: an answer, several, or a span of scores, and what it does."""

    answer: Code | tuple[Code, ...] = ()
    scores: Scores | None = None
    given: Code | None = None
    unless: Code | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers of this row as codes."""
        if self.scores is not None:
            return numbers(self.scores)
        return (self.answer,) if isinstance(self.answer, str) else self.answer


class QuestionShape(Shape):
    """One question: its words, the answers it takes, and their rows."""

    kind: Kind
    healthy: Code | None = None
    urgent: bool = False
    required: bool = True
    when: Code | None = None
    line: Text | None = None
    ask: Text
    again: Text | None = None
    choices: Mapping[Code, Text] = {}
    then: Mapping[Code, tuple[Code, ...]] = {}
    days: Mapping[Code, int] = {}
    takes_date: bool = False
    about_event: bool = False
    rules: tuple[RuleShape, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every answer but "not sure"."""
        fixed = {Kind.YES_NO: (YES, NO), Kind.SCORE: numbers((0, 10)), Kind.DATE: ()}
        return fixed.get(self.kind, tuple(self.choices))

    @property
    def harmless(self) -> tuple[str, ...]:
        """The answers without effect."""
        usual = {Kind.YES_NO: (NO,), Kind.CHOICE: (NO,), Kind.SCORE: ("0",)}
        return (self.healthy,) if self.healthy else usual.get(self.kind, ())


class CircumstanceShape(Shape):
    """A state of the answers that rows name."""

    question: Code
    scores: Scores


class ScreenShape(Shape):
    """Questions shown together."""

    questions: tuple[Code, ...] = Field(min_length=1)
    lines: bool = True
    once: bool = False
    keeps: tuple[Code, ...] = ()


class LimitsShape(Shape):
    """How long things hold."""

    full_days: int = Field(ge=1, le=365)
    confirmation_months: int = Field(ge=1, le=12)
    pause_full_days: int = Field(ge=1)
    pause_today_days: int = Field(ge=1)
    calm_prep_score: int = Field(ge=0, le=10)


class LevelShape(Shape):
    """Where a stretch starts, and its highest level."""

    start: int = Field(ge=0)
    top: int = Field(ge=0)


class ChecksShape(Shape):
    """The screens of each kind of check, in order."""

    full: tuple[Code, ...] = Field(min_length=1)
    short: tuple[Code, ...] = Field(min_length=1)
    today: tuple[Code, ...] = Field(min_length=1)
    confirm: tuple[Code, ...] = ()


Words = Mapping[str, Text | Mapping[str, Text]]


class ReadinessShape(Shape):
    """The whole file."""

    version: int = Field(ge=1)
    consent: Code
    pain: Code
    limits: LimitsShape
    twists: tuple[Code, ...]
    prep: tuple[Code, ...]
    opens: Mapping[Verdict, tuple[Code, ...]]
    gates: tuple[GateShape, ...]
    levels: Mapping[Verdict, Mapping[Code, LevelShape]]
    circumstances: Mapping[Code, CircumstanceShape]
    after_urgent: EffectShape
    after_denied: EffectShape
    checks: ChecksShape
    screens: Mapping[Code, ScreenShape]
    questions: Mapping[Code, QuestionShape]
    months: Annotated[tuple[Text, ...], Field(min_length=12, max_length=12)]
    words: Words


def numbers(span: tuple[int, int]) -> tuple[str, ...]:
    """The codes of the scores from one number to another, both included."""
    return tuple(str(number) for number in range(span[0], span[1] + 1))
