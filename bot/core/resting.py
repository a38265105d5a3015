"""Days off: ill, sore, on holiday. Every plan rests, and nothing counts as missed until the person is back."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.agenda import Away, Why
from bot.core.day import local_day
from bot.core.effects import Button, Phrase, Rows, Verb
from bot.core.events import Chose
from bot.core.library import Library
from bot.core.moments import day_gaps, next_words
from bot.core.saying import button, plain, title
from bot.core.session import Person
from bot.core.snoozing import in_place
from bot.core.stations import Next
from bot.core.waking import back_on, before_change
from bot.core.where import where

DAY = timedelta(days=1)

SPELLS_KEPT = 40

WEEKS = (1, 2, 3)
"""How long a holiday may be said to be; it may be left open, too."""


def away_now(person: Person, at: datetime) -> Away | None:
    """The spell that lasts today."""
    today = local_day(at, person.settings.zone)
    lasting = (spell for spell in person.reminders.away if spell.from_day <= today < back_on(spell))
    return next(lasting, None)


def away_words(spell: Away | None) -> tuple[Phrase, ...]:
    """That every plan rests, and until when."""
    if spell is None:
        return ()
    if spell.until_day is None:
        return (plain(f"remind.away.{spell.why}"),)
    return (Phrase(key="remind.away.until", gaps=day_gaps(back_on(spell))),)


def away_row(spell: Away | None) -> tuple[Button, ...]:
    """Going away, or being back."""
    whys = () if spell else tuple(button(f"away.{why}", Verb.CHOOSE, f"away={why}") for why in Why)
    return whys or (button("away.back", Verb.CHOOSE, "away=back"),)


def away(person: Person, event: Chose, library: Library) -> Next:
    """The person is away from today on, for so many weeks of holiday, or back."""
    if event.value in set(Why):
        return _gone(person, Why(event.value), event.at)
    if event.value == "back":
        return _back(person, event.at)
    if event.value in map(str, WEEKS):
        return _for_weeks(person, int(event.value), event.at)
    return where(person, library, plain("unclear.here"))


def _gone(person: Person, why: Why, at: datetime) -> Next:
    today = local_day(at, person.settings.zone)
    person = _with(_ended(before_change(person, at), at), Away(why=why, from_day=today))
    lengths = tuple(button(f"away.weeks_{weeks}", Verb.CHOOSE, f"away={weeks}") for weeks in WEEKS)
    rows: Rows = (*((lengths,) if why is Why.HOLIDAY else ()), away_row(Away(why=why, from_day=today)))
    words = (title(f"remind.away.{why}"), plain("remind.away.no_guilt"))
    return person, (in_place(person, *words, buttons=rows),)


def _with(person: Person, spell: Away) -> Person:
    known = person.reminders
    return replace(person, reminders=replace(known, away=(*known.away, spell)[-SPELLS_KEPT:], snoozes=()))


def _ended(person: Person, at: datetime) -> Person:
    """The person with no spell beyond yesterday; one that began today never was."""
    today = local_day(at, person.settings.zone)
    kept = (
        replace(spell, until_day=today - DAY) if back_on(spell) > today else spell
        for spell in person.reminders.away
        if spell.from_day < today or back_on(spell) <= today
    )
    return replace(person, reminders=replace(person.reminders, away=tuple(kept)))


def _for_weeks(person: Person, weeks: int, at: datetime) -> Next:
    """The holiday of today lasts so many weeks."""
    spell = away_now(person, at)
    if spell is None:
        return _back(person, at)
    known = person.reminders
    bounded = replace(spell, until_day=spell.from_day + timedelta(weeks=weeks) - DAY)
    person = replace(person, reminders=replace(known, away=(*known.away[:-1], bounded)))
    words = (*away_words(bounded), next_words(person, at))
    return person, (in_place(person, *words, buttons=(away_row(bounded),)),)


def _back(person: Person, at: datetime) -> Next:
    """Good to have you back: the plans ring again from now on."""
    person = _ended(before_change(person, at), at)
    return person, (in_place(person, title("remind.away.back"), next_words(person, at)),)
