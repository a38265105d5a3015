"""Somebody who lies in a hold, brought there as people are: through the readiness check, step by step."""

from collections.abc import Iterable
from datetime import datetime

from benchmarks.crowd import Deed, Heard, OnMat
from bot.buttons import VERBS
from bot.commands import COMMANDS
from bot.core.effects import Effect, Say
from bot.core.events import Event
from bot.core.session import Holding, Person
from bot.core.step import step
from bot.heard import Said
from bot.hearing import hear
from bot.knowledge import Knowledge
from bot.press import decode
from bot.wording import line

ROUTINE = "routine.knee_drop.title"


def in_a_hold(known: Knowledge, at: datetime) -> Person:
    """A person whose first hold has begun at `at`."""
    library, guest = known.content.library, OnMat(known.content.words.text(ROUTINE))
    person, event = Person(id=1), COMMANDS["start"](at, "en")
    while not isinstance(person.phase, Holding):
        person, effects = step(person, event, library)
        event = _next(guest, effects, person, known, at)
    return person


def _next(guest: OnMat, effects: Iterable[Effect], person: Person, known: Knowledge, at: datetime) -> Event:
    """What they do about what was said."""
    deed: Deed | None = None
    for effect in effects:
        if isinstance(effect, Say):
            said = line(effect, known.content.words)
            buttons = {key.label: key.data for row in said.buttons for key in row}
            deed = guest.hears(Heard(1, said.text, buttons)) or deed
    assert deed is not None
    press = decode(deed.data)
    if press is not None:
        return VERBS[press.verb](press, at, "en")
    return hear(Said(text=deed.text), person.phase, known.lexicon, known.content.library.table, at)
