"""Gentler, deeper, other side: the moves that change the form of a running session.

Gentler is always granted: first the way out of the twist, then the gentler form, the clock started anew.
Deeper is granted only by the record (D3, D5), and never in a session where something was eased.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.day import local_day
from bot.core.effects import Phrase
from bot.core.events import Eased, Hardened, Sided
from bot.core.following import called_for
from bot.core.guidance import in_force, locate, side_start, way_in
from bot.core.guiding import released
from bot.core.library import Direction, Library, Side, Stretch, Variation, When
from bot.core.progress import Bounds, course, harder, may_harden
from bot.core.saying import EASED, aside, plain, with_time
from bot.core.session import Holding, Paused, Person, Poised, Resting, Session
from bot.core.standing import standing
from bot.core.stations import Next, enter, leave_twist, station_of, stations_of, stretch_of

SETTLE_EASED = 30
"""Seconds, at least, to get into a gentler form."""

ANY = "any"
"""The complaint of somebody who names no body part."""


def eased(person: Person, phase: Poised | Holding | Resting | Paused, event: Eased, library: Library) -> Next:
    """Too much: the way out, then the gentler form that fits the complaint."""
    out = () if isinstance(phase, Paused) else leave_twist(phase.session, library)
    return ease(person, phase.session, event.part, library, event.at, *out)


def ease(person: Person, session: Session, part: str | None, library: Library, at: datetime, *before: Phrase) -> Next:
    """Make the stretch gentler for this complaint and begin its twist anew; with nothing gentler left, let go.

    `before` is said first: the way out, unless the person is out of the twist already.
    """
    session = replace(session, eased=session.eased + 1, quiet=0)
    variation = gentler(stretch_of(session, library), session, part)
    if variation is None:
        return released(person, session, library, "no_gentler")
    if variation.becomes:
        return _become(person, session, variation, library, at, *before)
    return _soften(person, session, variation, library, *before)


def gentler(stretch: Stretch, session: Session, part: str | None) -> Variation | None:
    """The first gentler variation for this complaint that is not in force yet; else one for any complaint."""
    used = {variation.id for variation in in_force(stretch, stretch.level(session.course.level), session.variations)}
    for complaint in dict.fromkeys((part or ANY, ANY)):
        for variation in stretch.variations:
            fits = variation.direction is not Direction.DEEPER and complaint in variation.complaints
            if fits and variation.id not in used:
                return variation
    return None


def _soften(person: Person, session: Session, variation: Variation, library: Library, *before: Phrase) -> Next:
    stretch, station = stretch_of(session, library), station_of(session, library)
    softer = replace(session, variations=(*session.variations, variation.id))
    stations = stations_of(softer, library)
    at = locate(stations, stations_of(session, library)[way_in(stations_of(session, library), session.at)])
    softer = replace(softer, at=at if station.side is None else side_start(stations, at))
    words = Phrase(key=f"stretch.{stretch.id}.variation.{variation.id}.say", side=station.side)
    person, (shown,) = enter(person, softer, library, *before, words)
    return person, (with_time(replace(shown, buttons=EASED), SETTLE_EASED),)


def _become(
    person: Person, session: Session, variation: Variation, library: Library, at: datetime, *before: Phrase
) -> Next:
    """Change to another stretch, at its lightest level and within every limit, where the check leaves it open."""
    target = library.stretches[variation.becomes or ""]
    stands = standing(person, library, at)
    if target.id not in stands.open:
        return released(person, session, library, "no_gentler")
    stretch, station = stretch_of(session, library), station_of(session, library)
    day = local_day(at, person.settings.zone)
    lightest = course(target, (), day, Bounds(top_level=1, start_level=0))
    called = called_for(target, stands)
    changed = replace(session, course=lightest, at=0, variations=called, first=None, shorter=None)
    words = Phrase(key=f"stretch.{stretch.id}.variation.{variation.id}.say", side=station.side)
    return enter(person, changed, library, *before, words)


def hardened(person: Person, phase: Poised | Holding | Resting, event: Hardened, library: Library) -> Next:
    """Too easy: one step up if the record allows it; else one sentence why not. Nothing moves meanwhile."""
    session = phase.session
    stretch = stretch_of(session, library)
    if session.eased:
        return person, (aside(person, plain("harder.eased")),)
    if not may_harden(stretch, session.course, person.recent):
        return person, (aside(person, plain("harder.later")),)
    bounds = standing(person, library, event.at).bounds(stretch.id)
    up = harder(stretch, session.course, person.recent, local_day(event.at, person.settings.zone), bounds)
    if up is None:
        return person, (aside(person, plain("harder.top")),)
    return _raise(person, phase, replace(session, course=up), library)


def _raise(person: Person, phase: Poised | Holding | Resting, raised: Session, library: Library) -> Next:
    here = station_of(phase.session, library)
    raised = replace(raised, at=locate(stations_of(raised, library), here))
    level = Phrase(key=f"stretch.{raised.course.stretch}.level.{raised.course.level}.title")
    return replace(person, phase=replace(phase, session=raised)), (aside(person, plain("harder.granted"), level),)


def sided(person: Person, phase: Poised | Resting | Paused, event: Sided, library: Library) -> Next:
    """A side was named: begin with it, as long as no side has begun."""
    return _begin_with(person, phase, event.side, library)


def other_side(person: Person, phase: Poised | Holding | Resting | Paused, library: Library) -> Next:
    """The other side first."""
    session = phase.session
    lead = session.first or stretch_of(session, library).first_side
    return _begin_with(person, phase, lead.other if lead else None, library)


def _begin_with(
    person: Person, phase: Poised | Holding | Resting | Paused, side: Side | None, library: Library
) -> Next:
    session = phase.session
    stations = stations_of(session, library)
    first = next((index for index, station in enumerate(stations) if station.step.when is When.SIDE), len(stations))
    if side is None or session.at > first or isinstance(phase, Holding):
        return person, (aside(person, plain("side.later")),)
    return enter(person, replace(session, first=side), library, Phrase(key="side.first", side=side))
