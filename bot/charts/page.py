"""The page of `/report` as a PDF: A4, black on white, with rules and no colour, so any printer will do."""

from datetime import UTC, datetime, time
from io import BytesIO

from matplotlib.figure import Figure

from bot.charts.ink import Plane
from bot.charts.sheet import Grid, Sheet

WIDTH, HEIGHT = 595, 842
"""A4 in points."""

EDGE = 42
ROOM = WIDTH - 2 * EDGE

INK, SOFT, RULE, PAPER = "#000000", "#444444", "#999999", "#ffffff"

BIG, MIDDLE, SMALL = 17, 9.5, 8
"""Heights of letters in points."""

PITCH, GAP, GUTTER, LEADING = 13.5, 8, 6, 1.45
"""From row to row, between parts, between columns, and the height of a line in heights of its letters."""

STRETCHES = (0.38, 0.08, 0.27, 0.27)
DAYS = (0.23, 0.37, 0.085, 0.095, 0.07, 0.08, 0.07)
"""How the columns share the width."""


def page(sheet: Sheet) -> bytes:
    """Draw the page as a PDF. It holds no name and no moment but the day it was made: the same page, the same bytes."""
    file = BytesIO()
    made = datetime.combine(sheet.made, time(), UTC)
    named = {"Title": sheet.title, "CreationDate": made, "Creator": None, "Producer": None}
    drawn(sheet).savefig(file, format="pdf", metadata=named)
    return file.getvalue()


def drawn(sheet: Sheet) -> Figure:
    """Lay the page; where words of a language are too long for it, the whole page becomes smaller and stays one."""
    deep = laid(Plane(WIDTH, HEIGHT, 72, PAPER), sheet)
    scale = max(1.0, deep / (HEIGHT - EDGE))
    plane = Plane(WIDTH * scale, HEIGHT * scale, 72 * scale, PAPER)
    laid(plane, sheet)
    return plane.figure


def laid(plane: Plane, sheet: Sheet) -> float:
    """Each part from the top down; where the last one ends."""
    y = _lines(plane, (sheet.title,), EDGE, BIG, INK, bold=True)
    y = _lines(plane, (sheet.period,), y + GAP / 2, MIDDLE + 1, INK, bold=True)
    y = _lines(plane, (" ".join(sheet.about),), y, SMALL, SOFT)
    y = _lines(plane, sheet.lines, y + GAP, MIDDLE, INK)
    y = _grid(plane, sheet.stretches, STRETCHES, y + GAP)
    y = _grid(plane, sheet.days, DAYS, y + GAP)
    return _lines(plane, (" ".join(sheet.foot),), y + GAP, SMALL, SOFT)


def _lines(plane: Plane, said: tuple[str, ...], y: float, size: float, colour: str, bold: bool = False) -> float:
    for whole in said:
        for line in plane.wrapped(whole, size, ROOM, bold):
            y += size * LEADING
            plane.write(EDGE, y - size * LEADING / 2, line, size, colour=colour, room=ROOM, bold=bold)
    return y


def _grid(plane: Plane, grid: Grid, shares: tuple[float, ...], y: float) -> float:
    """The heads, a rule, and the rows; nothing when there are none."""
    if not grid.rows:
        return y
    _row(plane, grid.heads, shares, y + PITCH / 2, bold=True)
    y += PITCH
    plane.line((EDGE, WIDTH - EDGE), (y, y), RULE, 0.8)
    for row in grid.rows:
        _row(plane, row, shares, y + PITCH / 2)
        y += PITCH
    plane.line((EDGE, WIDTH - EDGE), (y, y), RULE, 0.4)
    return y + GAP


def _row(plane: Plane, cells: tuple[str, ...], shares: tuple[float, ...], y: float, bold: bool = False) -> None:
    x = float(EDGE)
    for said, share in zip(cells, shares, strict=True):
        plane.write(x, y, said, SMALL, colour=INK, room=ROOM * share - GUTTER, bold=bold)
        x += ROOM * share
