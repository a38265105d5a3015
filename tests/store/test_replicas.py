"""Several processes on one PostgreSQL: what one has in hand no other touches, until it is dead."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

import psycopg
import pytest

from bot.core.effects import Bell, Say
from bot.core.session import Person
from bot.store.faults import StoreFault
from bot.store.home import Changes, Delivery, Draft, Letter, Loaded, Role
from bot.store.postgres import PostgresStore, open_postgres
from bot.store.postgres_carrier import Carrier
from bot.telegram.pace import shared
from tests.store.made import AT, NOBODY, drafts, heads, key_of, later, person, put, say
from tests.store.postgres_server import database

Two: TypeAlias = tuple[PostgresStore, PostgresStore]


@pytest.fixture
async def address(postgres: str) -> AsyncIterator[str]:
    """The address of an empty database."""
    async with database(postgres) as made:
        yield made


@pytest.fixture
async def two(address: str) -> AsyncIterator[Two]:
    """Two processes, as far as the database can tell."""
    one, other = await open_postgres(address), await open_postgres(address)
    yield one, other
    await one.close()
    await other.close()


async def paced(stack: AsyncExitStack, address: str) -> Two:
    """Two processes that write to a chat once a second, after five at once; to a room every four seconds."""
    pacing = shared(1)
    one, other = await open_postgres(address, pacing=pacing), await open_postgres(address, pacing=pacing)
    stack.push_async_callback(one.close)
    stack.push_async_callback(other.close)
    return one, other


async def spoken(store: PostgresStore, at: datetime) -> list[str]:
    """Deliver all that may leave now, and tell what it was."""
    letters = await store.letters(100, NOBODY, at)
    for letter in letters:
        await store.delivered(Delivery(letter=letter, at=at))
    return keys(letters)


def rises(id: int) -> Callable[[Loaded], Changes]:
    """A decision that moves a person, or a stranger, on by one turn."""

    def decide(loaded: Loaded) -> Changes:
        before = loaded.people.get(id, Person(id=id))
        return Changes(people=[replace(before, turn=before.turn + 1)])

    return decide


def reminder(key: str) -> Say:
    """A message of the bulk lane."""
    return replace(say(key), bulk=True)


def keys(letters: object) -> list[str]:
    """What tells letters from others."""
    assert isinstance(letters, list | tuple)
    return [key_of(letter) for letter in letters if isinstance(letter, Letter)]


async def test_no_move_is_lost_between_two(two: Two) -> None:
    """Moves of one person, a stranger at first, follow each other whichever process makes them."""
    await asyncio.gather(*(store.turn([7], [], rises(7), AT) for store in two for _ in range(50)))
    stored = await two[0].person(7)
    assert stored is not None
    assert stored.turn == 100


async def test_crosswise_moves_do_not_lock_each_other(two: Two) -> None:
    """Whatever the order in which two batches name the same people, both come through."""
    people = list(range(1, 30))
    turns = [store.turn(order, [], rises(1), AT) for store in two for order in (people, people[::-1]) * 10]
    await asyncio.wait_for(asyncio.gather(*turns), 30)


async def test_an_update_counts_once_among_two(two: Two) -> None:
    """An update that reaches both processes, for the same person, is fresh in one of them alone."""
    fresh: list[frozenset[int]] = []

    def decide(loaded: Loaded) -> Changes:
        fresh.append(loaded.fresh)
        return Changes(seen=sorted(loaded.fresh))

    await asyncio.gather(*(store.turn([1], [99], decide, AT) for store in two))
    assert sorted(map(len, fresh)) == [0, 1]


async def test_a_letter_has_one_carrier(two: Two) -> None:
    """What one process took in hand is offered to it again, and to no other."""
    await put(two[0], Changes(letters=[*drafts("a", to=1), *drafts("b", to=2)]))
    assert keys(await two[0].letters(1, NOBODY, AT)) == ["a"]
    assert await heads(two[1]) == ["b"]
    assert await heads(two[0]) == ["a"]


async def test_two_that_ask_at_once_share_the_letters(two: Two) -> None:
    """Hundreds of letters, asked for by both at the same moment: each is offered once."""
    await put(two[0], Changes(letters=[draft for n in range(300) for draft in drafts(f"to {n}", to=n)]))
    found = await asyncio.gather(*(store.letters(100, NOBODY, AT) for store in two))
    offered = [letter.id for letters in found for letter in letters]
    assert len(offered) == len(set(offered))
    assert 100 <= len(offered) <= 200


async def test_a_dead_carriers_letters_are_free(address: str) -> None:
    """What a process had in hand when it died is offered again, marked as perhaps delivered."""
    one, other = await open_postgres(address), await open_postgres(address)
    await put(one, Changes(letters=drafts("a")))
    await one.letters(1, NOBODY, AT)
    await one.close()
    carrier = await Carrier.sign_on(address)
    await carrier.free()
    (letter,) = await other.letters(1, NOBODY, AT)
    assert (key_of(letter), letter.uncertain) == ("a", True)
    await carrier.sign_off()
    await other.close()


async def test_a_living_carriers_letters_stay_in_hand(two: Two, address: str) -> None:
    """Looking for the dead takes nothing from the living."""
    await put(two[0], Changes(letters=drafts("a")))
    await two[0].letters(1, NOBODY, AT)
    carrier = await Carrier.sign_on(address)
    await carrier.free()
    assert await heads(two[1]) == []
    await carrier.sign_off()


async def test_a_board_comes_along_with_a_letter(two: Two) -> None:
    """It is told once without another question, and is no older than what was delivered last."""
    await put(two[0], Changes(people=[person(1)], letters=drafts("a", "b")))
    told = []
    for message in (10, 11):
        (letter,) = await two[0].letters(1, NOBODY, AT)
        told.append(await two[0].board(1))
        await two[0].delivered(Delivery(letter=letter, at=AT, message=message, keyboard=True))
        told.append(await two[0].board(1))
    assert [board and board.message for board in told] == [None, 10, 10, 11]


async def test_a_board_is_forgotten_with_its_person(two: Two) -> None:
    """Also where it came along with a letter that is still in hand."""
    await put(two[0], Changes(people=[person(1)], letters=drafts("a", "b")))
    await two[0].delivered(Delivery(letter=(await two[0].letters(1, NOBODY, AT))[0], at=AT, message=10, keyboard=True))
    await two[0].letters(1, NOBODY, AT)
    await put(two[0], Changes(erased=[1]))
    assert await two[0].board(1) is None


async def test_bulk_is_offered_to_one_process(two: Two) -> None:
    """The first that asks has the bulk lane; when it is gone, the other has it."""
    bulk = [Draft(person=n, effect=reminder(f"to {n}")) for n in range(3)]
    await put(two[0], Changes(letters=bulk))
    assert keys(await two[0].letters(1, NOBODY, AT, bulk=True)) == ["to 0"]
    assert keys(await two[1].letters(9, NOBODY, AT, bulk=True)) == []
    await two[0].close()
    assert keys(await two[1].letters(1, frozenset({0}), AT, bulk=True)) == ["to 1"]


async def test_a_chat_has_one_pace(address: str) -> None:
    """What one process says to somebody, the other counts: a burst, then one a second; a stop's answer asks nobody."""
    async with AsyncExitStack() as stack:
        two = await paced(stack, address)
        await put(two[0], Changes(letters=[*drafts(*"abcdefg", to=1), *drafts("x", to=2)]))
        said = [key for n in range(4) for key in await spoken(two[n % 2], AT)]
        assert said == ["a", "x", "b", "c", "d"]
        assert (await spoken(two[0], AT), await spoken(two[1], AT)) == (["e"], [])
        assert await two[0].next_letter(AT) == later(1)
        assert (await spoken(two[1], later(1)), await spoken(two[0], later(1))) == (["f"], [])
        await put(two[0], Changes(hushed=[1], letters=drafts("stopped", to=1)))
        assert await spoken(two[1], later(1)) == ["stopped"]


async def test_what_took_more_counts_more(address: str) -> None:
    """A letter that became three messages fills the bucket as three do; a room's bucket fills more slowly."""
    async with AsyncExitStack() as stack:
        one, other = await paced(stack, address)
        await put(one, Changes(letters=[*drafts(*"abcd", to=1), *drafts(*"rst", to=-1)]))
        for letter in await one.letters(2, NOBODY, AT):
            await one.delivered(Delivery(letter=letter, at=AT, requests=5))
        assert (await spoken(other, later(0.5)), await spoken(other, later(1))) == ([], ["b"])
        assert await other.next_letter(later(1)) == later(2)
        assert (await spoken(other, later(3.9)), await spoken(other, later(4))) == (["c"], ["d", "s"])


async def test_a_clock_that_jumps_back_holds_nobody(address: str) -> None:
    """A bucket that was filled in what is now the future counts as full."""
    async with AsyncExitStack() as stack:
        one, other = await paced(stack, address)
        await put(one, Changes(letters=drafts(*"abcdefgh", to=1)))
        for _ in range(5):
            await spoken(one, later(3600))
        assert (await spoken(one, later(3600)), await spoken(other, AT)) == ([], ["f"])


async def test_full_buckets_are_forgotten(address: str) -> None:
    """Whoever was written to a while ago stands in no table of paces."""
    async with AsyncExitStack() as stack:
        one, _ = await paced(stack, address)
        await put(one, Changes(letters=drafts("a")))
        await spoken(one, AT)
        await one.next_letter(later(90))
        async with await psycopg.AsyncConnection.connect(address) as connection:
            assert await (await connection.execute("select * from paces")).fetchall() == []


async def test_roles_are_told(two: Two) -> None:
    """A process knows what it does for all, without asking."""
    await two[0].leads()
    await two[1].letters(1, NOBODY, AT, bulk=True)
    assert (set(two[0].roles()), set(two[1].roles())) == ({Role.POLLING}, {Role.BULK})


async def test_what_another_rings_is_nobody_elses_hurry(two: Two) -> None:
    """A bell that one process has in hand does not keep the other awake."""
    bells = Draft(person=1, effect=say("hold", 1, (Bell.HOLD, 30)))
    await put(two[0], Changes(people=[person(1)], letters=[bells]))
    (letter,) = await two[0].letters(1, NOBODY, AT)
    await two[0].delivered(Delivery(letter=letter, at=AT))
    await two[0].due(later(60), 1)
    assert (await two[0].next_due(), await two[1].next_due()) == (later(30), None)


async def test_one_process_asks_for_updates(two: Two) -> None:
    """The first leads as long as it lives; then the other does."""
    assert (await two[0].leads(), await two[1].leads(), await two[0].leads()) == (True, False, True)
    await two[0].close()
    assert await two[1].leads() is True


async def test_many_may_start_at_once(address: str) -> None:
    """Processes that open an empty database together make its schema once."""
    async with AsyncExitStack() as stack:
        stores = await asyncio.gather(*(open_postgres(address) for _ in range(5)))
        for store in stores:
            stack.push_async_callback(store.close)
        await put(stores[0], Changes(people=[person(1)]))
        assert await stores[4].person(1) == person(1)


async def test_a_newer_schema_is_refused(address: str) -> None:
    """A database that a newer program wrote is not touched."""
    await (await open_postgres(address)).close()
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute("insert into unwind_schema values (999, 'from the future')")
    with pytest.raises(StoreFault, match="newer version"):
        await open_postgres(address)


async def test_nobody_there_is_a_clear_fault() -> None:
    """A server that does not answer is named by its setting, and the password is not."""
    with pytest.raises(StoreFault) as raised:
        await open_postgres("postgresql://me:secret@127.0.0.1:1/unwind", patience=0.2)
    assert "DATABASE_URL" in str(raised.value)
    assert "secret" not in str(raised.value)


async def test_a_bell_rings_in_one_process(two: Two) -> None:
    """Bells that fall due are shared out; each is offered once, whoever asks."""
    bells = [say("hold", 1, (Bell.HOLD, 30)) for _ in range(50)]
    people = [person(n) for n in range(50)]
    await put(two[0], Changes(people=people, letters=[Draft(person=n, effect=bell) for n, bell in enumerate(bells)]))
    for letter in await two[0].letters(50, NOBODY, AT):
        await two[0].delivered(Delivery(letter=letter, at=AT))
    found = await asyncio.gather(*(store.due(later(60), 30) for store in two))
    rung = [timer.person for timers in found for timer in timers]
    assert len(rung) == len(set(rung))
    assert len(rung) >= 30


async def test_a_bell_that_was_rung_stands_no_more(two: Two) -> None:
    """Two processes that ring the same bell, as after a lost connection: one of them finds it gone."""
    await put(two[0], Changes(people=[person(1)], letters=[Draft(person=1, effect=say("hold", 1, (Bell.HOLD, 30)))]))
    (letter,) = await two[0].letters(1, NOBODY, AT)
    await two[0].delivered(Delivery(letter=letter, at=AT))
    timers = await two[0].due(later(60), 10)
    standing: list[int] = []

    def decide(loaded: Loaded) -> Changes:
        standing.append(len(loaded.standing))
        return Changes(fired=sorted(loaded.standing, key=lambda timer: timer.due))

    await asyncio.gather(*(store.turn([1], [], decide, later(60), timers=timers) for store in two))
    assert sorted(standing) == [0, 1]
