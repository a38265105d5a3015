"""The chat page for everyone: by keyboard, by screen reader, on small screens, in the dark, and without a network."""

import pytest
from playwright.async_api import Browser, Page, expect

from bot.sandbox.server import Sandbox
from tests.sandbox.page.browser import CHROMIUM, CONTRAST, NAMES, REASON, enter, says

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=REASON),
]


async def test_nothing_is_loaded_from_elsewhere(browser: Browser, sandbox: Sandbox) -> None:
    """Every request goes to the sandbox."""
    asked: list[str] = []
    page = await browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    await enter(page, sandbox.page_url, "Ana")
    await says(page, "rich")
    await expect(page.locator(".theirs")).to_be_visible()
    assert asked
    assert [url for url in asked if not url.startswith(sandbox.page_url)] == []


async def test_every_control_has_a_name(page: Page) -> None:
    """Also in the open menus; no id is used twice."""
    await says(page, "/start")
    await page.get_by_role("button", name="Ready").wait_for()
    await page.get_by_role("button", name="Menu").click()
    named = await page.evaluate(NAMES)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Attach").click()
    named += await page.evaluate(NAMES)
    assert len(named) > 30
    assert [what for what, name, decoration in named if not name and not decoration] == []
    ids = await page.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


async def test_all_can_be_reached_by_tab(page: Page) -> None:
    """In the order they are seen, each with a visible focus, and round again."""
    await says(page, "/start")
    await page.get_by_role("button", name="Ready").wait_for()
    await page.get_by_role("button", name="Menu").focus()
    reached = []
    for _ in range(11):
        reached.append(
            await page.evaluate(
                "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent ?? ''"
            )
            or "field"
        )
        assert await page.evaluate(
            "() => getComputedStyle(document.activeElement).outlineStyle !== 'none' "
            "|| document.activeElement.matches('input[type=radio]')"
        )
        await page.keyboard.press("Tab")
    expected = [
        "Menu",
        "field",
        "Messages",
        "/start",
        "Edit this message",
        "React to this message",
        "Ready",
        "It hurts",
        "Attach",
        "field",
        "Commands",
    ]
    assert expected == reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out(page: Page, scheme: str) -> None:
    """Contrast of 4.5 at least, in both schemes, as WCAG AA asks."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    await says(page, "/start")
    await says(page, "rich")
    await page.locator(".theirs strong").wait_for()
    await page.get_by_role("button", name="Menu").click()
    found = await page.evaluate(CONTRAST)
    assert len(found) > 20
    assert [(words, contrast) for words, contrast in found if contrast < 4.5] == []


async def test_the_theme_can_be_chosen(page: Page) -> None:
    """Against the system's."""
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("menuitemradio", name="Dark").click()
    assert await page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "dark"
    await page.get_by_role("button", name="Menu").click()
    await expect(page.get_by_role("menuitemradio", name="Dark")).to_have_attribute("aria-checked", "true")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 740), (1280, 900)])
async def test_it_fits_on_the_screen(page: Page, width: int, height: int) -> None:
    """Nothing sticks out sideways, and the box to write in is in sight."""
    await page.set_viewport_size({"width": width, "height": height})
    await says(page, "/start")
    await says(page, "a" * 300)
    await page.locator(".theirs").nth(1).wait_for()
    assert width >= await page.evaluate("() => document.documentElement.scrollWidth")
    await expect(page.get_by_label("Message", exact=True)).to_be_in_viewport()
    await expect(page.locator(".theirs").nth(1)).to_be_in_viewport()
