"""The bot as a process: killed at its work, told to end; and what it writes to its log."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import talk
from bot.clock import WallClock
from bot.knowledge import Knowledge
from bot.sandbox.faults import Fault
from bot.sandbox.server import TOKEN
from bot.store.faults import StoreFault
from bot.telegram.client import Client
from tests.end_to_end.guest import Bubble, Guest
from tests.end_to_end.program import Program, WatchedSandbox, settings, telegram

TYPED = "my zebra slippers"
HEALTH = (TYPED, "zebra", "18_69", "None of these", "Yes, keep them", "Q30", ":an:", "cleared")
"""What must not stand in any log: words typed, words pressed, codes, questions, verdicts."""

SECONDS_TO_END = 5.0
HOLD_SECONDS = 8
HOLD = "Stay here"


@dataclass(frozen=True, kw_only=True)
class Lived:
    """A session through four kills: what the person read, what the processes wrote and how they ended."""

    chat: list[Bubble]
    held: int
    second: str
    ended: int
    log: str

    def count(self, words: str) -> int:
        """How many messages of the bot say this."""
        return sum(any(words in text for text in bubble.texts) for bubble in self.chat if bubble.by_bot)


class Mortal:
    """A person, and the bot that is killed while it talks to them."""

    def __init__(self, known: Knowledge, sandbox: WatchedSandbox, folder: Path) -> None:
        self.known, self.sandbox, self.folder = known, sandbox, folder
        self.guest = Guest(sandbox.world)
        self.program = Program(folder=folder, settings=settings(sandbox, folder / "unwind.db"))

    async def lives(self) -> Lived:
        """The session, from hello to stop."""
        await self.program.start()
        self.guest.says("/start")
        await self._sees("Yes, keep them")
        second = await self._second_bot()
        await self._checked()
        await self._begun()
        held = await self._held()
        self._goes_wrong()
        self.guest.presses("Stop")
        await self.guest.hears("Stopped.")
        ended = await self.program.terminated(SECONDS_TO_END)
        return Lived(chat=self.guest.chat, held=held, second=second, ended=ended, log=self.program.log)

    def _goes_wrong(self) -> None:
        """Give it something to write into its log: an update it cannot read, a server in trouble."""
        self.sandbox.world.updates.put({"message": {"text": TYPED}})
        for method in ("answerCallbackQuery", "sendMessage"):
            self.sandbox.faults.plan(Fault(kind="outage", method=method))

    async def _sees(self, label: str) -> None:
        """Wait until the newest keyboard has this button."""
        await self.guest.until(lambda: bool(self.guest.boards) and label in self.guest.boards[-1].labels)

    async def _second_bot(self) -> str:
        """Another bot on the same database; returns why it does not start."""
        with pytest.raises(StoreFault) as fault:
            async with Client(TOKEN, self.sandbox.api_url) as client:
                await talk(client, self.folder / "unwind.db", self.known, WallClock(), asyncio.Event())
        return str(fault.value)

    async def _reborn(self) -> None:
        """Wait until the trap has killed it, and start it again."""
        await self.sandbox.watch.sprung()
        assert await self.program.ended() == -9
        await self.program.start()

    async def _checked(self) -> None:
        """The check; killed before an edit is taken, and before a confirmation is."""
        watch, guest = self.sandbox.watch, self.guest
        watch.trap("editMessageText", self.program.kill, after=False)
        guest.presses("Yes, keep them")
        await self._reborn()
        await self._sees("18 to 69")
        await watch.until(lambda: self.sandbox.world.updates.pending() == 0)
        watch.trap("getUpdates", self.program.kill, after=False)
        guest.says(TYPED)
        await self._reborn()
        await self._sees("18 to 69")
        await self._answers("18 to 69", "None of these", "None of these", "0", *("None of these",) * 3)

    async def _answers(self, *labels: str) -> None:
        for label in labels:
            await self._sees(label)
            before = self.guest.boards[-1].texts
            self.guest.presses(label)
            await self.guest.until(lambda before=before: self.guest.boards[-1].texts != before)  # type: ignore[misc]

    async def _begun(self) -> None:
        """The first step; killed after Telegram took it and before it answered."""
        await self._answers("Knee-drop twist")
        self.sandbox.watch.trap("sendMessage", self.program.kill, after=True)
        self.guest.presses("Hands-free")
        await self._reborn()
        await self.guest.until(lambda: self._copies("Say ready when you are in place.") == 2)

    def _copies(self, words: str) -> int:
        return sum(words in bubble.text for bubble in self.guest.said)

    async def _held(self) -> int:
        """A hold; killed in the middle of it. Returns the seconds between its begin and its end."""
        guest = self.guest
        while not guest.said[-1].text.startswith(HOLD):
            before = guest.heard
            guest.says("ready")
            await guest.until(lambda before=before: guest.heard != before)  # type: ignore[misc]
        previous, begin = guest.said[-2:]
        await guest.until(
            lambda: previous.id not in {bubble.id for bubble in guest.boards}
        )  # its delivery is committed
        self.program.kill()
        assert await self.program.ended() == -9
        await self.program.start()
        await guest.until(lambda: guest.said[-1].id != begin.id)
        end = guest.said[-1]
        dates = {each.id: int(each.body["date"]) for each in self.sandbox.world.messages(guest.id)}
        return dates[end.id] - dates[begin.id]


@pytest.fixture(scope="module")
def lived(known: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The session."""

    async def live() -> Lived:
        async with telegram() as sandbox:
            mortal = Mortal(known, sandbox, tmp_path_factory.mktemp("lived"))
            try:
                return await mortal.lives()
            finally:
                await mortal.program.buried()

    return asyncio.run(live())


def test_goes_on(lived: Lived) -> None:
    """Every question was asked and every step was told, whatever was killed; what was in flight stands twice."""
    assert lived.count("Say ready when you are in place.") == 2
    assert 1 <= lived.count("I did not get that.") <= 2
    assert (lived.count(HOLD), lived.count("Stopped.")) == (1, 1)


def test_hold_survives(lived: Lived) -> None:
    """A hold that was begun before the kill ends when it was to end, not sooner."""
    assert HOLD_SECONDS - 1 <= lived.held < HOLD_SECONDS + 30


def test_second_bot(lived: Lived) -> None:
    """A second bot on the same database is refused with the reason, and the first goes on."""
    assert lived.second == "unwind.db is in use by another process; one bot at a time. Nothing was touched."


def test_told_to_end(lived: Lived) -> None:
    """After SIGTERM it ends in time and in order."""
    assert lived.ended == 0


def test_log(lived: Lived) -> None:
    """The whole log at DEBUG holds neither the token nor anything about anybody's health."""
    for event in ("update is set aside", "letter did not arrive", "press not answered"):
        assert event in lived.log
    assert [secret for secret in (TOKEN, TOKEN.partition(":")[2], *HEALTH) if secret in lived.log] == []
    assert "Traceback" not in lived.log
