"""Reminders that nobody can hear: Telegram is down, or the person blocked the bot and comes back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import TurnedClock
from bot.core.session import Person
from bot.knowledge import Knowledge
from bot.sandbox import acts
from bot.sandbox.limits import Limits
from bot.sandbox.server import TOKEN
from bot.sandbox.world import World
from tests.deaths.lives import Fate, Life, born
from tests.end_to_end.guest import Deed, Guest

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

REMINDER = "Time for your stretch."
"""How the reminder to somebody begins who was not asked yet how they are."""


class Days:
    """Ada, who has a reminder every day at ten, and the bot that lives on through all of it."""

    def __init__(self, world: World, clock: TurnedClock, life: Life, fate: Fate) -> None:
        self.world, self._clock, self._life, self.fate = world, clock, life, fate
        self.ada = Guest(world, "Ada", number=7)

    async def begin(self) -> None:
        """Ada sets her reminder, and wants no follow-up."""
        for words in ("/start", "/zone Reykjavik", "/remind every day at 10:00"):
            await self.says(words)
        Deed(taps="Yes, remind me").done_by(self.ada)
        await self._life.settles()

    async def says(self, words: str) -> list[str]:
        """Ada writes, and reads what is answered."""
        before = len(self.ada.said)
        self.ada.says(words)
        await self._life.settles()
        return [bubble.text for bubble in self.ada.said[before:]]

    async def lives_to(self, moment: datetime) -> list[str]:
        """Time goes on, from one thing that is to be done to the next; return what Ada read meanwhile."""
        before = len(self.ada.said)
        while (now := self._clock.now()) < moment:
            await self._life.settles()
            _, again, due = await self.left_over()
            ahead = [each for each in (again, due) if each is not None and now < each < moment]
            self._clock.turn_to(min(ahead, default=moment))
        await self._life.settles()
        return [bubble.text for bubble in self.ada.said[before:]]

    async def stored(self) -> Person:
        """Ada, as the bot knows her."""
        person = await self._life.store.person(self.ada.id)
        assert person is not None
        return person

    async def left_over(self) -> tuple[int, datetime | None, datetime | None]:
        """What is still to be done for anybody: letters, the next try, the next bell or look."""
        letters = len((await self._life.store.held(self.ada.id)).letters)
        now = self._clock.now()
        return letters, await self._life.store.next_letter(now), await self._life.store.next_due()


@pytest.fixture
async def days(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[Days]:
    """The evening before is over: her reminder is set."""
    clock, fate = TurnedClock(MORNING), Fate()
    world = World(clock, TurnedClock(MORNING), TOKEN, Limits.off())
    life = await born(knowledge, tmp_path / "unwind.db", world, clock, fate)
    days = Days(world, clock, life, fate)
    await days.begin()
    yield days
    await life.store.close()


async def test_down_for_a_while(days: Days) -> None:
    """Telegram is back in time: the reminder comes then, once."""
    days.fate.cut_off = True
    assert await days.lives_to(TEN + 50 * MINUTE) == []
    days.fate.cut_off = False
    (said,) = await days.lives_to(TEN + 55 * MINUTE)
    assert said.startswith(REMINDER)


async def test_down_over_the_follow_up(days: Days) -> None:
    """Telegram is back when the follow-up is over, too: the reminder comes alone."""
    days.fate.cut_off = True
    await days.lives_to(TEN + 90 * MINUTE)
    days.fate.cut_off = False
    assert [text.startswith(REMINDER) for text in await days.lives_to(TEN + 5 * HOUR)] == [True]


async def test_down_for_too_long(days: Days) -> None:
    """Telegram is back too late: no reminder comes, nothing is left over, and the next one says so in one line."""
    days.fate.cut_off = True
    await days.lives_to(TEN + 3 * HOUR)
    days.fate.cut_off = False
    assert await days.lives_to(TEN + 4 * HOUR) == []
    assert await days.left_over() == (0, None, TEN + DAY)
    (said,) = await days.lives_to(TEN + DAY)
    assert said.startswith(REMINDER)
    assert said.endswith("I was away for a while and left out a reminder; sorry about that.")


async def test_down_and_hello(days: Days) -> None:
    """Or whoever says hello first reads that line then."""
    days.fate.cut_off = True
    await days.lives_to(TEN + 3 * HOUR)
    days.fate.cut_off = False
    await days.lives_to(TEN + 3 * HOUR + MINUTE)
    said = await days.says("/start")
    assert said[0] == "I was away earlier today and left out a reminder; sorry about that."


async def test_blocked(days: Days) -> None:
    """Ada blocked the bot while it was not asking: one reminder is refused (403), and nothing is tried for ever."""
    acts.block(days.world, days.ada.person)
    days.world.updates.clear()
    days.fate.asked.clear()
    await days.lives_to(TEN + 3 * DAY)
    assert days.fate.asked == ["sendMessage"]
    assert await days.left_over() == (0, None, None)
    person = await days.stored()
    assert (person.reminders.asleep, len(person.plans)) == (True, 1)


async def test_told_of_the_block(days: Days) -> None:
    """Telegram tells the bot of the block: not even one reminder is tried."""
    acts.block(days.world, days.ada.person)
    days.fate.asked.clear()
    await days.lives_to(TEN + DAY)
    assert (days.fate.asked, await days.left_over()) == ([], (0, None, None))


async def test_back(days: Days) -> None:
    """Ada is back after three days: her plan rings again from then on, and nothing of those days comes, nor is told."""
    acts.block(days.world, days.ada.person)
    await days.lives_to(TEN + 3 * DAY + HOUR)
    acts.unblock(days.world, days.ada.person)
    said = await days.says("/start")
    assert [text for text in said if "left out" in text or text.startswith(REMINDER)] == []
    assert await days.lives_to(TEN + 4 * DAY - MINUTE) == []
    (reminder,) = await days.lives_to(TEN + 4 * DAY)
    assert reminder.startswith(REMINDER)
