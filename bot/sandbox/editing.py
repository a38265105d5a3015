"""Methods with which the bot changes or removes what it said."""

from dataclasses import replace

from bot.sandbox.arguments import Arguments, as_text
from bot.sandbox.checks import caption_of, chat_of, open_chat, own_message, paced, text_of
from bot.sandbox.keyboards import Markup, inline_of
from bot.sandbox.messages import Message
from bot.sandbox.people import Json
from bot.sandbox.refusals import NOT_MODIFIED, bad_request
from bot.sandbox.world import World

_DAYS_TO_DELETE = 2 * 24 * 60 * 60
_MOST_DELETED = 100
_FILES = ("photo", "animation", "document", "audio", "video")
_WORDS = frozenset({"text", "entities", "caption", "caption_entities", "reply_markup"})
_EVERYTHING = _WORDS | {*_FILES, "voice", "sticker"}


def edit_message_text(world: World, args: Arguments) -> Json:
    """Other words; the keyboard goes unless it is given again."""
    text = text_of(args, "MESSAGE_TOO_LONG")
    message = _to_edit(world, args)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, message, text.body("text", "entities"), inline_of(args), _WORDS)


def edit_message_caption(world: World, args: Arguments) -> Json:
    """Other words under a file."""
    caption = caption_of(args, "MEDIA_CAPTION_TOO_LONG")
    message = _to_edit(world, args)
    if message.media in (None, "sticker"):
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, message, caption.body("caption", "caption_entities"), inline_of(args), _WORDS)


def edit_message_reply_markup(world: World, args: Arguments) -> Json:
    """Another keyboard, or none."""
    message = _to_edit(world, args)
    return _edited(world, message, {}, inline_of(args), frozenset({"reply_markup"}))


def edit_message_media(world: World, args: Arguments) -> Json:
    """Another file in place of the one there, or of the text."""
    media = _media(args)
    message = _to_edit(world, args)
    kind = media.get("type")
    if kind not in _FILES:
        raise bad_request(f'Can\'t parse InputMedia: type "{kind}" is unsupported')
    words = replace(args, values={key: as_text(value) for key, value in media.items() if value is not None})
    caption = caption_of(words, "MEDIA_CAPTION_TOO_LONG")
    file = world.files.asked_for(kind, words, words.text("media"), "media")
    if file is None:
        raise bad_request("Can't parse InputMedia: media not found")
    content = file.body() | caption.body("caption", "caption_entities")
    return _edited(world, message, content, inline_of(args), _EVERYTHING)


def _media(args: Arguments) -> Json:
    if not args.text("media"):
        raise bad_request('Parameter "media" is required')
    try:
        media = args.json("media")
    except ValueError:
        raise bad_request("Can't parse input media JSON object") from None
    if not isinstance(media, dict):
        raise bad_request("Can't parse InputMedia: expected an Object")
    return media


def _to_edit(world: World, args: Arguments) -> Message:
    if not args.text("chat_id") and not args.number("message_id"):
        raise bad_request("Message identifier is not specified")
    return own_message(world, args)


def _edited(world: World, message: Message, content: Json, markup: Markup | None, gone: frozenset[str]) -> Json:
    """Put `content` and the keyboard in place of the fields in `gone`; refuses when nothing changes."""
    rest = {key: value for key, value in message.body.items() if key not in gone}
    body = rest | content | ({"reply_markup": markup} if markup else {})
    if _without_dates(body) == message.content:
        raise bad_request(NOT_MODIFIED)
    paced(world, message.chat_id)
    return world.edit(message, body).body


def _without_dates(body: Json) -> Json:
    return {key: value for key, value in body.items() if key not in ("date", "edit_date")}


def delete_message(world: World, args: Arguments) -> bool:
    """A message is gone, also the person's own; not after two days."""
    message = world.message(chat_of(world, args), args.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if world.now() - message.body["date"] > _DAYS_TO_DELETE:
        raise bad_request("message can't be deleted for everyone")
    world.delete(message)
    return True


def delete_messages(world: World, args: Arguments) -> bool:
    """Several messages are gone; those that are not there are passed over."""
    chat_id = open_chat(world, args)
    try:
        numbers = args.json("message_ids")
    except ValueError:
        raise bad_request("Can't parse message identifiers JSON object") from None
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("Message identifiers are not specified")
    if len(numbers) > _MOST_DELETED:
        raise bad_request("Too many message identifiers specified")
    if not all(isinstance(number, int) for number in numbers):
        raise bad_request("Message identifier must be a Number")
    for message in [world.message(chat_id, number) for number in numbers]:
        if message is not None:
            world.delete(message)
    return True
