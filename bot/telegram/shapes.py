"""The parts of an update that we read, checked at the door; whatever else it carries is let by."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

_MOST = 1 << 52
Number = Annotated[int, Field(ge=-_MOST, le=_MOST)]
"""The number of a chat, a person, a message or an update: at most 52 bits, as Telegram promises; the store holds 63."""


class Shape(BaseModel):
    """A part of an update."""

    model_config = ConfigDict(frozen=True, strict=True)


class User(Shape):
    """Who wrote or pressed."""

    id: Number
    is_bot: bool = False
    language_code: str = ""


class Chat(Shape):
    """Where it happened."""

    id: Number
    type: str


class Location(Shape):
    """A place on earth, in degrees."""

    latitude: float
    longitude: float


class Message(Shape):
    """A message; what is not named here (a photo, a voice, ...) is found among its extra fields."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    message_id: Number
    chat: Chat
    sender: User | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    location: Location | None = None
    forward_origin: Any = None
    via_bot: Any = None

    @property
    def kinds(self) -> frozenset[str]:
        """The names of the fields that tell what the message holds."""
        return frozenset(self.model_extra or ())


class Origin(Shape):
    """The message a button stands under; old ones are told with little more than their place."""

    message_id: Number
    chat: Chat


class Query(Shape):
    """A button was pressed."""

    id: str
    sender: User = Field(alias="from")
    message: Origin | None = None
    data: str | None = None


class Standing(Shape):
    """What the bot is to a chat: member, kicked, ..."""

    status: str


class Membership(Shape):
    """The bot was blocked, unblocked, added or removed."""

    chat: Chat
    new_chat_member: Standing


class Emoji(Shape):
    """A reaction; `emoji` is empty for those that are no plain emoji."""

    emoji: str = ""


class Reaction(Shape):
    """A message was reacted to."""

    chat: Chat
    message_id: Number
    user: User | None = None
    old_reaction: tuple[Emoji, ...] = Field(default=(), strict=False)
    new_reaction: tuple[Emoji, ...] = Field(default=(), strict=False)


class Update(Shape):
    """One update: at most one of the fields beside its id is there."""

    update_id: Number
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Query | None = None
    my_chat_member: Membership | None = None
    message_reaction: Reaction | None = None
