"""Nothing a person types, and no answer about their health, is found in what the program writes.

A whole conversation in which every word of the person is marked, over real HTTP, with a network in trouble, at the most
talkative log level; then everything that was written is searched.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import apsw
import pytest
import structlog

from bot.app import talk
from bot.clock import FastClock
from bot.knowledge import Knowledge
from bot.logs import configure
from bot.sandbox import acts
from bot.sandbox.arguments import Upload
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from bot.telegram.client import Client
from tests.end_to_end.guest import Guest
from tests.end_to_end.program import telegram
from tests.end_to_end.running import TICK, Running

NAME, WORD = "Zyxwena", "qvoxipal"
"""A name that Telegram passes on, and a word in whatever is typed. Nothing else holds them."""

PLACE = {"latitude": 47.913864, "longitude": 11.422713}
"""Somewhere in Europe/Berlin."""

TYPED = (
    "{word} my left knee hurts",
    "is {word} good for a slipped disc?",
    "/zone {word}",
    "/dance {word}",
    "my name is {word}, I am pregnant",
    "{word} {word}",
)
"""Words that mean a pain, a new fact, a place, a command, nothing at all."""

HIDDEN = (NAME, WORD, "913864", "422713", "18_69", "Q30", "slipped", "pregnant", "knee hurts")
"""What no log may hold: the marks, the coordinates, answers and questions as codes, words about the body."""

TROUBLE = (
    (Fault(kind="cut", method="sendMessage"), Fault(kind="outage", method="getUpdates")),
    (Fault(kind="flood", method="sendMessage", retry_after=1),),
    (Fault(kind="repeat", method="getUpdates"),),
    (),
    (Fault(kind="outage", method="sendMessage"),),
    (),
)
"""What goes wrong while each of them is answered."""

UNKEPT = (NAME, WORD, "913864", "422713", "slipped", "hurts")
"""What the database may not hold: it keeps codes."""


@pytest.fixture
def logged() -> Iterator[None]:
    """Logging as it was, afterwards."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@contextlib.asynccontextmanager
async def troubled(knowledge: Knowledge, file: Path) -> AsyncIterator[tuple[Running, Sandbox]]:
    """The bot, and the sandbox whose network can fail."""
    clock, stop = FastClock(), asyncio.Event()
    async with telegram(clock) as sandbox, Client(sandbox.token, sandbox.api_url) as client:
        talking = asyncio.create_task(talk(client, file, knowledge, clock, stop, TICK))
        try:
            yield Running(known=knowledge, world=sandbox.world, watch=sandbox.watch, clock=clock), sandbox
        finally:
            stop.set()
            await talking


async def converse(bot: Running, sandbox: Sandbox, guest: Guest) -> None:
    """Type marked words; one call in a few fails."""
    for words, faults in zip(TYPED, TROUBLE, strict=True):
        for fault in faults:
            sandbox.faults.plan(fault)
        await told(guest, words.format(word=WORD))
    await bot.all_taken()


async def told(guest: Guest, words: str) -> None:
    """Type words, and wait until they were answered."""
    before = len(guest.said)
    guest.says(words)
    await guest.until(lambda: len(guest.said) > before)


async def send_more(bot: Running, guest: Guest) -> None:
    """Send what is no text, with a name or a caption; change a message, and share a place."""
    person, world = guest.person, bot.world
    acts.send_file(world, person, "document", Upload(name=f"{WORD}.pdf", data=b"..."))
    acts.send_file(world, person, "document", Upload(name="scan.pdf", data=b"..."), f"{WORD} pain 8")
    acts.edit(world, person, guest.chat[0].id, f"{WORD} again")
    acts.send_content(world, person, {"contact": {"first_name": WORD, "phone_number": "1"}})
    acts.send_content(world, person, {"location": PLACE})
    world.updates.push("message", {"message_id": WORD, "text": f"{WORD} is broken"})
    await guest.hears("Your time zone is Europe/Berlin")


@pytest.mark.usefixtures("logged")
async def test_no_trace(knowledge: Knowledge, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Logs, error reports, names of files: no word of the person; the database: only codes, and the zone."""
    configure("DEBUG", [])
    file = tmp_path / "unwind.db"
    async with troubled(knowledge, file) as (bot, sandbox):
        asked, held = Guest(bot.world, NAME), Guest(bot.world, NAME)
        await told(asked, "/start")
        await converse(bot, sandbox, asked)
        await bot.holding(held)
        await converse(bot, sandbox, held)
        await send_more(bot, held)
        await bot.all_taken()
    said, files = "".join(capfd.readouterr()), files_in(tmp_path)

    assert [mark for mark in HIDDEN if mark in said] == []
    assert [name for name in files if any(mark in name for mark in HIDDEN)] == []
    assert [mark for mark in UNKEPT if any(mark.encode() in body for body in files.values())] == []
    assert [level for level in ("info", "warning", "error") if f"level={level}" not in said] == []
    assert (b"18_69" in files["unwind.db"], zone_of(file, held.id)) == (True, "Europe/Berlin")


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file that was written there, by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def zone_of(file: Path, person: int) -> object:
    """The zone that is stored of a person: what was looked at is indeed their database."""
    connection = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    found: object = connection.execute("select body ->> '$.settings.zone' from people where id = ?", (person,)).get
    connection.close()
    return found
