"""A sandbox on a free port, python-telegram-bot as an independent client, and a person who has said hello."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.clock import TurnedClock
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from tests.sandbox.visitor import Json, Visitor, arrives

Call = Callable[..., Awaitable[Json]]
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _lengths_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client warns unless it may give lengths of time as such."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> TurnedClock:
    """The sandbox's clock, which moves when told to."""
    return TurnedClock(NOON)


@pytest.fixture
def wall() -> TurnedClock:
    """The clock of the world outside, which moves when told to."""
    return TurnedClock(NOON)


@pytest.fixture
async def sandbox(clock: TurnedClock, wall: TurnedClock) -> AsyncIterator[Sandbox]:
    """A sandbox without limits."""
    made = Sandbox(clock, limits=Limits.off(), wall=wall)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """python-telegram-bot's client, unchanged."""
    async with Bot(sandbox.token, base_url=sandbox.api_url, base_file_url=sandbox.api_file_url) as client:
        yield client


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    """A plain connection to the sandbox."""
    async with aiohttp.ClientSession(sandbox.page_url) as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: aiohttp.ClientSession) -> Call:
    """A method called with JSON by no library, so that answers are read as they stand."""

    async def called(method: str, **parameters: Any) -> Json:
        async with http.post(f"/bot{sandbox.token}/{method}", json=parameters) as answer:
            result = dict(await answer.json())
            assert answer.status == result.get("error_code", 200)
            return result

    return called


@pytest.fixture
async def ana(http: aiohttp.ClientSession, bot: Bot) -> Visitor:
    """A person who has started the bot; her /start is confirmed."""
    visitor = await arrives(http, "Ana", zone="Europe/Vienna")
    await visitor.says("/start")
    (update,) = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    return visitor
