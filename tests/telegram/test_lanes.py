"""Answers and reminders side by side, against a server that keeps its limits: order, pace, floods, restarts."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from aiohttp import web

from bot.clock import TurnedClock
from bot.core.effects import Give
from bot.export import File
from bot.sandbox.faults import Fault
from bot.sandbox.limits import Flow as ServerFlow
from bot.sandbox.limits import Limits
from bot.store.home import Board, Changes, Draft, Letter, Quiet, Store
from bot.store.sqlite import open_sqlite
from bot.telegram.client import CONNECTIONS, Client
from bot.telegram.counts import Counts, Lane
from bot.telegram.courier import Arrived, Courier
from bot.telegram.sender import LANES, MOST_BULK_LANES, Rates, Sender
from bot.telegram.toasts import MOST_UNDER_WAY
from tests.telegram.made import AT, Answer, Table, met, render, say
from tests.telegram.test_client import FALSE_TOKEN

PACED = Rates(chat=1.0, bulk=30)
CROWD = range(1000, 1100)


async def no_file(person: int, what: Give) -> File:
    """Nobody asks for a file here."""
    raise AssertionError(person, what)


class Hall:
    """A sender at work for many people, and what it counts."""

    def __init__(self, table: Table, client: Client, clock: TurnedClock, store: Store | None = None) -> None:
        self.table, self.clock, self.counts = table, clock, Counts()
        self.sender = Sender(
            courier=Courier(client.bot, render, no_file, pays=PACED.pays),
            store=store or table.store,
            clock=clock,
            on_left=table.on_left,
            on_holds=table.on_holds,
            on_lapsed=table.on_lapsed,
            rates=PACED,
            counts=self.counts,
        )

    async def passes(self, seconds: float, steps: int) -> list[int]:
        """Let time pass in so many steps, and send; return how many letters had arrived after each."""
        arrived = []
        for _ in range(steps):
            self.clock.turn(seconds / steps)
            await self.sender.drain()
            arrived.append(sum(count for (_, what), count in self.counts.seen().items() if what == "arrived"))
        return arrived

    def said(self, person: int) -> list[str]:
        """What a person was told."""
        return [text for text, _ in self.table.shown(person)]


@pytest.fixture
def hall(table: Table, client: Client, clock: TurnedClock) -> Hall:
    """A server that keeps its limits, and a sender that knows them."""
    table.sandbox.world.flow = ServerFlow(Limits())
    return Hall(table, client, clock)


def reminder(text: str = "time to unwind") -> object:
    """A message that nobody waits for."""
    return say(text, ready=False, bulk=True)


def taken_by_server() -> web.Response:
    """The answer to a message that was sent."""
    message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}
    return web.json_response({"ok": True, "result": message})


async def crowd(table: Table) -> None:
    """A hundred people, with a reminder for each."""
    for person in CROWD:
        await met(table, person)
        await table.put(reminder(), to=person)


async def stops(table: Table, person: int) -> None:
    """Somebody says stop, and is answered."""
    letters = [Draft(person=person, effect=say("stopped", ready=False))]
    await table.store.turn([], [], lambda _: Changes(hushed=[person], letters=letters), AT)


async def test_answers_leave_at_once_while_reminders_wait(hall: Hall) -> None:
    """A hundred reminders wait, and the reply to somebody leaves in the same moment; no limit is ever met."""
    await crowd(hall.table)
    await hall.sender.drain()
    for number in range(5):
        text = f"step {number}"
        await hall.table.put(say(text, ready=False))
        await hall.sender.drain()
        assert hall.said(hall.table.ann)[-1] == text
        await hall.passes(0.5, 15)
    arrived = await hall.passes(1.5, 45)
    assert hall.counts.seen() == {(Lane.BULK, "arrived"): 100, (Lane.ANSWER, "arrived"): 5}
    assert all(hall.said(person) == ["time to unwind"] for person in CROWD)
    assert arrived[-1] == 105


async def test_reminders_flow_evenly_and_use_their_rate(hall: Hall) -> None:
    """Thirty a second, not thirty at once: in each twentieth of a second its one or two."""
    await crowd(hall.table)
    arrived = await hall.passes(3, 60)
    assert max(later - earlier for earlier, later in zip(arrived, arrived[20:], strict=False)) <= 30
    assert 88 <= arrived[-1] <= 90
    assert {later - earlier for earlier, later in pairwise(arrived)} == {1, 2}


async def test_a_burst_then_one_a_second(hall: Hall) -> None:
    """Many letters to one chat: five at once, then one a second, in order; other chats do not notice."""
    texts = [f"line {number}" for number in range(9)]
    await hall.table.put(*(say(text, ready=False) for text in texts))
    await hall.sender.drain()
    assert hall.said(hall.table.ann) == texts[:5]
    await hall.table.put(say("hello"), to=hall.table.bea)
    await hall.passes(0.9, 3)
    assert (hall.said(hall.table.ann), hall.said(hall.table.bea)) == (texts[:5], ["hello"])
    await hall.passes(3.2, 32)
    assert hall.said(hall.table.ann) == texts
    assert set(hall.counts.seen()) == {(Lane.ANSWER, "arrived")}


async def test_the_keyboard_that_goes_counts(hall: Hall) -> None:
    """A message that takes the keyboard from the one before is two: three of them are a burst."""
    await hall.table.put(*(say(f"step {number}") for number in range(5)))
    await hall.sender.drain()
    assert len(hall.said(hall.table.ann)) == 3
    await hall.passes(4, 40)
    assert (len(hall.said(hall.table.ann)), hall.table.shown()[-1]) == (5, ("step 4", True))


async def test_a_stop_asks_no_pace(hall: Hall) -> None:
    """Its answer leaves although the chat would have to wait, and what it made obsolete never does."""
    await hall.table.put(*(say(f"line {number}", ready=False) for number in range(9)), reminder())
    await hall.sender.drain()
    await stops(hall.table, hall.table.ann)
    await hall.sender.drain()
    assert hall.said(hall.table.ann) == [*(f"line {number}" for number in range(5)), "stopped"]
    await hall.passes(20, 20)
    assert hall.said(hall.table.ann)[-1] == "stopped"


async def test_an_answer_goes_before_the_reminder_of_its_person(hall: Hall) -> None:
    """However old the reminder is."""
    await hall.table.put(reminder("remind"))
    await hall.table.put(say("one", ready=False), say("two", ready=False))
    await hall.sender.drain()
    await hall.passes(1, 10)
    assert hall.said(hall.table.ann) == ["one", "two", "remind"]


async def test_an_answer_does_not_wait_for_a_reminder_under_way(
    scripted: Callable[[Answer], Awaitable[str]], table: Table
) -> None:
    """A server that answers the reminder only once it was asked for the answer: who wrote meanwhile is answered."""
    heard: list[str] = []
    reminded, answered = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        heard.append(str((await request.json())["text"]))
        if heard == ["remind"]:
            reminded.set()
            await answered.wait()
        answered.set()
        return taken_by_server()

    async with Client(FALSE_TOKEN, await scripted(slow)) as client, asyncio.timeout(20):
        sender, stop = Hall(table, client, TurnedClock(AT)).sender, asyncio.Event()
        await table.put(reminder("remind"))
        running = asyncio.create_task(sender.run(stop))
        await reminded.wait()
        await table.put(say("answer", ready=False))
        sender.nudge()
        await answered.wait()
        stop.set()
        await running
    assert (heard, table.waiting()) == (["remind", "answer"], [])


# --- floods ------------------------------------------------------------------------------------------


async def flooded(hall: Hall, seconds: int = 9) -> None:
    """Two chats are flooded, one after the other: Telegram means the bot."""
    for person in (hall.table.ann, hall.table.bea):
        fault = Fault(kind="flood", method="sendMessage", retry_after=seconds, chat_id=person)
        hall.table.sandbox.faults.plan(fault)
        await hall.table.put(say("hello", ready=False), to=person)
    await hall.sender.drain()


async def test_one_flooded_chat_among_others(hall: Hall) -> None:
    """Only that chat waits; answers and reminders to everybody else go on."""
    hall.table.sandbox.faults.plan(Fault(kind="flood", retry_after=9, chat_id=hall.table.ann))
    await crowd(hall.table)
    await hall.table.put(say("hello", ready=False))
    await hall.sender.drain()
    await hall.table.put(say("hello", ready=False), to=hall.table.bea)
    await hall.passes(5, 100)
    assert (hall.said(hall.table.ann), hall.said(hall.table.bea)) == ([], ["hello"])
    assert hall.counts.seen()[Lane.BULK, "arrived"] == 100
    await hall.passes(4.1, 1)
    assert hall.said(hall.table.ann) == ["hello"]


async def test_all_is_quiet_in_a_flood_of_the_bot(hall: Hall) -> None:
    """No answer and no reminder leaves; then what answers a stop is first, and reminders take what answers leave."""
    await flooded(hall)
    await met(hall.table, 9)
    await hall.table.put(reminder("remind"), to=9)
    await stops(hall.table, hall.table.bea)
    await hall.passes(8.9, 5)
    assert [hall.said(person) for person in (hall.table.ann, hall.table.bea, 9)] == [[], [], []]
    await hall.passes(0.1, 1)
    world = hall.table.sandbox.world
    ids = {person: world.messages(person)[-1].id for person in (hall.table.bea, hall.table.ann, 9)}
    assert min(ids, key=ids.__getitem__) == hall.table.bea
    assert [hall.said(person) for person in (hall.table.bea, hall.table.ann, 9)] == [["stopped"], ["hello"], ["remind"]]


async def test_a_restart_in_the_middle_of_a_flood(hall: Hall, client: Client) -> None:
    """The next process keeps quiet until the wait is over, and then says everything."""
    await flooded(hall)
    await hall.table.store.close()
    store = await open_sqlite(hall.table.file)
    born = Hall(hall.table, client, hall.clock, store)
    await born.passes(8.9, 5)
    assert (born.said(hall.table.ann), born.counts.seen()) == ([], {})
    assert Quiet(since=AT, until=AT + timedelta(seconds=9)) == await store.quiet()
    await born.passes(0.1, 1)
    assert [born.said(person) for person in (hall.table.ann, hall.table.bea)] == [["hello"], ["hello"]]
    await store.close()


# --- what is asked -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "expected"), [(30, {}), (31, {"remind": "true"})])
async def test_what_is_faster_than_free_is_paid_for(
    scripted: Callable[[Answer], Awaitable[str]], table: Table, rate: int, expected: dict[str, str]
) -> None:
    """Above 30 a second each reminder says that it is paid for; an answer never does."""
    asked: dict[str, str] = {}

    async def taken(request: web.Request) -> web.StreamResponse:
        form = await request.json()
        if "allow_paid_broadcast" in form:
            asked[str(form["text"])] = json.dumps(form["allow_paid_broadcast"])
        return taken_by_server()

    rates = Rates(bulk=rate)
    async with Client(FALSE_TOKEN, await scripted(taken)) as client:
        sender = Sender(
            courier=Courier(client.bot, render, no_file, pays=rates.pays),
            store=table.store,
            clock=TurnedClock(AT),
            on_left=table.on_left,
            on_holds=table.on_holds,
            on_lapsed=table.on_lapsed,
            rates=rates,
        )
        await table.put(say("answer", ready=False), reminder("remind"))
        await sender.drain()
    assert (asked, table.waiting()) == (expected, [])


async def test_a_group_that_moved_on_is_left(scripted: Callable[[Answer], Awaitable[str]], table: Table) -> None:
    """Its letters are set aside, its timers stop, and nothing is tried again."""

    async def moved(request: web.Request) -> web.StreamResponse:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        parameters = {"migrate_to_chat_id": -1001}
        body = {"ok": False, "error_code": 400, "description": words, "parameters": parameters}
        return web.json_response(body, status=400)

    async with Client(FALSE_TOKEN, await scripted(moved)) as client:
        hall = Hall(table, client, TurnedClock(AT))
        await table.put(say("one"))
        await hall.sender.drain()
    assert (table.left, table.waiting()) == ([table.ann], [])
    assert [reason.partition(":")[0] for reason in table.refused()] == ["gone"]
    assert hall.counts.seen() == {(Lane.ANSWER, "gone"): 1, (Lane.ANSWER, "refused"): 1}


def test_nobody_waits_for_a_connection() -> None:
    """There is one for everybody who is answered, for all bulk and for every press at once."""
    assert LANES + MOST_BULK_LANES + MOST_UNDER_WAY <= CONNECTIONS


async def test_the_late_keep_nobody_waiting(hall: Hall) -> None:
    """A hundred reminders that came too late are dropped at once, and take no place of one that is in time."""
    for person in CROWD:
        await met(hall.table, person)
        await hall.table.put(say("late", ready=False, bulk=True, until=AT - timedelta(seconds=1)), to=person)
    await hall.table.put(reminder(), to=hall.table.bea)
    await hall.sender.drain()
    assert hall.said(hall.table.bea) == ["time to unwind"]
    assert (sorted(hall.table.lapsed), hall.table.waiting()) == ([*CROWD], [])


class Watched(Courier):
    """A courier of whom it is known to whom he went."""

    went: list[int]

    async def carry(self, letter: Letter, board: Board | None) -> Arrived:
        """Go, and have it written down."""
        self.went.append(letter.person)
        return await super().carry(letter, board)


async def test_strangers_have_their_turn_in_a_crowd(client: Client, table: Table, clock: TurnedClock) -> None:
    """Letters to somebody known go first; but every fourth goes to a stranger, however many others wait."""
    steps = [Draft(person=table.ann, effect=say(f"step {number}"), known=True) for number in range(8)]
    hellos = [Draft(person=table.bea, effect=say(f"hello {number}")) for number in range(2)]
    await table.store.turn([], [], lambda _: Changes(letters=[*steps, *hellos]), AT)
    courier = Watched(client.bot, render, no_file)
    courier.went = []
    sender = Sender(
        courier=courier,
        store=table.store,
        clock=clock,
        on_left=table.on_left,
        on_holds=table.on_holds,
        on_lapsed=table.on_lapsed,
        lanes=1,
    )
    await sender.drain()
    ann, bea = table.ann, table.bea
    assert courier.went == [ann, ann, ann, bea, ann, ann, ann, bea, ann, ann]
