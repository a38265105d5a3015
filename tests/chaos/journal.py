"""What a Bot API server saw, in order: what people did, what it took from the bot, and when the bot was ended.

It is written by the server's side alone. Nothing the bot stores or says of itself goes into it.
"""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Somebody wrote words, or tapped a button, which the server has for the bot; `asks`: an answer of its own is due,
    the chat does not go on by it."""

    chat: int
    what: str
    asks: bool = False


@dataclass(slots=True, kw_only=True)
class Took:
    """The server took words from the bot, as a message or a change of one, at a `moment` in seconds.

    `broken`: the bot did not get a readable answer to it.
    """

    chat: int
    text: str
    moment: float
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The bot's process was ended at a `moment` in seconds; `asked`: with SIGTERM, else it was killed."""

    moment: float
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The bot's process spoke up for the first time. What was taken between an end and this came from the one that is
    dead: what it wrote last may wait in the server's line until long after the next one was started."""


Entry: TypeAlias = Deed | Took | Ended | Begun


@dataclass(slots=True)
class Journal:
    """Everything, in the order in which it happened."""

    entries: list[Entry] = field(default_factory=list)

    def write(self, entry: Entry) -> None:
        """It happened."""
        self.entries.append(entry)

    def chats(self) -> dict[int, list[Entry]]:
        """What happened chat by chat; what happened to the process happened to all of them."""
        found: dict[int, list[Entry]] = {each.chat: [] for each in self.entries if isinstance(each, Deed | Took)}
        for entry in self.entries:
            for chat in (entry.chat,) if isinstance(entry, Deed | Took) else found:
                found[chat].append(entry)
        return found
