"""The record in words, as the caption of its picture."""

import re
from datetime import date, timedelta

import pytest

from bot.content.load import load
from bot.core.effects import Say
from bot.core.library import Side
from bot.core.record import Done
from bot.core.recounting import progress_text
from bot.core.summary import Span, summarise
from bot.wording import line

TODAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 16)
WORDS = load().words

CAPTION = 1024
"""UTF-16 units that Telegram takes under a picture."""


def done(on: date = TODAY, **said: object) -> Done:
    """A record of that day."""
    return Done(on=on, stretch="knee_drop", level="LB1", **said)  # type: ignore[arg-type]


def told(*records: Done, away: tuple[Span, ...] = ()) -> str:
    """The caption, as it is sent."""
    return line(Say(phrases=progress_text(summarise(records, away, TODAY)), turn=1), WORDS).text


def test_nobody_yet() -> None:
    """A new person is told what will show here."""
    assert told() == "<b>Your last 8 weeks</b>\n\nYour first session will show here."


def test_after_a_long_break() -> None:
    """Whoever comes back is told that a quiet time is fine; nothing is counted."""
    expected = (
        "<b>Your last 8 weeks</b>\n\nA quiet time, and that is fine. Your next session will show here.\n\n"
        "Days away:\n\n• November: 16-21"
    )
    assert told(done(date(2026, 6, 1)), away=((MONDAY, date.max),)) == expected


def test_all_of_it() -> None:
    """Minutes, weeks, days, days away, how it felt and the tighter side: all that the picture shows."""
    records = (
        done(date(2026, 11, 2), seconds=600, pain_before=3, pain_after=2),
        done(date(2026, 11, 10), seconds=60, pain_before=4, tighter=Side.RIGHT),
        done(date(2026, 11, 17), seconds=60, pain_after=0, tighter=Side.LEFT),
        done(date(2026, 11, 18), seconds=60),
        done(date(2026, 11, 19), seconds=200, tighter=Side.LEFT),
    )

    expected = (
        "<b>Your last 8 weeks</b>\n\n"
        "This week: 5 of 10 minutes.\n\n"
        "3 weeks in a row with something done.\n\n"
        "Minutes week by week, this week last: 0, 0, 0, 0, 0, 10, 1, 5.\n\n"
        "Days with a session:\n\n"
        "• November: 2, 10, 17-19\n\n"
        "Days away:\n\n"
        "• October: 31\n"
        "• November: 1\n\n"
        "How it felt, from 0 to 10, before and after:\n\n"
        "• 2 Nov: 3, then 2\n"
        "• 10 Nov: 4 before\n"
        "• 17 Nov: 0 after\n\n"
        "Tighter side, in days: right 1, left 2. Last it was the left one, on 19 Nov."
    )
    assert told(*records, away=((date(2026, 10, 31), date(2026, 11, 1)),)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, "Your left side was the tighter one on 1 day, 21 Nov."),
        (2, "Your left side was the tighter one on 2 days, last on 21 Nov."),
    ],
)
def test_one_side(days: int, expected: str) -> None:
    """When it was always the same side, the other is not spoken of."""
    records = [done(TODAY - timedelta(days=back), tighter=Side.LEFT) for back in reversed(range(days))]

    assert told(*records).endswith(expected)


def test_scores_left_open() -> None:
    """Nobody has to say how it felt."""
    assert told(done(seconds=60)).endswith("<i>How it felt was left open, and that is fine.</i>")


def test_enough() -> None:
    """From ten minutes a week on nobody is asked for more."""
    assert "This week: 10 minutes, and that is plenty." in told(done(seconds=600))


@pytest.mark.parametrize("every", [1, 2, 3])
def test_it_fits_under_a_picture(every: int) -> None:
    """The longest captions there are stay within the limit, also in a language with half as many letters more."""
    longer = WORDS.translated(lambda sentence: sentence + "x" * (len(re.sub("{.*?}", "", sentence)) // 2))
    days = [TODAY - timedelta(days=back) for back in reversed(range(0, 56, every))]
    records = [done(on, seconds=900, pain_before=10, pain_after=10, tighter=list(Side)[on.day % 2]) for on in days]
    away = tuple((on + timedelta(days=1),) * 2 for on in days)
    phrases = progress_text(summarise(records, away, TODAY))

    shown = re.sub("</?[bi]>", "", line(Say(phrases=phrases, turn=1), longer).text)
    assert len(shown.encode("utf-16-le")) // 2 <= CAPTION
