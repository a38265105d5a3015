"""Where a person stands, said again: the answer to whatever does not fit the phase they are in (law 9)."""

from bot.core.checking import question
from bot.core.effects import Manner, Phrase, Say
from bot.core.finishing import end_question
from bot.core.inquiry import ask_again
from bot.core.library import Library
from bot.core.saying import HOLDING, MENU_AGAIN, PAUSED, POISED, RESTING, aside, plain, say, step_phrases, title
from bot.core.session import (
    Checking,
    Choosing,
    Ended,
    Feeling,
    Holding,
    Locked,
    Paused,
    Person,
    Poised,
    Resting,
)
from bot.core.stations import Next, station_of, stretch_of

KEYBOARDS = {Poised: POISED, Holding: HOLDING, Resting: RESTING, Paused: PAUSED}


def where(person: Person, library: Library, *before: Phrase) -> Next:
    """Say where the person stands; nothing moves, running timers run on."""
    return person, (words_here(person, library, *before),)


def words_here(person: Person, library: Library, *before: Phrase) -> Say:
    """The words of the phase the person is in."""
    match person.phase:
        case Checking() as phase:
            return question(person, phase.check, library, *before, manner=Manner.ANEW)
        case Choosing():
            return aside(person, *before, plain("where.choosing"))
        case Feeling() as phase:
            return ask_again(person, phase, *before)
        case Ended() as phase:
            return end_question(person, phase, *before)
        case Locked():
            return say(person, *before, title("safety.t_not_lifted"))
        case Poised() | Holding() | Resting() | Paused() as phase:
            return say(
                person,
                *before,
                plain(f"where.{phase.name}"),
                *_step(phase, library),
                buttons=KEYBOARDS[type(phase)],
                manner=Manner.ANEW,
            )
        case _:
            return say(person, *before, plain("where.idle"), buttons=MENU_AGAIN)


def _step(phase: Poised | Holding | Resting | Paused, library: Library) -> tuple[Phrase, ...]:
    session = phase.session
    return step_phrases(stretch_of(session, library), session, station_of(session, library))[:1]
