"""What a run needs: the server, the people's script, and the bot as it is shipped, or on a clock that runs faster."""

import random
from collections.abc import Callable
from pathlib import Path

from bot.clock import Clock, WallClock
from bot.knowledge import Knowledge
from bot.sandbox.server import TOKEN
from tests.chaos.clock import HurriedClock
from tests.chaos.journal import Journal
from tests.chaos.observed import ObservedSandbox
from tests.chaos.run import Chaos, Plan, Told
from tests.chaos.scripts import scripts
from tests.chaos.weather import Weather
from tests.end_to_end.program import Program

Make = Callable[[ObservedSandbox], Program]
"""Makes the program that talks to this server."""


def shipped(folder: Path, database: str) -> Make:
    """`python -m bot run`, on the world's clock, as fast in a chat as Telegram allows."""

    def make(sandbox: ObservedSandbox) -> Program:
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": sandbox.api_url, "DATABASE_URL": database}
        return Program(folder=folder, settings=settings | {"LOG_LEVEL": "INFO"})

    return make


def hurried(folder: Path, database: str, clock: HurriedClock) -> Make:
    """The same bot on a clock that runs faster."""

    def make(sandbox: ObservedSandbox) -> Program:
        place = (
            sandbox.api_url,
            database,
            clock.begin.isoformat(),
            clock.shows.isoformat(),
            str(clock.rate),
            str(clock.leap),
        )
        return Program(folder=folder, settings={}, command=("-m", "tests.chaos.hurried", *place))

    return make


async def told(
    plan: Plan,
    known: Knowledge,
    make: Make,
    clock: Clock | None = None,
    tell: Callable[[str], None] = lambda _: None,
    journal: Journal | None = None,
) -> Told:
    """Let it happen, and return what was counted; what was seen stands in the `journal`."""
    journal, weather = journal or Journal(), Weather(random.Random(f"{plan.seed} weather"), plan.hang)
    sandbox = ObservedSandbox(clock or WallClock(), weather, journal)
    await sandbox.start()
    try:
        run = Chaos(plan, sandbox, weather, journal, make(sandbox), await scripts(known))
        return await run.run(tell)
    finally:
        await sandbox.stop()
