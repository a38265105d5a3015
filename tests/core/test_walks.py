"""A walk over every place a person may stand in, with everything that can happen there, holds the laws.

The walk is exhaustive over the places that `walking` tells apart; it is walked once, and each test reads what it saw.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from functools import cache

import pytest

from bot.core.day import local_day
from bot.core.effects import Effect, Give, Hush, Manner, Say, Toast
from bot.core.entry import OUTLIVE
from bot.core.events import (
    Asked,
    Chose,
    Event,
    HoldEnded,
    Left,
    PainFelt,
    Reply,
    SilenceFell,
    Stopped,
    TimeUp,
    Unclear,
    UrgentSaid,
    Woken,
)
from bot.core.following import called_for
from bot.core.inquiry import session_of
from bot.core.library import Kind, Library
from bot.core.session import Feeling, Holding, Idle, Locked, Person, Poised, Resting, Session
from bot.core.standing import Standing, check_due, standing
from bot.core.stations import station_of
from bot.core.step import MOVES, step
from bot.core.waking import wake
from bot.knowledge import Knowledge
from bot.reading import read_knowledge
from bot.rehearsal import TAGS
from bot.wording import line, sentences
from bot.words import Words
from tests.core.odd import with_odd, with_odd_words
from tests.core.walking import Stand, everything, place, replies, starts, timed

pytestmark = pytest.mark.timeout(600)
"""The walk takes a minute, and more beside other work."""

RUNNING = (Poised, Holding, Resting)

WINS = (UrgentSaid, PainFelt, Stopped)

UNTOLD = ("at", "turn", "due")

LOCK_SCREEN = 60
"""Characters of a message that a lock screen shows."""

OPENINGS = ("next_stretch", "side.first", "safety.t_ease", "resumed.lie_down")
"""Words that may stand before the instruction: what comes next, or the answer to a wish of this moment."""

LONGEST_TEXT = 4096

LONG_TURN = 10**9
"""A turn that nobody reaches: a button must have room for it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened at a place, and what followed."""

    before: Stand
    event: Event
    person: Person
    effects: tuple[Effect, ...]

    @property
    def says(self) -> tuple[Say, ...]:
        """What is said."""
        return tuple(effect for effect in self.effects if isinstance(effect, Say))

    @property
    def told(self) -> str:
        """The move in short, for a report."""
        event = self.event
        values = {field.name: getattr(event, field.name) for field in fields(event) if field.name not in UNTOLD}
        keys = [phrase.key for say in self.says for phrase in say.phrases][:3]
        return f"{self.before.person.phase.name} {type(event).__name__}{values} -> {self.person.phase.name} {keys}"


@dataclass
class Walk:
    """Everything the walk saw."""

    places: int = 0
    leads: dict[tuple[type, type], set[type]] = field(default_factory=lambda: defaultdict(set))
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stretches: set[str] = field(default_factory=set)


@cache
def walk() -> Walk:
    """Walk from every start to every place, and look at each move once."""
    knowledge = read_knowledge()
    library, words = with_odd(knowledge.content.library), with_odd_words(knowledge.content.words)
    seen, waiting, saw, ear = set(), deque(starts()), Walk(), Ear(words)
    while waiting:
        stand = waiting.popleft()
        if (here := place(stand, library)) in seen:
            continue
        seen.add(here)
        for move in moves(stand, library):
            look(move, library, saw)
            saw.faults["words"] += ear.hears(move)
            if move.person is not stand.person:
                waiting.append(after(move))
        saw.faults["stale"] += stale_moves_nothing(stand, library)
        waiting.append(replace(stand, at=stand.at + timedelta(days=1)))
    saw.places = len(seen)
    return saw


def moves(stand: Stand, library: Library) -> Iterator[Move]:
    """Every move from here."""
    for event in everything(stand, library):
        person, effects = step(stand.person, event, library)
        yield Move(stand, event, person, effects)


def after(move: Move) -> Stand:
    """Where the person stands then; what was said beside the session leaves its keyboard."""
    board = tuple(say for say in move.says if say.manner not in (Manner.ASIDE, Manner.PRESSED))
    return Stand(person=move.person, at=move.event.at, said=board or move.before.said)


def look(move: Move, library: Library, walk: Walk) -> None:
    """Hold one move against every law, and remember where it led."""
    session = session_of(move.person.phase)
    if session is not None:
        walk.stretches.add(session.course.stretch)
    if by_row(move):
        walk.leads[type(move.before.person.phase), type(move.event)].add(type(move.person.phase))
    for name, holds in LAWS.items():
        if not holds(move, library):
            walk.faults[name].append(move.told)


# --- the laws -----------------------------------------------------------------------------------------


def is_old(move: Move) -> bool:
    """Whether the event carries a turn that is past."""
    return isinstance(move.event, Reply | TimeUp) and move.event.turn not in (None, move.before.person.turn)


def is_locked(stand: Stand, at: datetime) -> bool:
    """Whether a lock stands at this moment."""
    lock = stand.person.lock
    return lock is not None and at < lock.until


def by_row(move: Move) -> bool:
    """Whether it was a row of MOVES that made this move, and no law before it."""
    person, event = move.before.person, move.event
    row = (type(person.phase), type(event)) in MOVES
    first = not person.met and not isinstance(event, TimeUp)
    return row and not first and not is_old(move) and not isinstance(person.phase, Locked)


def is_answered(move: Move, _: Library) -> bool:
    """Law 9: whatever a person says or presses is answered."""
    by_person = not isinstance(move.event, TimeUp | Left | Woken)
    return not by_person or any(isinstance(effect, Say | Toast | Give) for effect in move.effects)


def unclear_stays(move: Move, _: Library) -> bool:
    """Law 9: what was not understood moves no session on; it may ask how the body feels."""
    before, now = move.before.person, move.person
    if not isinstance(move.event, Unclear) or not before.met or isinstance(before.phase, Locked):
        return True
    return session_of(now.phase) == session_of(before.phase) and type(now.phase) in (type(before.phase), Feeling)


def winner_hushes(move: Move, _: Library) -> bool:
    """Law 1: before stop, pain or an urgent sign is answered, timers and unsent words are dead."""
    plain_sign = isinstance(move.event, UrgentSaid) and not move.event.doubtful
    shut = is_locked(move.before, move.event.at) and not plain_sign
    return not isinstance(move.event, WINS) or shut or isinstance(move.effects[0], Hush)


def winner_ends_timers(move: Move, library: Library) -> bool:
    """Law 1: after a winner no timer of before moves anything or says a word."""
    if not isinstance(move.event, WINS) or move.person.turn == move.before.person.turn:
        return is_locked(move.before, move.event.at) or not isinstance(move.event, WINS)
    old = HoldEnded(turn=move.before.person.turn, at=move.event.at, due=move.event.at)
    return step(move.person, old, library) == (move.person, ())


def nothing_follows_stop(move: Move, library: Library) -> bool:
    """Law 1: after stop nothing is under way, no timer is set, and no timer of any turn brings a message."""
    if not isinstance(move.event, Stopped) or is_locked(move.before, move.event.at):
        return True
    quiet = isinstance(move.person.phase, Idle) and not any(say.holds for say in move.says)
    return quiet and all(
        step(move.person, timer, library) == (move.person, ()) for timer in timed(move.person.turn, move.event.at)
    )


def way_out_first(move: Move, library: Library) -> bool:
    """Law 1: whoever lies in a twist is told the way out of it first."""
    phase = move.before.person.phase
    if not isinstance(move.event, WINS) or not isinstance(phase, RUNNING):
        return True
    twisted = station_of(phase.session, library).step.twisted
    return not twisted or says_way_out(move)


def says_way_out(move: Move) -> bool:
    """Whether the way out comes before all other news; only "stop there" may stand before it."""
    keys = [phrase.key for phrase in move.says[0].phrases]
    return next(key for key in keys if key != "safety.t_p_stop").endswith(".way_out")


def nobody_is_left_twisted(move: Move, library: Library) -> bool:
    """A session that stops running, whatever the reason, says the way out of the twist first."""
    before, now = move.before.person.phase, move.person.phase
    if not isinstance(before, RUNNING) or isinstance(now, RUNNING) or isinstance(move.event, Left):
        return True
    twisted = station_of(before.session, library).step.twisted
    return not twisted or says_way_out(move)


def nobody_slips_out(move: Move, library: Library) -> bool:
    """A step outside the twist that follows one inside is a way back, or says the way out first."""
    before, now = move.before.person.phase, move.person.phase
    if not isinstance(before, RUNNING) or not isinstance(now, Poised):
        return True
    inside = station_of(before.session, library).step.twisted
    return not inside or station_of(now.session, library).step.twisted or says_way_out(move)


def lock_stands(move: Move, _: Library) -> bool:
    """L1: a lock that has not run out is not lifted or shortened by anything, and nothing is guided beside it."""
    lock = move.before.person.lock
    if lock is None or move.event.at >= lock.until:
        return True
    now = move.person
    kept = now.lock is not None and now.lock.until >= lock.until
    return kept and isinstance(now.phase, Locked) and not any(say.holds for say in move.says)


def twist_is_open(move: Move, library: Library) -> bool:
    """Law 2: a twist begins, goes on after a break, or takes the place of another only where it is open now."""
    before, now = move.before.person.phase, move.person.phase
    if not isinstance(now, RUNNING) or library.stretches[now.session.course.stretch].kind is not Kind.TWIST:
        return True
    if isinstance(before, RUNNING) and before.session.course.stretch == now.session.course.stretch:
        return True
    checked = isinstance(before, RUNNING) or check_due(move.person, library, move.event.at) is None
    return checked and is_allowed(now.session, standing(move.person, library, move.event.at), library)


def is_allowed(session: Session, stands: Standing, library: Library) -> bool:
    """Whether the stretch is open, at this level, with every limit of the verdict kept."""
    stretch = library.stretches[session.course.stretch]
    low_enough = stretch.level(session.course.level).number <= stands.bounds(stretch.id).top_level
    return stretch.id in stands.open and low_enough and set(called_for(stretch, stands)) <= set(session.variations)


def turn_rises(move: Move, _: Library) -> bool:
    """Law 3: where the phase changes its kind, the turn rises, so that everything older is stale; it never falls."""
    before, now = move.before.person, move.person
    return now.turn > before.turn if type(now.phase) is not type(before.phase) else now.turn >= before.turn


def stale_moves_nothing(stand: Stand, library: Library) -> Iterator[str]:
    """Law 3: a reply from an old button, whatever it says, moves nothing and is answered; a lock is left by none.

    It is a sign of life all the same: the reminders of whoever was gone wake.
    """
    person, at = stand.person, stand.at + timedelta(seconds=5)
    this_hour, _ = step(person, SilenceFell(at=at, due=at, turn=person.turn - 1), library)
    this_hour = awake(this_hour, at)
    for reply in replies(person.turn - 1, at):
        now, effects = step(person, reply, library)
        beside = isinstance(reply, Asked) or (isinstance(reply, Chose) and reply.what in OUTLIVE)
        still = isinstance(now.phase, Locked) if is_locked(stand, at) else beside or now == this_hour
        if not still or not any(isinstance(effect, Say | Toast | Give) for effect in effects):
            yield f"{person.phase.name} {type(reply).__name__} -> {now.phase.name}"


def awake(person: Person, at: datetime) -> Person:
    """The same person, back where they had gone."""
    known = person.reminders
    return replace(person, reminders=replace(known, asleep=False, looked=at)) if known.asleep else person


def reminder_stands_beside(move: Move, _: Library) -> bool:
    """A reminder moves no session: one message beside it at most, in the lane of the many, and no timer."""
    if not isinstance(move.event, Woken):
        return True
    before, now = move.before.person, move.person
    unlocked = isinstance(before.phase, Locked) and isinstance(now.phase, Idle)
    beside = all(say.manner is Manner.ASIDE and say.bulk and not say.holds for say in move.says)
    return beside and len(move.effects) <= 1 and (unlocked or (before.phase, before.turn) == (now.phase, now.turn))


def nobody_is_woken_twice(move: Move, _: Library) -> bool:
    """Whoever was woken has nothing left that is due."""
    moment = wake(move.person)
    return not isinstance(move.event, Woken) or moment is None or moment > move.event.at


def no_reminder_after_pain(move: Move, _: Library) -> bool:
    """No reminder comes while a lock stands, on a day that pain ended, or to somebody who lies there (b3)."""
    if not isinstance(move.event, Woken) or not move.says:
        return True
    person, at = move.before.person, move.event.at
    hurt = person.no_twist_on == local_day(at, person.settings.zone)
    return not (is_locked(move.before, at) or hurt or isinstance(person.phase, RUNNING))


LAWS: dict[str, Callable[[Move, Library], bool]] = {
    law.__name__: law
    for law in (
        is_answered,
        unclear_stays,
        winner_hushes,
        winner_ends_timers,
        nothing_follows_stop,
        way_out_first,
        nobody_is_left_twisted,
        nobody_slips_out,
        lock_stands,
        twist_is_open,
        turn_rises,
        reminder_stands_beside,
        nobody_is_woken_twice,
        no_reminder_after_pain,
    )
}


@pytest.mark.parametrize("law", LAWS)
def test_law(law: str) -> None:
    """No move at any place breaks a law."""
    assert walk().faults[law] == []


def test_stale() -> None:
    """No old button moves anything at any place."""
    assert walk().faults["stale"] == []


def test_leads() -> None:
    """Every move leads where MOVES declares, and wherever MOVES declares there is a way."""
    declared = {pair: set(row.leads) for pair, row in MOVES.items()}

    assert declared == dict(walk().leads)


def test_words() -> None:
    """Everything that is said at any place has words, fits a message, and says first what to do."""
    assert walk().faults["words"] == []


def test_reach(knowledge: Knowledge) -> None:
    """The walk comes to all three twists, and to most of the preparation."""
    twists = {stretch.id for stretch in knowledge.content.library.stretches.values() if stretch.kind is Kind.TWIST}

    assert twists <= walk().stretches


# --- the words ----------------------------------------------------------------------------------------


class Ear:
    """Hears everything that is said once, as it reads."""

    def __init__(self, words: Words) -> None:
        """Nothing was heard yet."""
        self._words = words
        self._heard: set[tuple[object, ...]] = set()

    def hears(self, move: Move) -> list[str]:
        """What is wrong with the words of this move that were not heard before."""
        new = [say for say in move.says if (say.phrases, say.buttons) not in self._heard]
        self._heard.update((say.phrases, say.buttons) for say in new)
        return [f"{move.told}: {fault}" for say in new for fault in self._faults(say)]

    def _faults(self, say: Say) -> Iterator[str]:
        try:
            spoken = line(replace(say, turn=LONG_TURN), self._words)
        except (KeyError, ValueError) as fault:
            yield repr(fault)
            return
        text = TAGS.sub("", spoken.text)
        labels = [key.label for row in spoken.buttons for key in row]
        if not text or "" in labels or any("{" in part for part in (text, *labels)):
            yield f"a gap: {text} {labels}"
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            yield f"too long: {text}"
        opens = say.phrases[0].key not in OPENINGS
        if spoken.rings and spoken.pose and opens and not self._says_what_to_do(say, text):
            yield f"says not first what to do: {text[:LOCK_SCREEN]}"

    def _says_what_to_do(self, say: Say, text: str) -> bool:
        """Whether a lock screen shows the whole first sentence of an instruction."""
        first = (sentences(phrase, self._words)[0] for phrase in say.phrases if phrase.key.startswith("stretch."))
        return next(first) in text[:LOCK_SCREEN]
