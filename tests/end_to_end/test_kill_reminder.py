"""A reminder is due, and the process is killed before it is said: kill -9 of the real program, at each step."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import WallClock
from bot.core.agenda import NO_QUIET, Reminders
from bot.core.plans import Plan
from bot.core.session import Person, Settings
from bot.store.home import Changes, Held
from bot.store.sqlite import open_sqlite
from tests.end_to_end.guest import Guest
from tests.end_to_end.program import Program, WatchedSandbox, settings, telegram
from tests.store.made import put

REMINDER = "Time for your stretch."
SECONDS_TO_END = 5.0


@dataclass(frozen=True, kw_only=True)
class Due:
    """Somebody whose reminder is due, and a bot that is not up yet."""

    sandbox: WatchedSandbox
    guest: Guest
    program: Program
    file: Path

    async def killed_at(self, method: str, *, after: bool) -> None:
        """Start; kill it when it asks this, before Telegram did its work or `after`; start it again."""
        self.sandbox.watch.trap(method, self.program.kill, after=after)
        await self.program.start()
        await self.sandbox.watch.sprung()
        assert await self.program.ended() == -9
        await self.program.start()

    async def read(self, times: int) -> list[str]:
        """Wait until the reminder was read so often, end the program in order; return all that was read by then."""
        await self.guest.until(lambda: len(self.guest.said) == times)
        assert await self.program.terminated(SECONDS_TO_END) == 0
        return [bubble.text for bubble in self.guest.said]

    async def left_over(self) -> tuple[Held, object]:
        """What is held, and when something is to be done next."""
        store = await open_sqlite(self.file)
        try:
            return await store.held(self.guest.id), await store.next_due()
        finally:
            await store.close()


@pytest.fixture
async def due(tmp_path: Path) -> AsyncIterator[Due]:
    """The reminder was due a minute ago."""
    file = tmp_path / "unwind.db"
    async with telegram() as sandbox:
        guest = Guest(sandbox.world)
        guest.says("hello")
        sandbox.world.updates.clear()
        await _remind(file, guest.id)
        program = Program(folder=tmp_path, settings=settings(sandbox, file))
        try:
            yield Due(sandbox=sandbox, guest=guest, program=program, file=file)
        finally:
            await program.buried()


async def _remind(file: Path, id: int) -> None:
    moment = WallClock().now() - timedelta(minutes=1)
    known = Reminders(looked=moment - timedelta(minutes=1), quiet=NO_QUIET, follow_up=False)
    person = Person(id=id, met=True, settings=Settings(zone="Etc/UTC"), plans=(Plan(id=1, once=moment),))
    store = await open_sqlite(file)
    await put(store, Changes(people=[replace(person, reminders=known)]))
    await store.close()


@pytest.mark.parametrize(
    ("method", "after", "times"),
    [("getMe", False, 1), ("sendMessage", False, 1), ("sendMessage", True, 2)],
    ids=["before it looked", "before Telegram took it", "before it knew"],
)
async def test_killed(due: Due, method: str, after: bool, times: int) -> None:
    """It comes once; twice only where the kill fell between Telegram's accept and our commit. Nothing is left over."""
    await due.killed_at(method, after=after)
    read = await due.read(times)
    assert [text.startswith(REMINDER) for text in read] == [True] * times
    held, next_due = await due.left_over()
    assert (held.letters, held.refusals, held.person and held.person.plans, next_due) == ([], [], (), None)
