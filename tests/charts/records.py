"""Records made up for pictures: a preparation with its twist every third time, else the twist alone."""

from datetime import date, timedelta
from typing import Any

from bot.core.library import Library, Side
from bot.core.record import Done

TODAY = date(2026, 11, 21)
"""A Saturday."""

EVER = (date(2020, 1, 1), TODAY)

ROUTINE = "prep"


def done(on: date = TODAY, stretch: str = "knee_drop", **said: Any) -> Done:
    """A record of that day."""
    return Done(**{"on": on, "stretch": stretch, "level": "LB1", "rounds": 3, "amount": 1, **said})


def sessions(count: int, library: Library, every: int = 2) -> tuple[Done, ...]:
    """So many sessions, the last one today, so many days apart."""
    return tuple(
        each
        for number in range(count)
        for each in _session(number, TODAY - timedelta(days=every * (count - 1 - number)), library)
    )


def _session(number: int, on: date, library: Library) -> list[Done]:
    preparation = [item.stretch for item in library.routines[ROUTINE].items] if number % 3 == 0 else []
    scores: dict[str, Any] = {
        "pain_before": number % 11,
        "pain_after": (number * 3) % 11,
        "tighter": list(Side)[number % 2],
    }
    before = [done(on, each, level="PS", rounds=1, amount=60, seconds=60, **scores) for each in preparation]
    return [*before, done(on, eased=number % 2, broken="pain" if number % 5 == 4 else None, seconds=150, **scores)]
