"""What a person's words mean. The words themselves are not kept (law 10)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Intent(StrEnum):
    """What a person wants or tells."""

    READY = "ready"
    WAIT = "wait"
    EASIER = "easier"
    HARDER = "harder"
    REPEAT = "repeat"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    PAIN_STOP = "pain_stop"
    URGENT = "urgent"
    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    NUMBER = "number"
    SIDE = "side"
    OTHER_SIDE = "other_side"
    SHORTER = "shorter"
    REMIND = "remind"
    HELP = "help"
    THANKS = "thanks"
    UNKNOWN = "unknown"


class Waiting(StrEnum):
    """What the bot waits for while the person types."""

    STEP = "step"
    HOLD = "hold"
    NUMBER = "number"
    QUESTION = "question"
    IDLE = "idle"


Tier = Literal["E", "D"]
SideName = Literal["right", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a message means, in codes only.

    `sign` names the warning sign (urgent), the kind of pain (pain_stop) or the new fact
    (`new_fact:Q22`); `tier` is E (emergency) or D (same day) and is given for urgent signs only.
    `doubtful` marks a sign that was named but is denied with a hedge, past, somebody else's,
    supposed or a joke: ask before acting on it. `soft` is pain without any detail.
    `number` is a whole number, rounded up. `why` is the code of the rule that decided.
    """

    intent: Intent
    why: str
    body_part: str | None = None
    side: SideName | None = None
    number: int | None = None
    sign: str | None = None
    tier: Tier | None = None
    doubtful: bool = False
    soft: bool = False
