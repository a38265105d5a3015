"""What somebody who comes back is told first: a reminder that came too late, and that their plans rest."""

from dataclasses import replace
from datetime import datetime

from bot.core.effects import Say
from bot.core.reminding import missed_words
from bot.core.resting import away_now, away_row, away_words
from bot.core.saying import aside
from bot.core.session import Person


def news(person: Person, at: datetime) -> tuple[Person, tuple[Say, ...]]:
    """The one quiet message, if there is any news; a reminder that was left out is told of once."""
    spell, missed = away_now(person, at), missed_words(person, at)
    if spell is None and not missed:
        return person, ()
    person = replace(person, reminders=replace(person.reminders, missed=None))
    rows = (away_row(spell),) if spell else ()
    return person, (aside(person, *missed, *away_words(spell), buttons=rows),)
