"""A line becomes what is asked of Telegram. Pure."""

from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from telegram.constants import KeyboardButtonStyle, ParseMode

from bot.core.effects import Manner, Tone
from bot.line import Key, Keys, Line
from bot.store.home import Board
from bot.telegram import parts

_STYLES = {
    Tone.GO: {"style": KeyboardButtonStyle.SUCCESS.value},
    Tone.HALT: {"style": KeyboardButtonStyle.DANGER.value},
    Tone.PLAIN: {},
}

Markup: TypeAlias = dict[str, list[list[dict[str, str]]]]
"""The buttons under a message, as Telegram wants to hear of them."""

NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A new message; `parse_mode` is None for a text without tags."""

    chat: int
    text: str
    keyboard: Markup | None = None
    silent: bool = True
    parse_mode: str | None = ParseMode.HTML

    def arguments(self) -> dict[str, Any]:
        """Those of sendMessage."""
        return {
            "chat_id": self.chat,
            "text": self.text,
            "parse_mode": self.parse_mode,
            "reply_markup": self.keyboard,
            "disable_notification": self.silent,
            "link_preview_options": NO_PREVIEW,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Another text, and another keyboard, for a message that was sent."""

    chat: int
    message: int
    text: str
    keyboard: Markup | None = None
    parse_mode: str | None = ParseMode.HTML

    def arguments(self) -> dict[str, Any]:
        """Those of editMessageText."""
        return {
            "chat_id": self.chat,
            "message_id": self.message,
            "text": self.text,
            "parse_mode": self.parse_mode,
            "reply_markup": self.keyboard,
            "link_preview_options": NO_PREVIEW,
        }


Request = TypeVar("Request", Post, Edit)


def is_beside(line: Line) -> bool:
    """Whether the line stands beside the session, whose keyboard stays where it is."""
    return line.manner in (Manner.ASIDE, Manner.PRESSED)


def posts(line: Line, chat: int) -> tuple[Post, ...]:
    """The line as new messages: the last one carries the keyboard, the first one rings."""
    texts = parts.parts(line.text)
    last = len(texts) - 1
    return tuple(
        Post(
            chat=chat,
            text=text,
            keyboard=keyboard(line.buttons) if number == last else None,
            silent=not line.rings or number > 0,
        )
        for number, text in enumerate(texts)
    )


def edit(line: Line, chat: int, board: Board | None) -> Edit | None:
    """The line as a change of the message it replaces; None where it has to be a new message.

    An edit makes no sound, so a line that rings is always new: nobody hands-free would notice it else.
    """
    message = _replaced(line, board)
    if message is None or line.rings or parts.length(line.text) > parts.LONGEST:
        return None
    return Edit(chat=chat, message=message, text=line.text, keyboard=keyboard(line.buttons))


def _replaced(line: Line, board: Board | None) -> int | None:
    """The message that this line replaces. What stands beside a session never takes the place of its keyboard."""
    match line.manner:
        case Manner.OVER | Manner.AMEND:
            return board.message if board and board.keyboard else None
        case Manner.PRESSED:
            return None if board and board.message == line.pressed else line.pressed
        case _:
            return None


def without_tags(request: Request) -> Request:
    """The same words without any tag, for when Telegram cannot read the tags."""
    return replace(request, text=parts.plain(request.text), parse_mode=None)


def keyboard(keys: Keys) -> Markup | None:
    """The buttons under a message; None when there are none."""
    return {"inline_keyboard": [[_button(key) for key in row] for row in keys]} if keys else None


def _button(key: Key) -> dict[str, str]:
    """A button: green to go on, red to halt, where the client knows colours."""
    return {"text": key.label, "callback_data": key.data, **_STYLES[key.tone]}
