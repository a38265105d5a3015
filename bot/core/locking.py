"""The lock after an urgent sign (L1): how it is set, and the one answer it gives until it has run out."""

from dataclasses import replace
from datetime import datetime

from bot.core.day import local_day, lock_until
from bot.core.effects import Hush, Phrase
from bot.core.events import Event
from bot.core.library import Library
from bot.core.saying import aside, say, title
from bot.core.session import Lock, Locked, Person
from bot.core.stations import Next, moved


def locked(person: Person, at: datetime, tier: str, signs: tuple[str, ...], *out: Phrase) -> Next:
    """Lock the person out of every exercise (L1) and send them to care, `out` of a twist first. Locks only grow."""
    until = lock_until(at, person.settings.zone)
    if person.lock is not None:
        until, signs = max(until, person.lock.until), tuple(dict.fromkeys((*person.lock.items, *signs)))
    person = moved(
        replace(person, lock=Lock(until=until, items=signs, on=local_day(at, person.settings.zone))), Locked()
    )
    words = title("safety.t_e" if tier == "E" else "safety.t_d")
    return person, (Hush(), say(person, *out, words, rings=True))


def refused(person: Person, event: Event, library: Library) -> Next:
    """Locked: whatever is asked, the same answer (T-NOT-LIFTED)."""
    return person, (aside(person, title("safety.t_not_lifted")),)
