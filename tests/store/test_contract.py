"""What every home must keep: people, update ids, timers, records. The outbox has a file of its own."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.agenda import Reminders, Snooze
from bot.core.effects import Bell
from bot.core.session import Lock, Person
from bot.store.faults import StoreFault
from bot.store.home import Board, Changes, Draft, Held, Loaded, Store, Timer
from tests.store.made import AT, NOBODY, always, deliver, done, drafts, head, heads, later, look, person, put, say

RINGS = (Bell.HOLD, 30)


class UndecidedError(Exception):
    """Raised by a decision that fails."""


def undecided(loaded: Loaded) -> Changes:
    """A decision that fails."""
    raise UndecidedError


async def test_a_person_comes_back_as_saved(store: Store) -> None:
    """Who was saved is loaded, equal in every field."""
    saved = replace(person(7), lock=Lock(on=AT.date(), until=later(60), items=("Q2",)), met=True, recent=(done(),))
    await put(store, Changes(people=[saved]))
    assert saved == await store.person(7)


async def test_a_stranger_is_not_loaded(store: Store) -> None:
    """A decision sees the people who are stored, and nobody else."""
    await put(store, Changes(people=[person(1)]))
    assert Loaded(people={1: person(1)}, fresh=frozenset()) == await look(store, [1, 2])
    assert await store.person(2) is None


async def test_a_turn_returns_what_it_wrote(store: Store) -> None:
    """The caller gets the changes that were decided."""
    changes = Changes(people=[person()], letters=drafts("hello"))
    assert changes == await store.turn([1], [], always(changes), AT)


async def test_an_update_is_fresh_once(store: Store) -> None:
    """An update id that was remembered is not fresh in any later turn."""
    seen: list[frozenset[int]] = []

    def decide(loaded: Loaded) -> Changes:
        seen.append(loaded.fresh)
        return Changes(seen=sorted(loaded.fresh))

    for updates in ([5, 6], [6, 7], [5, 6, 7]):
        await store.turn([], updates, decide, AT)
    assert [frozenset({5, 6}), frozenset({7}), frozenset()] == seen


async def test_a_failed_decision_writes_nothing(store: Store) -> None:
    """When the decision raises, its caller hears it and nothing has changed."""
    await put(store, Changes(people=[person(turn=3)]))
    with pytest.raises(UndecidedError):
        await store.turn([1], [9], undecided, AT)
    assert person(turn=3) == await store.person(1)


async def test_a_failure_while_writing_writes_nothing(store: Store) -> None:
    """A record of somebody unknown is refused, and takes what was written before it along."""
    with pytest.raises(StoreFault, match="could not be written"):
        await put(store, Changes(people=[person(1)], records=[(2, done())]))
    assert await store.person(1) is None


async def test_what_has_no_words_undoes_what_went_before(store: Store) -> None:
    """A letter that cannot be put into words does not leave its person hushed."""
    await put(store, Changes(people=[person()], letters=drafts("waits")))
    odd = replace(say("odd"), turn="first")  # type: ignore[arg-type]
    with pytest.raises(StoreFault, match="does not declare"):
        await put(store, Changes(hushed=[1], erased=[1], letters=[Draft(person=1, effect=odd)]))
    assert (await heads(store), await store.person(1)) == (["waits"], person())


async def test_one_failure_does_not_sink_the_others(store: Store) -> None:
    """Of turns that share a commit, those that fail are undone alone."""
    bad = {n for n in range(100) if n % 7 == 3}
    turns = [
        store.turn([n], [], undecided if n in bad else always(Changes(people=[person(n)])), AT) for n in range(100)
    ]
    outcomes = await asyncio.gather(*turns, return_exceptions=True)
    assert bad == {n for n, outcome in enumerate(outcomes) if isinstance(outcome, UndecidedError)}
    assert bad == {n for n in range(100) if await store.person(n) is None}


async def test_turns_of_one_person_follow_each_other(store: Store) -> None:
    """Fifty moves at once: each sees the one before it, none is lost."""

    def move(loaded: Loaded) -> Changes:
        one = loaded.people[1]
        return Changes(people=[replace(one, turn=one.turn + 1)])

    await put(store, Changes(people=[person(turn=0)]))
    await asyncio.gather(*(store.turn([1], [], move, AT) for _ in range(50)))
    assert person(turn=50) == await store.person(1)


async def test_whoever_stops_waiting_harms_nobody(store: Store) -> None:
    """A cancelled turn leaves the line in order for those behind it."""
    waiting = asyncio.ensure_future(put(store, Changes(people=[person(1)])))
    await asyncio.sleep(0)
    waiting.cancel()
    await put(store, Changes(people=[person(2)]))
    assert person(2) == await store.person(2)


async def test_timers_come_earliest_first(store: Store) -> None:
    """`due` tells what is due, up to the limit and but for the busy, and `next_due` the earliest of all."""
    for id, seconds in ((1, 30), (2, 10), (3, 20), (4, 99)):
        letter = Draft(person=id, effect=say("hold", 1, (Bell.HOLD, seconds)))
        await put(store, Changes(people=[person(id)], letters=[letter]))
        await deliver(store)
    assert [timer.person for timer in await store.due(later(30), 10)] == [2, 3, 1]
    assert [timer.person for timer in await store.due(later(30), 1)] == [2]
    assert [timer.person for timer in await store.due(later(30), 1, frozenset({2, 3}))] == [1]
    assert later(10) == await store.next_due()


async def test_no_timer_no_moment(store: Store) -> None:
    """An empty store waits for nothing."""
    assert (await store.next_due(), await store.next_letter(AT)) == (None, None)


async def test_a_new_turn_drops_the_timers_of_the_old_one(store: Store) -> None:
    """A person saved at the same turn keeps the timers; at another turn they go."""
    letter = Draft(person=1, effect=say("hold", 1, (Bell.HALF, 15), (Bell.HOLD, 30)))
    await put(store, Changes(people=[person()], letters=[letter]))
    await deliver(store)
    await put(store, Changes(people=[replace(person(), met=True)]))
    assert [timer.bell for timer in await store.due(later(30), 10)] == [Bell.HALF, Bell.HOLD]
    await put(store, Changes(people=[person(turn=2)]))
    assert await store.due(later(30), 10) == []


async def test_a_fired_timer_goes(store: Store) -> None:
    """The timer that rang goes; the others, and one that was set anew meanwhile, stay."""
    letter = Draft(person=1, effect=say("hold", 1, (Bell.HALF, 15), (Bell.HOLD, 30)))
    await put(store, Changes(people=[person()], letters=[letter, letter]))
    await deliver(store)
    half = Timer(person=1, bell=Bell.HALF, turn=1, due=later(15))
    hold = Timer(person=1, bell=Bell.HOLD, turn=1, due=later(30))
    assert [half, hold] == await store.due(later(30), 10)
    await put(store, Changes(fired=[half]))
    assert [hold] == await store.due(later(30), 10)
    await deliver(store, later(5))
    await put(store, Changes(fired=[hold]))
    assert [replace(half, due=later(20)), replace(hold, due=later(35))] == await store.due(later(60), 10)


async def test_records_come_oldest_first(store: Store) -> None:
    """What a person has done is kept in its order, and apart from what others did."""
    await put(store, Changes(people=[person(1), person(2)], records=[(1, done("a")), (2, done("b"))]))
    await put(store, Changes(records=[(1, done("c"))]))
    assert [done("a"), done("c")] == await store.records(1)


async def test_erasing_forgets_everything(store: Store) -> None:
    """Person, letters, timers, board and records go; whoever else is there stays."""
    letter = Draft(person=1, effect=say("hold", 1, (Bell.HOLD, 30)))
    await put(store, Changes(people=[person(1), person(2)], letters=[letter, *drafts("more")]))
    await put(store, Changes(letters=drafts("theirs", to=2), records=[(1, done()), (2, done())]))
    await deliver(store, message=10)
    await put(store, Changes(erased=[1]))
    left = (await store.person(1), await store.records(1), await store.board(1))
    assert left == (None, [], None)
    assert await heads(store) == ["theirs"]
    assert await store.due(later(60), 10) == []
    assert ([done()], person(2)) == (await store.records(2), await store.person(2))


async def test_a_lock_outlives_the_erasing(store: Store) -> None:
    """Who is saved in the turn that erases them is stored with that alone, and still hears the last words."""
    await put(store, Changes(people=[person(language="de")], letters=drafts("old"), records=[(1, done())]))
    bare = Person(id=1, lock=Lock(on=AT.date(), until=later(3600)))
    await put(store, Changes(people=[bare], erased=[1], letters=drafts("forgotten")))
    assert (bare, []) == (await store.person(1), await store.records(1))
    assert await heads(store) == ["forgotten"]


async def test_what_is_erased_leaves_no_board_behind(store: Store) -> None:
    """The last words to somebody who was forgotten are delivered without remembering them again."""
    await put(store, Changes(people=[person()]))
    await put(store, Changes(erased=[1], letters=drafts("forgotten")))
    await deliver(store, message=11)
    assert await store.board(1) is None


async def test_a_board_is_remembered_and_replaced(store: Store) -> None:
    """The message with the keyboard is the last one that was delivered as such."""
    await put(store, Changes(people=[person()], letters=drafts("one", "aside", "two")))
    assert await store.board(1) is None
    await deliver(store, message=10)
    await deliver(store, message=None)
    assert Board(message=10, keyboard=True) == await store.board(1)
    await deliver(store, message=12)
    assert Board(message=12, keyboard=True) == await store.board(1)


async def test_a_sweep_forgets_old_update_ids(store: Store) -> None:
    """Ids older than the given moment are fresh again; younger ones are not, however many there are."""
    old, young = range(2500), range(2500, 2510)
    await put(store, Changes(seen=old), AT)
    await put(store, Changes(seen=young), later(60))
    await store.set_aside(9000, "no message", AT)
    await store.set_aside(9000, "no message", AT)
    await store.sweep(later(60))
    assert frozenset(old) == (await look(store, updates=[*old, *young])).fresh


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    """A clock time that could mean anything is never stored."""
    with pytest.raises(TypeError):
        await store.due(AT.replace(tzinfo=None), 1)


async def test_a_moment_keeps_its_microseconds(store: Store) -> None:
    """Bells are due to the microsecond, in UTC."""
    moment = AT + timedelta(microseconds=1)
    await put(store, Changes(people=[person()], letters=[Draft(person=1, effect=say("a", 1, (Bell.REST, 0)))]))
    await deliver(store, moment)
    assert moment == await store.next_due()
    assert await store.due(AT, 1) == []


async def test_closing_finishes_what_is_under_way(store: Store) -> None:
    """Turns that wait when the store closes are written, later ones refused; closing twice is no fault."""
    waiting = [asyncio.ensure_future(put(store, Changes(people=[person(n)]))) for n in range(200)]
    await asyncio.sleep(0)
    await store.close()
    await store.close()
    assert await asyncio.gather(*waiting) == [None] * 200
    with pytest.raises(StoreFault, match="closed"):
        await store.letters(1, NOBODY, AT)


def planned(id: int, seconds: float | None) -> Person:
    """A person who is to be reminded so many seconds after AT, if at all."""
    snoozes = () if seconds is None else (Snooze(plan=1, at=later(seconds)),)
    return replace(person(id), reminders=Reminders(looked=AT, snoozes=snoozes))


async def test_the_longest_overdue_wake_first(store: Store) -> None:
    """`waking` tells whose reminders are to be looked at, up to the limit; `next_due` knows of them, too."""
    await put(store, Changes(people=[planned(1, 30), planned(2, 10), planned(3, 20), planned(4, 99), planned(5, None)]))
    assert list(await store.waking(later(30), 10)) == [2, 3, 1]
    assert list(await store.waking(later(30), 1)) == [2]
    assert later(10) == await store.next_due()


async def test_a_bell_may_be_earlier_than_a_reminder(store: Store) -> None:
    """The next moment is the earlier of the two."""
    await put(store, Changes(people=[planned(1, 30)], letters=[Draft(person=1, effect=say("a", 1, (Bell.HOLD, 20)))]))
    await deliver(store)
    assert later(20) == await store.next_due()


async def test_the_moment_of_waking_is_saved_with_the_person(store: Store) -> None:
    """Who is saved anew wakes at the new moment; who has nothing to come, or is erased, never."""
    await put(store, Changes(people=[planned(1, 10), planned(2, 10), planned(3, 10)]))
    await put(store, Changes(people=[planned(1, 40), planned(2, None)]))
    await put(store, Changes(erased=[3]))
    assert list(await store.waking(later(30), 10)) == []
    assert list(await store.waking(later(40), 10)) == [1]


async def test_everything_held_on_a_person(store: Store) -> None:
    """Each table that names a person has its part, and nothing of anybody else is there."""
    await put(store, Changes(people=[person(1), person(2)], letters=[Draft(person=1, effect=say("a", 1, RINGS))]))
    await deliver(store, message=10)
    await put(store, Changes(letters=drafts("refused", "waits"), records=[(1, done()), (2, done())]))
    await put(store, Changes(letters=drafts("theirs", to=2)))
    await store.refused(await head(store), "blocked", AT)

    assert await store.held(1) == Held(
        person=person(1),
        records=[done()],
        letters=[say("waits")],
        timers=[Timer(person=1, bell=Bell.HOLD, turn=1, due=later(30))],
        refusals=[(AT, "blocked")],
        board=Board(message=10, keyboard=True),
    )
    assert await store.held(3) == Held(person=None, records=[], letters=[], timers=[], refusals=[])


async def test_people_page_by_page(store: Store) -> None:
    """In the order of their ids, whatever order they came in; groups have ids below nought."""
    await put(store, Changes(people=[person(id) for id in (30, -5, 10, 20)]))

    pages = [await store.people(after, 2) for after in (-(2**63), 10, 30)]
    assert [list(page) for page in pages] == [[-5, 10], [20, 30], []]


async def test_outdated_records_go(store: Store) -> None:
    """Those of the day itself stay, and so do those of everybody else."""
    days = [date(2024, 2, 28), date(2024, 2, 29), date(2026, 3, 1)]
    records = [(id, replace(done(), on=day)) for id in (1, 2) for day in days]
    await put(store, Changes(people=[person(1), person(2)], records=records))
    await put(store, Changes(outdated=[(1, date(2024, 2, 29))]))

    assert days[1:] == [each.on for each in await store.records(1)]
    assert days == [each.on for each in await store.records(2)]
