"""The chat page in a real browser: it looks and behaves like a chat people know."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect
from telegram import Bot

from bot.clock import FastClock
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from tests.sandbox.browser import CHROMIUM, CONTRAST, NAMES, REASON, enter, opened
from tests.sandbox.scripted import answering

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=REASON)]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox with a clock that can be sped up, and a bot that answers."""
    made = Sandbox(FastClock(), limits=Limits.off())
    await made.start()
    async with Bot(made.token, base_url=made.api_url, base_file_url=made.api_file_url) as bot, answering(bot):
        yield made
    await made.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with opened() as made:
        yield made


@pytest.fixture
async def page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Page]:
    """Ana's tab, on a desktop; whatever goes wrong in the page fails the test."""
    faults: list[str] = []
    made = await browser.new_page(timezone_id="Europe/Vienna", color_scheme="light", locale="en-GB")
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    await enter(made, sandbox.page_url, "Ana")
    yield made
    assert faults == []


async def says(page: Page, text: str) -> None:
    """Type and press Enter."""
    await page.get_by_label("Message", exact=True).fill(text)
    await page.get_by_label("Message", exact=True).press("Enter")


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
