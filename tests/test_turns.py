"""Batches: what was heard becomes state, letters and timers in one commit; a fault of ours costs nobody their place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from structlog.testing import capture_logs

from bot.budget import Budget, Share
from bot.clock import TurnedClock
from bot.core.effects import Bell, Hold, Phrase, Say
from bot.core.events import Began, Event, PainFelt, Readied, Repeated, Stopped, UrgentSaid
from bot.core.session import Course, Holding, Person, Session
from bot.heard import Heard, Said
from bot.hearing import hear
from bot.knowledge import Knowledge
from bot.store.home import Changes, Draft, Loaded, Store, Timer
from bot.turns import Turns, _within
from tests.store.made import deliver, put

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
ANN, BEA = 7, 8

GONE = Session(routine="gone", course=Course(stretch="gone", level="LB1", rounds=1))
"""A session of a stretch that content has no more: the first step that needs it fails."""


class Counted:
    """A store that counts the commits asked of it."""

    def __init__(self, store: Store) -> None:
        self.batches: list[Sequence[int]] = []
        self._store = store

    async def turn(
        self, people: Sequence[int], updates: Sequence[int], decide: Callable[[Loaded], Changes], at: datetime
    ) -> Changes:
        """Count it, and do it."""
        self.batches.append(updates)
        return await self._store.turn(people, updates, decide, at)


@pytest.fixture
def nudges() -> list[str]:
    """What the sender was told."""
    return []


@pytest.fixture
def turns(knowledge: Knowledge, store: Store, nudges: list[str]) -> Turns:
    """Turns on a store in a file."""
    return turned(knowledge, store, nudges)


def turned(knowledge: Knowledge, store: Store, nudges: list[str]) -> Turns:
    """Turns on any store."""
    return Turns(store, knowledge, TurnedClock(AT), lambda: nudges.append("nudged"))


def typed(update: int, words: str, person: int = ANN) -> Heard:
    """Words that came with this update."""
    return Heard(update_id=update, person=person, chat=person, what=Said(text=words))


def happened(update: int, event: Event, person: int = ANN) -> Heard:
    """An event that came with this update."""
    return Heard(update_id=update, person=person, chat=person, what=event)


async def letters(store: Store, person: int = ANN) -> list[tuple[str, ...]]:
    """Everything in the outbox of a person, taken out of it: the keys of each letter."""
    said: list[tuple[str, ...]] = []
    others = frozenset({ANN, BEA} - {person})
    while await store.letters(1, others, AT):
        effect = (await deliver(store, AT)).effect
        said.append(tuple(phrase.key for phrase in effect.phrases) if isinstance(effect, Say) else ("export",))
    return said


async def phase(store: Store, person: int = ANN) -> str:
    """The phase a person is in."""
    stored = await store.person(person)
    return stored.phase.name if stored else "unknown"


async def begin_gone(store: Store, *keys: str) -> None:
    """Ann holds a stretch that is gone; letters with these keys wait, and a timer runs."""
    person = Person(id=ANN, turn=3, phase=Holding(session=GONE), met=True)
    hold = Hold(bell=Bell.HOLD, seconds=30, turn=3)
    first = Say(phrases=(Phrase(key="began"),), turn=3, holds=(hold,))
    waiting = [Say(phrases=(Phrase(key=key),), turn=3) for key in keys]
    drafts = [Draft(person=ANN, effect=effect) for effect in (first, *waiting)]
    await put(store, Changes(people=[person], letters=drafts), AT)
    await deliver(store, AT)


async def test_one_commit(knowledge: Knowledge, store: Store, nudges: list[str]) -> None:
    """A batch of two people is one commit, and one nudge for the sender."""
    counted = Counted(store)
    turns = turned(knowledge, counted, nudges)  # type: ignore[arg-type]
    await turns.take([happened(1, Began(at=AT)), happened(2, Began(at=AT), BEA), typed(3, "yes")])
    assert (counted.batches, nudges) == ([[1, 2, 3]], ["nudged"])
    assert [await phase(store), await phase(store, BEA)] == ["checking", "checking"]


async def test_order(turns: Turns, store: Store) -> None:
    """What one person said is taken in its order: yes, then the age, then back again."""
    await turns.take([happened(1, Began(at=AT)), typed(2, "yes"), typed(3, "back")])
    asked = [keys[-2] for keys in await letters(store)]
    assert asked == ["readiness.Q0.ask", "readiness.Q1.ask", "readiness.Q0.ask"]


async def test_seen(turns: Turns, store: Store) -> None:
    """An update told twice, in one batch or in a later one, is taken once."""
    await turns.take([happened(1, Began(at=AT)), happened(1, Began(at=AT))])
    await turns.take([happened(1, Began(at=AT)), typed(2, "purple elephants")])
    assert len(await letters(store)) == 2


async def test_toast(turns: Turns, store: Store) -> None:
    """A press on an old button has a passing word; whatever else was heard has none."""
    await turns.take([happened(1, Began(at=AT))])
    said = await turns.take([happened(2, Readied(at=AT, turn=999)), typed(3, "yes")])
    assert [toast.key if toast else None for toast in said] == ["toast.stale", None]


async def test_nothing(turns: Turns, store: Store) -> None:
    """An empty batch is no fault."""
    assert await turns.take([]) == []


@pytest.mark.parametrize(
    "event",
    [Stopped(at=AT), PainFelt(at=AT), UrgentSaid(at=AT, sign="saddle", tier="E")],
    ids=lambda event: type(event).__name__,
)
async def test_fault_at_a_stop(turns: Turns, store: Store, event: Event) -> None:
    """Where the step of a stop or a pain fails, timers and unsent words are dead all the same, and it is answered."""
    await begin_gone(store, "never said")
    await turns.take([happened(1, event)])
    assert (await letters(store), await store.next_due()) == ([("fault.ours",)], None)


async def test_fault(turns: Turns, store: Store) -> None:
    """A step that fails leaves its person where they stood, and everybody else in the batch is served."""
    await begin_gone(store)
    await turns.take([happened(1, Stopped(at=AT)), happened(2, Began(at=AT), BEA)])
    stored = await store.person(ANN)
    assert stored == Person(id=ANN, turn=3, phase=Holding(session=GONE), met=True)
    assert await phase(store, BEA) == "checking"


async def test_fault_in_words(turns: Turns, store: Store) -> None:
    """A fault is logged with its place, and never with what was typed."""
    await begin_gone(store)
    with capture_logs() as logged:
        await turns.take([typed(1, "stop it, my lumbago is back")])
    (told,) = logged
    assert (told["event"], told["happened"], "lumbago" in str(told)) == ("step failed", "Stopped", False)


async def test_fault_is_seen(turns: Turns, store: Store) -> None:
    """An update whose step failed is not taken again: the answer was given."""
    await begin_gone(store)
    await turns.take([happened(1, Stopped(at=AT))])
    await turns.take([happened(1, Stopped(at=AT))])
    assert await letters(store) == [("fault.ours",)]


async def test_after_a_fault(turns: Turns, store: Store) -> None:
    """The next word in the same batch meets the person as before the fault, and is answered."""
    await begin_gone(store)
    await turns.take([happened(1, Stopped(at=AT)), happened(2, Repeated(at=AT))])
    said = await letters(store)
    assert (said[0], len(said), await phase(store)) == (("fault.ours",), 2, "holding")


async def test_a_store_that_fails(turns: Turns, store: Store, nudges: list[str]) -> None:
    """What cannot be committed is the caller's to know: nothing is said, and nobody is nudged."""
    await store.close()
    with pytest.raises(Exception, match="closed"):
        await turns.take([happened(1, Began(at=AT))])
    assert nudges == []


async def test_ring(turns: Turns, store: Store) -> None:
    """A timer that fell due is gone once it was taken, also where nobody stands at its turn any more."""
    await begin_gone(store)
    (timer,) = await store.due(AT.replace(minute=1), 10)
    await turns.ring([Timer(person=ANN, bell=timer.bell, turn=2, due=timer.due), timer])
    assert await store.next_due() is None


async def test_ring_for_nobody(turns: Turns, store: Store) -> None:
    """A timer of somebody who is not known rings for nobody."""
    await turns.ring([Timer(person=404, bell=Bell.HOLD, turn=1, due=AT)])
    assert (await store.person(404), await letters(store, 404)) == (None, [])


async def test_left(turns: Turns, store: Store, nudges: list[str]) -> None:
    """Somebody who cannot be reached any more is told nothing, and their timers are dead."""
    await turns.take([happened(1, Began(at=AT))])
    await turns.left(ANN)
    assert (await letters(store), await store.next_due()) == ([], None)


REMINDER = Say(phrases=(Phrase(key="remind.check"),), turn=0, rings=True, bulk=True, until=AT)


async def lapsing(turns: Turns, store: Store, say: Say, person: int = ANN) -> tuple[date | None, int]:
    """A letter is too late: the day of a missed reminder that is remembered now, and how many letters are left."""
    await put(store, Changes(people=[Person(id=ANN, met=True)], letters=[Draft(person=person, effect=say)]))
    (letter,) = await store.letters(1, frozenset(), AT, bulk=True)
    await turns.lapsed(letter)
    ann = await store.person(ANN)
    assert ann is not None
    return ann.reminders.missed, len((await store.held(person)).letters)


async def test_lapsed(turns: Turns, store: Store) -> None:
    """A reminder that was too late to leave goes, and its day is remembered for the quiet line."""
    assert await lapsing(turns, store, REMINDER) == (AT.date(), 0)


async def test_lapsed_follow_up(turns: Turns, store: Store) -> None:
    """A silent follow-up that was too late goes, and nobody is told: the reminder before it is what counts."""
    assert await lapsing(turns, store, replace(REMINDER, rings=False)) == (None, 0)


async def test_lapsed_for_a_stranger(turns: Turns, store: Store) -> None:
    """Of somebody who was forgotten meanwhile nothing is remembered."""
    assert await lapsing(turns, store, REMINDER, person=BEA) == (None, 0)
    assert await store.person(BEA) is None


async def test_lapsed_but_perhaps_said(turns: Turns, store: Store) -> None:
    """Nobody is told that a reminder was left out which perhaps arrived."""
    await put(store, Changes(people=[Person(id=ANN, met=True)], letters=[Draft(person=ANN, effect=REMINDER)]))
    (letter,) = await store.letters(1, frozenset(), AT, bulk=True)
    await store.postponed(letter, AT, uncertain=True)
    (letter,) = await store.letters(1, frozenset(), AT, bulk=True)
    await turns.lapsed(letter)
    assert (await store.held(ANN)).person == Person(id=ANN, met=True)


def budgeted(knowledge: Knowledge, store: Store, burst: int) -> Turns:
    """Turns that answer so many messages at once."""
    return Turns(store, knowledge, TurnedClock(AT), lambda: None, Budget(1.0, burst=burst))


async def test_a_flood_is_told_once(knowledge: Knowledge, store: Store) -> None:
    """Of a hundred messages at once a few are answered, and one notice follows; all count as seen."""
    turns = budgeted(knowledge, store, burst=3)
    await turns.take([happened(1, Began(at=AT)), *(typed(update, "purple elephants") for update in range(2, 102))])
    asked = [keys[0] for keys in await letters(store)]
    assert asked[3:] == ["unclear.flood"]
    await turns.take([typed(101, "purple elephants")])
    assert await letters(store) == []


@pytest.mark.parametrize("words", ["stop", "my leg is numb"])
async def test_a_flood_drowns_no_stop_and_no_pain(knowledge: Knowledge, store: Store, words: str) -> None:
    """Whatever came before, what always wins is heard: no bell rings any more."""
    turns = budgeted(knowledge, store, burst=1)
    await begin_gone(store)
    await turns.take([typed(update, "purple elephants") for update in range(50)])
    assert await store.next_due() is not None
    await turns.take([typed(update, words if update == 99 else "hm") for update in range(50, 100)])
    assert await store.next_due() is None


@pytest.mark.parametrize("words", ["too much", "easier", "wait", "pause", "my neck", "stop", "it hurts"])
def test_what_holds_back_is_heard_beyond_the_budget(knowledge: Knowledge, words: str) -> None:
    """Nobody is left in a twist because of what they sent before."""
    event = hear(Said(text=words), Holding(session=GONE), knowledge.lexicon, knowledge.content.library.table, AT)
    assert _within(Share.NOTHING, event) is event
    assert _within(Share.NOTHING, Readied(at=AT)) is None


async def test_a_flood_is_its_sender_s_own(knowledge: Knowledge, store: Store) -> None:
    """Beside it, somebody else is answered as ever."""
    turns = budgeted(knowledge, store, burst=1)
    await turns.take([*(typed(update, "hm") for update in range(50)), happened(50, Began(at=AT), BEA)])
    assert [await phase(store), await phase(store, BEA)] == ["checking", "checking"]


async def test_who_is_guided_is_answered_first(turns: Turns, store: Store) -> None:
    """What is said to somebody in a hold goes before the hello of strangers who came earlier."""
    await begin_gone(store)
    await turns.take([*(happened(update, Began(at=AT), person=update) for update in range(20, 25)), typed(1, "hm")])
    first, *others = await store.letters(6, frozenset(), AT)
    assert (first.person, [letter.person for letter in others]) == (ANN, [20, 21, 22, 23, 24])
