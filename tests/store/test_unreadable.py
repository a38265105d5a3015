"""A person who cannot be read keeps nobody else waiting: neither for a bell, nor for a reminder, nor for an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.alarms import ring_due
from bot.clock import TurnedClock
from bot.core.agenda import Reminders
from bot.core.effects import Bell
from bot.core.events import Began
from bot.core.plans import Plan
from bot.core.session import Course, Holding, Person, Session, Settings
from bot.heard import Heard
from bot.knowledge import Knowledge
from bot.store.faults import StoreFault
from bot.store.home import Changes, Draft, Store
from bot.turns import Turns
from tests.store.made import AT, deliver, later, person, put, say, spoil

SESSION = Session(routine="knee_drop", course=Course(stretch="knee_drop", level="LB1", rounds=1))
REASON = "a stored person has version 99; this program knows 1"
ANN, BEA = 1, 2
ZONED = Settings(zone="UTC")


def turns_of(store: Store, known: Knowledge, clock: TurnedClock) -> Turns:
    """Turns that nobody hears of."""
    return Turns(store, known, clock, lambda: None)


async def test_bells(knowledge: Knowledge, store: Store) -> None:
    """One bell rings in vain and is told of; the other is heard, and none is left."""
    for id in (ANN, BEA):
        lying = replace(person(id), phase=Holding(session=SESSION), met=True)
        letter = Draft(person=id, effect=say("hold", 1, (Bell.HOLD, 10)))
        await put(store, Changes(people=[lying], letters=[letter]))
        await deliver(store)
    await spoil(store, ANN)
    clock = TurnedClock(later(11))
    with capture_logs() as logged:
        await ring_due(store, turns_of(store, knowledge, clock), clock)
    assert [(line["event"], line["reason"]) for line in logged] == [("person cannot be read", REASON)]
    assert await store.due(later(11), 10) == []
    assert [letter.person for letter in await store.letters(9, frozenset(), later(11))] == [BEA]


async def test_reminders(knowledge: Knowledge, store: Store) -> None:
    """One is not looked at again; the other is reminded."""
    plan = Plan(id=1, times=(AT.time(),))
    known = Reminders(looked=AT - timedelta(hours=1))
    for id in (ANN, BEA):
        await put(store, Changes(people=[Person(id=id, met=True, plans=(plan,), reminders=known, settings=ZONED)]))
    await spoil(store, ANN)
    clock = TurnedClock(AT)
    await ring_due(store, turns_of(store, knowledge, clock), clock)
    assert await store.waking(AT, 10) == []
    assert [letter.person for letter in await store.letters(9, frozenset(), AT, bulk=True)] == [BEA]


async def test_updates(knowledge: Knowledge, store: Store) -> None:
    """A batch with one of theirs is refused whole, for whoever hands it on finds the one; nothing is written over."""
    await put(store, Changes(people=[person(ANN)]))
    await spoil(store, ANN)
    turns = turns_of(store, knowledge, TurnedClock(AT))
    heard = [Heard(update_id=id, person=id, chat=id, what=Began(at=AT)) for id in (ANN, BEA)]
    with pytest.raises(StoreFault, match=REASON):
        await turns.take(heard)
    await turns.take(heard[1:])
    assert [letter.person for letter in await store.letters(9, frozenset(), AT)] == [BEA]
    with pytest.raises(StoreFault, match=REASON):
        await store.person(ANN)
    with pytest.raises(StoreFault, match=REASON):
        await store.held(ANN)


async def test_whoever_left(knowledge: Knowledge, store: Store) -> None:
    """What was to be said to them goes; they stay as they are."""
    await put(store, Changes(people=[person(ANN)], letters=[Draft(person=ANN, effect=say())]))
    await spoil(store, ANN)
    await turns_of(store, knowledge, TurnedClock(AT)).left(ANN)
    assert await store.letters(9, frozenset(), AT) == []
    with pytest.raises(StoreFault, match=REASON):
        await store.person(ANN)
