"""A whole session over real HTTP, as a healthy person has it: what is tapped, read and heard."""

import asyncio
from dataclasses import dataclass
from itertools import pairwise

import pytest

from bot.commands import MENU
from bot.knowledge import Knowledge
from tests.end_to_end.guest import Bubble, Guest
from tests.end_to_end.running import running

FASTER = 40.0
"""A session of minutes in seconds; half a minute of grace is still most of a second of this machine's time."""

THANKS = "Thank you, that is kept for next time."
HOLD = "Stay here"


@dataclass(frozen=True, kw_only=True)
class Told:
    """A session as the person had it."""

    chat: list[Bubble]
    taps: list[str]
    routine: str
    commands: list[tuple[str, str]]

    @property
    def said(self) -> list[Bubble]:
        """What the bot said."""
        return [bubble for bubble in self.chat if bubble.by_bot]

    @property
    def guided(self) -> list[Bubble]:
        """What it said from the first step to the end."""
        return self.said[1:]


@pytest.fixture(scope="module")
def told(known: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A healthy person, from hello to the last breath."""

    async def tell() -> Told:
        file = tmp_path_factory.mktemp("told") / "unwind.db"
        async with running(known, file, FASTER) as bot:
            guest = Guest(bot.world)
            guest.says("/start")
            await guest.hears("May I keep")
            await bot.does_all(guest, THANKS)
            await guest.until(lambda: len(guest.boards) == 1)  # old keyboards go a breath later
            commands = bot.world.profile.commands[("default", "")]
            menu = [(each["command"], each["description"]) for each in commands]
            return Told(chat=guest.chat, taps=guest.taps, routine=bot.routine, commands=menu)

    return asyncio.run(tell())


def test_hands_free(told: Told) -> None:
    """After the pace was chosen one "ready" is all that is typed, and nothing is tapped before the end."""
    assert [bubble.text for bubble in told.chat if not bubble.by_bot] == ["/start", "ready"]
    assert told.taps[-4:] == ["Hands-free", "0", "Both the same", "The same"]


def test_few_taps(told: Told) -> None:
    """The readiness check of somebody with nothing to tell is eight taps."""
    assert told.taps.index(told.routine) == 8


def test_whole_session(told: Told) -> None:
    """Both sides are held as often as each other, and the session comes to its end."""
    steps = [step.texts[0] for step, after in pairwise(told.guided) if HOLD in step.texts[-1] or HOLD in after.text]
    sides = [sum(f"to the {side}" in step for step in steps) for side in ("right", "left")]
    assert sides == [3, 3], steps
    assert THANKS in told.said[-1].text


def test_what_rings(told: Told) -> None:
    """What asks for a move rings; the check, and the begin of a hold, are silent."""
    assert not told.said[0].rang
    assert [bubble.text for bubble in told.guided if bubble.rang == bubble.texts[0].startswith(HOLD)] == []


def test_two_messages_a_step(told: Told) -> None:
    """A step is one message that rings and at most a silent one."""
    assert [one.text for one, other in pairwise(told.guided) if not one.rang and not other.rang] == []


def test_one_keyboard(told: Told) -> None:
    """Only the newest message has buttons; the whole check and what came after it left one message each."""
    assert [bubble.id for bubble in told.chat if bubble.labels] == [told.said[-1].id]
    assert len(told.said[0].texts) > 8
    assert len(told.said[-1].texts) == 4


def test_lock_screen(told: Told) -> None:
    """The first sixty characters say what to do."""
    firsts = [bubble.texts[0].partition("\n")[0] for bubble in told.guided if bubble.rang]
    assert [first for first in firsts if len(first.partition(". ")[0]) > 60] == []


def test_menu(told: Told, known: Knowledge) -> None:
    """The commands stand in the menu, with their words."""
    assert told.commands == [(name, known.content.words.text(f"command.{name}")) for name in MENU]
