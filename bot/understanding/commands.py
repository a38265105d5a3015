"""Commands in a message, and commands under "not"."""

from enum import StrEnum

from bot.understanding.doubt import denied_command
from bot.understanding.finding import Hit
from bot.understanding.lexicon import EXACT_INTENTS
from bot.understanding.meaning import Intent
from bot.understanding.reading import Reading


class Found(StrEnum):
    """How a command stands in a message."""

    WHOLE = "whole"
    INSIDE = "inside"
    NEGATED = "negated"


def find_command(reading: Reading, intent: Intent) -> tuple[Found, Hit] | None:
    """The command as the whole message, else inside it, else under a denial."""
    meant, negated = _sorted(reading, intent)
    whole = [hit for where, hit in meant if where != "inside"]
    inside = [hit for where, hit in meant if where == "inside"]
    if reading.covers([*whole, *inside]):
        return Found.WHOLE, (whole or inside)[0]
    if inside:
        return Found.INSIDE, inside[0]
    return (Found.NEGATED, negated[0]) if negated else None


def is_plainly(reading: Reading, intent: Intent) -> bool:
    """Whether the message is this command in words that mean it in any place."""
    hits = [hit for hit in reading.commands(intent, "whole") if hit.exact]
    return reading.covers(hits)


def is_whole(reading: Reading, intent: Intent) -> bool:
    """Whether the message is this command and nothing else."""
    found = find_command(reading, intent)
    return found is not None and found[0] is Found.WHOLE


def is_meant(reading: Reading, intent: Intent) -> bool:
    """Whether the command stands in the message, not under a denial."""
    found = find_command(reading, intent)
    return found is not None and found[0] is not Found.NEGATED


def is_negated(reading: Reading, intent: Intent) -> bool:
    """Whether the command stands in the message under a denial only."""
    found = find_command(reading, intent)
    return found is not None and found[0] is Found.NEGATED


def _sorted(reading: Reading, intent: Intent) -> tuple[list[tuple[str, Hit]], list[Hit]]:
    exact = intent in EXACT_INTENTS
    meant: list[tuple[str, Hit]] = []
    negated: list[Hit] = []
    for where in ("whole", reading.waiting.value, "inside"):
        for hit in reading.commands(intent, where):
            if denied_command(reading, hit, anywhere=exact):
                negated += [hit] if where in ("whole", "inside") else []
            elif hit.exact or not exact:
                meant.append((where, hit))
    return meant, negated
