"""The program as somebody meets it who has no token: one command, an address, a chat page in a browser."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.knowledge import Knowledge
from tests.end_to_end.program import ROOT
from tests.sandbox.page.browser import CHROMIUM, REASON, enter, opened, says

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=REASON)]

CHECK = (
    ("Yes, keep them", "Part 2 of 9"),
    ("18 to 69", "Part 3 of 9"),
    ("None of these", "Part 4 of 9"),
    ("None of these", "Part 5 of 9"),
    ("0", "Part 6 of 8"),
    ("None of these", "Part 7 of 8"),
    ("None of these", "Part 8 of 8"),
    ("None of these", "What would you like to do?"),
)
"""What somebody with nothing to tell presses, and what is there then."""

MOST_TABS = 40
SESSION = 60_000
"""Milliseconds for a session at sixty times the speed."""

FOCUSED = "() => (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `python -m bot run` says it is, without any setting but a free port."""
    place = tmp_path_factory.mktemp("run")
    system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = system | {"PYTHONPATH": str(ROOT), "PORT": "0"}
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        yield next(word for line in lines for word in line.split() if word.startswith("http://"))
        process.terminate()
        assert process.wait(5) == 0


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with opened() as made:
        yield made


@pytest.fixture
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the page are left to be looked at."""
    return tmp_path_factory.mktemp("pictures")


async def tapped(page: Page, label: str, then: str) -> None:
    """Press the newest button with this label, and see what follows."""
    await page.get_by_role("button", name=label, exact=True).last.click()
    await seen(page, then)


async def seen(page: Page, words: str, milliseconds: float = 10_000) -> None:
    """Wait for these words in the newest message of the bot."""
    await expect(page.locator(".theirs").last).to_contain_text(words, timeout=milliseconds)


async def hurried(page: Page) -> None:
    """Let the clock run sixty times as fast."""
    await page.get_by_role("radio", name="60×", exact=True).check()


async def begun(page: Page, routine: str) -> None:
    """From the first word to the first step, hands-free."""
    await page.get_by_role("button", name="Start", exact=True).click()
    for label, then in CHECK:
        await tapped(page, label, then)
    await tapped(page, routine, "Two ways to go.")
    await tapped(page, "Hands-free", "Say ready when you are in place.")


async def test_session(browser: Browser, address: str, known: Knowledge, pictures: Path) -> None:
    """On a phone: the check, a twist hands-free to its end, and what comes after it."""
    page = await browser.new_page(viewport={"width": 390, "height": 780}, color_scheme="light", device_scale_factor=2)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await enter(page, address, "Ana")
    await hurried(page)
    await begun(page, known.content.words.text("routine.knee_drop.title"))
    await page.screenshot(path=pictures / "phone-first-step.png")
    await says(page, "ready")
    await seen(page, "Let both knees sink", SESSION)
    await page.screenshot(path=pictures / "phone-twist.png")
    await seen(page, "How strong is any pain now", SESSION)
    await page.screenshot(path=pictures / "phone-after.png")
    await tapped(page, "0", "Was one side tighter?")
    await tapped(page, "Both the same", "And next time?")
    await tapped(page, "The same", "that is kept for next time")
    await page.screenshot(path=pictures / "phone-end.png")
    assert await page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert faults == []


async def test_stop(browser: Browser, address: str, known: Knowledge, pictures: Path) -> None:
    """On a dark desktop: a stop in the middle of a twist leads out of it, and nothing follows."""
    page = await browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="dark")
    await enter(page, address, "Bo")
    await page.screenshot(path=pictures / "dark-hello.png")
    await hurried(page)
    await begun(page, known.content.words.text("routine.knee_drop.title"))
    await says(page, "ready")
    await seen(page, "Let both knees sink to the right.", SESSION)
    await page.screenshot(path=pictures / "dark-twist.png")
    await says(page, "stop")
    await seen(page, "Stopped. Nothing more will come.")
    said = await page.locator(".theirs").count()
    await page.screenshot(path=pictures / "dark-stopped.png")
    await says(page, "/help")
    await seen(page, "What you can say at any moment")
    await expect(page.locator(".theirs")).to_have_count(said + 1)


async def test_keyboard_only(browser: Browser, address: str, known: Knowledge) -> None:
    """Without a mouse: everything is reached by Tab, and done by Enter."""
    page = await browser.new_page(viewport={"width": 1024, "height": 768})
    await page.goto(address)
    await page.get_by_label("Name").wait_for()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Start", exact=True).wait_for()
    await by_keyboard(page, "Start", "Part 1 of 9")
    for label, then in CHECK:
        await by_keyboard(page, label, then)
    await by_keyboard(page, known.content.words.text("routine.knee_drop.title"), "Two ways to go.")
    await by_keyboard(page, "I say ready", "Say ready when you are.")
    await by_keyboard(page, "Stop", "Stopped. Nothing more will come.")


async def by_keyboard(page: Page, label: str, then: str) -> None:
    """Go to the button with Tab, or back to it with Shift and Tab; press Enter, and see what follows."""
    for key in (*["Shift+Tab"] * MOST_TABS, *["Tab"] * 2 * MOST_TABS):
        if await page.evaluate(FOCUSED) == label:
            break
        await page.keyboard.press(key)
    assert await page.evaluate(FOCUSED) == label
    await page.keyboard.press("Enter")
    await seen(page, then)
