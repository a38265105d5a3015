"""python-telegram-bot: ConversationHandler, PicklePersistence and JobQueue, after its examples and wiki."""

import os
import sys
from datetime import UTC, datetime
from typing import Any

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

STEPS = 10
HOLD = float(os.environ.get("HOLD_SECONDS", "30"))
UNTIL = os.environ.get("HOLD_UNTIL", "")
TOKEN = "1:" + "A" * 35


async def hold_over(context: ContextTypes.DEFAULT_TYPE) -> None:
    """The hold is over."""
    assert context.job is not None
    assert context.job.chat_id is not None
    await context.bot.send_message(context.job.chat_id, "The hold is over")


async def show(update: Update, context: ContextTypes.DEFAULT_TYPE, number: int) -> int:
    """Send a step, and start its hold anew."""
    assert update.message is not None
    assert context.job_queue is not None
    chat = update.message.chat_id
    for job in context.job_queue.get_jobs_by_name(str(chat)):
        job.schedule_removal()
    if number > STEPS:
        await update.message.reply_text("Done")
        return ConversationHandler.END
    due = datetime.fromtimestamp(float(UNTIL), UTC) if UNTIL else HOLD
    context.job_queue.run_once(hold_over, due, chat_id=chat, name=str(chat))
    await update.message.reply_text(f"Step {number} of {STEPS}")
    return number


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """The first step."""
    return await show(update, context, 1)


def step(number: int) -> Any:
    """What answers "ready" at this step."""

    async def ready(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        return await show(update, context, number + 1)

    return ready


def main(url: str, file: str) -> None:
    """Run by long polling."""
    application = ApplicationBuilder().token(TOKEN).base_url(url).persistence(PicklePersistence(filepath=file)).build()
    words = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={number: [MessageHandler(words, step(number))] for number in range(1, STEPS + 1)},
            fallbacks=[CommandHandler("start", start)],
            name="guided",
            persistent=True,
        )
    )
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
