"""The values of the readiness check: what is asked, what an answer means, what a person said.

The table itself is content (`content/readiness.yaml`). Nothing here or in `readiness` knows a question by
its name: the data decides what an answer does, the core only combines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Answers: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Question ids with what was answered, as codes: one, two for a question asked twice, any number of body
parts.

A question that is not there was not answered; that is never a "no" (R5).
"""

YES = "yes"
NO = "no"
NOT_SURE = "not_sure"


class Verdict(StrEnum):
    """What the readiness check says. It is no diagnosis, and `cleared` means only: no reason found here
    (R7).
    """

    CLEARED = "cleared"
    GENTLE_ONLY = "gentle_only"
    PREP_FIRST = "prep_first"
    ASK_CLINICIAN = "ask_clinician"
    NOT_TODAY = "not_today"
    INCOMPLETE = "incomplete"
    URGENT = "urgent"


STRICTNESS = tuple(Verdict)
"""From the mildest to the strictest; the strictest wins (R1)."""


class Kind(StrEnum):
    """What an answer looks like: yes or no, one of some choices, 0 to 10, body parts, a calendar day."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SCORE = "score"
    PARTS = "parts"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """What is left of an effect after a valid confirmation (the "lift to" column, L5).

    `only`, where given, names the stretches that may open. `days` is how long the confirmation holds, None
    for the table's months. `next_day`: it must be dated after the day of the answer. `prep_lifts` as in
    `Rule`.
    """

    outcomes: tuple[Verdict, ...] = ()
    only: tuple[str, ...] = ()
    days: int | None = None
    next_day: bool = False
    prep_lifts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A stretch that opens only after so many sessions; `verdict` limits the gate to that verdict."""

    stretch: str
    needs: str
    at_least: int
    reason: str
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table: these answers (with or without a circumstance) have this effect.

    `tier` is E (emergency) or D (the same day). `closes` and `only` name stretches, whatever the verdict.
    `prep_lifts`: a calm pass of the preparation ends `prep_first`. `again`: the whole check is due. `event`
    names the question for the day that a confirmation must not be older than. `holds_days`: the answer is
    asked again after so many days.
    """

    question: str
    answers: tuple[str, ...]
    reason: str
    sources: tuple[str, ...]
    given: str | None = None
    unless: str | None = None
    outcomes: tuple[Verdict, ...] = ()
    tier: str | None = None
    lift: Lift | None = None
    closes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()
    restrictions: tuple[str, ...] = ()
    complaint: str | None = None
    advice: str | None = None
    start_level: int | None = None
    prep_lifts: bool = True
    again: bool = False
    event: str | None = None
    holds_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `healthy` are the answers without effect; what an absent body part means is an empty
    answer.

    `codes` are all answers but "not sure", which always may be given. `urgent`: asked a second time after
    "not sure" (R4). `when` names the circumstance it is asked in. `then` names, by answer, the questions
    that follow at once. `days` turns a coarse answer about time into days ago; `takes_date`: a calendar day
    is an answer too. `about_event`: asked only where the row has an event. `labelled`: its answers have
    words of their own.
    """

    id: str
    kind: Kind
    codes: tuple[str, ...]
    healthy: tuple[str, ...] = ()
    urgent: bool = False
    required: bool = True
    when: str | None = None
    then: Mapping[str, tuple[str, ...]]
    days: Mapping[str, int]
    takes_date: bool = False
    about_event: bool = False
    labelled: bool = False
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """A state of the answers that other rules name, such as back pain now: one of these answers to a
    question.
    """

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Questions shown together. `lines`: each with its short line. `once`: skipped when known.

    `keeps` are the questions whose known answer stands when none of these applies.
    """

    id: str
    questions: tuple[str, ...]
    lines: bool = True
    once: bool = False
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long things hold (a5): days of a full check, months of a confirmation, days without a session."""

    full_days: int
    confirmation_months: int
    pause_full_days: int
    pause_today_days: int
    calm_prep_score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Where a stretch starts, and the level it never passes, under a verdict."""

    start: int
    top: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """The whole decision table: questions, screens, what each verdict opens, and how long it holds. Two that were read
    apart are two, whatever stands in them.

    `consent` and `pain` name the questions for storing and for the score. `stretches` are the ids it rules
    on, twists first. `after_urgent` is what a past lock leaves behind (L1).
    """

    version: int
    consent: str
    pain: str
    limits: Limits
    stretches: tuple[str, ...]
    twists: tuple[str, ...]
    questions: Mapping[str, Question]
    circumstances: Mapping[str, Circumstance]
    screens: Mapping[str, Screen]
    checks: Mapping[str, tuple[str, ...]]
    opens: Mapping[Verdict, tuple[str, ...]]
    gates: tuple[Gate, ...]
    levels: Mapping[Verdict, Mapping[str, Level]]
    after_urgent: Rule
    after_denied: Rule
    months: tuple[str, ...]

    def question(self, id: str) -> Question:
        """The question of this id; `Q17:who` is the question `who`, asked about Q17. KeyError if unknown."""
        return self.questions[id.rpartition(":")[2]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A person's own statement that someone said yes to gentle twists despite one answer: who, and when (L2).

    `event` is the day of what it answers: the operation, the birth, the start of the pain.
    """

    question: str
    who: str
    on: date
    event: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """An urgent sign of an earlier day. `denied`: the person says in a new check that it never was (L1)."""

    question: str
    on: date
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """What was done so far, as far as it opens stretches.

    `calm_sessions` of a back twist or knee drop in the last 14 days; `b_sessions` of the knee drop without
    a stop sign; `prep_score` is the score after a pass of the preparation today without a stop sign, None
    without one.
    """

    calm_sessions: int = 0
    b_sessions: int = 0
    prep_score: int | None = None


NEW = Experience()
"""Nothing done yet, or nothing known of it."""
