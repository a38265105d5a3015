"""A person in a test: says, presses, waits, and what they heard. The words of the tests are theirs."""

from bot.core.session import Person as State
from bot.rehearsal import Rehearsal

Reply = list[str]

HEALTHY = ("Yes, keep them", "18 to 69", "None of these", "None of these", "0", "None of these", "None of these")
"""The taps of a healthy person who has done twists before, up to the last screen."""


class Somebody:
    """Talks with the bot and turns the clock."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        """Nothing has been said yet."""
        self.rehearsal = rehearsal
        self.taps = 0

    async def says(self, words: str) -> Reply:
        """Type words; return what is read in reply, message by message."""
        return [spoken.text for spoken in await self.rehearsal.says(words)]

    async def presses(self, *labels: str) -> Reply:
        """Press buttons, one after the other; return the reply to the last."""
        reply: Reply = []
        for label in labels:
            self.taps += 1
            reply = [spoken.text for spoken in await self.rehearsal.presses(label)]
        return reply

    async def waits(self, seconds: float) -> Reply:
        """Let time pass; return what was said meanwhile."""
        return [spoken.text for spoken in await self.rehearsal.waits(seconds)]

    async def returns_after(self, seconds: float) -> Reply:
        """The bot is down for so long; return what it says when it is up again."""
        return [spoken.text for spoken in await self.rehearsal.sleeps(seconds)]

    @property
    def buttons(self) -> list[str]:
        """The labels in sight."""
        in_sight = self.rehearsal.keys()
        return [key.label for key in in_sight]

    @property
    def rang(self) -> list[bool]:
        """Of everything said so far: whether it rang."""
        return [spoken.line.rings for spoken in self.rehearsal.heard]

    async def state(self) -> State:
        """What is stored of this person."""
        stored = await self.rehearsal.store.person(self.rehearsal.person)
        assert stored is not None
        return stored

    async def phase(self) -> str:
        """The name of the phase this person is in."""
        return (await self.state()).phase.name
