"""What one may ask of the sandbox itself: to act as a person, and to set the stage."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.sandbox.faults import Kind


def _known(zone: str) -> str:
    if zone not in available_timezones():
        raise ValueError("no such time zone")
    return zone


class Ask(BaseModel):
    """An ask that names only what is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Arrive(Ask):
    """A person comes; with an id, one who was here before."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    language_code: Annotated[str, Field(max_length=12)] = "en"
    zone: Annotated[str, AfterValidator(_known)] = "UTC"
    id: Annotated[int, Field(gt=0, lt=1 << 40)] | None = None


class Say(Ask):
    """A text, in the own chat or in a room."""

    text: str
    chat_id: int | None = None
    reply_to: int | None = None


class Press(Ask):
    """A press on a button, named by its data or by the words on it."""

    message_id: int
    data: str | None = None
    button: str | None = None
    chat_id: int | None = None


class React(Ask):
    """A reaction; no emoji takes it back."""

    message_id: int
    emoji: str | None = None


class Edit(Ask):
    """Other words for an own message."""

    message_id: int
    text: str


class Send(Ask):
    """Something that is no text, taken from the sandbox's samples."""

    kind: Literal["photo", "sticker", "voice", "document", "location", "contact", "dice"]
    caption: str = ""
    latitude: float = 48.2
    longitude: float = 16.37


class Wait(Ask):
    """Wait until a chat has changed since version `after`, at most `timeout` seconds of the world."""

    after: int | None = None
    timeout: Annotated[float, Field(ge=0, le=60)] = 10.0


class OpenRoom(Ask):
    """A group or channel with the bot in it."""

    title: Annotated[str, Field(min_length=1)]
    type: Literal["group", "supergroup", "channel"] = "group"
    opened_by: int


class Post(Ask):
    """A channel post."""

    text: Annotated[str, Field(min_length=1)]


class PlanFault(Ask):
    """Something is to go wrong; see Fault."""

    kind: Kind
    method: str = ""
    times: Annotated[int, Field(ge=1)] = 1
    after: bool = False
    retry_after: Annotated[int, Field(ge=1)] = 3
    status: Annotated[int, Field(ge=500, le=599)] = 502
    seconds: Annotated[float, Field(ge=0)] = 5.0
    chat_id: int | None = None


class SetClock(Ask):
    """The clock runs this many times as fast as the world's."""

    rate: Annotated[float, Field(gt=0, le=86_400)]


class SetLimits(Ask):
    """Whether the server's limits hold."""

    enforced: bool
