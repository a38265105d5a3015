"""What every home must keep of the outbox: order, patience, and silence after a stop."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.effects import Bell, Give
from bot.store.home import Board, Changes, Delivery, Draft, Letter, Quiet, Store
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
    assert later(30) == await store.next_letter(AT)
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
    """Unsent letters of that person go; those of others, and what is said in the same turn, stay; that goes first."""
    await two_people(store)
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    assert await heads(store) == ["stopped", "b1"]


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


# --- lanes -------------------------------------------------------------------------------------------


def reminders(*keys: str, to: int = 1) -> Sequence[Draft]:
    """Letters of the bulk lane."""
    return [Draft(person=to, effect=replace(say(key), bulk=True)) for key in keys]


async def lanes(store: Store, at: datetime = AT, busy: frozenset[int] = NOBODY) -> tuple[list[str], list[str]]:
    """What may leave now: answers, and bulk."""
    bulk = [key_of(letter) for letter in await store.letters(100, busy, at, bulk=True)]
    return await heads(store, at, busy), bulk


async def take(store: Store, *, bulk: bool = False, at: datetime = AT) -> Letter:
    """The first letter of a lane that may leave, in hand."""
    return (await store.letters(1, NOBODY, at, bulk=bulk))[0]


async def test_bulk_has_a_lane_of_its_own(store: Store) -> None:
    """A reminder is offered to those who ask for bulk, and knows that it is one; an answer never waits behind it."""
    await put(store, Changes(letters=[*reminders("r1", "r2"), *drafts("b1", to=2)]))
    assert await lanes(store) == (["b1"], ["r1"])
    letter = await take(store, bulk=True)
    assert (letter.bulk, (await take(store)).bulk) == (True, False)
    await store.delivered(Delivery(letter=letter, at=AT))
    assert await lanes(store) == (["b1"], ["r2"])


async def test_bulk_waits_for_the_answers_of_its_person(store: Store) -> None:
    """However old a reminder is, the answers to its person leave before it; then it does."""
    await put(store, Changes(letters=reminders("r1", "r2")))
    await put(store, Changes(letters=drafts("a1", "a2")))
    await put(store, Changes(letters=reminders("r3")))
    left = []
    while letters := await store.letters(9, NOBODY, AT) or await store.letters(9, NOBODY, AT, bulk=True):
        left += [key_of(letter) for letter in letters]
        await store.delivered(Delivery(letter=letters[0], at=AT))
    assert left == ["a1", "a2", "r1", "r2", "r3"]


async def test_bulk_waits_also_while_an_answer_is_postponed(store: Store) -> None:
    """An answer that is tried again later still goes before the reminder of its person."""
    await put(store, Changes(letters=[*drafts("a1"), *reminders("r1"), *reminders("r2", to=2)]))
    await store.postponed(await head(store), later(30), uncertain=False)
    assert await lanes(store) == ([], ["r2"])
    assert await lanes(store, later(30)) == (["a1"], ["r2"])
    await store.refused(await take(store, at=later(30)), "400", later(30))
    assert await lanes(store, later(30)) == ([], ["r1", "r2"])


async def test_an_answer_does_not_wait_for_bulk_in_flight(store: Store) -> None:
    """What becomes of a reminder in flight, delivered or postponed, moves no answer."""
    for moment, key in ((AT, "r1"), (later(1), "r2")):
        await put(store, Changes(letters=reminders(key)), moment)
        flying = await take(store, bulk=True, at=moment)
        await put(store, Changes(letters=drafts("a1")), moment)
        assert await lanes(store, moment) == (["a1"], [])
        if key == "r1":
            await store.delivered(Delivery(letter=flying, at=moment))
        else:
            await store.postponed(flying, later(9), uncertain=True)
        assert await lanes(store, moment) == (["a1"], [])
        await deliver(store, moment)
    assert await lanes(store, later(8)) == ([], [])
    assert (later(9), ([], ["r2"])) == (await store.next_letter(later(8)), await lanes(store, later(9)))


async def test_hushing_drops_bulk_too(store: Store) -> None:
    """After a stop nothing that was to be said before it is said, reminders neither."""
    await put(store, Changes(letters=reminders("r1")))
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    assert await lanes(store) == (["stopped"], [])


async def test_only_what_is_urgent_leaves_to_who_is_held(store: Store) -> None:
    """Somebody whose chat has to wait is answered a stop, and nothing else; one who is busy not even that."""
    await two_people(store)
    await put(store, Changes(hushed=[2], letters=drafts("stopped", "what now", to=2)))
    everybody = frozenset({1, 2})
    found = await store.letters(9, NOBODY, AT, held=everybody)
    assert ([key_of(letter) for letter in found], []) == (["stopped"], await store.letters(9, everybody, AT))
    await store.delivered(Delivery(letter=found[0], at=AT))
    await put(store, Changes(letters=drafts("later", to=2)))
    assert await heads(store) == ["what now", "a1"]
    await deliver(store)
    assert await store.letters(9, NOBODY, AT, held=everybody) == []


async def test_who_is_known_is_answered_before_strangers(store: Store) -> None:
    """However many strangers wait, the next step to somebody known goes first; an answer to a stop before that.
    To a chat that has to wait it does not go."""
    await put(store, Changes(letters=[draft for stranger in range(10, 15) for draft in drafts("hello", to=stranger)]))
    await put(store, Changes(letters=[replace(draft, known=True) for draft in drafts("step", to=2)]))
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    assert (await heads(store))[:3] == ["stopped", "step", "hello"]
    found = await store.letters(2, NOBODY, AT, held=frozenset({1, 2}))
    assert [key_of(letter) for letter in found] == ["stopped", "hello"]


async def test_strangers_have_a_share(store: Store) -> None:
    """Asked for those to strangers, nothing to somebody known is given; what answers a stop is."""
    known = [replace(draft, known=True) for draft in drafts("step", to=2)]
    await put(store, Changes(letters=[*known, *drafts("hello", to=3)]))
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    found = await store.letters(9, NOBODY, AT, strangers=True)
    assert [key_of(letter) for letter in found] == ["stopped", "hello"]


async def test_strangers_who_were_put_off_have_a_share(store: Store) -> None:
    """A flood that met a hello does not let it wait behind everybody known, for ever."""
    await put(store, Changes(letters=drafts("hello", to=3)))
    await store.postponed(await head(store), later(5), uncertain=False)
    await put(store, Changes(letters=[replace(draft, known=True) for draft in drafts("step", to=2)]))
    asked = [await store.letters(1, NOBODY, at, strangers=True) for at in (later(4), later(5))]
    assert [[key_of(letter) for letter in found] for found in asked] == [[], ["hello"]]


async def test_what_is_urgent_and_postponed_stays_urgent(store: Store) -> None:
    """Tried again, an answer to a stop still leaves first, and to who is held."""
    await put(store, Changes(letters=drafts("b1", to=2)))
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    await store.postponed(await head(store), later(5), uncertain=False)
    assert await heads(store, later(4)) == ["b1"]
    assert await heads(store, later(5)) == ["stopped", "b1"]
    assert [key_of(one) for one in await store.letters(9, NOBODY, later(5), held=frozenset({1}))] == ["stopped", "b1"]


async def test_what_is_due_already_is_no_moment_to_wait_for(store: Store) -> None:
    """Only what lies ahead wakes whoever waits, in whatever lane it is."""
    await put(store, Changes(letters=[*drafts("a1"), *reminders("r1", to=2)]))
    await store.postponed(await take(store), later(10), uncertain=False)
    await store.postponed(await take(store, bulk=True), later(20), uncertain=False)
    moments = [await store.next_letter(at) for at in (AT, later(10), later(20))]
    assert moments == [later(10), later(20), None]


# --- quiet -------------------------------------------------------------------------------------------


async def test_nothing_leaves_while_the_bot_keeps_quiet(store: Store) -> None:
    """No answer, no reminder, nothing urgent, until the wait is over; it is the next moment to look."""
    await put(store, Changes(letters=[*drafts("a1"), *reminders("r1", to=2)]))
    await put(store, Changes(hushed=[3], letters=drafts("stopped", to=3)))
    assert await store.quiet() is None
    await store.keep_quiet(Quiet(since=AT, until=later(9)))
    assert await lanes(store, later(8)) == ([], [])
    assert later(9) == await store.next_letter(later(8))
    assert await lanes(store, later(9)) == (["stopped", "a1"], ["r1"])
    assert await store.next_letter(later(9)) is None


async def test_the_longer_quiet_counts(store: Store) -> None:
    """A shorter wait that comes later does not end a longer one; after it, the new one counts."""
    for since, until in ((0, 30), (5, 10)):
        await store.keep_quiet(Quiet(since=later(since), until=later(until)))
    assert Quiet(since=later(5), until=later(30)) == await store.quiet()
    await store.keep_quiet(Quiet(since=later(60), until=later(61)))
    assert Quiet(since=later(60), until=later(61)) == await store.quiet()


async def test_a_clock_that_jumps_back_ends_the_quiet(store: Store) -> None:
    """A wait of seconds never becomes one of hours: before it began there is none."""
    await put(store, Changes(letters=drafts("a1")))
    await store.keep_quiet(Quiet(since=later(3600), until=later(3609)))
    assert await heads(store, AT) == ["a1"]
    await store.keep_quiet(Quiet(since=AT, until=later(3)))
    assert Quiet(since=AT, until=later(3)) == await store.quiet()


async def test_what_is_dropped_goes_unsaid(store: Store) -> None:
    """A letter that came too late goes with what was decided about it: no timer, no reason kept, the next moves up."""
    letters = [Draft(person=1, effect=say("late", 1, (Bell.HOLD, 30))), *drafts("next")]
    await put(store, Changes(people=[person()], letters=letters))
    late = await head(store)
    await put(store, Changes(people=[person(language="de")], dropped=[late]))
    held = await store.held(1)
    assert (held.timers, held.refusals, held.person) == ([], [], person(language="de"))
    assert await heads(store) == ["next"]


async def test_what_is_gone_already_is_dropped_too(store: Store) -> None:
    """Somebody says stop while their late reminder is being dropped: the answer stays."""
    await put(store, Changes(people=[person()], letters=drafts("late")))
    late = await head(store)
    await put(store, Changes(hushed=[1], letters=drafts("stopped")))
    await put(store, Changes(dropped=[late]))
    assert await heads(store) == ["stopped"]
