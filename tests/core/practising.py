"""Somebody practised, and where they may stand: what the tests of single moves begin with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.effects import Effect, Say
from bot.core.events import Answered, Chose, Event, PainFelt, Readied, Skipped, Suspended, UrgentSaid
from bot.core.session import Holding, Paused, Person, Poised, Resting, Session
from bot.core.stations import Next, station_of
from bot.core.step import step
from tests.core.walking import LIBRARY, MORNING, checked, three_calm

Running = Poised | Holding | Resting | Paused

PRACTISED = Person(id=1, met=True, readiness=checked(), recent=three_calm())
"""Healthy, checked this morning, with three calm knee drops in the last days: every twist is open."""


def after(seconds: float) -> datetime:
    """So many seconds after the morning began."""
    return MORNING + timedelta(seconds=seconds)


def take(person: Person, event: Event) -> Next:
    """What happens then, with all that is shipped."""
    return step(person, event, LIBRARY)


def then(person: Person, *events: Event) -> Person:
    """The person after these events, one after the other."""
    for event in events:
        person, _ = take(person, event)
    return person


def keys(effects: Iterable[Effect]) -> list[str]:
    """The keys of everything that is said."""
    return [phrase.key for effect in effects if isinstance(effect, Say) for phrase in effect.phrases]


def begun(routine: str = "knee_drop", person: Person = PRACTISED, way: str = "ready") -> Person:
    """At the first step of a routine."""
    return then(person, Chose(at=MORNING, what="routine", value=routine), Chose(at=MORNING, what="go", value=way))


def run(person: Person) -> Session:
    """The session that is under way."""
    assert isinstance(person.phase, Running)
    return person.phase.session


def standing_at(step: str, person: Person | None = None) -> Person:
    """Skipped on to this step, the first time it comes."""
    person = person or begun()
    session = run(person)
    while station_of(session, LIBRARY).step.id != step:
        session = replace(session, at=session.at + 1)
    phase = Resting(session=session) if station_of(session, LIBRARY).step.rest else Poised(session=session)
    return replace(person, phase=phase)


def in_twist(routine: str = "knee_drop", step: str = "drop", person: Person = PRACTISED) -> Person:
    """In the hold of a twist."""
    return then(standing_at(step, begun(routine, person)), Readied(at=MORNING))


def ended(routine: str = "knee_drop", person: Person = PRACTISED) -> Person:
    """At the first question after a routine of one stretch."""
    return then(standing_at("rest", begun(routine, person)), Skipped(at=MORNING))


PLACES: dict[str, Person] = {
    "idle": PRACTISED,
    "checking": then(PRACTISED, Chose(at=MORNING, what="check")),
    "choosing": then(PRACTISED, Chose(at=MORNING, what="menu")),
    "poised": begun(),
    "holding": in_twist(),
    "resting": standing_at("back"),
    "paused": then(in_twist(), Suspended(at=MORNING)),
    "feeling": then(in_twist(), PainFelt(at=MORNING, soft=True)),
    "ended": ended(),
    "locked": then(PRACTISED, UrgentSaid(at=MORNING, sign="Q3", tier="E")),
}
"""The same person in every phase there is."""


def says(code: str) -> Answered:
    """An answer that was typed."""
    return Answered(at=MORNING, code=code)
