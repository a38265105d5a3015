"""The bot started where it must not start: with wrong settings, or on a database that is not to be touched."""

import asyncio
import hashlib
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot import __version__
from bot.app import greeting, talk
from bot.clock import WallClock
from bot.knowledge import Knowledge
from bot.sandbox.faults import Fault
from bot.sandbox.server import TOKEN
from bot.store.faults import StoreFault
from bot.store.sqlite_file import MARK, open_file
from bot.telegram.client import Client
from bot.telegram.request import ANSWERING
from tests.end_to_end.program import Program, WatchedSandbox, settings, telegram

STRANGER = "123456789:" + "Stranger_" * 4
NO_TOKEN = "let-me-in-please"
NOWHERE = Path("/sys/unwind.db")
"""A place where nobody may make a file, not even root."""


async def ended(sandbox: WatchedSandbox, folder: Path, **more: str) -> tuple[int, str]:
    """Start it with these settings, and see it end: the exit code, and all it wrote."""
    program = Program(folder=folder, settings=settings(sandbox, folder / "unwind.db", **more))
    await program.start()
    try:
        return await program.ended(), program.log + program.told
    finally:
        await program.buried()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"BOT_TOKEN": STRANGER}, ["BOT_TOKEN was refused by 127.0.0.1", "(BOT_API_URL)"]),
        ({"BOT_TOKEN": NO_TOKEN, "PORT": "many"}, ["BOT_TOKEN: is no token", "PORT: "]),
    ],
    ids=["a stranger's token", "two settings"],
)
async def test_wrong_settings(tmp_path: Path, wrong: dict[str, str], words: Sequence[str]) -> None:
    """It ends with 2, names every setting that is wrong, and shows no secret."""
    async with telegram() as sandbox:
        code, log = await ended(sandbox, tmp_path, **wrong)
    assert (code, [said for said in words if said not in log]) == (2, [])
    assert [secret for secret in (TOKEN, STRANGER, STRANGER.partition(":")[2], NO_TOKEN) if secret in log] == []
    assert "Traceback" not in log


async def test_refused_token(tmp_path: Path) -> None:
    """A token that is refused is all that is told; no database is made for it."""
    async with telegram() as sandbox:
        _, log = await ended(sandbox, tmp_path, BOT_TOKEN=STRANGER)
        asked = sandbox.watch.asked
        server = urlsplit(sandbox.api_url).netloc
    lines = [line for line in log.splitlines() if "level=debug" not in line]
    assert lines == [f"BOT_TOKEN was refused by {server} (BOT_API_URL): ask @BotFather for a valid one"]
    assert (asked, picture(tmp_path)) == ([], {})


async def test_up(tmp_path: Path) -> None:
    """Once it is up it says so, with its version and the account it answers on."""
    async with telegram() as sandbox:
        program = Program(folder=tmp_path, settings=settings(sandbox, tmp_path / "unwind.db"))
        await program.start()
        try:
            await sandbox.watch.until(lambda: "getupdates" in sandbox.watch.asked)
            told = program.told.splitlines()
        finally:
            await program.buried()
    assert told == [f"database: {tmp_path / 'unwind.db'}", f"Unwind {__version__} is up, as @unwind_sandbox_bot"]


async def test_line_down(unused_tcp_port: int) -> None:
    """Where nobody answers it starts all the same, and says that it still asks."""
    async with Client(TOKEN, f"http://127.0.0.1:{unused_tcp_port}") as client:
        said = await greeting(client, asyncio.Event())
    assert said == f"Unwind {__version__} is up, and asks for its name"


async def test_end_before_an_answer() -> None:
    """Told to end while the server is silent, it does not wait for the name."""
    stop = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        stop.set()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    async with server, Client(TOKEN, f"http://127.0.0.1:{port}") as client:
        assert await greeting(client, stop) == f"Unwind {__version__} is up, and asks for its name"


async def test_end_while_the_menu_is_told(known: Knowledge, tmp_path: Path) -> None:
    """Told to end while the server is silent about the menu, it does not wait for that either."""
    stop = asyncio.Event()
    async with telegram() as sandbox, Client(TOKEN, sandbox.api_url) as client:
        sandbox.watch.plan(Fault(kind="hang", method="setMyCommands", seconds=600))
        talking = asyncio.create_task(talk(client, tmp_path / "unwind.db", known, WallClock(), stop))
        await sandbox.watch.until(lambda: "setmycommands" in sandbox.watch.asked)
        stop.set()
        async with asyncio.timeout(ANSWERING / 2):
            await talking


def newer(file: Path) -> None:
    """A database of a version to come."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table people (id integer)")
        connection.execute(f"pragma application_id = {MARK}")
        connection.execute("pragma user_version = 999")


def no_database(file: Path) -> None:
    """Something else, where the database should be."""
    file.write_bytes(b"Dear diary, once I was no database. " * 999)


def damaged(file: Path) -> None:
    """A database of ours with a page of rubbish in it."""
    open_file(file).close()
    body = bytearray(file.read_bytes())
    body[4096:8192] = b"rubbish!" * 512
    file.write_bytes(body)


def picture(folder: Path) -> dict[str, str]:
    """Every database file in the folder, byte for byte."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.db*")}


async def test_newer_database(tmp_path: Path) -> None:
    """It ends with 1 and says why; the file is as it was."""
    newer(tmp_path / "unwind.db")
    before = picture(tmp_path)
    async with telegram() as sandbox:
        code, log = await ended(sandbox, tmp_path)
    assert code == 1
    assert "unwind.db was written by a newer version (schema 999" in log
    assert picture(tmp_path) == before
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "unwind.db was written by a newer version"),
        (no_database, "unwind.db is not a database. Nothing was touched."),
        (damaged, "unwind.db is damaged"),
    ],
)
async def test_spoilt_database(known: Knowledge, tmp_path: Path, spoil: Callable[[Path], None], words: str) -> None:
    """The reason is told before anything is asked of Telegram, and the file is as it was."""
    file = tmp_path / "unwind.db"
    spoil(file)
    before = picture(tmp_path)
    with pytest.raises(StoreFault, match=re.escape(words)):
        await started(known, file)
    assert picture(tmp_path) == before


async def test_unwritable_folder(known: Knowledge) -> None:
    """The place is named."""
    with pytest.raises(StoreFault, match=f"{NOWHERE} cannot be written"):
        await started(known, NOWHERE)


async def started(known: Knowledge, file: Path) -> None:
    """Start it in this process."""
    async with telegram() as sandbox, Client(TOKEN, sandbox.api_url) as client:
        try:
            await talk(client, file, known, WallClock(), asyncio.Event())
        finally:
            assert sandbox.watch.asked == []
