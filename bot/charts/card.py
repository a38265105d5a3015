"""What the picture of `/progress` shows, every word of it ready: a week to a row, and how the last days felt. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from bot.charts.dates import day_month
from bot.core.recounting import FELT, streak, this_week, tighter
from bot.core.summary import GOAL_MINUTES, Summary, Week
from bot.wording import label
from bot.words import Words


class Mark(StrEnum):
    """What a day of the calendar shows; `ahead` is still to come."""

    DONE = "done"
    AWAY = "away"
    NONE = "none"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A week: its Monday in words, its seven days, and its minutes as number and in words."""

    monday: str
    marks: tuple[Mark, ...]
    minutes: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """A day with its scores, 0 to 10; None where it was not said."""

    on: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The words that tell what the marks mean."""

    session: str
    away: str
    today: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The whole picture. `today` is the place of today in the last row, 0 for Monday; `goal` is in minutes.

    `notes` stand at the foot; with no day in `felt` the place of the scores is left out.
    """

    kind: Literal["card"] = "card"
    title: str
    lines: tuple[str, ...]
    weekdays: tuple[str, ...]
    rows: tuple[Row, ...]
    today: int
    goal: int
    goal_said: str
    legend: Legend
    felt_title: str
    felt: tuple[Felt, ...]
    notes: tuple[str, ...]


def card(summary: Summary, words: Words) -> Card:
    """The picture of a summary in these words."""
    return Card(
        title=words.text("progress.title").format(weeks=len(summary.weeks)),
        lines=_lines(summary, words),
        weekdays=tuple(words.text(f"progress.weekday.{number}") for number in range(1, 8)),
        rows=tuple(_row(week, summary, words) for week in summary.weeks),
        today=summary.today.weekday(),
        goal=GOAL_MINUTES,
        goal_said=words.text("progress.goal").format(goal=GOAL_MINUTES),
        legend=Legend(**{name: words.text(f"progress.{name}") for name in Legend.__slots__}),
        felt_title=words.text("progress.felt_title"),
        felt=_felt(summary, words),
        notes=tuple(label(phrase, words) for phrase in tighter(summary)),
    )


def _lines(summary: Summary, words: Words) -> tuple[str, ...]:
    if not summary.days:
        return words.sentences("progress.first" if summary.new else "progress.quiet")
    return tuple(label(phrase, words) for phrase in (this_week(summary), *streak(summary)))


def _row(week: Week, summary: Summary, words: Words) -> Row:
    done = {day.on for day in summary.days}
    days = [week.monday + timedelta(days=number) for number in range(7)]
    return Row(
        monday=day_month(week.monday, words),
        marks=tuple(_mark(day, done, summary) for day in days),
        minutes=week.minutes,
        said=words.text("progress.minutes_short").format(minutes=week.minutes) if week.minutes else "",
    )


def _mark(day: date, done: set[date], summary: Summary) -> Mark:
    """What was done counts before all else, also on a day away."""
    if day in done:
        return Mark.DONE
    if day > summary.today:
        return Mark.AHEAD
    return Mark.AWAY if day in summary.away else Mark.NONE


def _felt(summary: Summary, words: Words) -> tuple[Felt, ...]:
    said = [day for day in summary.days if day.before is not None or day.after is not None][-FELT:]
    return tuple(Felt(on=day_month(day.on, words), before=day.before, after=day.after) for day in said)
