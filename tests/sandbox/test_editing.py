"""The bot changes what it said, or takes it back."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from bot.clock import TurnedClock
from tests.sandbox.conftest import Call
from tests.sandbox.samples import PHOTO
from tests.sandbox.visitor import Visitor

READY = InlineKeyboardMarkup([[InlineKeyboardButton("Ready", callback_data="ready:1")]])
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup"
    " are exactly the same as a current content and reply markup of the message"
)


async def test_an_edit_changes_words_and_takes_the_keyboard(bot: Bot, ana: Visitor, clock: TurnedClock) -> None:
    """A keyboard that is not given again goes; the person sees what was there before."""
    sent = await bot.send_message(ana.id, "20", reply_markup=READY)
    clock.turn(5)
    edited = await bot.edit_message_text("<b>15</b>", ana.id, sent.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert ("15", None, sent.date, 5) == (
        edited.text,
        edited.reply_markup,
        edited.date,
        (edited.edit_date - sent.date).seconds if edited.edit_date else None,
    )
    seen = (await ana.sees())[-1]
    assert (seen["text"], seen["edits"], seen["earlier"], seen["keyboard"]) == ("15", 1, ["20"], [])


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, call: Call, ana: Visitor) -> None:
    """Words, entities and keyboard count; a changed keyboard alone is a change."""
    sent = await bot.send_message(ana.id, "<b>20</b>", parse_mode="HTML")
    place = {"chat_id": ana.id, "message_id": sent.message_id}
    same = await call("editMessageText", **place, text="<b>20</b>", parse_mode="HTML")
    assert same["description"] == SAME
    assert (await call("editMessageReplyMarkup", **place))["description"] == SAME
    assert (await call("editMessageText", **place, text="20"))["ok"]
    assert (await call("editMessageReplyMarkup", **place, reply_markup=READY.to_dict()))["ok"]


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        ({"text": "a"}, "message to edit not found"),
        ({"text": ""}, "message text is empty"),
        ({"text": "x" * 4097}, "MESSAGE_TOO_LONG"),
        ({"text": "a", "message_id": 1}, "message to edit not found"),
    ],
)
async def test_a_wrong_edit_is_refused(call: Call, ana: Visitor, parameters: dict[str, object], fault: str) -> None:
    """In the server's words."""
    answer = await call("editMessageText", **{"chat_id": ana.id} | parameters)
    assert f"Bad Request: {fault}" == answer["description"]


async def test_an_edit_of_nothing_is_refused(call: Call, ana: Visitor) -> None:
    """Neither a chat nor a message is named."""
    answer = await call("editMessageText", text="a")
    assert answer["description"] == "Bad Request: message identifier is not specified"


async def test_what_the_person_wrote_cannot_be_edited(call: Call, ana: Visitor) -> None:
    """Only the bot's own messages can."""
    said = await ana.says("hello")
    answer = await call("editMessageText", chat_id=ana.id, message_id=said["message_id"], text="a")
    assert answer["description"] == "Bad Request: message can't be edited"


async def test_text_and_caption_are_not_the_same(bot: Bot, call: Call, ana: Visitor) -> None:
    """A photo has no text to edit, a text no caption."""
    text = await bot.send_message(ana.id, "a")
    photo = await bot.send_photo(ana.id, PHOTO)
    answer = await call("editMessageText", chat_id=ana.id, message_id=photo.message_id, text="b")
    assert answer["description"] == "Bad Request: there is no text in the message to edit"
    answer = await call("editMessageCaption", chat_id=ana.id, message_id=text.message_id, caption="b")
    assert answer["description"] == "Bad Request: there is no caption in the message to edit"


async def test_a_caption_changes(bot: Bot, call: Call, ana: Visitor) -> None:
    """And has 1024 units at most."""
    photo = await bot.send_photo(ana.id, PHOTO, caption="a")
    edited = await bot.edit_message_caption(ana.id, photo.message_id, caption="b")
    assert not isinstance(edited, bool)
    assert ("b", photo.photo) == (edited.caption, edited.photo)
    place = {"chat_id": ana.id, "message_id": photo.message_id}
    answer = await call("editMessageCaption", **place, caption="x" * 1025)
    assert answer["description"] == "Bad Request: MEDIA_CAPTION_TOO_LONG"


async def test_a_text_can_become_a_picture(bot: Bot, call: Call, ana: Visitor) -> None:
    """By upload; what is no media is refused."""
    sent = await bot.send_message(ana.id, "look")
    media = InputMediaPhoto(PHOTO, caption="<i>here</i>", parse_mode="HTML")
    edited = await bot.edit_message_media(media, ana.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.caption, edited.photo[-1].width) == (None, "here", 640)
    place = {"chat_id": ana.id, "message_id": sent.message_id}
    answer = await call("editMessageMedia", **place, media={"type": "photo", "media": "attach://none"})
    assert answer["description"] == "Bad Request: can't parse InputMedia: media not found"


async def test_a_message_can_be_taken_back(bot: Bot, call: Call, ana: Visitor) -> None:
    """Once; also the person's own."""
    said = await ana.says("hello")
    sent = await bot.send_message(ana.id, "a")
    await bot.delete_message(ana.id, sent.message_id)
    await bot.delete_message(ana.id, said["message_id"])
    assert [each["text"] for each in await ana.sees()] == ["/start"]
    assert [said["message_id"], sent.message_id] == (await ana.chat())["deleted"]
    answer = await call("deleteMessage", chat_id=ana.id, message_id=sent.message_id)
    assert answer["description"] == "Bad Request: message to delete not found"


async def test_after_two_days_a_message_stays(bot: Bot, call: Call, ana: Visitor, clock: TurnedClock) -> None:
    """48 hours of the sandbox's clock."""
    sent = await bot.send_message(ana.id, "a")
    clock.turn(48 * 3600 + 1)
    answer = await call("deleteMessage", chat_id=ana.id, message_id=sent.message_id)
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"


async def test_several_messages_go_at_once(bot: Bot, ana: Visitor) -> None:
    """Those that are not there are passed over."""
    sent = [await bot.send_message(ana.id, text) for text in ("a", "b", "c")]
    await bot.delete_messages(ana.id, [sent[0].message_id, 1, sent[2].message_id])
    assert [each["text"] for each in await ana.sees()] == ["/start", "b"]


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("deleteMessages", {}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": "x"}, "can't parse message identifiers JSON object"),
        ("deleteMessages", {"message_ids": ["x"]}, "message identifier must be a Number"),
        ("deleteMessages", {"message_ids": [1] * 101}, "too many message identifiers specified"),
        ("editMessageMedia", {}, 'parameter "media" is required'),
        ("editMessageMedia", {"media": "x"}, "can't parse input media JSON object"),
        ("editMessageMedia", {"media": []}, "can't parse InputMedia: expected an Object"),
    ],
)
async def test_what_cannot_be_read_is_refused(
    call: Call, ana: Visitor, method: str, parameters: dict[str, object], fault: str
) -> None:
    """In the server's words."""
    answer = await call(method, chat_id=ana.id, **parameters)
    assert f"Bad Request: {fault}" == answer["description"]
