"""Methods with which the bot speaks: messages, files, typing, reactions, answers to presses."""

from bot.sandbox.arguments import Arguments
from bot.sandbox.checks import answered, caption_of, chat_of, open_chat, paced, text_of
from bot.sandbox.formatting import formatted
from bot.sandbox.keyboards import Markup, markup_of
from bot.sandbox.people import Json
from bot.sandbox.reactions import emoji_of
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

_ACTIONS = frozenset({"typing", "cancel", "choose_sticker", "find_location", "pick_up_location"})
_ACTIONS |= {f"{verb}_{what}" for verb in ("record", "upload") for what in ("video", "audio", "voice", "video_note")}
_ACTIONS |= {"upload_photo", "upload_document"}
_MOST_TOAST = 200
_WITHOUT_CAPTION = frozenset({"sticker"})


def send_message(world: World, args: Arguments) -> Json:
    """A text."""
    text = text_of(args, "message is too long")
    return _deliver(world, args, text.body("text", "entities"))


def send_file(kind: str, world: World, args: Arguments) -> Json:
    """A photo, animation, voice note or other file, uploaded or known by its file_id."""
    open_chat(world, args)
    caption = caption_of(args, "message caption is too long")
    file = world.files.asked_for(kind, args, args.text(kind), kind)
    if file is None:
        raise bad_request(f"There is no {kind} in the request")
    words = {} if kind in _WITHOUT_CAPTION else caption.body("caption", "caption_entities")
    return _deliver(world, args, file.body() | words)


def send_location(world: World, args: Arguments) -> Json:
    """A point on the map."""
    place = {name: _degrees(args, name) for name in ("latitude", "longitude")}
    return _deliver(world, args, {"location": place})


def _degrees(args: Arguments, name: str) -> float:
    if not args.text(name).strip():
        raise bad_request(f"{name} is empty")
    try:
        return float(args.text(name))
    except ValueError:
        return 0.0


def _deliver(world: World, args: Arguments, content: Json) -> Json:
    chat_id = open_chat(world, args)
    markup = markup_of(args)
    reply = answered(world, args, chat_id)
    paced(world, chat_id)
    inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    protected = {"has_protected_content": True} if args.flag("protect_content") else {}
    effect = {"effect_id": args.text("message_effect_id")} if args.text("message_effect_id") else {}
    body = reply | content | protected | effect | inline
    if markup and not inline:
        _show_keyboard(world, chat_id, markup)
    sender = None if world.chat(chat_id)["type"] == "channel" else world.bot.user()
    rings = not args.flag("disable_notification")
    return world.add(chat_id, sender, body, by_bot=True, rings=rings).body


def _show_keyboard(world: World, chat_id: int, markup: Markup) -> None:
    if "keyboard" in markup:
        world.reply_keyboards[chat_id] = markup
    else:
        world.reply_keyboards.pop(chat_id, None)
    world.changes.tell(chat_id, "reply_keyboard", markup=world.reply_keyboards.get(chat_id))


def send_chat_action(world: World, args: Arguments) -> bool:
    """The bot is typing, or busy otherwise; shows for a few seconds."""
    action = args.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    world.changes.tell(open_chat(world, args), "action", action=action)
    return True


def send_message_draft(world: World, args: Arguments) -> bool:
    """A text that grows before the person's eyes, until the real message comes."""
    chat_id = open_chat(world, args)
    if not args.number("draft_id"):
        raise bad_request("TEXTDRAFT_ID_INVALID")
    text = formatted(args.text("text"), args.text("parse_mode"))
    world.drafts[chat_id] = text.body("text", "entities")
    world.changes.tell(chat_id, "draft", draft=world.drafts[chat_id])
    return True


def set_message_reaction(world: World, args: Arguments) -> bool:
    """The bot reacts to a message, or takes its reaction back."""
    chat_id = chat_of(world, args)
    emoji = emoji_of(args)
    message = world.message(chat_id, args.number("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    world.react(message, world.bot.id, emoji)
    return True


def answer_callback_query(world: World, args: Arguments) -> bool:
    """The press is acknowledged, perhaps with words; a press can be answered once, and not for long."""
    text = args.text("text")
    pressed = world.presses.get(args.text("callback_query_id"))
    if pressed is None or world.wall.now() >= pressed.until:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(text) > _MOST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    del world.presses[pressed.id]
    toast: Json = {
        "press_id": pressed.id,
        "text": text,
        "alert": args.flag("show_alert"),
        "date": world.now(),
    }
    world.toasts.setdefault(pressed.chat_id, []).append(toast)
    world.changes.tell(pressed.chat_id, "toast", toast=toast)
    return True
