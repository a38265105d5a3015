"""What is asked of the world, in the imperative. These values have no logic.

An effect is stored with the state that asked for it, and carried out after the commit (law 4).
Nothing here is a sentence: a `Phrase` names its words by key, and `wording` finds them (law 8).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.core.library import Side
from bot.core.record import Done


class Look(StrEnum):
    """How a phrase is set: a title stands out, a note stands back, items stand one under the other."""

    TITLE = "title"
    PLAIN = "plain"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The key of words that fill a gap in other words: `{stretch}` by the words of `stretch.knee_drop.title`.

    Where the key has none, the words of `fallback` fill it. They may have gaps of their own, as a date in a sentence.
    """

    key: str
    fallback: str = ""
    gaps: "Gaps" = ()


Gaps: TypeAlias = tuple[tuple[str, str | int | Name], ...]
"""What fills the gaps of a text, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One piece of a message: the key of its words and what fills their gaps.

    `side` picks the words for that side; `count` picks one or other and fills `{count}`.
    Where the words are missing, those of `fallback` stand in; a phrase with neither is left out if `optional`.
    """

    key: str
    fallback: str = ""
    look: Look = Look.PLAIN
    side: Side | None = None
    count: int | None = None
    gaps: Gaps = ()
    optional: bool = False


class Verb(StrEnum):
    """What a button does when it is pressed; the short code it carries."""

    READY = "rdy"
    WAIT = "wt"
    EASIER = "es"
    HARDER = "hd"
    REPEAT = "rp"
    BACK = "bk"
    SKIP = "sk"
    PAUSE = "ps"
    RESUME = "rs"
    SIDE = "sd"
    SHORTER = "sh"
    ANSWER = "an"
    CHOOSE = "ch"
    ASK = "ask"
    BEGIN = "bg"
    STOP = "stop"
    PAIN = "pain"


class Tone(StrEnum):
    """The colour a button may have where the client knows colours."""

    GO = "go"
    PLAIN = "plain"
    HALT = "halt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: its words, and the verb and value that come back when it is pressed; `ticked` shows a choice made."""

    label: Phrase
    verb: Verb
    value: str = ""
    tone: Tone = Tone.PLAIN
    ticked: bool = False


Rows = tuple[tuple[Button, ...], ...]


class Bell(StrEnum):
    """Which timer a `Hold` sets; each comes back as its own event."""

    SETTLE = "settle"
    HALF = "half"
    HOLD = "hold"
    REST = "rest"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Wait `seconds` from the delivery of the message it belongs to, then ring the bell with this turn (law 5)."""

    bell: Bell
    seconds: int
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """The picture a step shows: drawn later, named already now."""

    stretch: str
    pose: str
    side: Side | None = None
    variation: str | None = None


class Manner(StrEnum):
    """How a message meets the ones before it.

    `anew`: a new message; the keyboard before it disappears. `over`: replaces the message with the
    keyboard, so that a row of questions leaves one message. `aside`: a new message beside the session's, whose
    keyboard stays. `amend`: changes the message with the keyboard and keeps its keyboard working. `pressed`:
    changes the message whose button was pressed, whichever that is; where none was, it is like `aside`.
    """

    ANEW = "anew"
    OVER = "over"
    ASIDE = "aside"
    AMEND = "amend"
    PRESSED = "pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something asked of the world."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Effect):
    """Say these phrases, with these buttons; `rings` makes a sound; then set the timers.

    `turn` is the number its buttons carry back. A `bulk` message is one of many that fall due together, a reminder:
    nobody waits for it, and it never keeps an answer waiting. `pressed` is the door's number of the message whose
    button brought this answer, for the manner of that name; whoever takes the press writes it in. What has not left by
    `until` does not leave any more.
    """

    phrases: tuple[Phrase, ...]
    turn: int
    buttons: Rows = ()
    rings: bool = False
    manner: Manner = Manner.ANEW
    pose: Pose | None = None
    holds: tuple[Hold, ...] = ()
    bulk: bool = False
    pressed: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush(Effect):
    """Drop every timer and every message that was not sent yet: the session was stopped (law 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast(Effect):
    """A passing word on the button that was pressed; the one effect that is not stored."""

    phrase: Phrase


class Gift(StrEnum):
    """What a person may be given as a file.

    `export`: everything held on them. `sessions`: what they did, as a table. `progress`: the picture of their weeks.
    `report`: the page that a physio may be shown.
    """

    EXPORT = "export"
    SESSIONS = "sessions"
    PROGRESS = "progress"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Give(Effect):
    """Give the person something of theirs as a file, made when it leaves; one stored without a name is an export.

    A report goes back so many `weeks`; None for all there is.
    """

    what: Gift = Gift.EXPORT
    weeks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase(Effect):
    """Forget everything held on the person; a lock stays as a bare moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep(Effect):
    """Keep the record of a stretch that was done or broken off."""

    done: Done
