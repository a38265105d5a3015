"""What the page of `/report` shows, every word of it ready; what lies further back stands closer together. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.charts.dates import day_month_year
from bot.charts.dosing import Dosing
from bot.charts.folding import BROKEN, fold
from bot.core.library import Library
from bot.core.record import Done
from bot.core.summary import Day, Dose, Span, Tighter, by_day, doses_of, tighter_of, whole_minutes
from bot.words import Words

ROWS = 40
"""Rows of both tables that fit on the page."""

STRETCHES = 10
"""Rows of stretches among them; those that do not fit are counted in one row more."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the heads of its columns, and its rows."""

    heads: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole page. `made` is the day it was made, for the page's own date; `lines` sum up, `foot` explains."""

    kind: Literal["sheet"] = "sheet"
    title: str
    period: str
    about: tuple[str, ...]
    lines: tuple[str, ...]
    stretches: Grid
    days: Grid
    foot: tuple[str, ...]
    made: date


def sheet(records: Sequence[Done], period: Span, words: Words, library: Library, made: date) -> Sheet:
    """The page of the records from the first to the last day of the period, both inside."""
    first, last = period
    days = [day for day in by_day(records) if first <= day.on <= last]
    dosing = Dosing(words=words, library=library)
    stretches = _stretches(doses_of(days), words, dosing)
    dated = {name: day_month_year(day, words) for name, day in (("first", first), ("last", last))}
    written = words.text("report.made").format(date=day_month_year(made, words))
    return Sheet(
        title=words.text("report.title"),
        period=words.text("report.period").format(**dated),
        about=(written, *words.sentences("report.honest")),
        lines=_lines(days, words),
        stretches=stretches,
        days=Grid(heads=_heads(words, DAYS), rows=fold(days, words, dosing, ROWS - len(stretches.rows))),
        foot=words.sentences("report.key") if days else (),
        made=made,
    )


DAYS = "date", "dose", "eased", *BROKEN, "before", "after"
DOSES = "stretch", "days", "first", "last"


def _heads(words: Words, names: Cells) -> Cells:
    return tuple(words.text(f"report.column.{name}") for name in names)


def _lines(days: Sequence[Day], words: Words) -> tuple[str, ...]:
    """The sums of the period, and the tighter side."""
    if not days:
        return (words.text("report.nothing"),)
    sums = {
        "days": len(days),
        "stretches": sum(len(day.done) for day in days),
        "minutes": whole_minutes(sum(day.seconds for day in days)),
    }
    trouble = {"eased": sum(day.eased for day in days), **{why: _broken(days, why) for why in BROKEN}}
    lines = (_counted(sums, words), _counted({name: count for name, count in trouble.items() if count}, words))
    return tuple(line for line in (*lines, *_tighter(tighter_of(days), words)) if line)


def _broken(days: Sequence[Day], why: str) -> int:
    return sum(day.broken(why) for day in days)


def _counted(counts: dict[str, int], words: Words) -> str:
    return " · ".join(words.text(f"report.{name}", count=count) for name, count in counts.items())


def _tighter(tighter: Tighter | None, words: Words) -> Cells:
    if tighter is None:
        return ()
    return (words.text("report.tighter").format(right=tighter.right, left=tighter.left),)


def _stretches(doses: Sequence[Dose], words: Words, dosing: Dosing) -> Grid:
    """A row for each stretch, the ones done most first, and one row for those that do not fit."""
    shown, more = doses[:STRETCHES], len(doses[STRETCHES:])
    rows = tuple(
        (dosing.name(dose.stretch), str(dose.days), dosing.dose(dose.first), dosing.dose(dose.last)) for dose in shown
    )
    rest = ((words.text("report.more", count=more), "", "", ""),) if more else ()
    return Grid(heads=_heads(words, DOSES), rows=(*rows, *rest))
