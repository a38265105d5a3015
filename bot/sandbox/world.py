"""The sandbox's world: people, rooms, messages, the bot's account; pages hear what changes here."""

import itertools
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.clock import Clock
from bot.sandbox.changes import Changes
from bot.sandbox.files import FileCabinet
from bot.sandbox.limits import Flow, Limits
from bot.sandbox.messages import Message, seen
from bot.sandbox.people import BotAccount, Json, Person, Room
from bot.sandbox.updates import UpdateQueue

_EPOCH = 1_700_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press on an inline button that waits for its answer."""

    id: str
    chat_id: int
    until: datetime


@dataclass(slots=True, kw_only=True)
class BotProfile:
    """What the bot has told the server about itself."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)
    name: dict[str, str] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    webhook_secret: str = ""
    webhook_trouble: Json = field(default_factory=dict)
    logged_out: bool = False


class World:
    """Everything the server knows; `clock` dates the messages, `wall` is the time of the world outside."""

    def __init__(self, clock: Clock, wall: Clock, token: str, limits: Limits) -> None:
        self.clock, self.wall = clock, wall
        self.bot = BotAccount(token=token)
        self.profile = BotProfile()
        self.started_at = wall.now()
        self.updates = UpdateQueue(clock, wall)
        self.flow = Flow(limits)
        self.files = FileCabinet()
        self.changes = Changes()
        self.people: dict[int, Person] = {}
        self.rooms: dict[int, Room] = {}
        self.presses: dict[str, Press] = {}
        self.toasts: dict[int, list[Json]] = {}
        self.reply_keyboards: dict[int, Json] = {}
        self.drafts: dict[int, Json] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        # Numbers go on rising over restarts, so that a bot never meets an old number with a new meaning.
        seconds = int(wall.now().timestamp())
        self._message_ids = itertools.count(max(1, seconds - _EPOCH))
        self._chat_ids = itertools.count(seconds)
        self._press_ids = itertools.count(seconds * 1_000_003)

    def now(self) -> int:
        """The date of what happens now: whole seconds of the sandbox's clock."""
        return int(self.clock.now().timestamp())

    def new_chat_id(self) -> int:
        """A number no chat had before."""
        return next(self._chat_ids)

    def new_press_id(self) -> str:
        """A number no press had before."""
        return str(next(self._press_ids))

    def chat(self, chat_id: int) -> Json:
        """A person's or a room's chat."""
        return (self.people.get(chat_id) or self.rooms[chat_id]).chat()

    def messages(self, chat_id: int) -> list[Message]:
        """All messages of a chat that are still there, oldest first."""
        return [each for each in self._messages.get(chat_id, {}).values() if not each.deleted]

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """One message, or None when it is not there or no longer there."""
        found = self._messages.get(chat_id, {}).get(message_id)
        return None if found is None or found.deleted else found

    def deleted(self, chat_id: int) -> list[int]:
        """The numbers of the messages that are gone."""
        return [each.id for each in self._messages.get(chat_id, {}).values() if each.deleted]

    def add(self, chat_id: int, sender: Json | None, content: Json, *, by_bot: bool, rings: bool) -> Message:
        """A new message in a chat."""
        number = next(self._message_ids)
        origin = {"from": sender} if sender else {"sender_chat": self.chat(chat_id)}
        body = {"message_id": number} | origin | {"chat": self.chat(chat_id), "date": self.now()} | content
        message = Message(id=number, chat_id=chat_id, body=body, by_bot=by_bot, rang=by_bot and rings)
        self._messages.setdefault(chat_id, {})[number] = message
        if by_bot:
            self.drafts.pop(chat_id, None)
        self.changes.tell(chat_id, "message", message=self.seen(message))
        return message

    def edit(self, message: Message, body: Json) -> Message:
        """The message says something else from now on."""
        edited = replace(message, body=body | {"edit_date": self.now()}, earlier=(*message.earlier, message.body))
        return self._put(edited, "edit")

    def react(self, message: Message, who: int, emoji: tuple[str, ...]) -> Message:
        """`who` reacts to a message with these emoji, or with none."""
        return self._put(replace(message, reactions={**message.reactions, who: emoji}), "reaction")

    def delete(self, message: Message) -> None:
        """The message is gone for everyone."""
        self._messages[message.chat_id][message.id] = replace(message, deleted=True)
        self.changes.tell(message.chat_id, "delete", message_id=message.id)

    def seen(self, message: Message) -> Json:
        """The message as the person sees it."""
        return seen(message, self.files, self.bot.id)

    def _put(self, message: Message, kind: str) -> Message:
        self._messages[message.chat_id][message.id] = message
        self.changes.tell(message.chat_id, kind, message=self.seen(message))
        return message
