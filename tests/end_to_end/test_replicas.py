"""Many bots as one: replicas behind a load balancer on one PostgreSQL, of which some die and one comes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from bot.sandbox.limits import Limits
from tests.end_to_end.guest import Guest
from tests.end_to_end.program import Program
from tests.end_to_end.replicas import HOLD, HOST, STOPPED, Chatterer, Herd, Sleeper, herd, most, until

pytestmark = pytest.mark.timeout(900)  # with --people=300 it takes minutes

KILLS = 2
BULK = 'unwind_role{role="bulk"}'
POLLING = 'unwind_role{role="polling"}'
SECONDS_TO_TAKE_OVER = 5.0

RATE = 2
LIMITS = Limits(per_chat=RATE, overall=1000.0)
"""The limit of a chat, twice as fast as the real one, so that nobody has to wait long; that of the whole bot is as high
as for paid broadcasts: answers are not held to the lower one, which is for reminders."""
QUESTIONS = 40
"""Three bots that each gave the chat a burst of their own would cross its limit with these."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of everybody."""

    lines: Sequence[Sequence[str]]
    doubled: Sequence[int]
    refused: int
    updates: int
    seen: int
    left: dict[str, int]
    figures: dict[str, float]
    bulk: float


async def told(known: Knowledge, server: str, folder: Path, people: int) -> Told:
    """Three bots; one is killed while people are asked, one comes, and one is killed while they lie in a hold."""
    webhook = {"WEBHOOK_URL": f"https://{HOST}/updates", "CHAT_RATE": str(RATE), "LOG_LEVEL": "INFO"}
    async with herd(server, folder, LIMITS, **webhook) as bots:
        await asyncio.gather(*(bots.starts() for _ in range(3)))
        routine = known.content.words.text("routine.knee_drop.title")
        sleepers = [Sleeper(bots.sandbox.world, routine) for _ in range(people)]
        chatterer = Chatterer(bots.sandbox.world)
        lives = asyncio.gather(chatterer.lives(QUESTIONS), *(sleeper.lives() for sleeper in sleepers))
        await until(most(sleepers, lambda sleeper: sleeper.deeds > 3))
        bots.programs[0].kill()
        coming = asyncio.create_task(bots.starts())
        await until(most(sleepers, lambda sleeper: sleeper.holds))
        bots.sandbox.watch.trap("sendMessage", bots.programs[1].kill, after=True)
        await asyncio.gather(coming, lives)
        await until(bots.is_idle)
        return await judged(bots, sleepers)


async def judged(bots: Herd, sleepers: Sequence[Sleeper]) -> Told:
    """What is to be judged when all is over."""
    tables = ("outbox", "refusals", "unread", "timers")
    return Told(
        lines=[sleeper.lines for sleeper in sleepers],
        doubled=[sleeper.doubled for sleeper in sleepers],
        refused=bots.flow.refused,
        updates=sum(sleeper.deeds for sleeper in sleepers) + QUESTIONS,
        seen=(await bots.asked("select count(*) from seen"))[0],
        left={table: (await bots.asked(f"select count(*) from {table}"))[0] for table in tables},
        figures=(figures := await bots.figures(bots.programs[2])),
        bulk=figures[BULK] + (await bots.figures(bots.programs[3]))[BULK],
    )


@pytest.fixture(scope="module")
def story(
    known: Knowledge, postgres: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Told:
    """What became of everybody."""
    people = request.config.getoption("--people")
    return asyncio.run(told(known, postgres, tmp_path_factory.mktemp("herd"), people))


def test_nothing_is_lost(story: Told) -> None:
    """Everybody reads the same, from hello to stop, as if there were one bot that never died."""
    assert {tuple(lines) for lines in story.lines} == {tuple(story.lines[0])}
    assert story.lines[0][-1].startswith(STOPPED)
    assert sum(line.startswith(HOLD) for line in story.lines[0]) == 1


def test_nothing_is_left(story: Told) -> None:
    """Every update was taken once, every message said, every bell rung."""
    assert story.seen == story.updates
    assert story.left == {"outbox": 0, "refusals": 0, "unread": 0, "timers": 0}


def test_only_what_was_in_flight_is_said_twice(story: Told) -> None:
    """Nobody reads more than one message twice for each bot that died. One does: its answer was cut off."""
    assert max(story.doubled) <= KILLS
    assert sum(story.doubled) >= 1


def test_no_limit_is_crossed(story: Told) -> None:
    """However many bots write to a chat, they keep its one pace."""
    assert story.refused == 0


def test_figures(story: Told) -> None:
    """A bot that lived through it shows what it did; one of those that live has the bulk lane."""
    assert story.bulk == 1
    figures = story.figures
    assert figures['unwind_updates_total{outcome="taken"}'] == figures["unwind_update_seconds_count"] > 0
    assert figures['unwind_letters_total{lane="answer",outcome="arrived"}'] > 0
    assert figures['unwind_letters_under_way{lane="answer"}'] == 0
    assert figures[POLLING] == 0
    assert figures["unwind_bell_late_seconds_count"] > 0


async def test_one_asks_and_the_other_stands_by(postgres: str, tmp_path: Path) -> None:
    """Without a webhook one of two asks for updates; when it dies the other does, and answers."""
    async with herd(postgres, tmp_path, Limits.off(), METRICS="1") as bots:
        watch, guest = bots.sandbox.watch, Guest(bots.sandbox.world)
        first = await bots.starts()
        await watch.until(lambda: "getupdates" in watch.asked)
        second = await bots.starts()
        guest.says("/start")
        await guest.hears("May I keep")
        assert [(await bots.figures(bot))[POLLING] for bot in (first, second)] == [1, 0]
        first.kill()
        await first.ended()
        before = len(watch.asked)
        guest.says("my zebra slippers")
        await watch.until(lambda: "getupdates" in watch.asked[before:], SECONDS_TO_TAKE_OVER)
        await guest.hears("I did not get that.")
        assert (await bots.figures(second))[POLLING] == 1


async def test_the_bulk_lane_is_taken_over(postgres: str, tmp_path: Path) -> None:
    """One of two has the lane of the reminders; when it dies, the other has it within five seconds."""
    async with herd(postgres, tmp_path, Limits.off(), METRICS="1") as bots:
        first, second = await bots.starts(), await bots.starts()

        async def has_it(bot: Program) -> bool:
            return (await bots.figures(bot))[BULK] == 1

        await until(lambda: has_it(first))
        assert not await has_it(second)
        first.kill()
        await first.ended()
        await until(lambda: has_it(second), SECONDS_TO_TAKE_OVER)
