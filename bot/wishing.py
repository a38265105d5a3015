"""From words a person typed to a wish to be reminded, or to where they are: only where a reminder may be meant. Pure.

What the words mean for a session was found before this: pain, stop and every answer go first. What is left is read by
the strict grammar of plans, which refuses what it does not know.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.core.drafts import Outcome, Refused
from bot.core.events import Answered, Event, Placed, Planned, Unclear
from bot.core.session import Choosing, Idle, Paused, Person
from bot.core.waking import zone_of
from bot.heard import Said
from bot.places import zones_of
from bot.planning.read import read
from bot.planning.words import PlanWords

CALM: Final = Idle | Choosing | Paused
"""Where words that mean nothing to a session may be about a reminder without saying so."""

COMMAND = re.compile(r"remind\s+(?!me\b|us\b)(?=\S)", re.IGNORECASE)
"""The command /remind before the words that follow it; a name of the bot, not of a language."""

Routines = Mapping[str, Sequence[str]]


def wished(said: Said, event: Event, person: Person, words: PlanWords, routines: Routines, at: datetime) -> Event:
    """The event these words are where a reminder may be meant; anything else stays what it was."""
    if said.edited or not isinstance(event, Unclear | Answered):
        return event
    text, command = COMMAND.subn("", said.text.strip(), count=1)
    if command or event == Unclear(at=at, what="remind"):
        return Planned(at=at, outcome=_read(text, person, words, routines, at))
    if not isinstance(person.phase, CALM) or not _may_be_one(event, person):
        return event
    outcome = _read(text, person, words, routines, at)
    return _whereabouts(text, event, person) if isinstance(outcome, Refused) else Planned(at=at, outcome=outcome)


def _may_be_one(event: Unclear | Answered, person: Person) -> bool:
    """Words that said nothing else; a bare number only where a time was asked for."""
    if isinstance(event, Answered):
        draft = person.reminders.draft
        return event.code.isdigit() and draft is not None and bool(draft.open)
    return event.what in ("words", "command") and event.part is None


def _whereabouts(text: str, event: Event, person: Person) -> Event:
    """A city, typed where a plan waits for the time zone; no name is guessed here."""
    waits = person.settings.zone is None and person.reminders.draft is not None
    places = zones_of(text) if waits else ()
    return Placed(at=event.at, places=places) if places else event


def _read(text: str, person: Person, words: PlanWords, routines: Routines, at: datetime) -> Outcome:
    known = dict(person.reminders.parts)
    return read(text, words, zone_of(person), at, routines=routines, known=known)
