"""What is given as a file: the weeks as a picture with their facts, the page for a period, or words instead."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.charts.studio import Studio
from bot.clock import TurnedClock
from bot.core.agenda import Away, Reminders, Why
from bot.core.effects import Gift, Give
from bot.core.session import Person, Settings
from bot.gifts import Gifts, away_spans
from bot.knowledge import Knowledge
from bot.store.home import Changes, Store
from bot.store.sqlite import open_sqlite
from tests.charts.records import done
from tests.store.made import put

LATE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
"""In Berlin it is the next day already."""

AWAY = Away(why=Why.ILL, from_day=date(2026, 11, 2), until_day=date(2026, 11, 4))
BEN = Person(
    id=7,
    met=True,
    settings=Settings(zone="Europe/Berlin"),
    recent=(done(date(2026, 11, 18)),),
    reminders=Reminders(away=(AWAY, Away(why=Why.HOLIDAY, from_day=date(2026, 11, 20)))),
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store that holds Ben, and one older record of his."""
    home = await open_sqlite(tmp_path / "unwind.db")
    await put(home, Changes(people=[BEN], records=[(7, done(date(2026, 5, 1)))]))
    yield home
    await home.close()


def gifts(store: Store, known: Knowledge, patience: float = 30.0) -> Gifts:
    """What makes the files, at a late hour; without patience nothing is drawn."""
    return Gifts(store, known, TurnedClock(LATE), Studio(patience))


async def test_picture(store: Store, knowledge: Knowledge) -> None:
    """The picture carries its facts in words."""
    file = await gifts(store, knowledge).make(7, Give(what=Gift.PROGRESS))
    assert (file.name, file.picture, file.body[:4]) == ("unwind.png", True, b"\x89PNG")
    assert file.caption.startswith("<b>Your last")


async def test_picture_of_nobody(store: Store, knowledge: Knowledge) -> None:
    """Somebody of whom nothing is held is given words that fit."""
    file = await gifts(store, knowledge, patience=0.0).make(99, Give(what=Gift.PROGRESS))
    assert (file.body, "first session" in file.caption) == (b"", True)


async def test_page(store: Store, knowledge: Knowledge) -> None:
    """The page is a PDF, for some weeks or for all there is."""
    for weeks in (4, None):
        file = await gifts(store, knowledge).make(7, Give(what=Gift.REPORT, weeks=weeks))
        assert (file.name, file.body[:5], file.caption) == ("unwind.pdf", b"%PDF-", "")


async def test_not_drawn(store: Store, knowledge: Knowledge) -> None:
    """What cannot be drawn is said: the facts, or that the page could not be made."""
    hasty = gifts(store, knowledge, patience=0.0)
    picture = await hasty.make(7, Give(what=Gift.PROGRESS))
    page = await hasty.make(7, Give(what=Gift.REPORT))
    assert (picture.body, picture.caption.startswith("<b>Your last")) == (b"", True)
    assert (page.body, page.caption.startswith("Sorry")) == (b"", True)


async def test_other_files(store: Store, knowledge: Knowledge) -> None:
    """An export is made as ever."""
    assert (await gifts(store, knowledge).make(7, Give())).name == "unwind.json"


def test_days_away() -> None:
    """A spell without an end lasts."""
    expected = ((date(2026, 11, 2), date(2026, 11, 4)), (date(2026, 11, 20), date.max))
    assert expected == away_spans(BEN)
    assert away_spans(None) == ()
