"""The machine: `step(person, event, library)` returns the person as they are then, and what is asked of the world.

The laws it keeps
=================

1. Stop and pain always win: they are looked at before everything else, in every phase, and carry no turn.
   The first effect of their reply is `Hush`: timers and unsent words are dead before it is said.
2. No twist without a verdict that allows it: whatever the move, nobody begins, or goes on after a break, but
   through `let_in`, and no session changes its stretch but through `standing`. They ask the readiness check, the
   gates, the lock and the day.
3. One number, the turn, settles all staleness: a reply or a timer whose turn is not the person's moves nothing.
   A stale button gets a passing word, a stale timer is silent.
4. A lock answers everything with the same words until it has run out; only asides (help, privacy, export, forget,
   the time zone) and urgent signs are heard beside it.
5. Every input has an answer. A pair that is not in MOVES says again where the person stands, and what was not
   understood never advances a session.

How it works
============

MOVES holds a row for each phase and event that belong together; the move in it takes both with their own types.
EVERYWHERE holds what may come in any phase. The diagram in the docs is drawn from MOVES.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias, TypeVar

from bot.core import (
    asides,
    checking,
    choosing,
    drafting,
    easing,
    entry,
    feeling,
    finishing,
    guiding,
    locking,
    noticing,
    reminding,
    unclear,
    zones,
)
from bot.core.day import local_day
from bot.core.effects import Effect, Manner, Phrase, Say, Toast
from bot.core.events import (
    Answered,
    Asked,
    Began,
    Chose,
    ClockRead,
    Eased,
    Event,
    HalfReached,
    Hardened,
    HoldEnded,
    Lapsed,
    Left,
    Located,
    PainFelt,
    Placed,
    Planned,
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
    Woken,
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
Phases: TypeAlias = tuple[type[Phase], ...]


class Row(NamedTuple):
    """A move, and the phases it may lead to; a walk over every state holds the two together."""

    move: Move
    leads: Phases


P = TypeVar("P", bound=Phase)
E = TypeVar("E", bound=Event)


def on(
    phase: type[P], event: type[E], move: Callable[[Person, P, E, Library], Next], *leads: type[Phase]
) -> tuple[Pair, Row]:
    """One row: this event, in this phase, makes this move, to one of these phases; another type is an error."""
    return (phase, event), Row(move, leads)


STEP: Phases = (Poised, Resting)
"""A step that is shown: to be moved into, or on the way back."""

NEXT: Phases = (*STEP, Feeling, Ended)
"""What follows the end of a station: the next one, a question in the middle, or the end."""


MOVES: dict[Pair, Row] = dict(
    [
        on(Idle, Readied, entry.from_idle, Checking, Choosing),
        on(Checking, Answered, checking.answered, Checking, Choosing, Idle, Locked, *STEP),
        on(Checking, WentBack, checking.back_one, Checking),
        on(Choosing, Readied, choosing.ready_to_begin, Checking, Choosing, *STEP),
        on(Choosing, Sided, choosing.side_first, Choosing),
        on(Poised, Readied, guiding.readied, Holding, *NEXT),
        on(Poised, SettleEnded, guiding.settled, Holding, Paused, *NEXT),
        on(Poised, SilenceFell, guiding.first_silence, Paused),
        on(Poised, Waited, guiding.waited, Poised),
        on(Poised, Suspended, guiding.suspended, Paused),
        on(Poised, Repeated, guiding.repeated, Poised),
        on(Poised, WentBack, guiding.went_back, *STEP),
        on(Poised, Skipped, guiding.skipped, *NEXT),
        on(Poised, Eased, easing.eased, Paused, *STEP),
        on(Poised, Hardened, easing.hardened, Poised),
        on(Poised, Sided, easing.sided, Poised),
        on(Poised, Shortened, guiding.shortened, Poised),
        on(Holding, HoldEnded, guiding.hold_ended, Paused, *NEXT),
        on(Holding, HalfReached, guiding.half_way, Holding),
        on(Holding, Waited, guiding.suspended, Paused),
        on(Holding, Suspended, guiding.suspended, Paused),
        on(Holding, Repeated, guiding.repeated, Poised),
        on(Holding, WentBack, guiding.went_back, *STEP),
        on(Holding, Skipped, guiding.skipped, *NEXT),
        on(Holding, Eased, easing.eased, Paused, *STEP),
        on(Holding, Hardened, easing.hardened, Holding),
        on(Holding, Shortened, guiding.shortened, Holding, *NEXT),
        on(Resting, RestEnded, guiding.rest_ended, Paused, *NEXT),
        on(Resting, Readied, guiding.rested, *NEXT),
        on(Resting, Waited, guiding.suspended, Paused),
        on(Resting, Suspended, guiding.suspended, Paused),
        on(Resting, Repeated, guiding.repeated, Resting),
        on(Resting, WentBack, guiding.went_back, *STEP),
        on(Resting, Skipped, guiding.skipped, *NEXT),
        on(Resting, Eased, easing.eased, Paused, *STEP),
        on(Resting, Hardened, easing.hardened, Resting),
        on(Resting, Sided, easing.sided, Resting),
        on(Resting, Shortened, guiding.shortened, Resting),
        on(Paused, Resumed, guiding.resumed, Checking, Choosing, *STEP),
        on(Paused, Readied, guiding.resumed, Checking, Choosing, *STEP),
        on(Paused, Repeated, guiding.resumed, Checking, Choosing, *STEP),
        on(Paused, WentBack, guiding.resumed_back, Checking, Choosing, *STEP),
        on(Paused, Eased, easing.eased, Checking, Choosing, Paused, *STEP),
        on(Paused, SilenceFell, guiding.pause_kept, Paused),
        on(Feeling, Answered, feeling.answered, Feeling, Locked, Idle, Checking, Choosing, Paused, Ended, *STEP),
        on(Ended, Answered, finishing.answered, Ended, Feeling, Choosing, Idle),
        on(Ended, Sided, finishing.tighter, Ended),
        on(Ended, Skipped, finishing.left_open, Idle),
    ]
)

EVERYWHERE: dict[type[Event], Callable[[Person, Any, Library], Next]] = {
    Began: entry.began,
    Chose: entry.chose,
    Asked: asides.asked,
    Located: lambda person, event, library: zones.located(person, event.zone, event.at, library),
    Placed: lambda person, event, library: zones.placed(person, event.places, event.at, library, event.sure),
    ClockRead: lambda person, event, library: zones.clock_said(person, event.clock, event.at, library),
    Planned: drafting.planned,
}
"""What may come in any phase."""

ASIDES = Asked | Located | Placed | ClockRead
"""What only asks, or only tells where the person is: answered beside whatever is under way."""


def step(person: Person, event: Event, library: Library) -> Next:
    """Take one event: the move that it makes, and what that means for the person's reminders."""
    person = _at_this_hour(person, event)
    if isinstance(event, Woken):
        return reminding.woken(person, event, library)
    if isinstance(event, Lapsed):
        return reminding.lapsed(person, event)
    return noticing.noticed(person, event, _stepped(person, event, library), library)


def _stepped(person: Person, event: Event, library: Library) -> Next:
    """The laws first, then the row of MOVES, then the answer that says where we are."""
    if isinstance(event, UrgentSaid | PainFelt | Stopped | Left):
        return _wins(person, event, library)
    if isinstance(event, TimeUp):
        return _by_time(person, event, library)
    if isinstance(person.phase, Locked) and not _heard_in_a_lock(event):
        return locking.refused(person, event, library)
    if isinstance(event, Reply) and event.turn is not None and event.turn != person.turn:
        return _stale(person, event, library)
    person, effects = entry.let_in(person.phase, _by_table(person, event, library), library, event.at)
    pressed = isinstance(event, Reply) and event.turn is not None
    return person, effects if pressed else tuple(map(_below_the_words, effects))


def _below_the_words(effect: Effect) -> Effect:
    """Typed words are answered below them: a question that was changed above them would go unseen."""
    if isinstance(effect, Say) and effect.manner is Manner.OVER:
        return replace(effect, manner=Manner.ANEW)
    return effect


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
        case UrgentSaid(doubtful=False):
            return feeling.urgent(person, event, library)
        case _ if isinstance(person.phase, Locked):
            return locking.refused(person, event, library)
        case UrgentSaid():
            return feeling.doubted(person, event, library)
        case PainFelt():
            return feeling.hurt(person, event, library)
        case Stopped():
            return feeling.stopped(person, event, library)
        case _:
            return guiding.left(person, library)


def _by_time(person: Person, event: TimeUp, library: Library) -> Next:
    """A timer that is still of this turn makes its move; any other is silent."""
    row = MOVES.get((type(person.phase), type(event)))
    if event.turn != person.turn or row is None:
        return person, ()
    return row.move(person, person.phase, event, library)


def _stale(person: Person, event: Reply, library: Library) -> Next:
    """An old button. What only asks is still answered; all else gets a passing word, and the right buttons."""
    if isinstance(event, Asked) and event.topic not in ("more", "less"):
        return asides.asked(person, event, library)
    if isinstance(event, Chose) and event.what in entry.OUTLIVE:
        return _by_table(person, event, library)
    return person, (Toast(phrase=Phrase(key="toast.stale")),)


def _heard_in_a_lock(event: Event) -> bool:
    """A person's data and clock are theirs at any moment; nothing of this lifts the lock, or moves its end."""
    if isinstance(event, Chose):
        return event.what in ("forget", "consent", "zone", "clock", "report")
    return isinstance(event, ASIDES)


def _beside(event: Event) -> bool:
    """Whether it is answered without a hello: what only asks, and a group, where nobody is asked about their health."""
    return isinstance(event, ASIDES) or (isinstance(event, Unclear) and event.what == "group")


def _by_table(person: Person, event: Event, library: Library) -> Next:
    if not person.met and not _beside(event) and not isinstance(person.phase, Locked):
        return entry.began(person, Began(at=event.at), library)
    row = MOVES.get((type(person.phase), type(event)))
    if row is not None:
        return row.move(person, person.phase, event, library)
    anywhere = EVERYWHERE.get(type(event))
    if anywhere is not None:
        return anywhere(person, event, library)
    if isinstance(event, Unclear):
        return unclear.unclear(person, event, library)
    return unclear.out_of_place(person, event, library)
