"""The whole bot on a disk that is full, and on a file that somebody's tool has locked: nothing is confirmed, nothing is
lost, and it goes on when it can."""

import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import apsw
import pytest

from tests.end_to_end.guest import Guest
from tests.end_to_end.program import Program, WatchedSandbox, settings, telegram


@asynccontextmanager
async def met(folder: Path) -> AsyncIterator[tuple[Program, WatchedSandbox, Guest]]:
    """A bot that somebody has said hello to."""
    async with telegram() as sandbox:
        program, guest = Program(folder=folder, settings=settings(sandbox, folder / "unwind.db")), Guest(sandbox.world)
        await program.start()
        try:
            guest.says("/start")
            await guest.until(lambda: bool(guest.boards))
            await sandbox.watch.until(lambda: sandbox.world.updates.pending() == 0)
            yield program, sandbox, guest
        finally:
            await program.buried()


@contextmanager
def full(program: Program, folder: Path) -> Iterator[None]:
    """No file of the bot may grow or be written beyond its first page, its log too, until the block is left."""
    assert program.process is not None
    pid, kind = program.process.pid, resource.RLIMIT_FSIZE
    before = resource.prlimit(pid, kind)
    resource.prlimit(pid, kind, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, kind, before)


@contextmanager
def locked(program: Program, folder: Path) -> Iterator[None]:
    """Somebody's tool writes to the file until the block is left."""
    tool = apsw.Connection(str(folder / "unwind.db"))
    tool.set_busy_timeout(5000)
    tool.execute("begin immediate")
    try:
        yield
    finally:
        tool.execute("rollback")
        tool.close()


@pytest.mark.parametrize("hindrance", [full, locked])
async def test_no_room(tmp_path: Path, hindrance: object) -> None:
    """What cannot be written is neither confirmed nor answered; when it can be, it is both, and once."""
    assert callable(hindrance)
    async with met(tmp_path) as (program, sandbox, guest):
        with hindrance(program, tmp_path):
            asked = sandbox.watch.asked.count("getupdates")
            guest.presses("Yes, keep them")
            await sandbox.watch.until(lambda: sandbox.watch.asked.count("getupdates") >= asked + 2)
            said, pending = [bubble.texts for bubble in guest.said], sandbox.world.updates.pending()
        await guest.until(lambda: "18 to 69" in guest.boards[-1].labels)
        await sandbox.watch.until(lambda: sandbox.world.updates.pending() == 0)
        assert (len(said), len(said[0]), pending) == (1, 1, 1)
        assert [len(bubble.texts) for bubble in guest.said] == [2]
        assert await program.terminated(20) == 0
