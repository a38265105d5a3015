"""The station a session stands at: which one it is, how it is shown and waited for, and how its twist is left.

Every move of a running session leads through here, so no part of the core has to import another to show a step.
"""

from dataclasses import replace

from bot.core.effects import Bell, Effect, Phrase, Say
from bot.core.guidance import Station, programme, settle_time
from bot.core.library import Library, Stretch
from bot.core.saying import POISED, RESTING, hold, note, pose, say, step_phrases, way_out, with_gap
from bot.core.session import AnyPhase, Pace, Person, Poised, Resting, Session

Next = tuple[Person, tuple[Effect, ...]]
"""What a move returns: the person as they are then, and what is asked of the world."""

Shown = tuple[Person, tuple[Say]]
"""A move that only says something."""

SILENCE = 600
"""Seconds after which a pause, or a first step, says that the place is kept."""


def moved(person: Person, phase: AnyPhase) -> Person:
    """The person in their new phase; every move raises the turn."""
    return replace(person, turn=person.turn + 1, phase=phase)


def stretch_of(session: Session, library: Library) -> Stretch:
    """The stretch this session stands in."""
    return library.stretches[session.course.stretch]


def stations_of(session: Session, library: Library) -> tuple[Station, ...]:
    """The programme of the stretch this session stands in."""
    return programme(stretch_of(session, library), session)


def station_of(session: Session, library: Library) -> Station:
    """The station this session stands at."""
    return stations_of(session, library)[session.at]


def leave_twist(session: Session, library: Library) -> tuple[Phrase, ...]:
    """The way out, when the session stands in a twist."""
    station = station_of(session, library)
    return (way_out(stretch_of(session, library), station),) if station.step.twisted else ()


def enter(person: Person, session: Session, library: Library, *before: Phrase) -> Shown:
    """Show the station the session stands at, after the words in `before`, and wait for it to end."""
    station = station_of(session, library)
    return _rest(person, session, library, *before) if station.step.rest else _show(person, session, library, *before)


def _rest(person: Person, session: Session, library: Library, *before: Phrase) -> Shown:
    stretch, stations = stretch_of(session, library), stations_of(session, library)
    station = stations[session.at]
    person = moved(person, Resting(session=session))
    words = say(
        person,
        *before,
        *step_phrases(stretch, session, station),
        *_next_side(stations, session.at),
        buttons=RESTING,
        rings=True,
        pose=pose(stretch, session, station),
        holds=(hold(person, Bell.REST, station.step.rest),),
    )
    return person, (words,)


def _next_side(stations: tuple[Station, ...], at: int) -> tuple[Phrase, ...]:
    """Which side comes next, so that nobody has to wonder while changing over."""
    following = stations[at + 1] if at + 1 < len(stations) else None
    if following is None or following.side is None or following.side is stations[at].side:
        return ()
    return (Phrase(key="rest.next_side", side=following.side),)


def _show(person: Person, session: Session, library: Library, *before: Phrase) -> Shown:
    stretch, station = stretch_of(session, library), station_of(session, library)
    person = moved(person, Poised(session=session))
    first = session.at == 0 and not session.done and not session.eased
    wait = (
        hold(person, Bell.SILENCE, SILENCE)
        if first and session.pace is Pace.FREE
        else hold(person, Bell.SETTLE, _wait(person, session, station))
    )
    words = say(
        person,
        *before,
        *step_phrases(stretch, session, station),
        *(_how_it_goes_on(person, session) if first else ()),
        buttons=POISED,
        rings=True,
        pose=pose(stretch, session, station),
        holds=(wait,),
    )
    return person, (words,)


def _wait(person: Person, session: Session, station: Station) -> int:
    """Seconds until the step goes on by itself."""
    settings = person.settings
    return settings.wait if session.pace is Pace.READY else settle_time(station, settings.settle)


def _how_it_goes_on(person: Person, session: Session) -> tuple[Phrase, ...]:
    """What ends a step, said once, at the first one."""
    if session.pace is Pace.FREE:
        return (with_gap(note("step.free"), seconds=person.settings.settle),)
    return (with_gap(note("step.ready"), seconds=person.settings.wait),)
