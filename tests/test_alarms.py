"""What is due rings, in batches and at its moment; a tick that fails is not the last."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.alarms import MOST_AT_ONCE, MOST_WOKEN, Alarms, ring_due
from bot.clock import TurnedClock
from bot.core.agenda import Reminders
from bot.core.effects import Bell, Hold, Phrase, Say
from bot.core.plans import Plan
from bot.core.session import Course, Holding, Person, Session, Settings
from bot.knowledge import Knowledge
from bot.store.home import NOBODY, Changes, Delivery, Draft, Store, Timer
from bot.turns import Turns
from tests.store.made import put

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SECONDS = 30
AN_HOUR = 3600.0
PATIENCE = 10.0
"""Seconds of the world after which a test gives up."""

SESSION = Session(routine="knee_drop", course=Course(stretch="knee_drop", level="LB1", rounds=1))


class Watched:
    """A store that notes each question for what is due, and beside how many people who are being rung for; it is broken
    for the first `broken` of them."""

    def __init__(self, store: Store, broken: int = 0) -> None:
        self.asked: list[int] = []
        self.beside: list[int] = []
        self._store, self._broken = store, broken
        self._news = asyncio.Event()

    def __getattr__(self, name: str) -> object:
        """All else is the store's."""
        return getattr(self._store, name)

    async def due(self, at: datetime, limit: int, busy: frozenset[int] = NOBODY) -> Sequence[Timer]:
        """The timers due; OSError while it is broken."""
        found = await self._store.due(at, limit, busy)
        self.asked.append(len(found))
        self.beside.append(len(busy))
        self._news.set()
        if len(self.asked) <= self._broken:
            raise OSError("no disk")
        return found

    async def until_asked(self, times: int) -> None:
        """Wait until it was asked so often."""
        async with asyncio.timeout(PATIENCE):
            while len(self.asked) < times:
                self._news.clear()
                await self._news.wait()


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands still until it is turned."""
    return TurnedClock(AT)


async def lie_down(store: Store, people: int) -> None:
    """So many people hold a stretch whose timer rings in 30 seconds."""
    say = Say(phrases=(Phrase(key="hold"),), turn=3, holds=(Hold(bell=Bell.HOLD, seconds=SECONDS, turn=3),))
    ids = range(1, people + 1)
    lying = [Person(id=id, turn=3, phase=Holding(session=SESSION), met=True) for id in ids]
    await put(store, Changes(people=lying, letters=[Draft(person=id, effect=say) for id in ids]), AT)
    for letter in await store.letters(people, frozenset(), AT):
        await store.delivered(Delivery(letter=letter, at=AT))


@asynccontextmanager
async def ticking(store: Watched, turns: Turns, clock: TurnedClock, every: float) -> AsyncIterator[Alarms]:
    """Alarms that tick."""
    alarms = Alarms(store, turns, clock, every)  # type: ignore[arg-type]
    alarms.start()
    try:
        yield alarms
    finally:
        alarms.stop()


def turns_of(store: Watched, known: Knowledge, clock: TurnedClock) -> Turns:
    """Turns on a watched store."""
    return Turns(store, known, clock, lambda: None)  # type: ignore[arg-type]


async def test_batches(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """What is due is taken in batches, until nothing is left."""
    watched = Watched(store)
    await lie_down(store, MOST_AT_ONCE + 1)
    clock.turn(SECONDS)
    await ring_due(watched, turns_of(watched, knowledge, clock), clock)  # type: ignore[arg-type]
    assert watched.asked == [MOST_AT_ONCE, 1, 0]


async def test_batches_overlap(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """While one batch is being committed the next is asked for, and no bell is in two of them."""
    watched = Watched(store)
    await lie_down(store, 2 * MOST_AT_ONCE + 1)
    clock.turn(SECONDS)
    late: list[timedelta] = []
    alarms = Alarms(watched, turns_of(watched, knowledge, clock), clock, rang=late.extend)  # type: ignore[arg-type]
    await alarms.ring()
    assert (watched.asked, watched.beside) == ([MOST_AT_ONCE, MOST_AT_ONCE, 1, 0], [0, MOST_AT_ONCE, MOST_AT_ONCE, 1])
    assert late == [timedelta()] * (2 * MOST_AT_ONCE + 1)


async def test_not_before(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """A second too early nothing rings, and the timer stays."""
    watched = Watched(store)
    await lie_down(store, 1)
    clock.turn(SECONDS - 1)
    await ring_due(watched, turns_of(watched, knowledge, clock), clock)  # type: ignore[arg-type]
    assert (watched.asked, bool(await store.next_due())) == ([0], True)


async def test_overdue(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """What fell due while nobody was here rings at the start, without waiting for a tick."""
    watched = Watched(store)
    await lie_down(store, 1)
    clock.turn(SECONDS)
    async with ticking(watched, turns_of(watched, knowledge, clock), clock, AN_HOUR):
        await watched.until_asked(2)
    assert watched.asked[:2] == [1, 0]


async def test_expect(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """A timer that was set meanwhile is rung at its moment, however far the next tick is."""
    watched = Watched(store)
    async with ticking(watched, turns_of(watched, knowledge, clock), clock, AN_HOUR) as alarms:
        await watched.until_asked(1)
        await lie_down(store, 1)
        clock.turn(SECONDS)
        alarms.expect(clock.now())
        await watched.until_asked(3)
    assert watched.asked[:3] == [0, 1, 0]


async def test_a_morning_comes_in_small_parts(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """However many reminders are due, one look wakes a few, and the next tick is there for the others."""
    plan, known = Plan(id=1, times=(AT.time(),)), Reminders(looked=AT - timedelta(hours=1))
    sleeping = [
        Person(id=id, met=True, plans=(plan,), reminders=known, settings=Settings(zone="UTC"))
        for id in range(1, MOST_WOKEN + 2)
    ]
    await put(store, Changes(people=sleeping), AT)
    alarms = Alarms(store, turns_of(Watched(store), knowledge, clock), clock)
    left: list[int] = []
    for _ in range(3):
        await alarms.ring()
        left.append(len(await store.waking(AT, 1000)))
    assert left == [1, 0, 0]


async def test_nothing_is_expected_where_nothing_ticks(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """A timer that falls due before the start, or after the end, rings at the next start."""
    watched = Watched(store)
    alarms = Alarms(watched, turns_of(watched, knowledge, clock), clock)  # type: ignore[arg-type]
    await lie_down(store, 1)
    alarms.expect(clock.now())
    assert watched.asked == []


async def test_failing_tick(knowledge: Knowledge, store: Store, clock: TurnedClock) -> None:
    """A tick that fails is logged, and the next one rings what is due."""
    watched = Watched(store, broken=2)
    await lie_down(store, 1)
    clock.turn(SECONDS)
    with capture_logs() as logged:
        async with ticking(watched, turns_of(watched, knowledge, clock), clock, 0.01):
            await watched.until_asked(4)
    told = [(line["event"], line["error"]) for line in logged]
    assert (watched.asked[:4], told) == ([1, 1, 1, 0], [("tick failed", "OSError")] * 2)
