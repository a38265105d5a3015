"""The bot speaks: what arrives is what was sent, and what is wrong is refused in the server's words."""

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden

from tests.sandbox.conftest import NOON, Call
from tests.sandbox.visitor import Json, Visitor, arrives

READY = InlineKeyboardMarkup([[InlineKeyboardButton("Ready", callback_data="ready:1")]])


async def test_a_message_comes_back_as_the_type_of_the_client(bot: Bot, ana: Visitor) -> None:
    """Text, entities, keyboard, date and sender are what was sent."""
    sent = await bot.send_message(ana.id, "<b>Hi</b> 🙂 there", parse_mode="HTML", reply_markup=READY)
    assert ("Hi 🙂 there", ana.id, NOON, True) == (
        sent.text,
        sent.chat.id,
        sent.date,
        sent.from_user is not None and sent.from_user.is_bot,
    )
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 2)]
    assert sent.reply_markup == READY


async def test_the_person_sees_what_was_sent(bot: Bot, ana: Visitor) -> None:
    """With its keyboard, and whether it rang."""
    await bot.send_message(ana.id, "silent", disable_notification=True)
    await bot.send_message(ana.id, "loud", reply_markup=READY)
    seen = (await ana.sees())[1:]
    assert [(m["text"], m["rang"], m["outgoing"]) for m in seen] == [("silent", False, False), ("loud", True, False)]
    assert seen[1]["keyboard"] == [[{"text": "Ready", "callback_data": "ready:1"}]]


async def test_a_reply_carries_what_it_replies_to(bot: Bot, ana: Visitor) -> None:
    """Without the reply inside the reply."""
    said = await ana.says("where do I lie?")
    sent = await bot.send_message(ana.id, "on a mat", reply_parameters=ReplyParameters(message_id=said["message_id"]))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "where do I lie?"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "message text is empty"),
        ("  \n ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("🙂" * 2049, "message is too long"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_a_wrong_text_is_refused(call: Call, ana: Visitor, text: str, fault: str) -> None:
    """In the server's words, letter for letter."""
    expected = {"ok": False, "error_code": 400, "description": f"Bad Request: {fault}"}
    assert expected == await call("sendMessage", chat_id=ana.id, text=text, parse_mode="HTML")


async def test_length_counts_after_parsing(bot: Bot, ana: Visitor) -> None:
    """4096 units of text may be more than 4096 of markup."""
    sent = await bot.send_message(ana.id, f"<b>{'🙂' * 2048}</b>", parse_mode="HTML")
    assert sent.entities[0].length == 4096


@pytest.mark.parametrize(
    ("button", "fault"),
    [
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "ü" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "url": "no address"}, "BUTTON_URL_INVALID"),
        ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "a", "callback_data": "x", "style": "loud"},
            "can't parse inline keyboard button: invalid button style specified",
        ),
    ],
)
async def test_a_wrong_button_is_refused(call: Call, ana: Visitor, button: Json, fault: str) -> None:
    """Data has 1 to 64 bytes, and every button does something."""
    keyboard = {"inline_keyboard": [[button]]}
    answer = await call("sendMessage", chat_id=ana.id, text="a", reply_markup=keyboard)
    assert f"Bad Request: {fault}" == answer["description"]


async def test_64_bytes_of_data_are_fine(bot: Bot, ana: Visitor) -> None:
    """The limit itself is allowed."""
    data = "ü" * 32
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data=data)]])
    sent = await bot.send_message(ana.id, "a", reply_markup=keyboard)
    assert sent.reply_markup == keyboard


async def test_more_than_100_buttons_are_refused(bot: Bot, ana: Visitor) -> None:
    """A keyboard has an end."""
    row = [InlineKeyboardButton("a", callback_data="a")] * 101
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(ana.id, "a", reply_markup=InlineKeyboardMarkup([row]))


async def test_strangers_cannot_be_written_to(bot: Bot, http: aiohttp.ClientSession) -> None:
    """Neither nobody, nor a person who has never written."""
    silent = await arrives(http, "Silent")
    for chat_id in (12, silent.id):
        with pytest.raises(BadRequest) as refused:
            await bot.send_message(chat_id, "hi")
        assert refused.value.message == "Chat not found"


async def test_a_missing_chat_is_named(call: Call) -> None:
    """The real server's words for no chat at all."""
    assert (await call("sendMessage", text="a"))["description"] == "Bad Request: chat_id is empty"


async def test_a_person_who_blocked_the_bot_hears_nothing(bot: Bot, ana: Visitor) -> None:
    """403 until the person lets the bot in again; both are told as my_chat_member."""
    await ana.does("block")
    with pytest.raises(Forbidden) as refused:
        await bot.send_message(ana.id, "hi")
    assert refused.value.message == "Forbidden: bot was blocked by the user"
    await ana.does("unblock")
    await bot.send_message(ana.id, "hi again")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [(each.old_chat_member.status, each.new_chat_member.status) for each in changes if each is not None] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_a_reply_to_nothing_is_refused(bot: Bot, ana: Visitor) -> None:
    """Unless the bot says that it does not mind."""
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ana.id, "a", reply_parameters=ReplyParameters(message_id=1))
    lenient = ReplyParameters(message_id=1, allow_sending_without_reply=True)
    assert (await bot.send_message(ana.id, "a", reply_parameters=lenient)).reply_to_message is None


async def test_a_reply_keyboard_is_shown_not_echoed(bot: Bot, ana: Visitor) -> None:
    """Only inline keyboards belong to a message."""
    sent = await bot.send_message(ana.id, "a", reply_markup=ReplyKeyboardMarkup([["Yes", "No"]]))
    assert sent.reply_markup is None
    assert (await ana.chat())["reply_keyboard"]["keyboard"] == [[{"text": "Yes"}, {"text": "No"}]]


async def test_typing_is_accepted_and_nonsense_is_not(bot: Bot, ana: Visitor) -> None:
    """Only the actions of the Bot API exist."""
    assert await bot.send_chat_action(ana.id, ChatAction.TYPING)
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(ana.id, "dancing")


async def test_a_draft_shows_until_the_message_comes(bot: Bot, ana: Visitor) -> None:
    """A draft is no message."""
    await bot.send_message_draft(ana.id, 1, "Breathe in")
    assert (await ana.chat())["draft"] == {"text": "Breathe in"}
    await bot.send_message(ana.id, "Breathe in, and out")
    assert (await ana.chat())["draft"] is None


async def test_a_reaction_is_seen(bot: Bot, call: Call, ana: Visitor) -> None:
    """One emoji of the allowed ones, with or without its colour mark; none takes it back."""
    said = await ana.says("ready")
    await bot.set_message_reaction(ana.id, said["message_id"], ReactionTypeEmoji("❤️"))
    assert (await ana.sees())[-1]["bot_reactions"] == ["❤"]
    await bot.set_message_reaction(ana.id, said["message_id"])
    assert (await ana.sees())[-1]["bot_reactions"] == []


@pytest.mark.parametrize(
    ("reaction", "fault"),
    [
        ([{"type": "emoji", "emoji": "🧘"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}] * 2, "REACTIONS_TOO_MANY"),
        ([{"type": "paid"}], "can't parse ReactionType: invalid reaction type specified"),
        ("👍", "can't parse reaction types JSON object"),
        ([{"type": "emoji", "emoji": "👍"}], "message to react not found"),
    ],
)
async def test_a_wrong_reaction_is_refused(call: Call, ana: Visitor, reaction: object, fault: str) -> None:
    """In the server's words."""
    answer = await call("setMessageReaction", chat_id=ana.id, message_id=1, reaction=reaction)
    assert f"Bad Request: {fault}" == answer["description"]


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ({"keyboard": "a"}, 'field "keyboard" must be of type Array'),
        ({"keyboard": ["a"]}, 'field "keyboard" must be an Array of Arrays'),
        (
            {"inline_keyboard": [{"text": "a"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"keyboard": [[7]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"keyboard": [[{}]]}, "can't parse keyboard button: Can't find field \"text\""),
        ({"inline_keyboard": [["a"]]}, "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"inline_keyboard": [[{}]]}, "can't parse inline keyboard button: Can't find field \"text\""),
    ],
)
async def test_markup_that_cannot_be_read_is_refused(call: Call, ana: Visitor, markup: object, fault: str) -> None:
    """In the server's words."""
    answer = await call("sendMessage", chat_id=ana.id, text="a", reply_markup=markup)
    assert f"Bad Request: {fault}" == answer["description"]


async def test_an_empty_keyboard_is_none(call: Call, ana: Visitor) -> None:
    """And a reply keyboard can be taken away."""
    sent = await call("sendMessage", chat_id=ana.id, text="a", reply_markup={"inline_keyboard": []})
    assert "reply_markup" not in sent["result"]
    await call("sendMessage", chat_id=ana.id, text="a", reply_markup={"keyboard": [["Yes"]]})
    await call("sendMessage", chat_id=ana.id, text="a", reply_markup={"remove_keyboard": True})
    assert (await ana.chat())["reply_keyboard"] is None


async def test_a_location_can_be_sent(bot: Bot, call: Call, ana: Visitor) -> None:
    """Both degrees are needed."""
    sent = await bot.send_location(ana.id, latitude=48.2, longitude=16.4)
    assert sent.location is not None
    assert (sent.location.latitude, sent.location.longitude) == (48.2, 16.4)
    answer = await call("sendLocation", chat_id=ana.id, latitude=1)
    assert answer["description"] == "Bad Request: longitude is empty"


async def test_the_server_takes_entities_too(bot: Bot, ana: Visitor) -> None:
    """In place of a parse mode."""
    sent = await bot.send_message(ana.id, "a b", entities=[MessageEntity("bold", 2, 1)])
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 2, 1)]
