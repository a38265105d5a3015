"""The chat page in a real browser: it looks and behaves like a chat people know."""

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

from bot.clock import FastClock
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from tests.sandbox.page.browser import CHROMIUM, REASON, enter, says

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=REASON),
]


async def test_start_gives_a_message_with_buttons(page: Page) -> None:
    """The bot describes itself first; Start is gone after it was pressed."""
    await expect(page.get_by_role("log")).to_contain_text("I guide you through gentle twists.")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("log")).to_contain_text("Hello Ana")
    await expect(page.get_by_role("button", name="Ready")).to_be_visible()
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page) -> None:
    """As in every chat."""
    box = page.get_by_label("Message", exact=True)
    await box.press_sequentially("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await box.press("Enter")
    await expect(page.locator(".own .words")).to_have_text("one\ntwo")
    await expect(box).to_have_value("")
    await expect(page.locator(".theirs .words")).to_have_text("You said: one\ntwo")


async def test_a_press_gives_a_toast_an_edit_and_a_message_that_rings(page: Page) -> None:
    """The keyboard that was edited away is gone."""
    await says(page, "/start")
    await page.get_by_role("button", name="Ready").click()
    await expect(page.get_by_role("status")).to_contain_text("Noted")
    first, second = page.locator(".theirs").nth(0), page.locator(".theirs").nth(1)
    await expect(first).to_contain_text("Lie on your back.")
    await expect(first).to_contain_text("edited")
    await expect(second).to_contain_text("Hold for 20 seconds.")
    await expect(second.get_by_role("img", name="rang")).to_be_visible()
    await expect(page.get_by_role("button", name="Ready")).to_have_count(0)


async def test_an_alert_waits_to_be_closed(page: Page) -> None:
    """A dialog, not a toast."""
    await says(page, "/start")
    await page.get_by_role("button", name="It hurts").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Noted")
    await page.get_by_role("button", name="OK").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_a_silent_message_is_not_marked(page: Page) -> None:
    """Only what rings has the bell."""
    await says(page, "hello")
    await expect(page.locator(".theirs")).to_contain_text("You said: hello")
    await expect(page.get_by_role("img", name="rang")).to_have_count(0)


async def test_a_slash_offers_the_commands(page: Page) -> None:
    """Arrows choose, Enter sends; the button shows them too."""
    await page.get_by_label("Message", exact=True).press_sequentially("/s")
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("/stop")
    await page.keyboard.press("Enter")
    await expect(page.locator(".own .words")).to_have_text("/stop")
    await page.get_by_role("button", name="Commands").click()
    await page.get_by_role("option", name="/start").click()
    await expect(page.get_by_role("log")).to_contain_text("Hello Ana")


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("Photo", "A photo"),
        ("Sticker", "A sticker"),
        ("Voice note", "A voice"),
        ("Document", "A document"),
        ("Contact", "A contact"),
        ("Dice", "A dice"),
    ],
)
async def test_odd_things_can_be_sent(page: Page, item: str, answer: str) -> None:
    """From the attach menu."""
    await page.get_by_role("button", name="Attach").click()
    await page.get_by_role("menuitem", name=item).click()
    await expect(page.locator(".theirs .words")).to_have_text(answer)


async def test_a_picture_is_shown(page: Page) -> None:
    """It has loaded, and has a name for those who do not see it."""
    await page.get_by_role("button", name="Attach").click()
    await page.get_by_role("menuitem", name="Photo").click()
    picture = page.get_by_role("img", name="photo from you")
    await expect(picture).to_have_js_property("naturalWidth", 640)


async def test_a_location_tells_the_zone(page: Page) -> None:
    """The place of the own zone is offered first."""
    await page.get_by_role("button", name="Attach").click()
    await page.get_by_role("menuitem", name="Location").click()
    await expect(page.get_by_label("Place").locator("option:checked")).to_have_text("Vienna (Europe/Vienna)")
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(page.locator(".own")).to_contain_text("48.210, 16.370")


async def test_rich_text_is_rich_and_markup_is_only_text(page: Page) -> None:
    """Bold, quote, spoiler, link; what looks like HTML from a person stays what it is."""
    await says(page, "rich")
    words = page.locator(".theirs .words")
    await expect(words.locator("strong")).to_have_text("left")
    await expect(words.locator("blockquote")).to_have_text("A leaflet says so")
    await expect(words.get_by_role("link")).to_have_attribute("rel", "noopener noreferrer")
    spoiler = words.locator(".spoiler")
    await spoiler.click()
    await expect(spoiler).to_have_attribute("aria-expanded", "true")
    await says(page, "<img src=x onerror=alert(1)>")
    await expect(page.locator(".own .words").last).to_have_text("<img src=x onerror=alert(1)>")


async def test_own_messages_can_be_edited_and_the_bots_reacted_to(page: Page) -> None:
    """Each becomes an update; the reaction shows at once."""
    await says(page, "raedy")
    await page.get_by_role("button", name="Edit this message").click()
    await says(page, "ready")
    await expect(page.get_by_role("log")).to_contain_text("now: ready")
    await page.get_by_role("button", name="React to this message").last.click()
    await page.get_by_role("button", name="React with 👍").click()
    await expect(page.get_by_role("img", name="👍 from you")).to_be_visible()


async def test_typing_is_shown(page: Page) -> None:
    """Under the bot's name."""
    await says(page, "typing")
    await expect(page.locator("#status")).to_have_text("typing…")


async def test_the_bot_can_be_blocked_and_let_in_again(page: Page) -> None:
    """Nothing can be written meanwhile."""
    await says(page, "hello")
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await expect(page.get_by_label("Message", exact=True)).to_be_hidden()
    await page.get_by_role("button", name="Unblock the bot").click()
    await expect(page.get_by_label("Message", exact=True)).to_be_visible()


async def test_one_tab_is_one_person(browser: Browser, page: Page, sandbox: Sandbox) -> None:
    """Neither sees the other's chat; a reload keeps the person and the messages."""
    await says(page, "I am Ana")
    other = await browser.new_page()
    await enter(other, sandbox.page_url, "Bo")
    await says(other, "/start")
    await expect(other.get_by_role("log")).to_contain_text("Hello Bo")
    await expect(other.get_by_role("log")).not_to_contain_text("I am Ana")
    await page.reload()
    await expect(page.get_by_role("log")).to_contain_text("You said: I am Ana")
    await expect(page.locator("#status")).to_contain_text("Ana")


async def test_the_clock_is_sped_up_from_the_page(page: Page, sandbox: Sandbox) -> None:
    """With the keyboard, too."""
    await page.get_by_role("radio", name="1×", exact=True).focus()
    await page.keyboard.press("ArrowRight")
    async with page.expect_response(lambda answer: '"rate":30' in (answer.request.post_data or "")):
        await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("radio", name="30×")).to_be_checked()
    async with aiohttp.ClientSession(sandbox.page_url) as http, http.get("/sandbox/clock") as answer:
        assert (await answer.json())["rate"] == 30


async def test_a_tab_outlives_the_sandbox(browser: Browser, sandbox: Sandbox) -> None:
    """It says that nobody answers, and comes back as the same person."""
    page = await browser.new_page()
    await enter(page, sandbox.page_url, "Ana")
    await says(page, "before")
    await expect(page.get_by_role("log")).to_contain_text("You said: before")
    person = (await _people(sandbox))[0]
    port = int(sandbox.page_url.rstrip("/").rsplit(":", 1)[1])
    again = Sandbox(FastClock(), limits=Limits.off())
    await sandbox.stop()
    await expect(page.get_by_role("alert")).to_be_visible()
    await again.start("127.0.0.1", port)
    await expect(page.get_by_role("alert")).to_be_hidden(timeout=10_000)
    assert [(person["id"], "Ana")] == [(each["id"], each["name"]) for each in await _people(again)]
    await again.stop()


async def _people(sandbox: Sandbox) -> list[dict[str, object]]:
    async with aiohttp.ClientSession(sandbox.page_url) as http, http.get("/sandbox/people") as answer:
        return list(await answer.json())
