"""aiogram: its FSM in memory or, with a Redis address, in Redis; APScheduler for holds, in the same place."""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import Message
from apscheduler.jobstores.redis import RedisJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

STEPS = 10
HOLD = timedelta(seconds=float(os.environ.get("HOLD_SECONDS", "30")))
UNTIL = os.environ.get("HOLD_UNTIL", "")
TOKEN = "1:" + "A" * 35

router = Router()
scheduler = AsyncIOScheduler(timezone=UTC)
bots: list[Bot] = []


class Guided(StatesGroup):
    """One state: the number of the step stands in the data."""

    step = State()


async def hold_over(chat: int) -> None:
    """The hold is over."""
    await bots[0].send_message(chat, "The hold is over")


async def show(message: Message, state: FSMContext, number: int) -> None:
    """Send a step, and start its hold anew."""
    name = str(message.chat.id)
    if number > STEPS:
        if scheduler.get_job(name):
            scheduler.remove_job(name)
        await state.clear()
        await message.answer("Done")
        return
    due = datetime.fromtimestamp(float(UNTIL), UTC) if UNTIL else datetime.now(UTC) + HOLD
    scheduler.add_job(
        hold_over, "date", run_date=due, args=[message.chat.id], id=name, replace_existing=True, misfire_grace_time=None
    )
    await state.set_state(Guided.step)
    await state.update_data(step=number)
    await message.answer(f"Step {number} of {STEPS}")


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """The first step."""
    await show(message, state, 1)


@router.message(Guided.step)
async def ready(message: Message, state: FSMContext) -> None:
    """The next step."""
    data = await state.get_data()
    await show(message, state, data["step"] + 1)


def redis_storage(port: int) -> RedisStorage:
    """With room for everybody: redis-py allows 100 connections unless told, and the hundred-and-first person errs."""
    return RedisStorage.from_url(f"redis://127.0.0.1:{port}/0", connection_kwargs={"max_connections": 2000})


async def main(url: str, redis_port: int | None) -> None:
    """Run by long polling."""
    server = TelegramAPIServer(base=url + "{token}/{method}", file=url + "{token}/{path}")
    bots.append(Bot(TOKEN, session=AiohttpSession(api=server)))
    storage = MemoryStorage() if redis_port is None else redis_storage(redis_port)
    if redis_port:
        scheduler.add_jobstore(RedisJobStore(host="127.0.0.1", port=redis_port))
    dispatcher = Dispatcher(storage=storage)
    dispatcher.include_router(router)
    scheduler.start()
    await dispatcher.start_polling(bots[0])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else None))
