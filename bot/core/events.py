"""What happened, in the past tense. These values have no logic.

Every event carries `at`, the moment it happened: time comes in by the door (law 7).
A `Reply` may carry the turn it answers (law 3); words typed by a person carry none, they are about now.
"""

from dataclasses import dataclass
from datetime import datetime, time

from bot.core.drafts import Outcome
from bot.core.library import Side
from bot.core.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a moment."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Event):
    """What a person answers; `turn` is the number the pressed button carried, None for typed words."""

    turn: int | None = None


# --- what a person asks for, in a session -------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Readied(Reply):
    """Ready: go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited(Reply):
    """Not yet: more time, please."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eased(Reply):
    """Too much: a gentler form, fitted to the body part that was named."""

    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardened(Reply):
    """Too easy: a deeper form, if the gates allow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(Reply):
    """Say that step again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WentBack(Reply):
    """Back to the step (or the question) before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Reply):
    """Leave this step out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Reply):
    """Pause, and keep the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Reply):
    """Go on where we paused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided(Reply):
    """A side was named: the answer to a question, or the wish to begin with it."""

    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened(Reply):
    """Shorter on this side, please."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Reply):
    """A question was answered with a code: yes, no, not_sure, a choice, or a whole number in digits."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chose(Reply):
    """Something was chosen from a menu: a routine, a pace, a setting."""

    what: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Reply):
    """Something was asked of the bot that moves no session: help, privacy, settings, export."""

    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Began(Reply):
    """Hello: /start, or the first word of all. Telegram tells the language and the first name."""

    language: str = ""


# --- where a person is -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Event):
    """A location was shared: the time zone found there, None when there is none. The coordinates stay at the door."""

    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Event):
    """A place was named for the zone of its clocks: those of that name, or, not `sure`, those of a similar one."""

    places: tuple[Place, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRead(Event):
    """The time of day was told that it is where the person is."""

    clock: time


# --- reminders ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Reply):
    """A wish to be reminded was put into words: what they were understood as, what they left open, or why neither."""

    outcome: Outcome


# --- what wins over everything, whatever number a button carries ---------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Event):
    """Stop. A new fact that ends the twist (a pregnancy, an operation) names the question it answers."""

    fact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainFelt(Event):
    """It hurts. `soft`: no details were given; `score` when a number was said."""

    kind: str = "pain"
    part: str | None = None
    score: int | None = None
    soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentSaid(Event):
    """A sign that needs help now. `tier` E: emergency, D: the same day; `doubtful`: ask once, do not lock yet."""

    sign: str
    tier: str
    doubtful: bool = False


# --- what was not understood ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(Event):
    """What we could not read: words, a sticker, a photo, an unknown command. It never advances a session."""

    what: str = "words"
    part: str | None = None


# --- what time brought ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeUp(Event):
    """A timer fell due. It moves nothing unless its turn is still the session's."""

    turn: int
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleEnded(TimeUp):
    """The time to get into place, or to say ready, is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfReached(TimeUp):
    """Half of a long hold is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded(TimeUp):
    """The hold is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestEnded(TimeUp):
    """The time to come back and change sides is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceFell(TimeUp):
    """Nothing was heard for the stated time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken(Event):
    """It was time to look at this person's reminders. What is due is found in the person, not told here."""


# --- what the door reports --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed(Event):
    """A reminder lay on its way until it was too late: it was not said, and will not be. It had time `until` then."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Event):
    """The person blocked the bot: nothing can be said any more."""
