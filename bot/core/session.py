"""A person and where their session stands: nouns only, frozen, replaced and never changed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from bot.core.agenda import Reminders
from bot.core.library import Side
from bot.core.plans import Plan
from bot.core.questions import Answers, Confirmation
from bot.core.record import Done
from bot.core.screens import Check


class Pace(StrEnum):
    """Two ways to go: every step waits for "ready", or after the first one no hand is needed."""

    READY = "ready"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may set. Times are seconds: `settle` before a hold, `wait` for "ready"."""

    settle: int = 15
    wait: int = 60
    language: str = "en"
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The dose chosen for a stretch: level, rounds, amount (seconds, breaths or reps), and the key of the reason."""

    stretch: str
    level: str
    rounds: int
    amount: int | None = None
    reason: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run through a routine: which stretch, which station of it, in which form.

    `at` is the index of the station in the programme that `guidance` derives from these values; nothing that can
    be derived is stored. `quiet` counts the stations in a row that went on without a word from the person.
    """

    routine: str
    item: int = 0
    course: Course
    at: int = 0
    pace: Pace = Pace.READY
    first: Side | None = None
    shorter: Side | None = None
    variations: tuple[str, ...] = ()
    eased: int = 0
    pain_before: int | None = None
    quiet: int = 0
    seconds: int = 0
    restricted: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Where a session stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle(Phase):
    """Nothing is under way."""

    name: Literal["idle"] = "idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking(Phase):
    """The readiness check is under way; `wanted` is the routine asked for before it, `session` waits for it.

    `straight`: what was wanted begins at once where it is known, without its preview.
    """

    name: Literal["checking"] = "checking"
    check: Check
    wanted: str | None = None
    straight: bool = False
    session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing(Phase):
    """A routine is being chosen, or its preview stands (`session` is set)."""

    name: Literal["choosing"] = "choosing"
    session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poised(Phase):
    """A step was shown; "ready", or the time to settle, begins its hold or the next step."""

    name: Literal["poised"] = "poised"
    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Phase):
    """The hold runs; its end comes from the clock."""

    name: Literal["holding"] = "holding"
    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting(Phase):
    """On the way back, or changing sides; ends by itself in every pace."""

    name: Literal["resting"] = "resting"
    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Phase):
    """The place is kept; the person is out of the twist. `why` is asked, silence, late, no_gentler, stop or left."""

    name: Literal["paused"] = "paused"
    session: Session
    why: str = "asked"


class Feel(StrEnum):
    """Which question about the body is open."""

    SCORE = "score"
    AGAIN = "again"
    THREE = "three"
    DOUBT = "doubt"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeling(Phase):
    """A question about the body is open and every timer is dead; `before` is what it interrupted.

    `soft`: the person gave no details, so a low score may lead to a gentler form instead of an end.
    `asked`: the bot asked for the score, no pain was told. `grave`: leg signs, numbness or dizziness were told.
    `sign` and `tier` belong to a doubtful urgent sign.
    """

    name: Literal["feeling"] = "feeling"
    ask: Feel
    before: "AnyPhase" = field(default_factory=Idle)
    soft: bool = True
    score: int | None = None
    part: str | None = None
    sign: str | None = None
    tier: str = "E"
    asked: bool = False
    grave: bool = False
    tries: int = 0


class After(StrEnum):
    """Which question after a session is open."""

    SCORE = "score"
    SIDE = "side"
    WISH = "wish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Phase):
    """The session is over; one after the other, three short questions. Each may be left open."""

    name: Literal["ended"] = "ended"
    session: Session
    ask: After = After.SCORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked(Phase):
    """An urgent sign was told. Nothing is guided until the lock has run out, whatever is said (L1)."""

    name: Literal["locked"] = "locked"


AnyPhase: TypeAlias = Idle | Checking | Choosing | Poised | Holding | Resting | Paused | Feeling | Ended | Locked
"""Every phase there is; the name in each tells them apart when they are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The bare moment until which nothing is guided, and the questions that have to be seen to since."""

    until: datetime
    on: date
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What the readiness check left: answers as codes with their days, and what was confirmed. No typed words.

    `keeps` is the consent to store (with its moment); without it the answers go when the session ends.
    `prep_score` is the score after the preparation done on `prep_on`. `denied` names the urgent signs of a past
    lock that, by the person's own word on the day `denied_on`, never were (L1).
    """

    answers: Answers = ()
    checked_on: date | None = None
    today_on: date | None = None
    version: int = 0
    confirmed: tuple[Confirmation, ...] = ()
    keeps: datetime | None = None
    prep_on: date | None = None
    prep_score: int | None = None
    denied: tuple[str, ...] = ()
    denied_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One chat partner: a row in the store. `seen` is when they last moved their session, or asked for one."""

    id: int
    turn: int = 0
    phase: "AnyPhase" = field(default_factory=Idle)
    settings: Settings = field(default_factory=Settings)
    readiness: Readiness = field(default_factory=Readiness)
    recent: tuple[Done, ...] = ()
    lock: Lock | None = None
    no_twist_on: date | None = None
    met: bool = False
    plans: tuple[Plan, ...] = ()
    reminders: Reminders = field(default_factory=Reminders)
    seen: datetime | None = None
