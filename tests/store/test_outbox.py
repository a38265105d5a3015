"""What every home must keep of the outbox: order, patience, and silence after a stop."""

from datetime import datetime

from bot.core.effects import Bell, Give
from bot.store.home import Board, Changes, Delivery, Draft, Store
from tests.store.made import AT, NOBODY, deliver, drafts, head, heads, key_of, later, person, put, say


async def two_people(store: Store) -> None:
    """Person 1 and person 2, with two letters each, written in turns."""
    await put(store, Changes(people=[person(1), person(2)], letters=[*drafts("a1"), *drafts("b1", to=2)]))
    await put(store, Changes(letters=[*drafts("a2"), *drafts("b2", to=2)]))


async def test_only_heads_leave_oldest_first(store: Store) -> None:
    """A person's second letter waits for the first."""
    await two_people(store)
    assert await heads(store) == ["a1", "b1"]


async def test_delivering_lets_the_next_one_move_up(store: Store) -> None:
    """Letters of one person leave in the order in which they were written."""
    await two_people(store)
    delivered = [key_of(await deliver(store)) for _ in range(4)]
    assert delivered == ["a1", "b1", "a2", "b2"]
    assert await heads(store) == []


async def test_busy_people_are_left_alone(store: Store) -> None:
    """Whoever has a letter in flight gets no second one."""
    await two_people(store)
    assert await heads(store, busy=frozenset({1, 5})) == ["b1"]
    assert await heads(store, busy=frozenset({1, 2})) == []


async def test_the_limit_counts_letters(store: Store) -> None:
    """No more letters come than were asked for."""
    await two_people(store)
    assert await heads(store, limit=1) == ["a1"]


async def test_a_letter_says_what_is_to_be_done(store: Store) -> None:
    """A letter carries its effect, its person and that person's language."""
    await put(store, Changes(people=[person(language="de")], letters=[Draft(person=1, effect=Give())]))
    letter = await head(store)
    assert (1, Give(), "de", 0, False) == (
        letter.person,
        letter.effect,
        letter.language,
        letter.tries,
        letter.uncertain,
    )


async def test_a_letter_to_a_stranger_is_english(store: Store) -> None:
    """Somebody who is not stored, or not any more, is written to in English."""
    await put(store, Changes(people=[person(language="de")]))
    await put(store, Changes(erased=[1], letters=drafts("forgotten")))
    assert (await head(store)).language == "en"


async def test_a_postponed_head_holds_back_those_behind_it(store: Store) -> None:
    """While a person's head waits, nothing of theirs overtakes it; others are not held back."""
    await two_people(store)
    await store.postponed(await head(store), later(30), uncertain=False)
    assert await heads(store, later(29)) == ["b1"]
    assert later(30) == await store.next_letter()
    assert await heads(store, later(30)) == ["a1", "b1"]


async def test_what_was_perhaps_delivered_stays_so(store: Store) -> None:
    """Each postponing counts as a try; a doubt about delivery is never forgotten."""
    await put(store, Changes(people=[person()], letters=drafts("a1")))
    for moment, uncertain in ((AT, True), (later(1), False)):
        await store.postponed(await head(store, moment), later(1), uncertain)
    letter = await head(store, later(1))
    assert (letter.tries, letter.uncertain) == (2, True)


async def test_a_refused_letter_makes_way(store: Store) -> None:
    """What was set aside for good never leaves, and the next one moves up."""
    await two_people(store)
    letter = await head(store)
    await store.refused(letter, "400 chat not found", AT)
    await store.refused(letter, "400 chat not found", AT)
    assert await heads(store) == ["b1", "a2"]


async def test_hushing_drops_the_letters_of_one_person(store: Store) -> None:
    """Unsent letters of that person go; those of others, and what is said in the same turn, stay."""
    await two_people(store)
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    assert await heads(store) == ["b1", "stopped"]


async def test_hushing_drops_the_timers_of_one_person(store: Store) -> None:
    """After a stop no bell of that person rings; those of others still do (law 1)."""
    letters = [Draft(person=id, effect=say("hold", 1, (Bell.HOLD, 10 * id))) for id in (1, 2)]
    await put(store, Changes(people=[person(1), person(2)], letters=letters))
    await deliver(store)
    await deliver(store)
    await put(store, Changes(hushed=[1]))
    assert [timer.person for timer in await store.due(later(60), 10)] == [2]


async def test_a_hushed_letter_in_flight_sets_no_timer(store: Store) -> None:
    """Delivered after the stop, it rings nothing; its keyboard is remembered, so that it can go."""
    await put(
        store,
        Changes(people=[person()], letters=[Draft(person=1, effect=say("hold", 1, (Bell.HOLD, 30)))]),
    )
    flying = await head(store)
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    await store.delivered(Delivery(letter=flying, at=AT, message=10, keyboard=True))
    assert await store.next_due() is None
    assert Board(message=10, keyboard=True) == await store.board(1)
    assert await heads(store) == ["stopped"]


async def test_an_id_is_never_used_twice(store: Store) -> None:
    """A letter that follows a hushed one has another id, so that the two cannot be taken for each other."""
    await put(store, Changes(people=[person()], letters=drafts("a1")))
    gone = await head(store)
    await put(store, Changes(hushed=[1]))
    await put(store, Changes(letters=drafts("a2")))
    await store.delivered(Delivery(letter=gone, at=AT))
    await store.refused(gone, "late", AT)
    await store.postponed(gone, later(30), uncertain=True)
    assert await heads(store) == ["a2"]


async def test_a_hold_counts_from_delivery(store: Store) -> None:
    """The timer is due so many seconds after the letter arrived, however long it waited (law 5)."""
    assert later(100 + 30) == await due_after(store, turn=1, delivered_at=later(100))


async def test_a_letter_of_a_turn_that_is_over_sets_no_timer(store: Store) -> None:
    """A hold of another turn than the person's rings nothing (law 3)."""
    assert await due_after(store, turn=2, delivered_at=AT) is None


async def due_after(store: Store, turn: int, delivered_at: datetime) -> datetime | None:
    """When a bell rings that a letter of turn 1 sets, delivered while the person stands at `turn`."""
    letter = Draft(person=1, effect=say("hold", 1, (Bell.HOLD, 30)))
    await put(store, Changes(people=[person(turn=1)], letters=[letter]))
    await put(store, Changes(people=[person(turn=turn)]))
    await deliver(store, delivered_at)
    return await store.next_due()


async def test_a_thousand_letters_leave_in_order(store: Store) -> None:
    """Twenty people with fifty letters each, fetched by five, some postponed: each hears all in order."""
    everybody = range(20)
    for n in range(50):
        letters = [draft for id in everybody for draft in drafts(f"{id}.{n}", to=id)]
        await put(store, Changes(people=[person(id) for id in everybody], letters=letters))
    heard: dict[int, list[str]] = {id: [] for id in everybody}
    moment = AT
    while found := await store.letters(5, NOBODY, moment):
        for letter in found:
            if letter.tries == 0 and letter.id % 9 == 0:
                await store.postponed(letter, moment, uncertain=False)
            else:
                await store.delivered(Delivery(letter=letter, at=moment))
                heard[letter.person].append(key_of(letter))
    assert {id: [f"{id}.{n}" for n in range(50)] for id in everybody} == heard
