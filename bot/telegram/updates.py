"""An update of Telegram, read: raw JSON to what was heard. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bot.buttons import VERBS
from bot.core.events import Event, Left, Unclear
from bot.heard import Heard, Said
from bot.press import decode
from bot.telegram import typed
from bot.telegram.shapes import Membership, Message, Query, Reaction, Update

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "message_reaction")
"""The kinds of update we ask Telegram for."""


class Unreadable(ValueError):
    """An update has another shape than Telegram promises; the reason names places, never contents."""


def read(update: Mapping[str, Any], at: datetime, username: str = "") -> Heard | None:
    """Say what was heard; None when it needs no answer. `username` is the bot's own, without the @.

    Raises Unreadable. In a group the chat itself is the person: that is where the one answer goes.
    """
    try:
        shape = Update.model_validate(update)
    except ValidationError as error:
        raise Unreadable(_reason(error)) from None
    number = shape.update_id
    if shape.message:
        return _message(number, shape.message, typed.sent(shape.message, at, username))
    if shape.edited_message:
        return _message(number, shape.edited_message, typed.edited(shape.edited_message))
    if shape.callback_query:
        return _pressed(number, shape.callback_query, at)
    if shape.message_reaction:
        return _reacted(number, shape.message_reaction)
    return _joined(number, shape.my_chat_member, at) if shape.my_chat_member else None


def _reason(error: ValidationError) -> str:
    """Where the shape is broken and how, without what stands there."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['type']}" for fault in faults)


def _message(number: int, message: Message, what: Event | Said | None) -> Heard | None:
    if what is None:
        return None
    chat = message.chat.id
    return Heard(update_id=number, person=chat, chat=chat, what=what, message=message.message_id)


def _pressed(number: int, query: Query, at: datetime) -> Heard:
    chat = query.message.chat.id if query.message else query.sender.id
    return Heard(
        update_id=number,
        person=chat,
        chat=chat,
        what=_meant(query, at),
        query=query.id,
        message=query.message.message_id if query.message else None,
    )


def _meant(query: Query, at: datetime) -> Event:
    """A button whose message is too old to be told still counts: a stop is a stop (law 1)."""
    if query.message and query.message.chat.type != "private":
        return Unclear(at=at, what="group")
    press = decode(query.data or "")
    if press is None:
        return Unclear(at=at, what="button")
    return VERBS[press.verb](press, at, query.sender.language_code)


def _reacted(number: int, reaction: Reaction) -> Heard | None:
    """An emoji put on a message counts as that emoji typed; one taken away says nothing."""
    before = {each.emoji for each in reaction.old_reaction}
    added = [each.emoji for each in reaction.new_reaction if each.emoji and each.emoji not in before]
    user = reaction.user
    if not added or user is None or user.is_bot or reaction.chat.type != "private":
        return None
    said = Said(text=" ".join(added), language=user.language_code, otherwise="reaction")
    chat = reaction.chat.id
    return Heard(update_id=number, person=chat, chat=chat, what=said, message=reaction.message_id)


def _joined(number: int, membership: Membership, at: datetime) -> Heard | None:
    """Blocking the bot ends what is under way; unblocking it says nothing yet."""
    chat = membership.chat
    if chat.type != "private" or membership.new_chat_member.status != "kicked":
        return None
    return Heard(update_id=number, person=chat.id, chat=chat.id, what=Left(at=at))
