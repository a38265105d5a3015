"""What the report shows, before it is drawn."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.dosing import Dosing
from bot.charts.folding import fold
from bot.charts.sheet import ROWS, STRETCHES, Sheet, sheet
from bot.content.load import load
from bot.core.library import Side
from bot.core.record import Done
from bot.core.summary import by_day
from tests.charts.records import EVER, TODAY, done, sessions

CONTENT = load()
DOSING = Dosing(words=CONTENT.words, library=CONTENT.library)


def shown(*records: Done) -> Sheet:
    """The report of all these records."""
    return sheet(records, EVER, CONTENT.words, CONTENT.library, TODAY)


def test_what_it_says_of_itself() -> None:
    """It tells what it covers, when and by what it was made, and what it is not."""
    full = shown(done())

    assert (full.title, full.period) == ("A record of gentle spinal twists", "1 January 2020 to 21 November 2026")
    assert full.about == (
        "Made on 21 November 2026 by an automatic program, from what the person told it.",
        "No clinician has reviewed it.",
        "General information only, no diagnosis.",
    )


def test_nothing_recorded() -> None:
    """A period without a session has a page that says so, without tables."""
    empty = shown()

    assert (empty.lines, empty.stretches.rows, empty.days.rows, empty.foot) == (
        ("Nothing was recorded in this time.",),
        (),
        (),
        (),
    )


def test_only_the_period() -> None:
    """Both ends of the period count, and nothing outside of it."""
    records = [done(date(2026, 11, day)) for day in (1, 2, 9, 10)]
    page = sheet(records, (date(2026, 11, 2), date(2026, 11, 9)), CONTENT.words, CONTENT.library, TODAY)

    assert [row[0] for row in page.days.rows] == ["9 Nov 2026", "2 Nov 2026"]


def test_sums() -> None:
    """Days, stretches and minutes; gentler forms and ends where there were any; the tighter side."""
    day = date(2026, 11, 20)
    records = (done(day, seconds=60), done(eased=2, broken="stop", tighter=Side.LEFT), done(broken="pain", seconds=90))

    assert shown(*records).lines == (
        "2 days with a session · 3 stretches · 3 minutes",
        "gentler form: 2 times · stopped 1 time · ended for pain 1 time",
        "Tighter side, in days: right 0, left 1.",
    )
    assert shown(done()).lines == ("1 day with a session · 1 stretch · 1 minute",)


def test_rows_of_a_day() -> None:
    """The newest day first, a row for each stretch; the scores of a day stand once."""
    records = (
        done(date(2026, 11, 20), broken="stop"),
        done(stretch="belly_breathing", level="PS", rounds=1, amount=60, pain_before=3, pain_after=2),
        done(eased=1, broken="pain", pain_before=3, pain_after=2),
    )

    assert shown(*records).days.heads == ("Date", "Stretch and dose", "Gentler", "Stopped", "Pain", "Before", "After")
    assert shown(*records).days.rows == (
        ("21 Nov 2026", "Belly breathing: level 1, 60 seconds", "", "", "", "3", "2"),
        ("", "Knee-drop twist: level 1, 3 × 1 breath", "1", "", "1", "", ""),
        ("20 Nov 2026", "Knee-drop twist: level 1, 3 × 1 breath", "", "1", "", "–", "–"),
    )


def test_first_and_last_dose() -> None:
    """Each stretch with its first and its last dose."""
    records = (done(date(2026, 11, 1)), done(level="LB2", rounds=5, amount=2))

    expected = ("Knee-drop twist", "2", "level 1, 3 × 1 breath", "level 2, 5 × 2 breaths")
    assert shown(*records).stretches.rows == (expected,)


@pytest.mark.parametrize(
    ("record", "name", "dose"),
    [
        (done(amount=None), "Knee-drop twist", "level 1, 3 rounds"),
        (done(level="gone"), "Knee-drop twist", "3 rounds"),
        (done(stretch="gone", rounds=1), "gone", "1 round"),
    ],
    ids=["no amount", "a level of old", "a stretch of old"],
)
def test_old_content(record: Done, name: str, dose: str) -> None:
    """What today's content does not know is told as far as it can be."""
    assert (DOSING.name(record.stretch), DOSING.dose(record)) == (name, dose)


def test_many_stretches() -> None:
    """More stretches than fit are counted in one row."""
    library = CONTENT.library.stretches
    rows = shown(*(done(stretch=each, level="PS") for each in library)).stretches.rows

    assert len(rows) == STRETCHES + 1
    assert rows[-1] == (f"and {len(library) - STRETCHES} more stretches", "", "", "")


def test_older_days_stand_together() -> None:
    """First the newest stretch by stretch, then by week with the range of the scores, then by month, then the rest."""
    rows = shown(*sessions(400, CONTENT.library)).days.rows

    assert rows[0][:2] == ("21 Nov 2026", "Belly breathing: level 1, 60 seconds")
    assert [row for row in rows if row[0].startswith(("9 Nov", "1 Aug", "14 Sep 2024"))] == [
        ("9 Nov – 15 Nov 2026", "4 days · 16 stretches · 22 minutes", "2", "", "1", "0–10", "0–8"),
        ("1 Aug – 31 Aug 2026", "16 days · 46 stretches · 70 minutes", "8", "", "3", "0–10", "0–10"),
        ("14 Sep 2024 – 30 Aug 2025", "176 days · 530 stretches · 794 minutes", "88", "", "35", "0–10", "0–10"),
    ]


def test_one_day_in_a_row() -> None:
    """A day that is told in one row has neither a count of days nor a range."""
    rows = fold(by_day(sessions(2, CONTENT.library)), CONTENT.words, DOSING, 2)

    assert rows[-1][:2] == ("19 Nov 2026", "7 stretches · 9 minutes")


days = st.dates(date(2024, 1, 1), TODAY)
stretches = st.sampled_from(sorted(CONTENT.library.stretches))
records = st.lists(st.builds(done, days, stretches, seconds=st.integers(0, 900)), max_size=120)


@given(records, st.integers(1, 45))
def test_any_record_fits(records: list[Done], most: int) -> None:
    """However much was done, it fits on the rows there are."""
    page = shown(*records)

    assert len(fold(by_day(records), CONTENT.words, DOSING, most)) <= most
    assert len(page.days.rows) + len(page.stretches.rows) <= ROWS


@given(records, st.integers(1, 45))
def test_every_stretch_is_told_once(records: list[Done], most: int) -> None:
    """What stands together by stretch, by week and by month adds up to all that was done."""
    rows = fold(by_day(records), CONTENT.words, DOSING, most)

    assert sum(_told(row[1]) for row in rows) == len(records)


def _told(cell: str) -> int:
    """How many stretches a row speaks of: "3 days · 9 stretches · 14 minutes", or one by name."""
    counts = [part for part in cell.split(" · ") if part.endswith((" stretch", " stretches"))]
    return int(counts[0].split()[0]) if counts else 1
