"""Whatever a person sends, over real HTTP: each has its answer; and what is left of it in the database."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.export import schema
from bot.knowledge import Knowledge
from bot.sandbox import acts
from bot.sandbox.arguments import Upload
from bot.sandbox.people import BOT_USERNAME
from tests.end_to_end.guest import Guest
from tests.end_to_end.running import Running, running

FASTER = 40.0

FAST_FORWARD = 3600.0
HOLD = "Stay here"
TABLES = ("people", "outbox", "refusals", "timers", "boards", "records")


@pytest.fixture
async def bot(known: Knowledge, tmp_path: Path) -> AsyncIterator[Running]:
    """A bot that runs at the pace of the world."""
    async with running(known, tmp_path / "unwind.db") as made:
        yield made


def asked(file: Path, query: str) -> list[tuple[Any, ...]]:
    """What the database of a bot that has ended holds."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def file(kind: str, name: str) -> Callable[[Running, Guest], object]:
    """Send a file of this kind."""
    return lambda bot, guest: acts.send_file(bot.world, guest.person, kind, Upload(name=name, data=b"..."))


def content(**what: Any) -> Callable[[Running, Guest], object]:
    """Send something that is no text and no file."""
    return lambda bot, guest: acts.send_content(bot.world, guest.person, what)


def words(text: str) -> Callable[[Running, Guest], None]:
    """Type something."""
    return lambda bot, guest: guest.says(text)


def changes_a_message(bot: Running, guest: Guest) -> None:
    """Change the words of the /start."""
    acts.edit(bot.world, guest.person, guest.chat[0].id, "hello again")


def presses_a_strange_button(bot: Running, guest: Guest) -> None:
    """Press a button of another bot's making."""
    guest.presses_data(guest.said[0].id, "v0|legacy")


ODD: dict[str, tuple[Callable[[Running, Guest], object], str]] = {
    "sticker": (file("sticker", "s.webp"), "unclear.sticker"),
    "voice": (file("voice", "v.ogg"), "unclear.voice"),
    "document": (file("document", "notes.txt"), "unclear.file"),
    "animation": (file("animation", "a.mp4"), "unclear.photo"),
    "dice": (content(dice={"emoji": "🎲", "value": 4}), "unclear.other"),
    "unknown command": (words("/dance"), "unclear.command"),
    "edited": (changes_a_message, "unclear.edited"),
    "strange button": (presses_a_strange_button, "unclear.button"),
}


async def test_odd_things(bot: Running) -> None:
    """Each has its own answer, in the words of the content, and the open question stays open."""
    guest = Guest(bot.world)
    guest.says("/start")
    question = await guest.hears("May I keep")
    for name, (sends, key) in ODD.items():
        before = len(guest.said)
        sends(bot, guest)
        await guest.until(lambda before=before: len(guest.said) > before)  # type: ignore[misc]
        assert (name, guest.said[-1].text) == (name, bot.words(key))
    assert guest.boards[-1].id == question.id


async def test_location(bot: Running) -> None:
    """A shared place sets the clock, and the open question stays open."""
    guest = Guest(bot.world)
    guest.says("/start")
    question = await guest.hears("May I keep")
    acts.send_content(bot.world, guest.person, {"location": {"latitude": -36.85, "longitude": 174.76}})
    await guest.hears("Your time zone is Pacific/Auckland")
    assert guest.boards[-1].id == question.id


async def test_photo(bot: Running) -> None:
    """A photo is not looked at; its caption is read like any words."""
    guest = Guest(bot.world)
    guest.says("/start")
    await guest.hears("May I keep")
    picture = Upload(name="p.jpg", data=(Path(acts.__file__).parent / "samples" / "photo.jpg").read_bytes())
    acts.send_file(bot.world, guest.person, "photo", picture)
    await guest.hears(bot.words("unclear.photo"))
    acts.send_file(bot.world, guest.person, "photo", picture, "stop")
    await guest.hears(bot.words("stopped.done"))


async def test_rooms(bot: Running) -> None:
    """In a group only who speaks to the bot is answered, and sent to a private chat; a channel is left alone."""
    guest = Guest(bot.world)
    group = acts.open_room(bot.world, "Yoga", "group", guest.person)
    channel = acts.open_room(bot.world, "News", "channel", guest.person)
    acts.say(bot.world, guest.person, "who is in tonight?", group.id)
    acts.post(bot.world, channel, "/start")
    acts.say(bot.world, guest.person, f"/start@{BOT_USERNAME}", group.id)
    await bot.all_taken()
    guest.says("/start")
    await guest.hears("May I keep")
    said = [each.body.get("text") for each in bot.world.messages(group.id) if each.by_bot]
    assert said == [bot.words("unclear.group")]
    assert [each for each in bot.world.messages(channel.id) if each.by_bot] == []


async def test_stale_button(bot: Running) -> None:
    """A button of a question that is past gets a passing word, and moves nothing."""
    guest = Guest(bot.world)
    guest.says("/start")
    await guest.hears("May I keep")
    keyboard = bot.world.messages(guest.id)[-1]
    old = bot.world.seen(keyboard)["keyboard"][0][0]["callback_data"]
    await bot.answered(guest, "Yes, keep them")
    before = guest.said
    guest.presses_data(keyboard.id, old)
    await guest.until(lambda: bool(toasts(bot, guest)))
    assert toasts(bot, guest) == [bot.words("toast.stale")]
    assert guest.said == before


def toasts(bot: Running, guest: Guest) -> list[str]:
    """The passing words this person has seen."""
    return [toast["text"] for toast in bot.world.toasts.get(guest.id, []) if toast["text"]]


async def test_two_people(bot: Running) -> None:
    """Two people at once are guided each for themselves."""
    ana, bo = Guest(bot.world, "Ana"), Guest(bot.world, "Bo")
    await asyncio.gather(bot.holding(ana), bot.holding(bo))
    assert [bubble.texts for bubble in ana.said] == [bubble.texts for bubble in bo.said]
    ana.says("stop")
    await ana.hears("Stopped.")
    assert bo.said[-1].text.startswith(HOLD)


# --- gone, and come back -------------------------------------------------------------------------------


async def test_blocked_in_a_hold(known: Knowledge, tmp_path: Path) -> None:
    """The bell stops and nothing is sent any more; whoever comes back finds the place kept."""
    database = tmp_path / "unwind.db"
    async with running(known, database) as bot:
        guest = Guest(bot.world)
        await bot.holding(guest)
        acts.block(bot.world, guest.person)
        await bot.all_taken()
        before = bot.watch.asked.count("sendmessage")
        bot.clock.set_rate(FAST_FORWARD)
        await bot.checked(Guest(bot.world, "Bo"))
        assert bot.watch.asked.count("sendmessage") == before + 1
        guest.says("/start")
        back = await guest.hears(bot.words("hello.again"))
    assert "We are paused at this step:" in back.text
    assert "Go on" in back.labels
    assert asked(database, "select * from timers") == []
    assert asked(database, "select * from outbox") == []


async def test_blocked_unnoticed(known: Knowledge, tmp_path: Path) -> None:
    """Telegram refuses the first message after it: that one is set aside, and no other follows."""
    file = tmp_path / "unwind.db"
    async with running(known, file) as bot:
        guest = Guest(bot.world)
        await bot.holding(guest)
        acts.block(bot.world, guest.person)
        bot.world.updates.clear()
        before = bot.watch.asked.count("sendmessage")
        bot.clock.set_rate(FASTER)
        await bot.watch.until(lambda: bot.watch.asked.count("sendmessage") > before)
        other = Guest(bot.world, "Bo")
        await bot.checked(other)
        assert bot.world.messages(guest.id)[-1].id == guest.said[-1].id
    assert asked(file, f"select * from timers where person = {guest.id}") == []
    assert asked(file, f"select * from outbox where person = {guest.id}") == []
    ((reason,),) = asked(file, f"select reason from refusals where person = {guest.id}")
    assert "blocked by the user" in reason


# --- what is held, and what is forgotten ---------------------------------------------------------------


async def test_export_and_forget(known: Knowledge, tmp_path: Path) -> None:
    """The file holds what is held on this person and nothing of others; after /forget nothing of it is left."""
    database = tmp_path / "unwind.db"
    async with running(known, database) as bot:
        ana, bo = Guest(bot.world, "Ana"), Guest(bot.world, "Bo")
        await asyncio.gather(bot.checked(ana), bot.checked(bo))
        ana.says("my zebra slippers")
        await ana.hears("")
        ana.says("/export")
        await ana.until(lambda: bool(documents(bot, ana)))
        ((name, body),) = documents(bot, ana)
        jsonschema.validate(json.loads(body), schema())
        ana.says("/forget")
        await bot.answered(ana, "Yes, forget everything")
        await ana.hears(bot.words("forget.done"))
        await bot.all_taken()
    held = json.loads(body)
    assert name == "unwind.json"
    assert (held["unwind_export"], held["person"]["id"]) == (2, ana.id)
    assert ["Q1", ["18_69"]] in held["person"]["readiness"]["answers"]
    assert [secret for secret in (str(bo.id), "zebra", "None of these") if secret in body.decode()] == []
    left = {table: rows_of(database, table, ana.id) for table in TABLES}
    assert {table for table, rows in left.items() if rows} <= {"people", "boards"}
    assert "18_69" not in str(left)
    assert len(rows_of(database, "people", bo.id)) == 1


def documents(bot: Running, guest: Guest) -> list[tuple[str, bytes]]:
    """The files the bot has sent to this person: name and content."""
    sent = [each.body["document"] for each in bot.world.messages(guest.id) if each.by_bot and "document" in each.body]
    kept = [(each["file_name"], bot.world.files.by_id(each["file_id"])) for each in sent]
    return [(name, found.data) for name, found in kept if found is not None]


def rows_of(database: Path, table: str, person: int) -> list[tuple[Any, ...]]:
    """The rows of a table that are about this person."""
    return asked(database, f"select * from {table} where {'id' if table == 'people' else 'person'} = {person}")


async def test_forgotten_bytes(known: Knowledge, tmp_path: Path) -> None:
    """What was forgotten cannot be found in the file either: it was overwritten."""
    database = tmp_path / "unwind.db"
    async with running(known, database) as bot:
        guest = Guest(bot.world)
        await bot.checked(guest)
        guest.says("/forget")
        await bot.answered(guest, "Yes, forget everything")
        await guest.hears(bot.words("forget.done"))
        await bot.all_taken()
    assert b"18_69" not in bytes_in(tmp_path)


def bytes_in(folder: Path) -> bytes:
    """Everything that stands in the files of a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir())
