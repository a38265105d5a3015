"""Messages as the server keeps them, and as a person sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.files import FileCabinet
from bot.sandbox.people import Json

_MEDIA = ("photo", "animation", "voice", "audio", "video", "sticker", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message in a chat: its JSON, who wrote it, and what happened to it since."""

    id: int
    chat_id: int
    body: Json
    by_bot: bool
    rang: bool = False
    earlier: tuple[Json, ...] = ()
    reactions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    deleted: bool = False

    @property
    def media(self) -> str | None:
        """What kind of file it carries; None for none."""
        return next((kind for kind in _MEDIA if kind in self.body), None)

    @property
    def content(self) -> Json:
        """What an edit would have to change."""
        return {key: value for key, value in self.body.items() if key not in ("date", "edit_date")}

    def file_id(self) -> str | None:
        """The file it carries, the largest size of a photo."""
        if self.media is None:
            return None
        carried = self.body[self.media]
        return str((carried[-1] if isinstance(carried, list) else carried)["file_id"])


def seen(message: Message, files: FileCabinet, bot_id: int) -> Json:
    """The message as the person sees it: the Bot API's JSON and what only the receiving side knows."""
    file = files.by_id(message.file_id() or "")
    return message.body | {
        "outgoing": not message.by_bot,
        "rang": message.rang,
        "keyboard": message.body.get("reply_markup", {}).get("inline_keyboard", []),
        "edits": len(message.earlier),
        "earlier": [each.get("text", each.get("caption", "")) for each in message.earlier],
        "bot_reactions": list(message.reactions.get(bot_id, ())),
        "own_reactions": [e for who, each in message.reactions.items() if who != bot_id for e in each],
        "media": None if file is None else file.shown(),
    }
