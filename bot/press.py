"""What a button carries: the turn it belongs to, what it does, and a value. Pure."""

import re
from dataclasses import dataclass

from bot.core.effects import Verb

MOST_BYTES = 64
"""As many bytes Telegram lets a button carry."""

_VERBS = frozenset(Verb)
_DATA = re.compile(r"([0-9]{1,18}):([a-z]+)(?::(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button that was pressed."""

    turn: int
    verb: Verb
    value: str = ""


def encode(turn: int, verb: Verb, value: str = "") -> str:
    """Write `12:rdy` or `12:an:yes`; ValueError when that is longer than a button can carry."""
    data = f"{turn}:{verb}:{value}" if value else f"{turn}:{verb}"
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"{data} has {len(data.encode())} bytes; a button carries {MOST_BYTES}")
    return data


def decode(data: str) -> Press | None:
    """Read what `encode` wrote; None for anything else."""
    match = _DATA.fullmatch(data)
    if match is None or match[2] not in _VERBS:
        return None
    return Press(turn=int(match[1]), verb=Verb(match[2]), value=match[3] or "")
