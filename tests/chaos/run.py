"""One run of the chaos: people who come and are guided, a bot that is ended again and again, a line that is bad."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from tests.chaos.guests import Visitor, manner
from tests.chaos.journal import Ended, Journal
from tests.chaos.judge import Figures, judge
from tests.chaos.observed import ObservedSandbox
from tests.chaos.scripts import Scripts
from tests.chaos.weather import Weather
from tests.end_to_end.program import Program

SECONDS_TO_END = 5.0
"""What the design promises: told to end, the bot has ended in so many seconds, where the machine is its own."""

KILLS_TO_A_TERM = 8
"""After so many kills the bot is asked to end, once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How rough it is to be. `life` is how long the bot lives between two ends, in seconds, on average; `questions`
    how many it asks. `patience`: seconds without any news, the bot being up, after which nobody waits any more.
    `to_end`: seconds it may take to end when it is asked to."""

    seed: int
    people: int
    kills: int
    life: float
    questions: int
    hang: float
    patience: float
    to_end: float = SECONDS_TO_END


@dataclass(slots=True, kw_only=True)
class Told:
    """What a run brought."""

    figures: Figures = field(default_factory=Figures)
    kills: int = 0
    terms: int = 0
    slow_terms: int = 0
    wrong_ends: int = 0
    polls_after_term: int = 0
    slowest_term: float = 0.0
    met: dict[str, int] = field(default_factory=dict)
    pending: int = 0

    @property
    def faults(self) -> dict[str, int]:
        """The figures that must be 0 and are not."""
        names = ("slow_terms", "wrong_ends", "polls_after_term", "pending")
        return self.figures.faults | {name: value for name in names if (value := getattr(self, name))}


class Chaos:
    """A run in progress."""

    def __init__(
        self,
        plan: Plan,
        sandbox: ObservedSandbox,
        weather: Weather,
        journal: Journal,
        program: Program,
        scripts: Scripts,
    ) -> None:
        self._plan, self._sandbox, self._weather, self._journal = plan, sandbox, weather, journal
        self._program, self._scripts = program, scripts
        self._dice = random.Random(f"{plan.seed} ends")
        self._told = Told()
        self._visitors: list[Visitor] = []
        self._numbers = count()
        self._news = time.monotonic()

    async def run(self, tell: Callable[[str], None] = lambda words: None) -> Told:
        """Let it happen, and judge what the server saw."""
        await self._program.start()
        places = [asyncio.create_task(self._place()) for _ in range(self._plan.people)]
        try:
            await self._ends(tell)
            await self._quiet(places)
            self._weather.rough = False
            await self._confirmed()
            await self._terminate()
        finally:
            for place in places:
                place.cancel()
            await asyncio.gather(*places, return_exceptions=True)
            await self._program.buried()
        self._told.figures = judge(self._journal, [(one.id, self._scripts[one.manner.kind]) for one in self._visitors])
        self._told.met, self._told.pending = self._weather.met, self._sandbox.world.updates.pending()
        return self._told

    async def _place(self) -> None:
        """A mat on which one person after the other lies, as long as the bot is still being ended."""
        while self._told.kills < self._plan.kills or not self._visitors_enough():
            await self._visit()

    def _visitors_enough(self) -> bool:
        return len(self._visitors) >= self._plan.people

    async def _visit(self) -> None:
        number = next(self._numbers)
        dice = random.Random(f"{self._plan.seed} person {number}")
        visitor = Visitor(self._sandbox.world, self._journal, self._scripts.routine, manner(number, dice), dice)
        self._visitors.append(visitor)
        await asyncio.sleep(dice.random() * self._plan.life)
        visitor.arrives()
        changes = self._sandbox.world.changes
        while not visitor.finished:
            version = changes.version(visitor.id)
            visitor.acts()
            await changes.newer(visitor.id, version, 60.0)
            if changes.version(visitor.id) > version:
                self._news = time.monotonic()

    async def _ends(self, tell: Callable[[str], None]) -> None:
        """Kill it as often as planned, each time at another moment of its life; now and then ask it to end."""
        while self._told.kills < self._plan.kills:
            await self._killed()
            await self._program.start()
            if self._told.kills % KILLS_TO_A_TERM == 0:
                await self._weather.asked()
                await asyncio.sleep(self._moment())
                await self._terminate()
                await self._program.start()
            tell(f"{self._told.kills} kills, {self._told.terms} asked to end; {len(self._visitors)} people")

    async def _killed(self) -> None:
        """kill -9; one in four may come while it still starts."""
        if self._dice.random() < 0.75:
            await self._weather.asked()
        if self._dice.random() < 0.5:
            await self._killed_at_a_question()
        else:
            await asyncio.sleep(self._moment())
            self._kill()
        self._told.wrong_ends += await self._program.ended() != -9
        self._told.kills += 1

    def _moment(self) -> float:
        """Seconds of life: from none to twice the usual."""
        return self._dice.random() * 2 * self._plan.life

    async def _killed_at_a_question(self) -> None:
        """Killed when it asks something, before it is taken or after; or in the end, if it asks too little."""
        dead = asyncio.Event()

        def spring() -> None:
            self._kill()
            dead.set()

        questions = self._dice.randint(1, 2 * self._plan.questions)
        self._weather.trap(questions, spring, after=self._dice.random() < 0.6)
        with suppress(TimeoutError):
            async with asyncio.timeout(4 * self._plan.life):
                await dead.wait()
        if not dead.is_set():
            spring()
            self._weather.disarm()

    def _kill(self) -> None:
        self._journal.write(Ended(moment=time.monotonic()))
        self._program.kill()

    async def _terminate(self) -> None:
        """SIGTERM: it ends in time and in order, and asks for no more updates."""
        began, polls = time.monotonic(), self._weather.polls
        self._journal.write(Ended(moment=began, asked=True))
        try:
            code = await self._program.terminated(4 * self._plan.to_end)
        except TimeoutError:
            self._kill()
            code = await self._program.ended()
        seconds = time.monotonic() - began
        self._told.terms += 1
        self._told.wrong_ends += code != 0
        self._told.slow_terms += seconds > self._plan.to_end
        self._told.slowest_term = max(self._told.slowest_term, seconds)
        # A question may have been on its way already; one after that would be a new one.
        self._told.polls_after_term += max(0, self._weather.polls - polls - 1)

    async def _confirmed(self) -> None:
        """Wait until the bot has confirmed all: after a question that went wrong it pauses before the next."""
        end = time.monotonic() + self._plan.patience
        while self._sandbox.world.updates.pending() and time.monotonic() < end:
            with suppress(TimeoutError):
                await self._weather.asked(1.0)

    async def _quiet(self, places: Sequence[Awaitable[None]]) -> None:
        """Wait until everybody has come to their end, or nothing has happened for too long."""
        await self._weather.asked()
        self._news = time.monotonic()
        waiting = asyncio.gather(*places, return_exceptions=True)
        while not waiting.done() and time.monotonic() - self._news < self._plan.patience:
            await asyncio.wait([waiting], timeout=1.0)
