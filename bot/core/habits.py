"""What may be set for all reminders: the quiet hours, and whether a reminder nobody answered is followed up once."""

from dataclasses import replace
from datetime import time

from bot.core.agenda import NO_QUIET, Quiet, Reminders
from bot.core.effects import Button, Manner, Name, Phrase, Rows, Say, Verb
from bot.core.events import Asked, Chose
from bot.core.library import Library
from bot.core.plan_words import clock
from bot.core.saying import aside, button, plain, title
from bot.core.session import Person
from bot.core.stations import Next
from bot.core.where import where

QUIET_HOURS = ((21, 7), (22, 7), (22, 8), (23, 9))
"""The quiet hours offered: from which hour to which."""

NONE = "none"


def habits(person: Person, event: Asked, library: Library) -> Next:
    """What is set now, and every choice."""
    return person, (_page(person, Manner.ASIDE),)


def _page(person: Person, manner: Manner) -> Say:
    known = person.reminders
    quiet = (
        plain("remind.no_quiet") if known.quiet == NO_QUIET else Phrase(key="remind.quiet", gaps=_hours(known.quiet))
    )
    follows = plain("remind.followed" if known.follow_up else "remind.not_followed")
    words = (title("remind.settings"), quiet, follows)
    return replace(aside(person, *words, buttons=_rows(known)), manner=manner)


def _hours(hours: Quiet) -> tuple[tuple[str, str | int | Name], ...]:
    return (("from", clock(hours.start)), ("to", clock(hours.end)))


def _rows(known: Reminders) -> Rows:
    offered = tuple(_quiet_button(Quiet(start=time(first), end=time(last)), known) for first, last in QUIET_HOURS)
    never = replace(button("no_quiet", Verb.CHOOSE, f"quiet={NONE}"), ticked=known.quiet == NO_QUIET)
    switch = button("follow_up", Verb.CHOOSE, f"follow={'off' if known.follow_up else 'on'}")
    last = replace(switch, ticked=known.follow_up), button("zone", Verb.ASK, "zone")
    return (offered[:2], offered[2:], (never,), last)


def _quiet_button(hours: Quiet, known: Reminders) -> Button:
    label = Phrase(key="button.quiet", gaps=_hours(hours))
    value = f"quiet={hours.start.hour}-{hours.end.hour}"
    return Button(label=label, verb=Verb.CHOOSE, value=value, ticked=hours == known.quiet)


def quiet_set(person: Person, event: Chose, library: Library) -> Next:
    """Keep other quiet hours, or none."""
    offered = {f"{first}-{last}": Quiet(start=time(first), end=time(last)) for first, last in QUIET_HOURS}
    quiet = NO_QUIET if event.value == NONE else offered.get(event.value)
    if quiet is None:
        return where(person, library, plain("unclear.here"))
    person = replace(person, reminders=replace(person.reminders, quiet=quiet))
    return person, (_page(person, Manner.PRESSED),)


def follow_set(person: Person, event: Chose, library: Library) -> Next:
    """Follow up reminders once, or never."""
    if event.value not in ("on", "off"):
        return where(person, library, plain("unclear.here"))
    person = replace(person, reminders=replace(person.reminders, follow_up=event.value == "on"))
    return person, (_page(person, Manner.PRESSED),)
