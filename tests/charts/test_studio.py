"""The process that draws: the same bytes as here, nothing secret in it, and an end to every failure."""

from datetime import date

import pytest

from bot.apart import environment
from bot.charts.card import card
from bot.charts.page import page
from bot.charts.picture import picture
from bot.charts.sheet import sheet
from bot.charts.studio import NotDrawn, Studio
from bot.core.summary import summarise
from bot.knowledge import Knowledge
from bot.words import Words
from tests.charts.records import TODAY, sessions

PERIOD = (date(2026, 9, 1), TODAY)


async def test_a_picture(knowledge: Knowledge) -> None:
    """What another process draws is what would be drawn here."""
    words = knowledge.content.words
    summary = summarise(sessions(9, knowledge.content.library), [], TODAY)

    assert await Studio().progress_picture(summary, words) == picture(card(summary, words))


async def test_a_report(knowledge: Knowledge) -> None:
    """So with the report."""
    words, library = knowledge.content.words, knowledge.content.library
    records = sessions(9, library)

    expected = page(sheet(records, PERIOD, words, library, TODAY))
    assert await Studio().report_pdf(records, PERIOD, words, library, TODAY) == expected


@pytest.mark.parametrize("letters", ["Ваши последние недели", "Οι τελευταίες εβδομάδες", "Tuần qua của bạn, żółć"])
async def test_letters_there_are(letters: str, knowledge: Knowledge) -> None:
    """Latin, Cyrillic and Greek letters can be drawn."""
    words = knowledge.content.words.translated(lambda _: letters)

    assert (await Studio().progress_picture(summarise([], [], TODAY), words)).startswith(b"\x89PNG")


async def test_letters_there_are_not(knowledge: Knowledge) -> None:
    """No picture is drawn with empty boxes for letters: whoever asked tells the facts in words."""
    chinese: Words = knowledge.content.words.translated(lambda _: "最近八周")

    with pytest.raises(NotDrawn, match="1"):
        await Studio().progress_picture(summarise([], [], TODAY), chinese)


async def test_a_drawing_that_takes_too_long(knowledge: Knowledge) -> None:
    """Patience has an end, and so has the process."""
    with pytest.raises(NotDrawn, match="timeout"):
        await Studio(patience=0).progress_picture(summarise([], [], TODAY), knowledge.content.words)


def test_no_secret_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that draws does not know the token, nor where the database is."""
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///here")

    assert "secret" not in str(environment())
    assert "sqlite" not in str(environment())
