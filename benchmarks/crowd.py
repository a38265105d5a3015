"""The people of a benchmark: each answers what the bot says, at once or after a while, as long as it lasts.

A closed loop: nobody writes again before the bot has answered. How long an answer took is from the moment the update
could be fetched to the moment the bot's words arrived.
"""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

FIRST = 1_000_000
"""The number of the first person's chat."""
SHOWN = 24
"""Letters of a text by which it is known later."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person does: types `text`, or presses the button with `data` under the message."""

    text: str = ""
    data: str = ""
    message: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that arrived in a chat: a new message, or an old one that was changed; its buttons by their labels."""

    message: int
    text: str
    buttons: Mapping[str, str]


class Guest(ABC):
    """One person. `settled` is whether they are past everything that is asked only once; `told` is how often they heard
    that their hold is over, if that is what they wait for."""

    settled = False
    told = 0

    @abstractmethod
    def hears(self, heard: Heard) -> Deed | None:
        """What they do about it; None if it asks for nothing."""

    def lies_down(self) -> Deed | None:
        """What they do at the sign for all; None if they wait for none."""
        return None


class Listener(Guest):
    """Talks with a peer: one command, then "ready" ten times, and again."""

    def hears(self, heard: Heard) -> Deed | None:
        """Every message is a step or the end."""
        self.settled = True
        return Deed(text="/start" if heard.text.startswith("Done") else "ready")


class OnMat(Guest):
    """Talks with Unwind: the readiness check once, then a session step by step, with all the rest, and again."""

    CHECK = ("Yes, keep them", "18 to 69", "None of these", "0")
    AFTER = ("Go on", "Both the same", "The same")

    def __init__(self, routine: str) -> None:
        """Nobody yet; `routine` is the label of what they take."""
        self._routine = routine
        self._buttons: Mapping[str, str] = {}

    def hears(self, heard: Heard) -> Deed | None:
        """Into the hold with "ready", out of it with "skip", as somebody who has little time."""
        self._buttons = heard.buttons or self._buttons
        if "Stay here" in heard.text:
            self.settled = True
            return Deed(text="skip")
        for label in (*self.CHECK, *self.AFTER, self._routine, "I say ready"):
            if label in heard.buttons:
                return Deed(data=heard.buttons[label], message=heard.message)
        if "Pause" in heard.buttons or "Stop" in heard.buttons:
            return Deed(text="ready")
        return Deed(text="/stretch") if self.settled and "that is kept" in heard.text else None


class Crowd:
    """All people, what they wrote and what they waited for it."""

    def __init__(self, people: Mapping[int, Guest], put: Callable[[dict[str, Any]], None], think: float = 0.0) -> None:
        """`put` queues an update for the bot; `think` is how many seconds a person takes to answer."""
        self._people, self._put, self.think = people, put, think
        self._asked: dict[int, float] = {}
        self.waits: list[float] = []
        self.answers = 0
        self.heard: list[tuple[int, float, str]] = []
        self._updates = 0

    @property
    def settled(self) -> int:
        """How many are past what is asked once."""
        return sum(guest.settled for guest in self._people.values())

    @property
    def told(self) -> int:
        """How many heard that their hold is over."""
        return sum(guest.told > 0 for guest in self._people.values())

    def silent(self, seconds: float) -> int:
        """How many have waited for an answer for longer than that."""
        now = time.perf_counter()
        return sum(now - asked > seconds for asked in self._asked.values())

    def arrive(self) -> None:
        """Everybody says hello at once."""
        for chat in self._people:
            self.does(chat, Deed(text="/start"))

    def lie_down(self) -> None:
        """The sign for all who wait for it."""
        for chat, guest in self._people.items():
            if deed := guest.lies_down():
                self.does(chat, deed)

    def does(self, chat: int, deed: Deed) -> None:
        """Write, or press."""
        self._updates += 1
        self._asked[chat] = time.perf_counter()
        self._put({"update_id": self._updates, **(_press(chat, deed) if deed.data else _text(chat, deed.text))})

    def hears(self, chat: int, message: int, text: str, markup: Any) -> Deed | None:
        """Words of the bot arrive; what the person does about them."""
        asked = self._asked.pop(chat, None)
        if asked is not None:
            self.waits.append(time.perf_counter() - asked)
            self.answers += 1
        self.heard.append((chat, time.time(), text[:SHOWN]))
        guest = self._people.get(chat)
        return guest.hears(Heard(message, text, _buttons(markup))) if guest else None


def _buttons(markup: Any) -> Mapping[str, str]:
    """Of a keyboard as an object, or as a form carries it."""
    shown = json.loads(markup) if isinstance(markup, str) and markup else markup or {}
    rows = shown.get("inline_keyboard", ())
    return {button["text"]: button.get("callback_data", "") for row in rows for button in row}


def _who(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": f"P{chat}", "language_code": "en"}


def _room(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": f"P{chat}"}


def _text(chat: int, text: str) -> dict[str, Any]:
    message = {"message_id": 1, "date": int(time.time()), "chat": _room(chat), "from": _who(chat), "text": text}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {"message": message}


def _press(chat: int, deed: Deed) -> dict[str, Any]:
    me = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "bench_bot"}
    under = {"message_id": deed.message, "date": int(time.time()), "chat": _room(chat), "from": me, "text": "…"}
    return {
        "callback_query": {
            "id": str(time.perf_counter_ns()),
            "from": _who(chat),
            "chat_instance": "1",
            "data": deed.data,
            "message": under,
        }
    }
