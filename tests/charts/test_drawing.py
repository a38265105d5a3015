"""The picture and the page as files: their size, their edges, their bytes."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest

from bot.charts import page as paged
from bot.charts import picture as pictured
from bot.charts.card import card
from bot.charts.ink import Plane
from bot.charts.page import drawn, laid, page
from bot.charts.picture import picture
from bot.charts.sheet import Sheet, sheet
from bot.core.record import Done
from bot.core.summary import Span, summarise
from bot.knowledge import Knowledge
from bot.words import Words
from tests.charts.pixels import edges_are_free, has_colour, size
from tests.charts.records import EVER, TODAY, done, sessions

AWAY: tuple[Span, ...] = ((date(2026, 10, 20), date(2026, 10, 29)),)
PNG = b"\x89PNG\r\n\x1a\n"
SCARCELY = 20
"""Pixels at the edges that stay free."""


@pytest.fixture
def longer(knowledge: Knowledge) -> Words:
    """A language with words more than twice as long."""
    return knowledge.content.words.translated(lambda said: f"{said} {re.sub('{.*?}', '', said)}prolongation")


def png(records: Sequence[Done], words: Words) -> bytes:
    """The picture of these records."""
    return picture(card(summarise(records, AWAY, TODAY), words))


def report(records: Sequence[Done], words: Words, knowledge: Knowledge) -> Sheet:
    """The report of these records."""
    return sheet(records, EVER, words, knowledge.content.library, TODAY)


@pytest.mark.parametrize("count", [0, 1, 40])
def test_a_picture(count: int, knowledge: Knowledge) -> None:
    """A PNG as wide as a phone shows sharply and not much higher than wide, with free edges, for few and many."""
    drawing = png(sessions(count, knowledge.content.library), knowledge.content.words)
    wide, high = size(drawing)

    assert (drawing[:8], wide) == (PNG, 1080)
    assert 800 < high < 1600
    assert edges_are_free(drawing, SCARCELY, pictured.PAPER)


def test_a_picture_with_long_words(knowledge: Knowledge, longer: Words) -> None:
    """Longer words shrink, break or are cut; nothing leaves the card."""
    drawing = png(sessions(40, knowledge.content.library), longer)

    assert size(drawing)[0] == 1080
    assert edges_are_free(drawing, SCARCELY, pictured.PAPER)


def test_a_week_of_many_hours(knowledge: Knowledge) -> None:
    """The longest bar ends where its place ends."""
    assert edges_are_free(png([done(seconds=90_000)], knowledge.content.words), SCARCELY, pictured.PAPER)


@pytest.mark.parametrize("count", [0, 3, 40, 400])
def test_one_page(count: int, knowledge: Knowledge) -> None:
    """The report is one page A4, whatever was done, and nothing on it runs over."""
    full = report(sessions(count, knowledge.content.library), knowledge.content.words, knowledge)
    plane = Plane(paged.WIDTH, paged.HEIGHT, 72, paged.PAPER)

    assert pages(page(full)) == [b"0 0 595 842"]
    assert laid(plane, full) <= paged.HEIGHT - paged.EDGE
    assert edges_are_free(seen(full), SCARCELY, paged.PAPER)


def test_one_page_with_long_words(knowledge: Knowledge, longer: Words) -> None:
    """With longer words the page becomes smaller as a whole, and stays one."""
    every_stretch = [done(stretch=each, level="PS") for each in knowledge.content.library.stretches]
    full = report([*sessions(400, knowledge.content.library), *every_stretch], longer, knowledge)

    assert len(pages(page(full))) == 1
    assert edges_are_free(seen(full), SCARCELY, paged.PAPER)


def test_the_page_without_colour(knowledge: Knowledge) -> None:
    """It can be printed in black and white: every dot is a grey."""
    full = report(sessions(40, knowledge.content.library), knowledge.content.words, knowledge)

    assert not has_colour(seen(full))
    assert has_colour(png([done()], knowledge.content.words))


def test_no_more_than_the_page_is_in_the_file(knowledge: Knowledge) -> None:
    """The file knows its title and its day, and no name, program or hour."""
    file = page(report([done()], knowledge.content.words, knowledge))
    (info,) = re.findall(rb"<< /CreationDate .*?>>", file, re.DOTALL)

    assert info == b"<< /CreationDate (D:20261121000000Z)\n/Title (A record of gentle spinal twists) >>"


def test_the_same_again(knowledge: Knowledge) -> None:
    """What is the same is drawn as the same bytes."""
    records, words = sessions(9, knowledge.content.library), knowledge.content.words
    full = report(records, words, knowledge)

    assert png(records, words) == png(records, words)
    assert page(full) == page(full)


@pytest.mark.parametrize("colour", [pictured.INK, pictured.SOFT, pictured.BLUE, pictured.ORANGE])
def test_contrast(colour: str) -> None:
    """Words and shapes stand out from the paper as WCAG asks of small text (4.5 to 1)."""
    assert contrast(colour, pictured.PAPER) >= 4.5


def test_blue_and_orange_are_told_apart_by_shape_too() -> None:
    """In grey both are about as dark, so the one is an open disc, the other a full square."""
    assert contrast(pictured.BLUE, pictured.ORANGE) < 1.5


def pages(pdf: bytes) -> list[bytes]:
    """The size of each page of a file."""
    assert pdf.startswith(b"%PDF-")
    boxes = re.findall(rb"/MediaBox \[ (.*?) \]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type /Page\b", pdf))
    return boxes


def seen(full: Sheet) -> bytes:
    """The page as a PNG."""
    file = BytesIO()
    drawn(full).savefig(file, format="png", dpi=144)
    return file.getvalue()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance by WCAG 2."""
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
