"""The questions about how the body feels: put, and put again. What their answers lead to stands in `feeling`."""

from dataclasses import replace

from bot.core.effects import Hush, Phrase, Say
from bot.core.saying import SCORE, YES_NO, say, title
from bot.core.session import (
    AnyPhase,
    Ended,
    Feel,
    Feeling,
    Holding,
    Idle,
    Locked,
    Paused,
    Person,
    Poised,
    Resting,
    Session,
)
from bot.core.stations import Next, moved


def session_of(phase: AnyPhase) -> Session | None:
    """The session that is under way in this phase, if there is one."""
    match phase:
        case Poised() | Holding() | Resting() | Paused():
            return phase.session
        case Feeling():
            return session_of(phase.before)
        case _:
            return None


def calm_place(phase: AnyPhase) -> AnyPhase:
    """Where a person goes back to after a question about the body: a running session waits, paused."""
    match phase:
        case Poised() | Holding() | Resting():
            return Paused(session=phase.session)
        case Feeling():
            return phase.before
        case Ended() | Locked():
            return Idle()
        case _:
            return phase


def ask_score(person: Person, phase: AnyPhase, part: str | None, key: str) -> Next:
    """Something unclear about the body was said: the timer stops, and the score is asked."""
    person = moved(person, Feeling(ask=Feel.SCORE, before=calm_place(phase), soft=True, part=part, asked=True))
    return person, (Hush(), say(person, title(key), buttons=SCORE, rings=True))


def ask_three(person: Person, phase: Feeling) -> Next:
    """Toilet or saddle signs, weak legs, chest or breath: one message, after every pain."""
    person = moved(person, replace(phase, ask=Feel.THREE, tries=0))
    return person, (say(person, title("feeling.three"), buttons=YES_NO, rings=True),)


def ask_again(person: Person, phase: Feeling, *before: Phrase) -> Say:
    """The open question once more; what was not understood is no answer."""
    buttons = YES_NO if phase.ask in (Feel.THREE, Feel.DOUBT) else SCORE
    return say(person, *before, title(f"feeling.ask.{phase.ask}"), buttons=buttons)
