"""A person in the sandbox: what they see of the chat, what they do, and what a healthy person does next."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from bot.sandbox import acts
from bot.sandbox.people import Person
from bot.sandbox.world import World

CHECK = ("Yes, keep them", "18 to 69", "None of these", "0")
"""What a healthy person taps in the readiness check, as often as it is there."""

AFTER = ("Both the same", "The same")
"""What they tap after a session that was just right."""

LIE_WELL = "Say ready when you are in place."
"""The words that wait for the one "ready" of a hands-free session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message as the person sees it; `texts` are its words, one text after each change of them."""

    id: int
    by_bot: bool
    texts: tuple[str, ...]
    labels: tuple[str, ...] = ()
    rang: bool = False

    @property
    def text(self) -> str:
        """The words now."""
        return self.texts[-1]


class Guest:
    """One person in front of the chat."""

    def __init__(self, world: World, name: str = "Ana", number: int | None = None) -> None:
        """Come to the sandbox."""
        self._world = world
        self.id = acts.arrive(world, name, "en", "UTC", number).id
        self.taps: list[str] = []

    @property
    def person(self) -> Person:
        """The person as the sandbox knows them now."""
        return self._world.people[self.id]

    @property
    def chat(self) -> list[Bubble]:
        """Everything in sight, oldest first."""
        seen = map(self._world.seen, self._world.messages(self.id))
        return [
            Bubble(
                id=each["message_id"],
                by_bot=not each["outgoing"],
                texts=tuple(text for text, _ in groupby((*each["earlier"], each.get("text", "")))),
                labels=tuple(button["text"] for row in each["keyboard"] for button in row),
                rang=each["rang"],
            )
            for each in seen
        ]

    @property
    def said(self) -> list[Bubble]:
        """What the bot said."""
        return [bubble for bubble in self.chat if bubble.by_bot]

    @property
    def heard(self) -> tuple[int, tuple[str, ...]]:
        """What the bot said last: which message, and its words; the buttons under it come and go."""
        return (self.said[-1].id, self.said[-1].texts) if self.said else (0, ())

    @property
    def newest(self) -> Bubble:
        """The newest message, whoever wrote it."""
        return self.chat[-1]

    @property
    def boards(self) -> list[Bubble]:
        """The messages with buttons, oldest first."""
        return [bubble for bubble in self.chat if bubble.labels]

    def says(self, text: str) -> None:
        """Write to the bot."""
        acts.say(self._world, self.person, text, self.id)

    def presses(self, label: str) -> None:
        """Tap the newest button with this label."""
        bubble = next(bubble for bubble in reversed(self.boards) if label in bubble.labels)
        self.presses_on(bubble, label)

    def presses_on(self, bubble: Bubble, label: str) -> None:
        """Tap this button of this message."""
        keyboard = self._world.messages(self.id)
        rows = next(each.body["reply_markup"]["inline_keyboard"] for each in keyboard if each.id == bubble.id)
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
        self.presses_data(bubble.id, data)
        self.taps.append(label)

    def presses_data(self, message: int, data: str) -> None:
        """Tap a button that carries this data, whether it is still there or not."""
        acts.press(self._world, self.person, message, data, self.id)

    async def until(self, wanted: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait for the chat to look as wanted. AssertionError after `seconds` without."""
        changes = self._world.changes
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not wanted():
            assert loop.time() < end, f"not in sight after {seconds} s; the newest: {self.newest}"
            await changes.newer(self.id, changes.version(self.id), max(0.01, end - loop.time()))

    async def hears(self, words: str) -> Bubble:
        """Wait until the newest message of the bot says this, and return it."""
        await self.until(lambda: bool(self.said) and words in self.said[-1].text)
        return self.said[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody does: taps a label, or types words."""

    taps: str = ""
    types: str = ""

    def done_by(self, guest: Guest) -> None:
        """Do it."""
        if self.taps:
            guest.presses(self.taps)
        else:
            guest.says(self.types)


def next_deed(guest: Guest, routine: str) -> Deed | None:
    """What a healthy person who wants this routine, hands-free, does now; None while there is nothing to do."""
    if LIE_WELL in guest.newest.text:
        return Deed(types="ready")
    labels = guest.boards[-1].labels if guest.boards else ()
    wanted = (*CHECK, routine, "Hands-free", *AFTER, "Go on")
    label = next((label for label in wanted if label in labels), None)
    return Deed(taps=label) if label else None
