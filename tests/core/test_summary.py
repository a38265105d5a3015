"""A record summed up: weeks, days, streaks, sides and doses."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.library import Side
from bot.core.record import Done
from bot.core.summary import (
    Day,
    Dose,
    Span,
    Tighter,
    Week,
    by_day,
    doses_of,
    summarise,
    tighter_of,
    whole_minutes,
)

TODAY = date(2026, 11, 21)
"""A Saturday; its week began on the 16th."""

MONDAY = date(2026, 11, 16)
WEEK = timedelta(days=7)


def done(on: date = TODAY, stretch: str = "knee_drop", **said: object) -> Done:
    """A record of that day."""
    return Done(on=on, stretch=stretch, level="LB1", **said)  # type: ignore[arg-type]


def weeks_ago(*weeks: int) -> list[Done]:
    """One record in each of these weeks, on its Monday; 0 is the week of today."""
    return [done(MONDAY - WEEK * back) for back in weeks]


def days_off(back: int) -> Span:
    """The Wednesday of a week some weeks back."""
    return (MONDAY - WEEK * back + timedelta(days=2),) * 2


def test_nothing_done() -> None:
    """A new person has eight empty weeks, the last one that of today, and nothing else."""
    summary = summarise([], [], TODAY)

    assert [date(2026, 9, 28), MONDAY] == [summary.weeks[0].monday, summary.weeks[-1].monday]
    assert [week.minutes for week in summary.weeks] == [0] * 8
    assert (
        summary.days,
        summary.away,
        summary.streak,
        summary.tighter,
        summary.doses,
        summary.new,
    ) == ((), (), 0, None, (), True)


def test_a_long_break() -> None:
    """Whoever did something before these weeks is not new, though nothing of it shows."""
    summary = summarise([done(date(2026, 5, 1))], [], TODAY)

    assert (summary.days, summary.streak, summary.new) == ((), 0, False)


def test_a_week() -> None:
    """Seconds of a week are added up over its days, Monday to Sunday."""
    records = [done(MONDAY, seconds=70), done(MONDAY, seconds=50), done(TODAY, seconds=30)]
    before = done(MONDAY - timedelta(days=1), seconds=600)

    expected = (Week(monday=MONDAY - WEEK, seconds=600, days=1), Week(monday=MONDAY, seconds=150, days=2))
    assert summarise([before, *records], [], TODAY, weeks=2).weeks == expected


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (89, 1), (90, 2), (600, 10)])
def test_whole_minutes(seconds: int, minutes: int) -> None:
    """To the nearest minute; what was done at all is one at least."""
    assert whole_minutes(seconds) == Week(monday=MONDAY, seconds=seconds, days=1).minutes == minutes


def test_a_day_of_tomorrow() -> None:
    """After a move westward a record may bear tomorrow's date; it belongs to its week."""
    summary = summarise([done(TODAY + timedelta(days=1), seconds=60)], [], TODAY)

    assert summary.weeks[-1].days == 1


def test_days() -> None:
    """Records are gathered by day, oldest first, in the order in which they were done."""
    first, second, older = done(stretch="pelvic_tilt"), done(), done(MONDAY)

    expected = (Day(on=MONDAY, done=(older,)), Day(on=TODAY, done=(first, second)))
    assert by_day([first, second, older]) == expected


def test_how_a_day_felt() -> None:
    """The first score before, the last one after; what was not said stays open."""
    scores = [(None, 4), (3, 2), (1, None)]
    day = Day(on=TODAY, done=tuple(done(pain_before=before, pain_after=after) for before, after in scores))
    open_day = Day(on=TODAY, done=(done(),))

    assert [(day.before, day.after), (open_day.before, open_day.after)] == [(3, 2), (None, None)]


def test_what_a_day_was_like() -> None:
    """Gentler forms and ends are counted."""
    day = Day(on=TODAY, done=(done(eased=2, broken="stop"), done(eased=1), done(broken="pain", seconds=40)))

    assert (
        day.eased,
        day.broken("stop"),
        day.broken("pain"),
        day.broken("silence"),
        day.seconds,
    ) == (3, 1, 1, 0, 40)


def test_the_tighter_side() -> None:
    """Each side is counted once a day, however many stretches a session had; the last one is named."""
    days = by_day(
        [
            done(MONDAY, tighter=Side.LEFT),
            done(MONDAY, "pelvic_tilt", tighter=Side.LEFT),
            done(MONDAY + timedelta(days=1)),
            done(TODAY, tighter=Side.LEFT),
            done(TODAY, tighter=Side.RIGHT),
        ]
    )

    assert tighter_of(days) == Tighter(right=1, left=2, last=Side.RIGHT, on=TODAY)


def test_doses() -> None:
    """Of each stretch the first and the last dose, and on how many days; the most frequent first."""
    tilt, *drops = done(MONDAY, "pelvic_tilt"), done(MONDAY, rounds=3), done(MONDAY, rounds=4), done(rounds=5)

    expected = (
        Dose(stretch="knee_drop", days=2, first=drops[0], last=drops[-1]),
        Dose(stretch="pelvic_tilt", days=1, first=tilt, last=tilt),
    )
    assert doses_of(by_day([tilt, *drops])) == expected


@pytest.mark.parametrize(
    ("active", "away", "streak"),
    [
        ((2, 1, 0), (), 3),
        ((2, 1), (), 2),
        ((3, 2), (), 0),
        ((4, 3, 1, 0), (), 2),
        ((4, 3, 1, 0), (2,), 4),
        ((12, 11), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 2),
        ((2, 1), (2,), 2),
        ((), (1,), 0),
    ],
    ids=[
        "three weeks",
        "this week is not over yet",
        "a week off ends it",
        "it begins anew",
        "a week away is passed over",
        "a long time away is passed over",
        "away and yet done",
        "only away",
    ],
)
def test_streak(active: tuple[int, ...], away: tuple[int, ...], streak: int) -> None:
    """Weeks in a row in which something was done."""
    assert summarise(weeks_ago(*active), [days_off(back) for back in away], TODAY).streak == streak


def test_away_until_it_is_told() -> None:
    """Days away may have no end yet; shown are those of the weeks shown."""
    summary = summarise(weeks_ago(3), [(MONDAY - WEEK, date.max)], TODAY, weeks=2)

    assert len(summary.away) == 14
    assert [week.away for week in summary.weeks] == [True, True]


def test_away_backwards() -> None:
    """A span that ends before it begins holds no day."""
    assert summarise([], [(TODAY, MONDAY)], TODAY).away == ()


dates = st.dates(TODAY - timedelta(days=200), TODAY)
records = st.lists(st.builds(done, dates, seconds=st.integers(0, 900), eased=st.integers(0, 3)), max_size=60)
spans = st.lists(st.tuples(dates, dates).map(lambda pair: (min(pair), max(pair))), max_size=5)


def iso_week(day: date) -> tuple[int, int]:
    """Year and week by the standard library's own count."""
    year, week, _ = day.isocalendar()
    return year, week


def counted_by_hand(done_on: set[date], away: Sequence[Span]) -> int:
    """The streak by another way: the days one by one, from today back, a week closed on each Monday."""
    streak, something, off, day = 0, False, False, TODAY + timedelta(days=1)
    for _ in range(230):
        something |= day in done_on
        off |= any(first <= day <= last for first, last in away)
        if day.weekday() == 0:
            if not something and not off and iso_week(day) != iso_week(TODAY):
                return streak
            streak, something, off = streak + something, False, False
        day -= timedelta(days=1)
    return streak


@given(records, spans)
def test_sums_agree(records: list[Done], away: list[Span]) -> None:
    """Seconds by week, days and gentler forms agree with counts over the bare records."""
    summary = summarise(records, away, TODAY)
    weeks = [iso_week(week.monday) for week in summary.weeks]
    inside = [each for each in records if iso_week(each.on) in weeks]

    by_hand = [sum(each.seconds for each in inside if iso_week(each.on) == week) for week in weeks]
    assert [week.seconds for week in summary.weeks] == by_hand
    assert sum(week.days for week in summary.weeks) == len(summary.days) == len({each.on for each in inside})
    assert sum(day.eased for day in summary.days) == sum(each.eased for each in inside)


@given(records, spans)
def test_streak_agrees(records: list[Done], away: list[Span]) -> None:
    """The streak is the one that counting day by day gives."""
    assert summarise(records, away, TODAY).streak == counted_by_hand({each.on for each in records}, away)


@given(records, spans, spans)
def test_days_away_never_break_a_streak(records: list[Done], away: list[Span], more: list[Span]) -> None:
    """More days away never make a streak shorter; away all the time, every week with something done counts."""
    streak = summarise(records, away, TODAY).streak
    always = (TODAY - timedelta(days=210), TODAY)

    assert summarise(records, [*away, *more], TODAY).streak >= streak
    assert summarise(records, [always], TODAY).streak == len({iso_week(each.on) for each in records})
