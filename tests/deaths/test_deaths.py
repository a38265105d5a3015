"""The bot dies after every transaction and every message: nobody is lost, nothing is said that was not to be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.clock import TurnedClock
from bot.core.session import Holding, Idle, Poised, Resting
from bot.knowledge import Knowledge
from bot.sandbox.limits import Limits
from bot.sandbox.server import TOKEN
from bot.sandbox.world import World
from tests.deaths.lives import Died, Fate, Life, born
from tests.end_to_end.guest import Bubble, Deed, Guest, next_deed

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
FAR = MORNING + timedelta(days=900)
RUNNING = (Poised, Holding, Resting)

AWAY = 120
"""Seconds that are too long for any hold: what ended meanwhile is offered again."""

LATE = "I was away for a moment"
"""How a hold that ended while nobody was there is offered again."""

HOLD = "Stay here"
"""How a hold begins."""

MOST_DEEDS = 400
"""What a person does in a session, or waits for, at most: a session that never ends is a fault."""


class Ana(Guest):
    """Goes hands-free, asks for a gentler form in the second hold, and leaves out all rounds but the first."""

    def __init__(self, world: World, routine: str) -> None:
        super().__init__(world, number=7)
        self._routine, self._eased = routine, False

    def next_deed(self) -> Deed | None:
        """What she does now; None while there is nothing to do."""
        newest = self.newest.text
        if newest.startswith(HOLD) and not self._eased and "to the left" in self._step():
            self._eased = True
            return Deed(taps="Easier")
        if "Round 2 of" in newest or "Round 3 of" in newest:
            return Deed(types="skip")
        return next_deed(self, self._routine)

    def _step(self) -> str:
        """The step whose hold runs."""
        return next(bubble.text for bubble in reversed(self.said) if not bubble.text.startswith(HOLD))


@dataclass(frozen=True, kw_only=True)
class Story:
    """What became of a session: the chat, and what the store still holds."""

    chat: Sequence[Bubble]
    deeds: int
    idle: bool
    done: int
    bells: int
    unsaid: int

    @property
    def typed(self) -> list[str]:
        """What Ana typed."""
        return [bubble.text for bubble in self.chat if not bubble.by_bot]

    @property
    def said(self) -> list[tuple[str, ...]]:
        """What the bot said, message by message, with all it was changed to."""
        return [bubble.texts for bubble in self.chat if bubble.by_bot]

    @property
    def keyboards(self) -> int:
        """How many messages carry buttons."""
        return sum(bool(bubble.labels) for bubble in self.chat)


class Session:
    """One session of Ana's, with one death in it."""

    def __init__(self, known: Knowledge, file: Path) -> None:
        routine = known.content.words.text("routine.knee_drop.title")
        self._known, self._file = known, file
        self.clock = TurnedClock(MORNING)
        self.world = World(self.clock, TurnedClock(MORNING), TOKEN, Limits.off())
        self.ana = Ana(self.world, routine)
        self.guided_from = 0

    async def told(self, fatal: int | None = None, away: float = 0.0) -> Story:
        """Live it to its end; the bot dies after its deed `fatal` and comes back after `away` seconds."""
        self.ana.says("/start")
        fate = Fate(fatal)
        try:
            return await self._lived(fate)
        except Died:
            self.clock.turn(away)
        return await self._lived(Fate())

    async def _lived(self, fate: Fate) -> Story:
        life = await born(self._known, self._file, self.world, self.clock, fate)
        try:
            for _ in range(MOST_DEEDS):
                await life.settles()
                if not await self._goes_on(life, fate):
                    return await self._story(life, fate)
        finally:
            await life.store.close()
        raise AssertionError("the session has no end")

    async def _goes_on(self, life: Life, fate: Fate) -> bool:
        """The next thing happens: Ana does something, or the next bell rings; False when nothing is left to come."""
        await self._nobody_is_left_in_a_hold(life)
        deed = self.ana.next_deed()
        due = await life.store.next_due()
        if due is not None and not self.guided_from:
            self.guided_from = fate.deeds
        if deed is not None:
            deed.done_by(self.ana)
        elif due is not None:
            self.clock.turn_to(max(due, self.clock.now()))
        return deed is not None or due is not None

    async def _nobody_is_left_in_a_hold(self, life: Life) -> None:
        """Whoever is being guided has a bell of their own turn; everybody else has none, but the one of a pause."""
        person = await life.store.person(self.ana.id)
        bells = await life.store.due(FAR, 10)
        if person is not None and isinstance(person.phase, RUNNING):
            assert {person.turn} == {bell.turn for bell in bells}
        else:
            assert len(bells) <= 1

    async def _story(self, life: Life, fate: Fate) -> Story:
        person = await life.store.person(self.ana.id)
        assert person is not None
        return Story(
            chat=self.ana.chat,
            deeds=fate.deeds,
            idle=isinstance(person.phase, Idle),
            done=len(person.recent),
            bells=len(await life.store.due(FAR, 10)),
            unsaid=len(await life.store.letters(10, frozenset(), FAR)),
        )


async def undisturbed(known: Knowledge, folder: Path) -> tuple[Story, int]:
    """The session as it is when nobody dies, and the deed after which somebody lies on the mat."""
    session = Session(known, folder / "undisturbed.db")
    return await session.told(), session.guided_from


def without_one_said_twice(said: Sequence[tuple[str, ...]], plain: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """What was said, without the first copy of a message that stands twice."""
    copies = (n for n, (one, other) in enumerate(pairwise(said)) if one == other[:1])
    cut = ([*said[:n], *said[n + 1 :]] for n in copies)
    return next((rest for rest in cut if rest == plain), list(said))


async def test_undisturbed(knowledge: Knowledge, tmp_path: Path) -> None:
    """The session has all parts that a death could hit: a check, holds, a gentler form, what comes after."""
    story, guided_from = await undisturbed(knowledge, tmp_path)
    firsts = [texts[0] for texts in story.said]
    assert any(first.startswith("Bring") for first in firsts)
    assert story.typed == ["/start", "ready", "skip", "skip", "skip", "skip"]
    assert (story.idle, story.done, story.bells, story.unsaid, story.keyboards) == (True, 1, 0, 0, 1)
    assert (guided_from > 20, story.deeds - guided_from > 30) == (True, True)


@pytest.mark.timeout(240)
async def test_back_at_once(knowledge: Knowledge, tmp_path: Path) -> None:
    """Whenever it dies, the chat reads as if it had not, but that the message in flight may stand twice."""
    plain, _ = await undisturbed(knowledge, tmp_path)
    twice = 0
    for fatal in range(1, plain.deeds + 1):
        story = await Session(knowledge, tmp_path / f"{fatal}.db").told(fatal)
        rest = without_one_said_twice(story.said, plain.said)
        assert (fatal, plain.said, plain.typed) == (fatal, rest, story.typed)
        assert (story.idle, story.done, story.bells, story.unsaid) == (True, 1, 0, 0)
        assert story.keyboards <= 2
        twice += len(story.said) - len(rest)
    assert 0 < twice < plain.deeds / 2


@pytest.mark.timeout(240)
async def test_back_too_late(knowledge: Knowledge, tmp_path: Path) -> None:
    """Who lay on the mat meanwhile is let out of the twist, and offered it once more; all of it is still told."""
    plain, guided_from = await undisturbed(knowledge, tmp_path)
    offered = 0
    for fatal in range(guided_from, plain.deeds + 1):
        story = await Session(knowledge, tmp_path / f"{fatal}.db").told(fatal, AWAY)
        late = sum(LATE in texts[0] for texts in story.said)
        assert (fatal, []) == (fatal, missing(plain.said, story.said))
        assert (story.idle, story.done, story.bells, story.unsaid) == (True, 1, 0, 0)
        assert late <= 1
        offered += late
    assert offered > 10


def missing(wanted: Sequence[tuple[str, ...]], said: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The messages that do not stand in the chat, in their order."""
    rest = iter(said)
    return [texts for texts in wanted if texts not in rest]
