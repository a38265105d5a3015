"""A press becomes a callback query, and is answered once and in time."""

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.clock import TurnedClock
from tests.sandbox.conftest import Call
from tests.sandbox.visitor import Visitor

OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
READY = InlineKeyboardMarkup([[InlineKeyboardButton("Ready", callback_data="ready:1")]])


async def test_a_press_is_a_whole_callback_query(bot: Bot, ana: Visitor) -> None:
    """With the message, the data, the person, and an instance of the chat."""
    sent = await bot.send_message(ana.id, "Lie down", reply_markup=READY)
    await ana.presses(sent.message_id, "ready:1")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert ("ready:1", ana.id, sent) == (query.data, query.from_user.id, query.message)
    assert query.chat_instance


async def test_a_button_can_be_pressed_by_its_words(bot: Bot, ana: Visitor, http: aiohttp.ClientSession) -> None:
    """A button that is not there cannot be pressed."""
    sent = await bot.send_message(ana.id, "Lie down", reply_markup=READY)
    await ana.does("presses", message_id=sent.message_id, button="Ready")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "ready:1"
    path = f"/sandbox/people/{ana.id}/presses"
    async with http.post(path, json={"message_id": sent.message_id, "button": "Deeper"}) as answer:
        assert answer.status == 404


async def test_the_answer_is_a_toast(bot: Bot, call: Call, ana: Visitor) -> None:
    """The person sees the words, and whether they must be closed; a second answer comes too late."""
    sent = await bot.send_message(ana.id, "Lie down", reply_markup=READY)
    press = await ana.presses(sent.message_id, "ready:1")
    await bot.answer_callback_query(press, "Good", show_alert=True)
    (toast,) = (await ana.chat())["toasts"]
    assert (press, "Good", True) == (toast["press_id"], toast["text"], toast["alert"])
    assert (await call("answerCallbackQuery", callback_query_id=press))["description"] == OLD


async def test_a_press_dies_after_150_seconds_of_the_world(
    bot: Bot, call: Call, ana: Visitor, wall: TurnedClock
) -> None:
    """It is not delivered any more, and cannot be answered."""
    sent = await bot.send_message(ana.id, "Lie down", reply_markup=READY)
    press = await ana.presses(sent.message_id, "ready:1")
    wall.turn(149)
    assert len(await bot.get_updates()) == 1
    wall.turn(1)
    assert await bot.get_updates() == ()
    assert (await call("answerCallbackQuery", callback_query_id=press))["description"] == OLD


async def test_a_toast_has_200_characters_at_most(bot: Bot, ana: Visitor) -> None:
    """Longer words are refused."""
    sent = await bot.send_message(ana.id, "Lie down", reply_markup=READY)
    press = await ana.presses(sent.message_id, "ready:1")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(press, "x" * 201)


async def test_a_press_on_a_deleted_message_still_comes(bot: Bot, ana: Visitor) -> None:
    """With a message that cannot be read, as the server tells it."""
    sent = await bot.send_message(ana.id, "Lie down", reply_markup=READY)
    await bot.delete_message(ana.id, sent.message_id)
    await ana.presses(sent.message_id, "ready:1")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible
