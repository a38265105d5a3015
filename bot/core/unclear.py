"""Answers to what was not understood, or does not fit where the person stands. They never advance a session (law 5)."""

from bot.core.day import is_over, local_day
from bot.core.effects import Rows
from bot.core.events import Answered, Event, Readied, Resumed, Sided, Unclear
from bot.core.inquiry import ask_score
from bot.core.library import Library
from bot.core.saying import MENU_AGAIN, UNCLEAR, aside, plain, title
from bot.core.session import AnyPhase, Holding, Paused, Person, Poised, Resting
from bot.core.stations import Next
from bot.core.where import where

RUNNING = (Poised, Holding, Resting)

POLITE = ("thanks", "remind")
"""What is no question about the session, and is answered beside it."""


def unclear(person: Person, event: Unclear, library: Library) -> Next:
    """Words about the body ask for the score; anything else is answered kindly, and nothing moves."""
    phase = person.phase
    if isinstance(phase, RUNNING) and (event.part or event.what == "no_gain"):
        return ask_score(person, event.part, f"feeling.{'no_gain' if event.what == 'no_gain' else 'part'}", library)
    if event.what in POLITE or event.what not in ("words", "no_gain"):
        return person, (aside(person, plain(f"unclear.{event.what}"), buttons=_safe(phase)),)
    if isinstance(phase, (*RUNNING, Paused)):
        return person, (aside(person, title("safety.t_unknown"), buttons=UNCLEAR),)
    return where(person, library, plain("unclear.words"))


def _safe(phase: AnyPhase) -> Rows:
    """Pain and stop stay within reach of somebody who is being guided."""
    return UNCLEAR if isinstance(phase, RUNNING) else ()


def out_of_place(person: Person, event: Event, library: Library) -> Next:
    """Understood, but not of use here: say where we are."""
    phase = person.phase
    if isinstance(phase, RUNNING):
        return _while_running(person, phase, event, library)
    if isinstance(event, Resumed) and not is_over(person.no_twist_on, local_day(event.at, person.settings.zone)):
        return person, (aside(person, title("safety.t_p2"), buttons=MENU_AGAIN),)
    return where(person, library, plain("unclear.here"))


def _while_running(person: Person, phase: AnyPhase, event: Event, library: Library) -> Next:
    """In a stretch: a number may be a score; "go on" is what happens anyway; the rest is not understood."""
    match event:
        case Answered(code="0") | Resumed():
            return person, (aside(person, plain("going.on")),)
        case Answered(code=code) if code.isdigit():
            return ask_score(person, None, "feeling.number", library)
        case Readied():
            return person, (aside(person, plain("going.holding")),)
        case Sided():
            return person, (aside(person, plain("side.later")),)
        case _:
            return person, (aside(person, title("safety.t_unknown"), buttons=UNCLEAR),)
