"""What the sender does with the outbox."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clock import TurnedClock
from bot.core.effects import Bell, Gift, Give
from bot.export import File
from bot.sandbox import acts
from bot.sandbox.faults import Fault
from bot.store.home import Board, Delivery, Store
from bot.store.sqlite import SqliteStore
from bot.telegram.client import Client
from bot.telegram.counts import Counts, Lane
from bot.telegram.courier import Courier
from bot.telegram.flow import Flow
from bot.telegram.postman import MOST_TRIES, Postman
from bot.telegram.sender import Sender
from bot.telegram.waiting import pausing
from tests.sandbox.samples import png
from tests.telegram.made import AT, Table, aside, over, render, say


async def document(person: int, give: Give) -> File:
    match give.what:
        case Gift.PROGRESS:
            return File(name="weeks.png", body=png(20, 10), caption="<b>Weeks</b>", picture=True)
        case Gift.REPORT:
            return File(name="", body=b"", caption="<b>In words</b>")
        case what:
            return File(name=f"{what}.json", body=f'{{"person": {person}}}'.encode())


@pytest.fixture
def sender(client: Client, table: Table, clock: TurnedClock) -> Sender:
    return sender_of(table, client, clock)


def sender_of(table: Table, client: Client, clock: TurnedClock, store: Store | None = None) -> Sender:
    return Sender(
        courier=Courier(client.bot, render, document),
        store=store or table.store,
        clock=clock,
        on_left=table.on_left,
        on_holds=table.on_holds,
        on_lapsed=table.on_lapsed,
        pauses=lambda failures: 0.0,
        seconds_to_end=0,
    )


async def board(table: Table) -> Board | None:
    return await table.store.board(table.ann)


async def test_anew(sender: Sender, table: Table) -> None:
    """A new message takes the keyboard over from the one before it, and is the board."""
    await table.put(say("one"), say("two", rings=True), say("three", ready=False))
    await sender.drain()
    assert table.shown() == [("one", False), ("two", False), ("three", False)]
    messages = [each for each in table.sandbox.world.messages(table.ann) if each.by_bot]
    assert [each.rang for each in messages] == [False, True, False]
    assert await board(table) == Board(message=messages[-1].id, keyboard=False)


async def test_last_keyboard(sender: Sender, table: Table) -> None:
    """Only the newest keyboard is left."""
    await table.put(say("one"), say("two"))
    await sender.drain()
    assert table.shown() == [("one", False), ("two", True)]


async def test_over(sender: Sender, table: Table) -> None:
    """A row of questions leaves one message."""
    await table.put(say("one"), over("two"), over("three"))
    await sender.drain()
    assert table.shown() == [("three", True)]


async def test_over_nothing(sender: Sender, table: Table) -> None:
    """Where no message has a keyboard, over is a new message."""
    await table.put(say("one", ready=False), over("two"))
    await sender.drain()
    assert table.shown() == [("one", False), ("two", True)]


async def test_over_deleted(sender: Sender, table: Table) -> None:
    """Where the message is gone, over is a new message."""
    await table.put(say("one"))
    await sender.drain()
    (message,) = [each for each in table.sandbox.world.messages(table.ann) if each.by_bot]
    table.sandbox.world.delete(message)
    await table.put(over("two"))
    await sender.drain()
    assert table.shown() == [("two", True)]


async def test_over_rings(sender: Sender, table: Table) -> None:
    """What rings is a new message, because an edit makes no sound."""
    await table.put(say("one"), over("two", rings=True))
    await sender.drain()
    assert table.shown() == [("one", False), ("two", True)]


async def test_over_same(sender: Sender, table: Table) -> None:
    """A message that reads as asked already is delivered."""
    await table.put(say("one"), over("one"))
    await sender.drain()
    assert table.shown() == [("one", True)]
    assert (table.waiting(), table.refused()) == ([], [])


async def test_aside(sender: Sender, table: Table) -> None:
    """A message aside leaves the keyboard where it is."""
    await table.put(say("one"), aside("by the way"), over("two"))
    await sender.drain()
    assert table.shown() == [("two", True), ("by the way", False)]


async def test_timers(sender: Sender, table: Table, clock: TurnedClock) -> None:
    """A hold counts from the delivery, and whoever rings the bells is told."""
    clock.turn(5)
    await table.put(say("hold", holds=30))
    await sender.drain()
    (timer,) = await table.store.due(AT + timedelta(seconds=35), 10)
    assert (timer.bell, timer.due) == (Bell.HOLD, AT + timedelta(seconds=35))
    assert table.rung == [timer.due]


async def test_people(sender: Sender, table: Table) -> None:
    """Each person's letters arrive in their order."""
    for text in ("one", "two", "three"):
        await table.put(say(text, ready=False), to=table.ann)
        await table.put(say(text, ready=False), to=table.bea)
    await sender.drain()
    expected = [("one", False), ("two", False), ("three", False)]
    assert expected == table.shown(table.ann)
    assert expected == table.shown(table.bea)


async def test_give(sender: Sender, table: Table) -> None:
    """What is given arrives as a file, and leaves the keyboard where it is."""
    await table.put(say("one"), Give(what=Gift.SESSIONS))
    await sender.drain()
    world = table.sandbox.world
    file = world.messages(table.ann)[-1].body["document"]
    assert file["file_name"] == "sessions.json"
    assert file["file_size"] == len((await document(table.ann, Give(what=Gift.SESSIONS))).body)
    assert table.shown()[0] == ("one", True)


async def test_picture(sender: Sender, table: Table) -> None:
    """A picture arrives as a photo with its facts under it; one that was not drawn, as words, beside the session."""
    await table.put(say("one"), Give(what=Gift.PROGRESS), Give(what=Gift.REPORT))
    await sender.drain()
    picture, words = table.sandbox.world.messages(table.ann)[-2:]
    assert (picture.body["caption"], "photo" in picture.body) == ("Weeks", True)
    assert words.body["text"] == "In words"
    assert table.shown()[0] == ("one", True)


async def test_flood(sender: Sender, table: Table, clock: TurnedClock) -> None:
    """A flooded chat waits as long as Telegram says; the others do not."""
    table.sandbox.faults.plan(Fault(kind="flood", retry_after=9, chat_id=table.ann))
    await table.put(say("one"), say("two"))
    await table.put(say("one"), to=table.bea)
    await sender.drain()
    assert (table.shown(table.ann), table.shown(table.bea)) == ([], [("one", True)])
    clock.turn(8.9)
    await sender.drain()
    assert table.shown() == []
    clock.turn(0.1)
    await sender.drain()
    assert table.shown() == [("one", False), ("two", True)]


async def test_second_flood(sender: Sender, table: Table, clock: TurnedClock) -> None:
    """Floods in two chats soon after each other hold everybody back."""
    table.sandbox.faults.plan(Fault(kind="flood", retry_after=9, times=2))
    await table.put(say("one"), to=table.ann)
    await table.put(say("one"), to=table.bea)
    await sender.drain()
    await table.put(say("hello"), to=9)
    await sender.drain()
    assert table.waiting() == [(7, 1, 0), (8, 1, 0), (9, 0, 0)]
    clock.turn(9)
    await sender.drain()
    assert (table.shown(table.ann), table.shown(table.bea)) == ([("one", True)], [("one", True)])


async def test_outage(sender: Sender, table: Table, clock: TurnedClock) -> None:
    """What did not get through is tried again."""
    table.sandbox.faults.plan(Fault(kind="outage", times=3))
    await table.put(say("one"))
    await sender.drain()
    assert table.shown() == [("one", True)]


async def test_perhaps(sender: Sender, table: Table) -> None:
    """A step that perhaps arrived is said again: twice does no harm, never does."""
    table.sandbox.faults.plan(Fault(kind="cut", after=True))
    await table.put(say("one", holds=30))
    await sender.drain()
    assert table.shown() == [("one", True), ("one", True)]
    assert (table.waiting(), table.rung) == ([], [AT + timedelta(seconds=30)])


async def test_perhaps_often(sender: Sender, table: Table) -> None:
    """Without any answer a letter is taken as said after four times, and its hold runs."""
    table.sandbox.faults.plan(Fault(kind="cut", times=9))
    await table.put(say("one", holds=30))
    await sender.drain()
    assert (table.waiting(), table.refused()) == ([], [])
    assert len(await table.store.due(AT + timedelta(seconds=30), 10)) == 1
    assert [fault.times for fault in table.sandbox.faults.planned()] == [5]


async def test_perhaps_given(sender: Sender, table: Table) -> None:
    """A file that perhaps arrived is not sent twice."""
    table.sandbox.faults.plan(Fault(kind="cut", after=True))
    await table.put(Give())
    await sender.drain()
    assert (len(table.shown()), table.waiting()) == (1, [])


async def test_blocked(sender: Sender, table: Table) -> None:
    """Who blocked the bot has left; the letter is set aside."""
    acts.block(table.sandbox.world, table.visitor())
    await table.put(say("one"))
    await sender.drain()
    assert table.left == [table.ann]
    assert table.refused() == ["gone: Forbidden: bot was blocked by the user"]


async def test_tags(sender: Sender, table: Table) -> None:
    """Words whose tags cannot be read are said without tags."""
    await table.put(say("<b>turn <i>left</b>"), over("<b>now"))
    await sender.drain()
    assert table.shown() == [("now", True)]


async def test_never(sender: Sender, table: Table) -> None:
    """What will never be taken is set aside with the reason, and the next letter leaves."""
    await table.put(say("<b></b>"), say("missing"), say("two"))
    await sender.drain()
    assert table.shown() == [("two", True)]
    assert table.refused() == ["rejected: Text must be non-empty", "fault: KeyError"]


async def test_edit_never(sender: Sender, table: Table) -> None:
    """An edit that will never be taken is set aside, too."""
    await table.put(say("one"), over("<b></b>"))
    await sender.drain()
    assert table.shown() == [("one", True)]
    assert table.refused() == ["rejected: Text must be non-empty"]


async def test_a_day(client: Client, table: Table, clock: TurnedClock) -> None:
    """Nothing is tried for longer than a day."""
    table.sandbox.faults.plan(Fault(kind="outage"))
    await table.put(say("one"))
    (letter,) = await table.store.letters(1, frozenset(), AT)
    postman = Postman(
        courier=Courier(client.bot, render, document),
        store=table.store,
        clock=clock,
        on_left=table.on_left,
        on_holds=table.on_holds,
        on_lapsed=table.on_lapsed,
        on_outdated=lambda _, message: None,
        flow=Flow.full(1),
        counts=Counts(),
    )
    await postman.deliver(replace(letter, tries=MOST_TRIES - 1), pausing(asyncio.Event()))
    assert table.refused() == ["given up after a day"]


async def test_after_the_delivery(client: Client, table: Table, clock: TurnedClock) -> None:
    """What fails after a delivery takes neither the delivery back nor the next letter's turn."""

    def broken(_: datetime) -> None:
        raise OSError("disk gone")

    sender = Sender(
        courier=Courier(client.bot, render, document),
        store=table.store,
        clock=clock,
        on_left=table.on_left,
        on_holds=broken,
        on_lapsed=table.on_lapsed,
    )
    await table.put(say("one", holds=30), say("two"))
    await sender.drain()
    assert [text for text, _ in table.shown()] == ["one", "two"]


class Failing(SqliteStore):
    """A store whose writes fail at first."""

    failures = 2
    reads = 2

    async def delivered(self, delivery: Delivery) -> None:
        """Fail, then deliver."""
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        await super().delivered(delivery)

    async def letters(self, limit: int, busy: frozenset[int], at: datetime, **more: Any) -> Any:
        """Fail, then read."""
        if self.reads:
            self.reads -= 1
            raise OSError("disk gone")
        return await super().letters(limit, busy, at, **more)


def failing(table: Table) -> Failing:
    assert isinstance(table.store, SqliteStore)
    return Failing(table.store._writer, table.store._beside)


async def test_failing_store(client: Client, table: Table, clock: TurnedClock) -> None:
    """When a delivery cannot be written down, the writing is tried again, not the saying."""
    store = failing(table)
    store.reads = 0
    await table.put(say("one"))
    await sender_of(table, client, clock, store).drain()
    assert (table.shown(), table.waiting()) == ([("one", True)], [])


async def until_shown(table: Table, count: int) -> None:
    world = table.sandbox.world
    while len(table.shown()) < count:
        await world.changes.newer(table.ann, world.changes.version(table.ann), 10)


async def test_run(client: Client, table: Table, clock: TurnedClock) -> None:
    """While it runs, a store that fails is asked again, a nudge wakes it, and stop ends it."""
    sender, stop = sender_of(table, client, clock, failing(table)), asyncio.Event()
    await table.put(say("one"))
    running = asyncio.create_task(sender.run(stop))
    await until_shown(table, 1)
    await table.put(say("two"))
    sender.nudge()
    await until_shown(table, 2)
    table.sandbox.faults.plan(Fault(kind="outage", method="sendMessage"))
    await table.put(say("three"))
    sender.nudge()
    await until_shown(table, 3)
    stop.set()
    await running
    assert [text for text, _ in table.shown()] == ["one", "two", "three"]


async def test_stop_while_failing(client: Client, table: Table, clock: TurnedClock) -> None:
    """The end does not wait for a store that never answers."""
    store, stop = failing(table), asyncio.Event()
    store.failures, store.reads = 1_000_000, 0
    await table.put(say("one"))
    running = asyncio.create_task(sender_of(table, client, clock, store).run(stop))
    await until_shown(table, 1)
    stop.set()
    await running
    assert table.waiting() == [(7, 0, 0)]


async def test_stop_idle(sender: Sender) -> None:
    """Where nothing is under way, the end comes at once."""
    stop = asyncio.Event()
    running = asyncio.create_task(sender.run(stop))
    stop.set()
    await running


async def test_stop_while_hanging(client: Client, table: Table, clock: TurnedClock) -> None:
    """The end waits a moment for what is under way and no longer; the letter is still there."""
    table.sandbox.faults.plan(Fault(kind="hang", method="sendMessage", after=True, seconds=0.2))
    stop = asyncio.Event()
    await table.put(say("one"))
    running = asyncio.create_task(sender_of(table, client, clock).run(stop))
    await until_shown(table, 1)
    stop.set()
    await running
    assert table.waiting() == [(7, 0, 0)]


async def test_in_time(sender: Sender, table: Table, clock: TurnedClock) -> None:
    """A letter leaves up to its last moment, that moment included."""
    await table.put(say("reminder", bulk=True, until=AT + timedelta(hours=2)))
    clock.turn(7200)
    await sender.drain()
    assert (table.shown(), table.lapsed) == ([("reminder", True)], [])


async def test_too_late(sender: Sender, table: Table, clock: TurnedClock) -> None:
    """After it, the letter is dropped without a word in any book; those behind it leave."""
    await table.put(say("one"), say("reminder", bulk=True, until=AT + timedelta(hours=2)), say("late", bulk=True))
    clock.turn(7200.001)
    await sender.drain()
    assert (table.shown(), table.lapsed) == ([("one", False), ("late", True)], [table.ann])
    assert (table.waiting(), table.refused()) == ([], [])
    assert sender.counts.seen() == {(Lane.ANSWER, "arrived"): 1, (Lane.BULK, "arrived"): 1, (Lane.BULK, "lapsed"): 1}


async def test_too_late_after_an_outage(sender: Sender, table: Table, clock: TurnedClock) -> None:
    """What Telegram did not take in time is tried no more."""
    table.sandbox.faults.plan(Fault(kind="flood", retry_after=7200))
    await table.put(say("reminder", bulk=True, until=AT + timedelta(hours=1)))
    await sender.drain()
    clock.turn(7200)
    await sender.drain()
    assert (table.shown(), table.waiting(), table.lapsed) == ([], [], [table.ann])
