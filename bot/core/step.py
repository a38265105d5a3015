"""The machine: `step(person, event, library)` returns the person as they are then, and what is asked of the world.

The laws it keeps
=================

1. Stop and pain always win: they are looked at before everything else, in every phase, and carry no turn.
   The first effect of their reply is `Hush`: timers and unsent words are dead before it is said.
2. No twist without a verdict that allows it: a session begins, resumes and changes its stretch only through
   `standing`, which asks the readiness check, the gates, the lock and the day.
3. One number, the turn, settles all staleness: a reply or a timer whose turn is not the person's moves nothing.
   A stale button gets a passing word, a stale timer is silent.
4. A lock answers everything with the same words until it has run out; only asides (help, privacy, export, forget)
   and urgent signs are heard beside it.
5. Every input has an answer. A pair that is not in MOVES says again where the person stands, and what was not
   understood never advances a session.

How it works
============

MOVES holds a row for each phase and event that belong together; the move in it takes both with their own types.
EVERYWHERE holds what may come in any phase. The diagram in the docs is drawn from MOVES.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from bot.core import asides, checking, choosing, easing, entry, feeling, finishing, guiding, unclear
from bot.core.day import local_day
from bot.core.effects import Effect, Phrase, Toast
from bot.core.events import (
    Answered,
    Asked,
    Began,
    Chose,
    Eased,
    Event,
    HalfReached,
    Hardened,
    HoldEnded,
    Left,
    PainFelt,
    Readied,
    Repeated,
    Reply,
    RestEnded,
    Resumed,
    SettleEnded,
    Shortened,
    Sided,
    SilenceFell,
    Skipped,
    Stopped,
    Suspended,
    TimeUp,
    Unclear,
    UrgentSaid,
    Waited,
    WentBack,
)
from bot.core.library import Library
from bot.core.session import (
    Checking,
    Choosing,
    Ended,
    Feeling,
    Holding,
    Idle,
    Locked,
    Paused,
    Person,
    Phase,
    Poised,
    Readiness,
    Resting,
)

Next: TypeAlias = tuple[Person, tuple[Effect, ...]]
Move: TypeAlias = Callable[[Person, Any, Any, Library], Next]
Pair: TypeAlias = tuple[type[Phase], type[Event]]

P = TypeVar("P", bound=Phase)
E = TypeVar("E", bound=Event)


def on(phase: type[P], event: type[E], move: Callable[[Person, P, E, Library], Next]) -> tuple[Pair, Move]:
    """One row: this event, in this phase, makes this move. A move of another type is a type error."""
    return (phase, event), move


MOVES: dict[Pair, Move] = dict(
    [
        on(Checking, Answered, checking.answered),
        on(Checking, WentBack, checking.back_one),
        on(Choosing, Readied, choosing.ready_to_begin),
        on(Choosing, Sided, choosing.side_first),
        on(Poised, Readied, guiding.readied),
        on(Poised, SettleEnded, guiding.settled),
        on(Poised, SilenceFell, guiding.first_silence),
        on(Poised, Waited, guiding.waited),
        on(Poised, Suspended, guiding.suspended),
        on(Poised, Repeated, guiding.repeated),
        on(Poised, WentBack, guiding.went_back),
        on(Poised, Skipped, guiding.skipped),
        on(Poised, Eased, easing.eased),
        on(Poised, Hardened, easing.hardened),
        on(Poised, Sided, easing.sided),
        on(Poised, Shortened, guiding.shortened),
        on(Holding, HoldEnded, guiding.hold_ended),
        on(Holding, HalfReached, guiding.half_way),
        on(Holding, Waited, guiding.suspended),
        on(Holding, Suspended, guiding.suspended),
        on(Holding, Repeated, guiding.repeated),
        on(Holding, WentBack, guiding.went_back),
        on(Holding, Skipped, guiding.skipped),
        on(Holding, Eased, easing.eased),
        on(Holding, Hardened, easing.hardened),
        on(Holding, Shortened, guiding.shortened),
        on(Resting, RestEnded, guiding.rest_ended),
        on(Resting, Readied, guiding.rested),
        on(Resting, Waited, guiding.suspended),
        on(Resting, Suspended, guiding.suspended),
        on(Resting, Repeated, guiding.repeated),
        on(Resting, WentBack, guiding.went_back),
        on(Resting, Skipped, guiding.skipped),
        on(Resting, Eased, easing.eased),
        on(Resting, Hardened, easing.hardened),
        on(Resting, Sided, easing.sided),
        on(Paused, Resumed, entry.resumed),
        on(Paused, Readied, entry.resumed),
        on(Paused, Repeated, entry.resumed),
        on(Paused, WentBack, entry.resumed_back),
        on(Paused, Eased, easing.eased),
        on(Paused, SilenceFell, guiding.pause_kept),
        on(Feeling, Answered, feeling.answered),
        on(Ended, Answered, finishing.answered),
        on(Ended, Sided, finishing.tighter),
        on(Ended, Skipped, finishing.left_open),
    ]
)

EVERYWHERE: dict[type[Event], Callable[[Person, Any, Library], Next]] = {
    Began: entry.began,
    Chose: entry.chose,
    Asked: asides.asked,
}
"""What may come in any phase."""


def step(person: Person, event: Event, library: Library) -> Next:
    """Take one event: the laws first, then the row of MOVES, then the answer that says where we are."""
    person = _at_this_hour(person, event)
    if isinstance(event, UrgentSaid | PainFelt | Stopped | Left):
        return _wins(person, event, library)
    if isinstance(event, TimeUp):
        return _by_time(person, event, library)
    if isinstance(event, Reply) and event.turn is not None and event.turn != person.turn:
        return _stale(person, event, library)
    if isinstance(person.phase, Locked) and not isinstance(event, Asked) and not _forgets(event):
        return feeling.refused(person, event, library)
    return _by_table(person, event, library)


def _at_this_hour(person: Person, event: Event) -> Person:
    """What time alone has changed: a lock that has run out, answers that were not to be kept."""
    if isinstance(person.phase, Locked) and (person.lock is None or event.at >= person.lock.until):
        person = replace(person, phase=Idle(), turn=person.turn + 1)
    known = person.readiness
    if known.keeps is None and known.checked_on not in (None, local_day(event.at, person.settings.zone)):
        person = replace(person, readiness=Readiness())
    return person


def _wins(person: Person, event: Event, library: Library) -> Next:
    """Law 1."""
    match event:
        case UrgentSaid():
            return feeling.urgent(person, event, library)
        case _ if isinstance(person.phase, Locked):
            return feeling.refused(person, event, library)
        case PainFelt():
            return feeling.hurt(person, event, library)
        case Stopped():
            return feeling.stopped(person, event, library)
        case _:
            return guiding.left(person, library)


def _by_time(person: Person, event: TimeUp, library: Library) -> Next:
    """A timer that is still of this turn makes its move; any other is silent."""
    move = MOVES.get((type(person.phase), type(event)))
    if event.turn != person.turn or move is None:
        return person, ()
    return move(person, person.phase, event, library)


def _stale(person: Person, event: Reply, library: Library) -> Next:
    """An old button. What only asks is still answered; all else gets a passing word, and the right buttons."""
    if isinstance(event, Asked) and event.topic not in ("more", "less"):
        return asides.asked(person, event, library)
    if isinstance(event, Chose) and event.what in entry.OUTLIVE:
        return _by_table(person, event, library)
    return person, (Toast(phrase=Phrase(key="toast.stale")),)


def _forgets(event: Event) -> bool:
    return isinstance(event, Chose) and event.what in ("forget", "consent")


def _by_table(person: Person, event: Event, library: Library) -> Next:
    move = MOVES.get((type(person.phase), type(event)))
    if move is not None:
        return move(person, person.phase, event, library)
    anywhere = EVERYWHERE.get(type(event))
    if anywhere is not None:
        return anywhere(person, event, library)
    if isinstance(event, Unclear):
        return unclear.unclear(person, event, library)
    return unclear.out_of_place(person, event, library)
