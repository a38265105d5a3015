"""A real browser for the chat page, where one is installed."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REASON = "no Chromium on this machine: install Debian's package chromium to run the tests of the chat page"
_QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update")


@asynccontextmanager
async def opened() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-sync", *_QUIET]
        )
        yield browser
        await browser.close()


async def enter(page: Page, url: str, name: str) -> None:
    """Open the page and come in as a new person."""
    await page.goto(url)
    await page.get_by_label("Name").fill(name)
    await page.get_by_role("button", name="Enter as a new person").click()
    await page.get_by_role("button", name="Start", exact=True).wait_for()


async def says(page: Page, text: str) -> None:
    """Type and press Enter."""
    await page.get_by_label("Message", exact=True).fill(text)
    await page.get_by_label("Message", exact=True).press("Enter")


# Every text that can be seen, with the contrast between it and what lies behind it.
CONTRAST = """() => {
  const parse = (css) => { const n = css.match(/[\\d.]+/g).map(Number); const s = css.startsWith("color(") ? 255 : 1;
    return [n[0] * s, n[1] * s, n[2] * s, n[3] ?? 1]; };
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const linear = (v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest(".unseen, option, .spoiler, .actions, [aria-hidden=true]")) continue;
    const ground = behind(element), ink = over(parse(getComputedStyle(element).color), ground);
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    found.push([node.data.trim().slice(0, 40), Math.round((a + .05) / (b + .05) * 100) / 100]);
  }
  return found;
}"""

# Every control that can be reached, with the name a screen reader would say.
NAMES = """() => [...document.querySelectorAll(
    "button, a[href], input, select, textarea, audio, video, img, [role]:not([role=status])")]
  .filter((e) => e.checkVisibility() && !e.closest("[aria-hidden=true]"))
  .map((e) => [e.tagName.toLowerCase() + (e.id ? "#" + e.id : ""),
    (e.getAttribute("aria-label") || e.alt || e.labels?.[0]?.textContent || e.textContent || "").trim(),
    e.tagName === "IMG" && e.alt === ""])"""
