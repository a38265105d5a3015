"""What a message says: words, a command, or something we cannot read. Pure.

None stands for what needs no answer: other bots, channels, groups where nobody spoke to us, service notes.
"""

import re
from datetime import datetime

from bot.commands import COMMANDS
from bot.core.events import Event, Located, Unclear
from bot.heard import Said
from bot.places import zone_at
from bot.telegram.shapes import Message

# The first that fits decides: an animation comes with a document, too.
_KINDS = {
    "sticker": "sticker",
    **dict.fromkeys(("photo", "video", "animation", "live_photo", "story", "paid_media"), "photo"),
    **dict.fromkeys(("voice", "audio", "video_note"), "voice"),
    "document": "file",
}
# What Telegram itself notes in a private chat: nobody said anything.
_NOTES = frozenset(
    {
        *("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "connected_website"),
        *("passport_data", "proximity_alert_triggered", "boost_added", "chat_background_set", "web_app_data"),
        *("users_shared", "chat_shared", "gift", "unique_gift", "gift_upgrade_sent", "successful_payment"),
        *("refunded_payment", "new_chat_title", "new_chat_photo", "delete_chat_photo", "new_chat_members"),
        "left_chat_member",
    }
)
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?P<bot>@\w+)?(?:\s+(?P<rest>\S.*))?", re.DOTALL)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def sent(message: Message, at: datetime, username: str) -> Event | Said | None:
    """What a new message says; `username` is the bot's own, without the @."""
    if (message.sender and message.sender.is_bot) or message.chat.type == "channel":
        return None
    words = message.text or message.caption or ""
    if message.chat.type != "private":
        return Unclear(at=at, what="group") if _addresses(words, username) else None
    if message.forward_origin or message.via_bot:
        return Unclear(at=at, what="other")
    return _words(words, at, _language(message)) if words else _content(message, at)


def edited(message: Message) -> Said | None:
    """What an edited message says now. A live location is "edited" every few seconds; only words count."""
    words = message.text or message.caption
    if not words or message.chat.type != "private" or message.forward_origin or message.via_bot:
        return None
    return Said(text=words.lstrip("/"), language=_language(message), edited=True, otherwise="edited")


def _language(message: Message) -> str:
    return message.sender.language_code if message.sender else ""


def _addresses(words: str, username: str) -> bool:
    """Whether words in a group are meant for this bot: its name, or a command that names no other bot."""
    command = _COMMAND.match(words)
    named = bool(username) and f"@{username.lower()}" in words.lower()
    return named or bool(command and not command["bot"])


def _words(words: str, at: datetime, language: str) -> Event | Said:
    command = _COMMAND.fullmatch(words.strip())
    if command is None:
        return Said(text=words, language=language)
    name, rest = command["name"].lower(), command["rest"] or ""
    known = COMMANDS.get(name)
    if known and (not rest or _is_payload(name, rest)):
        return known(at, language)
    # "/stop my leg is numb": what follows a command may weigh more than the command itself.
    return Said(text=f"{name} {rest}".rstrip(), language=language, otherwise="words" if known else "command")


def _is_payload(name: str, rest: str) -> bool:
    """Whether `rest` is what a link puts behind /start, and nothing that a person typed."""
    return name == "start" and _PAYLOAD.fullmatch(rest) is not None


def _content(message: Message, at: datetime) -> Event | None:
    if message.location:
        # Here the coordinates end: what goes on is the name of a time zone.
        return Located(at=at, zone=zone_at(message.location.latitude, message.location.longitude))
    if message.kinds & _NOTES:
        return None
    known = (what for kind, what in _KINDS.items() if kind in message.kinds)
    return Unclear(at=at, what=next(known, "other"))
