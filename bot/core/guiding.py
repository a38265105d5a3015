"""The moves of a running session: poised, holding, resting, paused.

Each move takes the person, the phase they are in, what happened, and the library; it returns the person
as they are then, and what is asked of the world. The turn rises with every move.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.day import is_late
from bot.core.effects import Bell, Hush, Manner
from bot.core.events import (
    HalfReached,
    Readied,
    Repeated,
    Resumed,
    Shortened,
    Skipped,
    Suspended,
    TimeUp,
    Waited,
    WentBack,
)
from bot.core.following import stretch_done
from bot.core.guidance import Station, entrance, way_in
from bot.core.library import Library
from bot.core.saying import (
    HOLDING,
    PAUSED,
    POISED,
    aside,
    begin_phrases,
    hold,
    plain,
    say,
    title,
    with_gap,
    with_time,
)
from bot.core.session import Holding, Pace, Paused, Person, Poised, Resting, Session
from bot.core.stations import SILENCE, Next, enter, leave_twist, moved, station_of, stations_of, stretch_of

QUIET_STATIONS = 3
"""Steps in a row that went on without "ready" before a person who says ready themselves is let out of the twist."""


MORE_TIME = 60
"""Seconds that "more time" gives."""


def readied(person: Person, phase: Poised, event: Readied, library: Library) -> Next:
    """Ready: the hold begins, or the next step comes."""
    return go_on(person, replace(phase.session, quiet=0), library, event.at)


def settled(person: Person, phase: Poised, event: TimeUp, library: Library) -> Next:
    """The time to settle is over: go on, unless somebody who says ready themselves has fallen silent."""
    session = phase.session
    if is_late(event):
        return released(person, session, library, "late")
    quiet = session.quiet + (session.pace is Pace.READY)
    if quiet >= QUIET_STATIONS:
        return released(person, replace(session, quiet=0), library, "silence")
    return go_on(person, replace(session, quiet=quiet), library, event.at)


def go_on(person: Person, session: Session, library: Library, at: datetime) -> Next:
    """Begin the hold of this station; without one, go to the next."""
    if station_of(session, library).seconds:
        return begin_hold(person, session, library)
    return to_next(person, session, library, at)


def begin_hold(person: Person, session: Session, library: Library) -> Next:
    """Begin the hold; its end, and the half-way cue of a long one, come from the clock.

    In later rounds the words of the step change into those of the hold: a chat stays short that way.
    """
    stretch, station = stretch_of(session, library), station_of(session, library)
    person = moved(person, Holding(session=session))
    half = (hold(person, Bell.HALF, station.seconds // 2),) if station.long else ()
    words = say(
        person,
        *begin_phrases(stretch, session, station),
        buttons=HOLDING,
        manner=Manner.ANEW if station.round == 1 else Manner.AMEND,
        holds=(*half, hold(person, Bell.HOLD, station.seconds)),
    )
    return person, (words,)


def half_way(person: Person, phase: Holding, event: HalfReached, library: Library) -> Next:
    """Half of a long hold is over: the words under the running hold change, nothing rings, no turn."""
    if is_late(event):
        return person, ()
    return person, (say(person, title("hold.half"), buttons=HOLDING, manner=Manner.AMEND),)


def hold_ended(person: Person, phase: Holding, event: TimeUp, library: Library) -> Next:
    """The hold is over: on to the next step. One that ended while we were away is offered again (law 6)."""
    if is_late(event):
        return released(person, phase.session, library, "late")
    station = station_of(phase.session, library)
    held = replace(phase.session, seconds=phase.session.seconds + station.seconds)
    return to_next(person, held, library, event.at)


def rest_ended(person: Person, phase: Resting, event: TimeUp, library: Library) -> Next:
    """Back in the middle, and sides changed: on to the next step."""
    if is_late(event):
        return released(person, phase.session, library, "late")
    return to_next(person, phase.session, library, event.at)


def rested(person: Person, phase: Resting, event: Readied, library: Library) -> Next:
    """Ready before the rest is over: on to the next step."""
    return to_next(person, replace(phase.session, quiet=0), library, event.at)


def to_next(person: Person, session: Session, library: Library, at: datetime) -> Next:
    """The next station; after the last one the stretch is done."""
    if session.at + 1 < len(stations_of(session, library)):
        return enter(person, replace(session, at=session.at + 1), library)
    return stretch_done(person, session, library, at)


def waited(person: Person, phase: Poised, event: Waited, library: Library) -> Next:
    """More time."""
    person = moved(person, replace(phase, session=replace(phase.session, quiet=0)))
    words = with_gap(title("wait.more"), seconds=MORE_TIME)
    return person, (say(person, words, buttons=POISED, holds=(hold(person, Bell.SETTLE, MORE_TIME),)),)


def suspended(person: Person, phase: Poised | Holding | Resting, event: Suspended | Waited, library: Library) -> Next:
    """Pause: out of the twist, the place is kept."""
    return released(person, phase.session, library, "asked")


def released(person: Person, session: Session, library: Library, why: str) -> Next:
    """Let the person out of the twist and keep the place; `why` is asked, silence, late or no_gentler."""
    out = leave_twist(session, library)
    person = moved(person, Paused(session=session, why=why))
    words = say(
        person,
        *out,
        plain(f"paused.{why}") if out else title(f"paused.{why}"),
        buttons=PAUSED,
        rings=why != "asked",
        holds=(hold(person, Bell.SILENCE, SILENCE),) if why == "asked" else (),
    )
    return person, (words,)


def first_silence(person: Person, phase: Poised, event: TimeUp, library: Library) -> Next:
    """Nothing was heard after the first step: the place is kept."""
    return released(person, phase.session, library, "silence")


def pause_kept(person: Person, phase: Paused, event: TimeUp, library: Library) -> Next:
    """The pause has lasted: one quiet line that the place is kept, and no more after it."""
    return person, (aside(person, plain("paused.kept")),)


def resumed(person: Person, phase: Paused, event: Resumed | Readied | Repeated, library: Library) -> Next:
    """Go on after a pause."""
    return go_back_in(person, phase.session, library)


def resumed_back(person: Person, phase: Paused, event: WentBack, library: Library) -> Next:
    """Go on one step earlier."""
    return go_back_in(person, replace(phase.session, at=max(0, phase.session.at - 1)), library)


def go_back_in(person: Person, session: Session, library: Library) -> Next:
    """Go on from the way into the twist; the hold starts over. There is time to lie down again first."""
    session = replace(session, at=way_in(stations_of(session, library), session.at), quiet=0)
    if session.at == 0:
        return enter(person, session, library)
    person, (shown,) = enter(person, session, library, title("resumed.lie_down"))
    return person, (with_time(shown, MORE_TIME),)


def repeated(person: Person, phase: Poised | Holding | Resting, event: Repeated, library: Library) -> Next:
    """Say the step again; a hold starts over."""
    return enter(person, replace(phase.session, quiet=0), library)


def went_back(person: Person, phase: Poised | Holding | Resting, event: WentBack, library: Library) -> Next:
    """Back to the step before, out of the twist where that one is outside; at the first one, that one again."""
    earlier = replace(phase.session, at=max(0, phase.session.at - 1), quiet=0)
    out = () if station_of(earlier, library).step.twisted else leave_twist(phase.session, library)
    return enter(person, earlier, library, *out)


def skipped(person: Person, phase: Poised | Holding | Resting, event: Skipped, library: Library) -> Next:
    """Leave this step out; at its entrance the whole twist, but never the way back: somebody may be in it already."""
    session = replace(phase.session, quiet=0)
    stations = stations_of(session, library)
    outside = not isinstance(phase, Holding) and session.at == entrance(stations, session.at)
    if outside and stations[session.at].step.twisted:
        session = replace(session, at=_last_of_twist(stations, session.at))
    return to_next(person, session, library, event.at)


def _last_of_twist(stations: tuple[Station, ...], at: int) -> int:
    """The last station of the twist entered at `at`; what follows brings the person back."""
    while at + 1 < len(stations) and stations[at + 1].step.twisted:
        at += 1
    return at


def shortened(person: Person, phase: Poised | Holding | Resting, event: Shortened, library: Library) -> Next:
    """Shorter on this side from now on. A hold that runs ends at once: begun anew, it could last longer than before."""
    side = station_of(phase.session, library).side
    if side is None:
        return person, (aside(person, plain("shorter.no_side")),)
    session = replace(phase.session, shorter=side)
    if isinstance(phase, Holding):
        return to_next(person, replace(session, quiet=0), library, event.at)
    return enter(person, session, library)


def left(person: Person, library: Library) -> Next:
    """The person blocked the bot: timers and unsent words go; a running session waits, paused."""
    match person.phase:
        case Poised() | Holding() | Resting() as phase:
            return moved(person, Paused(session=phase.session, why="left")), (Hush(),)
        case _:
            return person, (Hush(),)
