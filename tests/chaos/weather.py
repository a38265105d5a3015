"""A line that is bad in every way a line can be, by dice; and traps that end the bot at its n-th question."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.sandbox.faults import Fault, FaultPlan

SAYS = ("sendmessage", "editmessagetext")
POLL = "getupdates"

_WORDS: Sequence[tuple[float, Fault]] = (
    (0.004, Fault(kind="flood", retry_after=1)),
    (0.010, Fault(kind="outage", status=502)),
    (0.005, Fault(kind="outage", status=500, after=True)),
    (0.010, Fault(kind="cut")),
    (0.010, Fault(kind="cut", after=True)),
    (0.005, Fault(kind="garble")),
    (0.005, Fault(kind="garble", after=True)),
    (0.004, Fault(kind="hang", after=True)),
)
_POLLS: Sequence[tuple[float, Fault]] = (
    (0.005, Fault(kind="flood", retry_after=1)),
    (0.010, Fault(kind="outage", status=502)),
    (0.010, Fault(kind="cut")),
    (0.010, Fault(kind="cut", after=True)),
    (0.010, Fault(kind="garble", after=True)),
    (0.005, Fault(kind="hang", after=True, seconds=1.0)),
    (0.050, Fault(kind="repeat")),
    (0.100, Fault(kind="swap")),
)
_ELSE: Sequence[tuple[float, Fault]] = (
    (0.010, Fault(kind="outage", status=503)),
    (0.010, Fault(kind="cut", after=True)),
)
"""How often each thing goes wrong, of 1: with words, with questions for updates, with all else."""


class Weather(FaultPlan):
    """Faults by dice while it is `rough`; `hang` is how many seconds an answer takes that hangs."""

    def __init__(self, dice: random.Random, hang: float) -> None:
        super().__init__()
        self.rough = True
        self.met: dict[str, int] = {}
        self.polls = 0
        self._dice, self._hang = dice, hang
        self._countdown = 0
        self._spring: Callable[[], None] | None = None
        self._after = False
        self._polled = asyncio.Event()

    async def asked(self, seconds: float = 60.0) -> None:
        """Wait until the bot asks for updates. TimeoutError after `seconds`."""
        self._polled.clear()
        async with asyncio.timeout(seconds):
            await self._polled.wait()

    def trap(self, questions: int, spring: Callable[[], None], *, after: bool) -> None:
        """Spring at the n-th question from now, before the server did its work or after it; nobody is answered."""
        self._countdown, self._spring, self._after = questions, spring, after

    def disarm(self) -> None:
        """No trap any more."""
        self._spring = None

    def next(self, method: str, chat_id: str) -> Fault | None:
        """The trap, where it is its turn; else what the dice say."""
        if method == POLL:
            self.polls += 1
            self._polled.set()
        if self._spring is not None:
            self._countdown -= 1
            if self._countdown <= 0:
                spring, self._spring = self._spring, None
                spring()
                return Fault(kind="cut", after=self._after)
        return self._thrown(method) if self.rough else None

    def _thrown(self, method: str) -> Fault | None:
        table = _WORDS if method in SAYS else _POLLS if method == POLL else _ELSE
        thrown = self._dice.random()
        for chance, fault in table:
            if thrown < chance:
                self._count(fault)
                return replace(fault, seconds=self._hang) if fault.kind == "hang" and method in SAYS else fault
            thrown -= chance
        return None

    def _count(self, fault: Fault) -> None:
        name = f"{fault.kind} after" if fault.after else fault.kind
        self.met[name] = self.met.get(name, 0) + 1
