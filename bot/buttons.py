"""What each verb of a button means when it is pressed: a table, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from bot.core.effects import Verb
from bot.core.events import (
    Answered,
    Asked,
    Began,
    Chose,
    Eased,
    Event,
    Hardened,
    PainFelt,
    Readied,
    Repeated,
    Resumed,
    Shortened,
    Sided,
    Skipped,
    Stopped,
    Suspended,
    Unclear,
    Waited,
    WentBack,
)
from bot.core.library import Side
from bot.press import Press

Meaning: TypeAlias = Callable[[Press, datetime, str], Event]
"""Makes the event of a press from the moment and the person's language."""


def _side(press: Press, at: datetime, _: str) -> Event:
    if press.value not in set(Side):
        return Unclear(at=at, what="button")
    return Sided(at=at, turn=press.turn, side=Side(press.value))


def _choice(press: Press, at: datetime, _: str) -> Event:
    what, _, value = press.value.partition("=")
    return Chose(at=at, turn=press.turn, what=what, value=value)


# Stop and pain carry no turn: they count from any keyboard, however old (law 1).
VERBS: Mapping[Verb, Meaning] = {
    Verb.READY: lambda press, at, _: Readied(at=at, turn=press.turn),
    Verb.WAIT: lambda press, at, _: Waited(at=at, turn=press.turn),
    Verb.EASIER: lambda press, at, _: Eased(at=at, turn=press.turn, part=press.value or None),
    Verb.HARDER: lambda press, at, _: Hardened(at=at, turn=press.turn),
    Verb.REPEAT: lambda press, at, _: Repeated(at=at, turn=press.turn),
    Verb.BACK: lambda press, at, _: WentBack(at=at, turn=press.turn),
    Verb.SKIP: lambda press, at, _: Skipped(at=at, turn=press.turn),
    Verb.PAUSE: lambda press, at, _: Suspended(at=at, turn=press.turn),
    Verb.RESUME: lambda press, at, _: Resumed(at=at, turn=press.turn),
    Verb.SIDE: _side,
    Verb.SHORTER: lambda press, at, _: Shortened(at=at, turn=press.turn),
    Verb.ANSWER: lambda press, at, _: Answered(at=at, turn=press.turn, code=press.value),
    Verb.CHOOSE: _choice,
    Verb.ASK: lambda press, at, _: Asked(at=at, turn=press.turn, topic=press.value),
    Verb.BEGIN: lambda press, at, language: Began(at=at, turn=press.turn, language=language),
    Verb.STOP: lambda press, at, _: Stopped(at=at, fact=press.value or None),
    Verb.PAIN: lambda _, at, __: PainFelt(at=at, soft=True),
}
