"""The questions about how the body feels: put, and put again. What their answers lead to stands in `feeling`."""

from dataclasses import replace

from bot.core.effects import Hush, Phrase, Say
from bot.core.library import Library
from bot.core.saying import SCORES, SURELY, say, title
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
from bot.core.stations import Next, leave_twist, moved


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


def way_out_of(phase: AnyPhase, library: Library) -> tuple[Phrase, ...]:
    """The way out, for somebody who is in a twist now; nothing for whoever is out of it already."""
    return leave_twist(phase.session, library) if isinstance(phase, Poised | Holding | Resting) else ()


def ask_score(person: Person, part: str | None, key: str, library: Library) -> Next:
    """Something unclear about the body was said: the timer stops, the score is asked, nobody stays in a twist."""
    phase, out = person.phase, way_out_of(person.phase, library)
    person = moved(person, Feeling(ask=Feel.SCORE, before=calm_place(phase), soft=True, part=part, asked=True))
    return person, (Hush(), say(person, *out, title(key), buttons=SCORES, rings=True))


def ask_three(person: Person, phase: Feeling) -> Next:
    """Toilet or saddle signs, weak legs, chest or breath: one message, after every pain."""
    person = moved(person, replace(phase, ask=Feel.THREE, tries=0))
    return person, (say(person, title("feeling.three"), buttons=SURELY, rings=True),)


def ask_again(person: Person, phase: Feeling, *before: Phrase) -> Say:
    """The open question once more; what was not understood is no answer."""
    buttons = SURELY if phase.ask in (Feel.THREE, Feel.DOUBT) else SCORES
    return say(person, *before, title(f"feeling.ask.{phase.ask}"), buttons=buttons)
