"""What every move means for the reminders: the person is here, or gone, or has stopped, or lives by another clock."""

from dataclasses import replace
from datetime import datetime

from bot.core.drafting import zone_known
from bot.core.events import Event, Left, PainFelt, Stopped, TimeUp, UrgentSaid, Woken
from bot.core.library import Library
from bot.core.session import Person
from bot.core.stations import Next
from bot.core.waking import before_change

BY_TIME = TimeUp | Woken
"""What no person did."""


def noticed(before: Person, event: Event, after: Next, library: Library) -> Next:
    """The move as it was made, with what follows from it for the reminders."""
    person, effects = after
    if isinstance(event, BY_TIME):
        return after
    if isinstance(event, Left):
        return _asleep(person), effects
    if isinstance(event, PainFelt | UrgentSaid | Stopped):
        person = _uncalled(person)
    if person is before and not before.reminders.asleep:
        return after
    person, more = _on_the_wall(before, _here(before, person, event.at), library, event.at)
    return person, (*effects, *more)


def _asleep(person: Person) -> Person:
    """Nobody hears us: plans sleep until the person is back."""
    return replace(person, reminders=replace(person.reminders, asleep=True, snoozes=(), draft=None))


def _uncalled(person: Person) -> Person:
    """Whoever stops, or is in pain, is not called back for what was put off."""
    known = person.reminders
    return replace(person, reminders=replace(known, snoozes=())) if known.snoozes else person


def _here(before: Person, person: Person, at: datetime) -> Person:
    """The person did something. Whose plans slept has missed nothing: they ring from now on."""
    if before.met and not person.met:
        return person  # forgotten: of this moment, too
    if person.reminders.asleep:
        person = replace(person, reminders=replace(person.reminders, asleep=False, looked=at))
    moved = (before.phase, before.turn) != (person.phase, person.turn)
    return replace(person, seen=at) if moved else person


def _on_the_wall(before: Person, person: Person, library: Library, at: datetime) -> Next:
    """Another clock hangs on the person's wall: what is due by the old one still comes, and a draft may go on."""
    zone = person.settings.zone
    if zone is None or zone == before.settings.zone:
        return person, ()
    if before.settings.zone is None:
        return zone_known(before, person, library, at)
    moved = before_change(replace(person, settings=before.settings), at)
    return replace(moved, settings=person.settings), ()
