"""The picture of `/progress` as a PNG: a card of its own light paper, so it reads in a light and in a dark chat.

A day with a session is a filled disc, a day away a ring crossed by a bar, any other day a small dot: told apart by
shape as well as by colour. Blue and orange are far apart for every kind of colour blindness.
"""

from io import BytesIO

from matplotlib.patches import Circle, Rectangle

from bot.charts.card import Card, Felt, Mark, Row
from bot.charts.ink import Plane
from bot.core.recounting import FELT

PAPER, INK, SOFT, FAINT = "#f6f3ec", "#20303a", "#56646d", "#b9b6ac"
BLUE, ORANGE = "#0b6690", "#b4500f"

WIDTH = 1080
EDGE = 60
"""Pixels free at both sides."""

BIG, MIDDLE, SMALL = 56, 38, 34
"""Heights of letters in pixels; a chat shows the picture at about a third of its width."""

PITCH = 62
"""From one week to the next."""

DAYS_AT, DAY = 258, 62
"""The middle of Monday, and from day to day."""

BAR_AT, BAR_END = 694, 880
"""Where the bars begin, and where the longest one ends."""

FELT_AT, FELT_HIGH = 150, 180
"""Where the scores begin, and how high it is from 0 to 10."""

HIGHEST = 10

DOTS = 100
"""Pixels to an inch: only the sizes of letters depend on it, and they are told in pixels."""

GAP, LEADING, LEGEND_AT = 34, 1.35, 66
ROOM = WIDTH - 2 * EDGE


def picture(card: Card) -> bytes:
    """Draw the card, as high as what it shows: drawn once to measure, and once on paper of that height."""
    high = _drawn(Plane(WIDTH, 1, DOTS, PAPER), card)
    plane = Plane(WIDTH, high, DOTS, PAPER)
    _drawn(plane, card)
    file = BytesIO()
    plane.figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def _drawn(plane: Plane, card: Card) -> float:
    """Each part from the top down; where the last one ends."""
    y = _head(plane, card, EDGE)
    y = _weeks(plane, card, y)
    y = _felt(plane, card, y) if card.felt else y
    return _notes(plane, card.notes, y) + EDGE - GAP


def _head(plane: Plane, card: Card, y: float) -> float:
    y = _paragraph(plane, card.title, y, BIG, bold=True)
    for line in card.lines:
        y = _paragraph(plane, line, y, MIDDLE)
    return y + GAP


def _paragraph(plane: Plane, said: str, y: float, size: float, bold: bool = False) -> float:
    """Whole lines from `y` down, broken where they have to be."""
    for line in plane.wrapped(said, size, ROOM, bold):
        y += size * LEADING
        plane.write(EDGE, y - size * LEADING / 2, line, size, colour=INK, room=ROOM, bold=bold)
    return y


def _weeks(plane: Plane, card: Card, y: float) -> float:
    """Seven days and a bar to a row, the goal as one line through all bars."""
    y += SMALL
    for number, name in enumerate(card.weekdays):
        plane.write(_day_at(number), y, name, SMALL, colour=SOFT, room=DAY, at="center")
    top, longest = y + PITCH / 2, max(card.goal * 1.5, *(row.minutes for row in card.rows))
    goal = BAR_AT + (BAR_END - BAR_AT) * card.goal / longest
    plane.write(BAR_AT, y, card.goal_said, SMALL, colour=ORANGE, room=WIDTH - EDGE - BAR_AT)
    plane.line((goal, goal), (top, top + PITCH * len(card.rows)), ORANGE, 4, dashed=True)
    for row in card.rows:
        y += PITCH
        _week(plane, row, y, (BAR_END - BAR_AT) / longest)
    plane.add(Circle((_day_at(card.today), y), 27, fill=False, edgecolor=INK, linewidth=2.2))
    return _legend(plane, card, y + PITCH * 1.15) + GAP


def _week(plane: Plane, row: Row, y: float, scale: float) -> None:
    plane.write(EDGE, y, row.monday, SMALL, colour=SOFT, room=DAYS_AT - EDGE - DAY / 2)
    for number, mark in enumerate(row.marks):
        _mark(plane, mark, _day_at(number), y)
    if row.minutes:
        plane.add(Rectangle((BAR_AT, y - 15), row.minutes * scale, 30, facecolor=BLUE, edgecolor="none"))
        plane.write(WIDTH - EDGE, y, row.said, SMALL, colour=INK, room=WIDTH - EDGE - BAR_END - 10, at="right")


def _day_at(number: int) -> float:
    return DAYS_AT + DAY * number


def _mark(plane: Plane, mark: Mark, x: float, y: float) -> None:
    match mark:
        case Mark.DONE:
            plane.add(Circle((x, y), 20, facecolor=BLUE, edgecolor="none"))
        case Mark.AWAY:
            plane.add(Circle((x, y), 15, fill=False, edgecolor=SOFT, linewidth=2))
            plane.line((x - 8, x + 8), (y, y), SOFT, 4)
        case Mark.NONE:
            plane.add(Circle((x, y), 5, facecolor=FAINT, edgecolor="none"))
        case Mark.AHEAD:
            pass


def _legend(plane: Plane, card: Card, y: float) -> float:
    """What the marks mean, side by side; on a line of its own what does not fit."""
    x = float(EDGE)
    marks = {row_mark for row in card.rows for row_mark in row.marks}
    for mark, said in ((Mark.DONE, card.legend.session), (Mark.AWAY, card.legend.away), (None, card.legend.today)):
        if mark is not None and mark not in marks:
            continue
        if x > EDGE and x + LEGEND_AT + plane.wide(said, SMALL) > WIDTH - EDGE:
            x, y = EDGE, y + SMALL * LEADING * 1.2
        if mark is None:
            plane.add(Circle((x + 24, y), 24, fill=False, edgecolor=INK, linewidth=2.2))
        else:
            _mark(plane, mark, x + 24, y)
        plane.write(x + LEGEND_AT, y, said, SMALL, colour=INK, room=WIDTH - EDGE - x - LEGEND_AT)
        x += LEGEND_AT + plane.wide(said, SMALL) + 56
    return y + SMALL


def _felt(plane: Plane, card: Card, y: float) -> float:
    """The scores of the last days, from before to after."""
    y = _paragraph(plane, card.felt_title, y, MIDDLE, bold=True)
    y = _felt_legend(plane, card, y + SMALL)
    top = y + SMALL * 1.6
    for score in (0, HIGHEST):
        at = _score_at(top, score)
        plane.line((FELT_AT, WIDTH - EDGE), (at, at), FAINT, 2)
        plane.write(FELT_AT - 24, at, str(score), SMALL, colour=SOFT, room=60, at="right")
    wide = (WIDTH - EDGE - FELT_AT) / FELT
    for number, day in enumerate(card.felt):
        _slope(plane, day, FELT_AT + wide * (number + 0.5), top, wide)
    return top + FELT_HIGH + SMALL * 2.2 + GAP / 2


def _score_at(top: float, score: int) -> float:
    return top + FELT_HIGH * (HIGHEST - score) / HIGHEST


def _slope(plane: Plane, day: Felt, x: float, top: float, wide: float) -> None:
    """A day: an open disc before, a full square after, and the way from one to the other."""
    left, right = x - wide / 4, x + wide / 4
    if day.before is not None and day.after is not None:
        plane.line((left, right), (_score_at(top, day.before), _score_at(top, day.after)), SOFT, 4)
    if day.before is not None:
        _before(plane, left, _score_at(top, day.before), day.before)
    if day.after is not None:
        _after(plane, right, _score_at(top, day.after), day.after)
    plane.write(x, top + FELT_HIGH + SMALL * 1.5, day.on, SMALL, colour=SOFT, room=wide - 24, at="center")


def _before(plane: Plane, x: float, y: float, score: int | None = None) -> None:
    plane.add(Circle((x, y), 13, facecolor=PAPER, edgecolor=ORANGE, linewidth=3.4, zorder=3))
    _number(plane, x, y, score)


def _after(plane: Plane, x: float, y: float, score: int | None = None) -> None:
    plane.add(Rectangle((x - 13, y - 13), 26, 26, facecolor=BLUE, edgecolor="none", zorder=3))
    _number(plane, x, y, score)


def _number(plane: Plane, x: float, y: float, score: int | None) -> None:
    if score is not None:
        plane.write(x, y - 38, str(score), SMALL, colour=INK, room=60, at="center")


def _felt_legend(plane: Plane, card: Card, y: float) -> float:
    _before(plane, EDGE + 24, y)
    plane.write(EDGE + LEGEND_AT, y, card.legend.before, SMALL, colour=INK, room=ROOM / 2 - LEGEND_AT)
    _after(plane, EDGE + ROOM / 2 + 24, y)
    plane.write(EDGE + ROOM / 2 + LEGEND_AT, y, card.legend.after, SMALL, colour=INK, room=ROOM / 2 - LEGEND_AT)
    return y + SMALL


def _notes(plane: Plane, notes: tuple[str, ...], y: float) -> float:
    for note in notes:
        y = _paragraph(plane, note, y, SMALL) + GAP / 2
    return y
