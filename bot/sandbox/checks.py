"""What every request to speak must pass: a chat that is there, a person who listens, a text that fits."""

from bot.sandbox.arguments import Arguments
from bot.sandbox.entities import units
from bot.sandbox.formatting import Formatted, formatted
from bot.sandbox.messages import Message
from bot.sandbox.people import Json
from bot.sandbox.refusals import bad_request, blocked, flood
from bot.sandbox.world import World

MOST_TEXT = 4096
MOST_CAPTION = 1024


def chat_of(world: World, args: Arguments) -> int:
    """The chat a request speaks of; it must exist, and a person must have written first."""
    asked = args.text("chat_id").strip()
    if not asked:
        raise bad_request("chat_id is empty")
    number = args.number("chat_id")
    person = world.people.get(number)
    if (person is None or not person.started) and number not in world.rooms:
        raise bad_request("chat not found")
    return number


def open_chat(world: World, args: Arguments) -> int:
    """The chat a request writes to; its person must not have blocked the bot."""
    number = chat_of(world, args)
    person = world.people.get(number)
    if person is not None and person.blocked:
        raise blocked()
    return number


def paced(world: World, chat_id: int) -> None:
    """Count a message or an edit; refuses when the bot speaks too fast."""
    wait = world.flow.wait_before(chat_id, world.clock.now())
    if wait:
        raise flood(wait)


def text_of(args: Arguments, too_long: str) -> Formatted:
    """The text of a request: there, and at most 4096 units after parsing."""
    if not args.text("text"):
        raise bad_request("Message text is empty")
    text = _read(args, "text", "parse_mode", "entities")
    if not text.text:
        raise bad_request("text must be non-empty")
    if units(text.text) > MOST_TEXT:
        raise bad_request(too_long)
    return text


def caption_of(args: Arguments, too_long: str) -> Formatted:
    """The caption of a request: at most 1024 units after parsing; may be missing."""
    caption = _read(args, "caption", "parse_mode", "caption_entities")
    if units(caption.text) > MOST_CAPTION:
        raise bad_request(too_long)
    return caption


def own_message(world: World, args: Arguments) -> Message:
    """The bot's message that a request wants to edit."""
    chat_id = open_chat(world, args)
    message = world.message(chat_id, args.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def answered(world: World, args: Arguments, chat_id: int) -> Json:
    """The message a request replies to, as a field; nothing when it replies to none."""
    parameters = _object(args, "reply_parameters", "reply parameters")
    number = parameters.get("message_id") or args.number("reply_to_message_id")
    if not number:
        return {}
    message = world.message(chat_id, _whole(number))
    if message is not None:
        return {"reply_to_message": _without_reply(message.body)}
    if parameters.get("allow_sending_without_reply") or args.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _object(args: Arguments, name: str, called: str) -> Json:
    try:
        value = args.json(name)
    except ValueError:
        raise bad_request(f"Can't parse {called} JSON object") from None
    if value is not None and not isinstance(value, dict):
        raise bad_request(f"Object expected as {called}")
    return value or {}


def _whole(number: object) -> int:
    try:
        return int(str(number))
    except ValueError:
        raise bad_request('field "message_id" must be of type Number') from None


def _without_reply(body: Json) -> Json:
    return {key: value for key, value in body.items() if key != "reply_to_message"}


def _read(args: Arguments, text: str, mode: str, entities: str) -> Formatted:
    try:
        given = args.json(entities)
    except ValueError:
        given = None
    return formatted(args.text(text), args.text(mode), given)
