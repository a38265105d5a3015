"""Weeks in a row, lived through: what breaks them and what does not, as `/progress` tells it."""

import pytest

from bot.charts.studio import Studio
from bot.core.effects import Gift, Give
from bot.gifts import Gifts
from bot.knowledge import Knowledge
from bot.rehearsal import Rehearsal
from bot.store.home import Store
from tests.person import Somebody

DAY = 86_400
WEEK = 7 * DAY
HALF_PAST_TEN = 8_400
"""Seconds from the end of the first session on."""
TAPS = (
    *("Yes, keep them", "18 to 69", "None of these", "No", "As usual", "0"),
    *("Knee-drop twist", "Hands-free", "Left", "The same"),
)
"""What a healthy person taps, whatever of it is there."""


class Ida:
    """Somebody healthy with a reminder every day at ten; it is a Monday."""

    def __init__(self, rehearsal: Rehearsal, known: Knowledge) -> None:
        self._rehearsal, self._person = rehearsal, Somebody(rehearsal)
        self._gifts = Gifts(rehearsal.store, known, rehearsal.clock, Studio(patience=0.0))

    async def begins(self) -> None:
        """The first session, and the reminder."""
        await self.stretches()
        await self.says("/zone Reykjavik")
        await self.says("/remind every day at 10:00")
        await self.presses("Yes, remind me")

    async def says(self, words: str) -> None:
        """Type words."""
        await self._person.says(words)

    async def presses(self, *labels: str) -> None:
        """Press buttons."""
        await self._person.presses(*labels)

    async def waits(self, seconds: float) -> None:
        """Let time pass."""
        await self._person.waits(seconds)

    async def stretches(self) -> None:
        """A whole session, hands-free."""
        await self.says("/stretch")
        while (tap := next((label for label in TAPS if label in self._person.buttons), None)) is not None:
            said = await self._person.presses(tap)
            if "Say ready when you are in place." in said[-1]:
                await self.says("ready")
                await self.waits(600)
        assert self._rehearsal.heard[-1].text.startswith("Thank you, that is kept for next time.")

    async def streak(self) -> str:
        """What `/progress` tells of weeks in a row; nothing of a single one."""
        file = await self._gifts.make(self._rehearsal.person, Give(what=Gift.PROGRESS))
        return next((line for line in file.caption.splitlines() if "in a row" in line), "")


@pytest.fixture
async def ida(knowledge: Knowledge, store: Store) -> Ida:
    """Her first session is done."""
    ida = Ida(Rehearsal(knowledge, store), knowledge)
    await ida.begins()
    return ida


async def test_week_without_anything(ida: Ida) -> None:
    """A week in which nothing was done, and nothing said, begins the count anew."""
    await ida.waits(2 * WEEK)
    await ida.stretches()
    assert await ida.streak() == ""


@pytest.mark.parametrize("why", ["I am ill", "I am sore", "On holiday"])
async def test_week_away(ida: Ida, why: str) -> None:
    """A whole week away breaks nothing, whatever kept her; it is passed over and not counted."""
    await ida.waits(WEEK)
    await ida.says("/plans")
    await ida.presses(why)
    await ida.waits(WEEK)
    await ida.presses("I am back")
    await ida.stretches()
    assert await ida.streak() == "2 weeks in a row with something done."


async def test_still_away(ida: Ida) -> None:
    """It is told while she is away, too, however long that lasts."""
    await ida.waits(WEEK)
    await ida.stretches()
    await ida.says("/plans")
    await ida.presses("I am ill")
    await ida.waits(3 * WEEK)
    assert await ida.streak() == "2 weeks in a row with something done."


async def test_not_today(ida: Ida) -> None:
    """A week is a week in which something was done once: "not today" on all of its other days takes nothing away."""
    await ida.waits(HALF_PAST_TEN)
    for _ in range(8):
        await ida.presses("Not today")
        await ida.waits(DAY)
    await ida.stretches()
    assert await ida.streak() == "2 weeks in a row with something done."
