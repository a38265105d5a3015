"""The bot dies between the moment a reminder is due and the moment it is said, and at every other step of its way."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import TurnedClock
from bot.knowledge import Knowledge
from bot.sandbox.limits import Limits
from bot.sandbox.server import TOKEN
from bot.sandbox.world import World
from tests.deaths.lives import Died, Fate, Life, born
from tests.end_to_end.guest import Deed, Guest

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
AFTER = timedelta(minutes=10)

REMINDER = "Time for your stretch."
"""How the reminder to somebody begins who was not asked yet how they are."""


class Ben(Guest):
    """Has a reminder every day at ten, and puts the first one off for ten minutes."""

    def __init__(self, world: World) -> None:
        super().__init__(world, number=7)

    @property
    def reminders(self) -> list[Sequence[str]]:
        """Every reminder, with what it was changed to."""
        return [bubble.texts for bubble in self.said if bubble.texts[0].startswith(REMINDER)]


class Days:
    """Two reminders of Ben's, with one death in them."""

    def __init__(self, known: Knowledge, file: Path) -> None:
        self._known, self._file = known, file
        self.clock = TurnedClock(MORNING)
        self.world = World(self.clock, TurnedClock(MORNING), TOKEN, Limits.off())
        self.ben = Ben(self.world)

    async def told(self, fatal: int | None = None) -> int:
        """Set the reminder and live to the second one; return how many deeds that took from ten o'clock on."""
        await self._sets()
        fate = Fate(fatal)
        self.clock.turn_to(TEN)
        try:
            await self._lives(fate)
        except Died:
            await self._lives(Fate())
        return fate.deeds

    async def _sets(self) -> None:
        life = await born(self._known, self._file, self.world, self.clock, Fate())
        for words in ("/start", "/zone Reykjavik", "/remind every day at 10:00"):
            self.ben.says(words)
            await life.settles()
        Deed(taps="Yes, remind me").done_by(self.ben)
        await life.settles()
        await life.store.close()

    async def _lives(self, fate: Fate) -> None:
        """The reminder comes; it is put off if it was not yet; it comes again."""
        life = await born(self._known, self._file, self.world, self.clock, fate)
        try:
            await life.settles()
            await self._puts_off(life)
            self.clock.turn_to(max(self.clock.now(), TEN + AFTER))
            await life.settles()
        finally:
            await life.store.close()

    async def _puts_off(self, life: Life) -> None:
        if all(len(texts) == 1 for texts in self.ben.reminders):
            Deed(taps="In 10 min").done_by(self.ben)
            await life.settles()


async def test_undisturbed(knowledge: Knowledge, tmp_path: Path) -> None:
    """The reminder comes at ten, is put off where it stands, and comes again."""
    days = Days(knowledge, tmp_path / "undisturbed.db")
    deeds = await days.told()
    first, second = days.ben.reminders
    assert (len(first), first[1][:4], len(second)) == (2, "Good", 1)
    assert deeds > 4


async def test_once(knowledge: Knowledge, tmp_path: Path) -> None:
    """Whenever it dies, each reminder comes; twice only where the death fell between being said and being written."""
    deeds = await Days(knowledge, tmp_path / "undisturbed.db").told()
    counts = []
    for fatal in range(1, deeds + 1):
        days = Days(knowledge, tmp_path / f"{fatal}.db")
        await days.told(fatal)
        counts.append(len(days.ben.reminders))
    assert set(counts) == {2, 3}
    assert counts.count(3) <= 2
