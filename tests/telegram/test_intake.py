"""Updates on their way in: confirmed after the commit, none lost, none in the way of others."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import structlog
from aiohttp import web
from telegram import BotCommand

from bot.clock import TurnedClock
from bot.commands import MENU
from bot.core.effects import Verb
from bot.core.events import Began, Readied
from bot.export import File
from bot.heard import Heard, Said
from bot.logs import configure
from bot.press import encode
from bot.sandbox import acts
from bot.sandbox.faults import Fault
from bot.store.faults import StoreDown
from bot.store.sqlite import SqliteStore
from bot.telegram import menu
from bot.telegram.client import BadToken, Client
from bot.telegram.courier import Courier
from bot.telegram.desk import Desk
from bot.telegram.intake import Intake
from bot.telegram.sender import Sender
from bot.telegram.toasts import MOST_UNDER_WAY, Toasts
from bot.telegram.updates import read
from bot.words import Words
from tests.telegram.made import AT, Answer, Table, render, say

Json = dict[str, Any]


@dataclass
class Taken:
    """Takes batches until it has `enough` updates, then ends the intake; refuses what `faulty` says."""

    enough: int
    faulty: Callable[[Heard], bool] = lambda heard: False
    toast: str | None = None
    then: Callable[[], None] = lambda: None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    heard: list[Heard] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)

    async def take(self, batch: Sequence[Heard]) -> Sequence[str | None]:
        self.batches.append(len(batch))
        if any(map(self.faulty, batch)):
            raise RuntimeError("a secret was typed")
        self.heard.extend(batch)
        self.then()
        if len(self.heard) >= self.enough:
            self.stop.set()
        return [self.toast for _ in batch]

    @property
    def texts(self) -> list[str]:
        return [each.what.text for each in self.heard if isinstance(each.what, Said)]


def intake_of(client: Client, table: Table, taken: Taken, store: SqliteStore | None = None) -> Intake:
    desk = Desk(bot=client.bot, store=store or table.store, clock=TurnedClock(AT), take=taken.take, pauses=at_once)
    return Intake(client, desk, table.store.leads, pauses=at_once)


def at_once(failures: int) -> float:
    return 0.0


def types(table: Table, *texts: str) -> None:
    for text in texts:
        acts.say(table.sandbox.world, table.visitor(), text, table.ann)


async def test_batch(client: Client, table: Table) -> None:
    """What waits is taken in one batch, in order."""
    types(table, "one", "two", "/start")
    taken = Taken(enough=3)
    await intake_of(client, table, taken).run(taken.stop)
    assert taken.batches == [3]
    assert [each.what for each in taken.heard] == [
        Said(text="one", language="en"),
        Said(text="two", language="en"),
        Began(at=AT, language="en"),
    ]


async def test_not_confirmed_before(client: Client, table: Table) -> None:
    """Who dies after the commit and before the next question is told the same again."""
    types(table, "one")
    for _ in range(2):
        taken = Taken(enough=1)
        await intake_of(client, table, taken).run(taken.stop)
        assert taken.texts == ["one"]
    assert table.sandbox.world.updates.pending() == 1


async def test_confirmed_after(client: Client, table: Table) -> None:
    """The question that follows a commit confirms it."""
    types(table, "one")
    taken = Taken(enough=2, then=lambda: types(table, "two") if len(taken.heard) == 1 else None)
    await intake_of(client, table, taken).run(taken.stop)
    assert (taken.texts, taken.batches) == (["one", "two"], [1, 1])
    assert table.sandbox.world.updates.pending() == 1


async def test_unreadable(client: Client, table: Table) -> None:
    """What cannot be read is set aside with its reason, and what follows is taken."""
    table.sandbox.world.updates.put({"update_id": 1, "message": {"text": "my secret"}})
    types(table, "two")
    taken = Taken(enough=1)
    await intake_of(client, table, taken).run(taken.stop)
    reason = "message.message_id: missing; message.chat: missing"
    assert (taken.texts, table.asked("select id, reason from unread")) == (["two"], [(1, reason)])


async def test_standing_by(client: Client, table: Table) -> None:
    """Beside a process that asks for updates, none are asked for; when it is gone, this one asks."""
    types(table, "one")
    taken, alone = Taken(enough=1), [False, False, True]
    desk = Desk(bot=client.bot, store=table.store, clock=TurnedClock(AT), take=taken.take)

    async def leads() -> bool:
        return alone.pop(0) if alone else True

    await Intake(client, desk, leads, standing_by=0).run(taken.stop)
    assert (taken.texts, alone) == (["one"], [])


async def test_untakeable(client: Client, table: Table) -> None:
    """One update that cannot be taken is found and set aside; all others are taken, in order."""
    types(table, "one", "bad", "three")
    taken = Taken(enough=2, faulty=lambda heard: isinstance(heard.what, Said) and heard.what.text == "bad")
    await intake_of(client, table, taken).run(taken.stop)
    assert taken.texts == ["one", "three"]
    ((reason,),) = table.asked("select reason from unread")
    assert reason.startswith("not taken: RuntimeError test_intake.py:")


class Deaf(SqliteStore):
    """A store that cannot set anything aside, for a while."""

    failures = 2

    async def set_aside(self, update: int, reason: str, at: datetime) -> None:
        """Fail, then set aside."""
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        await super().set_aside(update, reason, at)


async def test_store_down(client: Client, table: Table) -> None:
    """While the store is down nothing is confirmed: the same updates come again."""
    table.sandbox.world.updates.put({"update_id": 1, "message": {"text": "my secret"}})
    types(table, "two")
    assert isinstance(table.store, SqliteStore)
    store, taken = Deaf(table.store._writer, table.store._beside), Taken(enough=1)
    await intake_of(client, table, taken, store).run(taken.stop)
    assert (taken.texts, store.failures) == (["two"], 0)


async def test_store_down_for_long(client: Client, table: Table) -> None:
    """However often the store cannot be written, no update is blamed for it: all are taken when it can be."""
    types(table, "one", "two")
    down = iter([StoreDown("the disk is full")] * 20)

    def refuse(heard: Heard) -> bool:
        for fault in down:
            raise fault
        return False

    taken = Taken(enough=2, faulty=refuse)
    await intake_of(client, table, taken).run(taken.stop)
    assert (taken.texts, table.asked("select count(*) from unread")) == (["one", "two"], [(0,)])


async def test_silent_updates(client: Client, table: Table) -> None:
    """What needs no answer is confirmed without a turn."""
    table.sandbox.world.updates.put({"update_id": 5})
    types(table, "two")
    taken = Taken(enough=1)
    await intake_of(client, table, taken).run(taken.stop)
    assert (taken.texts, taken.batches) == (["two"], [1])


async def presses(client: Client, table: Table, taken: Taken) -> list[str]:
    """Ann presses a button; what she is shown for it."""
    message = await client.bot.send_message(table.ann, "ready?")
    world = table.sandbox.world
    acts.press(world, table.visitor(), message.message_id, encode(3, Verb.READY), table.ann)
    await intake_of(client, table, taken).run(taken.stop)
    return [toast["text"] for toast in world.toasts.get(table.ann, [])]


async def test_press(client: Client, table: Table) -> None:
    """A press is answered with its passing word."""
    taken = Taken(enough=1, toast="That was before.")
    assert await presses(client, table, taken) == ["That was before."]
    assert [each.what for each in taken.heard] == [Readied(at=AT, turn=3)]


async def test_press_without_words(client: Client, table: Table) -> None:
    """A press without a passing word is answered all the same, so that no wheel spins on."""
    await presses(client, table, Taken(enough=1))
    assert not table.sandbox.world.presses


async def test_press_refused(client: Client, table: Table) -> None:
    """A press that Telegram has forgotten is no harm."""
    table.sandbox.faults.plan(Fault(kind="outage", method="answerCallbackQuery"))
    assert await presses(client, table, Taken(enough=1, toast="late")) == []


async def test_too_many_toasts(client: Client) -> None:
    """No more answers are under way than fit; none is waited for longer than said."""
    toasts = Toasts(client.bot)
    for number in range(MOST_UNDER_WAY + 1):
        toasts.answer(str(number), "x" * 300)
    assert len(toasts._under_way) == MOST_UNDER_WAY
    await toasts.close(seconds=0)
    assert not toasts._under_way


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="outage", times=3),
        Fault(kind="cut", times=3),
        Fault(kind="flood", times=2),
        Fault(kind="cut", method="getUpdates", after=True),
        Fault(kind="repeat", method="getUpdates"),
    ],
)
async def test_trouble(client: Client, table: Table, fault: Fault) -> None:
    """After any trouble on the line the updates come all the same."""
    table.sandbox.faults.plan(fault)
    types(table, "one")
    taken = Taken(enough=1)
    await intake_of(client, table, taken).run(taken.stop)
    assert taken.texts == ["one"]


@pytest.mark.parametrize("refused", [0, 1])
async def test_webhook(client: Client, table: Table, refused: int) -> None:
    """A webhook that was set once is taken away, its updates kept."""
    await client.bot.set_webhook("https://example.org/hook")
    if refused:
        table.sandbox.faults.plan(Fault(kind="outage", method="deleteWebhook"))
    types(table, "one")
    taken = Taken(enough=1)
    await intake_of(client, table, taken).run(taken.stop)
    assert taken.texts == ["one"]


async def test_other_bot(table: Table, scripted: Callable[[Answer], Awaitable[str]]) -> None:
    """Where another copy of the bot takes the updates, we go on asking."""
    conflict = {"ok": False, "error_code": 409, "description": "Conflict: terminated by other getUpdates request"}
    said = {"message_id": 1, "chat": {"id": 7, "type": "private"}, "text": "one"}
    answers: list[tuple[int, Json]] = [
        (200, {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "U", "username": "u"}}),
        (409, conflict),
        (200, {"ok": True, "result": []}),
        (200, {"ok": True, "result": [{"update_id": 2}]}),
        (200, {"ok": True, "result": [{"update_id": 3, "message": said}]}),
    ]

    async def answer(request: web.Request) -> web.StreamResponse:
        status, body = answers.pop(0)
        return web.json_response(body, status=status)

    taken = Taken(enough=1)
    async with Client("1:x", await scripted(answer)) as client:
        await intake_of(client, table, taken).run(taken.stop)
    assert (taken.texts, answers) == (["one"], [])


async def test_fault_of_ours(client: Client, table: Table) -> None:
    """An update we stumble over is set aside with the place of our fault."""

    def stumbling(raw: Mapping[str, Any], at: datetime, username: str) -> Heard | None:
        if raw["message"]["text"] == "bad":
            raise RuntimeError("a secret was typed")
        return read(raw, at, username)

    types(table, "bad", "two")
    taken = Taken(enough=1)
    desk = Desk(bot=client.bot, store=table.store, clock=TurnedClock(AT), take=taken.take, read=stumbling)
    intake = Intake(client, desk, table.store.leads)
    await intake.run(taken.stop)
    ((reason,),) = table.asked("select reason from unread")
    assert taken.texts == ["two"]
    assert reason.startswith("RuntimeError test_intake.py:")


async def test_bad_token(table: Table) -> None:
    """A token that is refused ends the intake."""
    taken = Taken(enough=1)
    async with Client("1:none", table.sandbox.api_url) as client:
        with pytest.raises(BadToken):
            await intake_of(client, table, taken).run(taken.stop)


async def test_stop_at_once(client: Client, table: Table) -> None:
    """Stop does not wait for the question that is under way."""
    taken = Taken(enough=1)
    running = asyncio.create_task(intake_of(client, table, taken).run(taken.stop))
    await client.name()
    taken.stop.set()
    await running
    assert taken.heard == []


WORDS = Words(
    entries={
        **{f"command.{name}": (f"Do {name}",) for name in MENU},
        "bot.description": ("What I do.",),
        "bot.short": ("Short.",),
    }
)


async def test_menu(client: Client) -> None:
    """Telegram shows every command of the menu, and what the bot is."""
    await menu.show(client.bot, WORDS)
    assert await client.bot.get_my_commands() == tuple(BotCommand(name, f"Do {name}") for name in MENU)
    assert (await client.bot.get_my_description()).description == "What I do."
    assert (await client.bot.get_my_short_description("de")).short_description == "Short."


async def test_menu_refused(client: Client, table: Table) -> None:
    """A refused menu stops nothing."""
    table.sandbox.faults.plan(Fault(kind="outage", times=3))
    await menu.show(client.bot, WORDS, "de")
    assert await client.bot.get_my_commands() == ()


@pytest.fixture
def logged() -> Iterator[None]:
    """Logging at its most talkative, put back afterwards."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.usefixtures("logged")
async def test_nothing_in_the_log(client: Client, table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    """A whole run at DEBUG, with every trouble, shows neither the token nor what was said."""
    configure("DEBUG", [])
    secret, answer = "my chest hurts", "rest on your side"
    for kind in ("outage", "cut"):
        table.sandbox.faults.plan(Fault(kind=kind))
        table.sandbox.faults.plan(Fault(kind=kind, method="sendMessage"))
    types(table, secret, "bad")
    taken = Taken(enough=1, faulty=lambda heard: isinstance(heard.what, Said) and heard.what.text == "bad")
    await intake_of(client, table, taken).run(taken.stop)
    await table.put(say(answer), say("<b>" + answer), say("missing"))
    sender = Sender(
        courier=Courier(client.bot, render, lambda _, give: asyncio.sleep(0, File(name=give.what, body=b""))),
        store=table.store,
        clock=TurnedClock(AT),
        on_left=table.on_left,
        on_holds=table.on_holds,
        on_lapsed=table.on_lapsed,
        pauses=lambda failures: 0.0,
    )
    await sender.drain()
    written = capsys.readouterr().err
    assert [answer, answer] == [text for text, _ in table.shown()]
    assert "level=error" in written
    for hidden in (table.sandbox.token, table.sandbox.token.partition(":")[2], secret, answer):
        assert hidden not in written
