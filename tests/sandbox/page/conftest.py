"""A sandbox with a bot that answers, and Ana's tab in a real browser."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page
from telegram import Bot

from bot.clock import FastClock
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from tests.sandbox.page.browser import enter, opened
from tests.sandbox.scripted import answering


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox with a clock that can be sped up, and a bot that answers."""
    made = Sandbox(FastClock(), limits=Limits.off())
    await made.start()
    async with Bot(made.token, base_url=made.api_url, base_file_url=made.api_file_url) as bot, answering(bot):
        yield made
    await made.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """A browser without a window. It takes a second to start; each page of it is somebody else's."""
    async with opened() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """Ana's tab, on a desktop; whatever goes wrong in the page fails the test."""
    faults: list[str] = []
    made = await browser.new_page(timezone_id="Europe/Vienna", color_scheme="light", locale="en-GB")
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    await enter(made, sandbox.page_url, "Ana")
    yield made
    await made.close()
    assert faults == []
