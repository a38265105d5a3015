"""A small bot with fixed answers, for the chat page to talk to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot, BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import NetworkError

READY = InlineKeyboardButton("Ready", callback_data="ready", style="success")
HURTS = InlineKeyboardButton("It hurts", callback_data="pain", style="danger")
KEYBOARD = InlineKeyboardMarkup([[READY, HURTS]])
RICH = (
    "Let the knees sink to the <b>left</b>, <i>slowly</i>.\n<blockquote>A leaflet says so</blockquote>"
    '<tg-spoiler>breathe</tg-spoiler> <a href="https://example.org/">more</a> <code>stop</code>'
)


@asynccontextmanager
async def answering(bot: Bot) -> AsyncIterator[None]:
    """The bot polls and answers until the block is left."""
    await bot.set_my_commands([BotCommand("start", "Begin"), BotCommand("stop", "Stop at once")])
    await bot.set_my_description("I guide you through gentle twists.")
    task = asyncio.create_task(_poll(bot))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, NetworkError):
            await task


async def _poll(bot: Bot) -> None:
    offset = None
    while True:
        for update in await bot.get_updates(offset=offset, timeout=10, allowed_updates=Update.ALL_TYPES):
            offset = update.update_id + 1
            await _answer(bot, update)


async def _answer(bot: Bot, update: Update) -> None:
    if update.callback_query is not None:
        await _pressed(bot, update.callback_query)
    elif update.message is not None:
        await _heard(bot, update.message)
    elif update.edited_message is not None:
        await bot.send_message(update.edited_message.chat.id, f"now: {update.edited_message.text}")


async def _pressed(bot: Bot, query: CallbackQuery) -> None:
    await query.answer("Noted", show_alert=query.data == "pain")
    if query.message is not None and query.data == "ready":
        await bot.edit_message_text("Lie on your back.", query.message.chat.id, query.message.message_id)
        await bot.send_message(query.message.chat.id, "Hold for 20 seconds.")


async def _heard(bot: Bot, message: Message) -> None:
    text = message.text or ""
    if text == "/start":
        await bot.send_message(message.chat.id, f"Hello {message.chat.first_name}", reply_markup=KEYBOARD)
    elif text == "rich":
        await bot.send_message(message.chat.id, RICH, parse_mode="HTML", disable_notification=True)
    elif text == "typing":
        await bot.send_chat_action(message.chat.id, "typing")
    elif text:
        await bot.send_message(message.chat.id, f"You said: {text}", disable_notification=True)
    else:
        kinds = ("photo", "sticker", "voice", "location", "document", "contact", "dice")
        kind = next(each for each in kinds if getattr(message, each))
        await bot.send_message(message.chat.id, f"A {kind}", disable_notification=True)
