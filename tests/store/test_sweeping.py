"""The daily sweep goes through everybody in every home, and holds nobody up."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import TurnedClock
from bot.core.keeping import Terms
from bot.core.session import Readiness
from bot.knowledge import Knowledge
from bot.store.home import Changes, Store
from bot.sweeping import PAGE, Sweeper
from tests.store.made import AT, done, drafts, heads, look, person, put

TERMS = Terms(sessions=100)
OLD = AT - timedelta(days=731)


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands at AT."""
    return TurnedClock(AT)


@pytest.fixture
def sweeper(store: Store, knowledge: Knowledge, clock: TurnedClock) -> Sweeper:
    """The sweep as the app runs it."""
    return Sweeper(store, knowledge.content.library.table.limits, TERMS, clock)


async def test_what_is_past_its_term(store: Store, sweeper: Sweeper) -> None:
    """Silent people go whole, with what they were still to be told; of others old sessions and answers go."""
    lately, long_ago = AT - timedelta(days=5), (AT - timedelta(days=101)).date()
    answers = Readiness(answers=(("Q1", ("18_69",)),), checked_on=long_ago)
    here = replace(person(2), seen=lately, readiness=answers)
    records = [(1, done()), (2, replace(done(), on=long_ago)), (2, done())]
    await put(store, Changes(people=[replace(person(1), seen=OLD), here], records=records, letters=drafts("bulk")))
    await sweeper.sweep()

    assert [await store.person(1), await store.records(1), await heads(store)] == [None, [], []]
    assert await store.person(2) == replace(here, readiness=Readiness())
    assert await store.records(2) == [done()]


async def test_nobody_is_left_out(store: Store, sweeper: Sweeper) -> None:
    """However many there are, on whichever page; groups, whose ids lie below nought, as well."""
    ids = range(-PAGE, 2 * PAGE + 1)
    await put(store, Changes(people=[replace(person(id), seen=OLD) for id in ids]))
    await sweeper.sweep()

    assert list(await store.people(-(2**63), 1000)) == []


async def test_once_a_day(store: Store, sweeper: Sweeper, clock: TurnedClock) -> None:
    """Update ids go every hour; people are looked at a day later again."""
    silent = replace(person(1), seen=OLD)
    left = []
    for hours in (0, 23, 1):
        clock.turn(hours * 3600)
        await put(store, Changes(seen=[7]), AT - timedelta(days=3))
        await put(store, Changes(people=[silent] if hours else []))
        await sweeper.sweep()
        left.append((await store.person(1) is not None, (await look(store, [], [7])).fresh))
    assert left == [(False, frozenset({7})), (True, frozenset({7})), (False, frozenset({7}))]


async def test_it_ends_when_told(sweeper: Sweeper) -> None:
    """Also in the hour between two sweeps."""
    stop = asyncio.Event()
    running = asyncio.create_task(sweeper.run(stop))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_a_home_that_fails(store: Store, sweeper: Sweeper) -> None:
    """It is told, without what was written, and the bot goes on."""
    await store.close()
    stop = asyncio.Event()
    running = asyncio.create_task(sweeper.run(stop))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(running, 10)
