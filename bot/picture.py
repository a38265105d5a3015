"""The state diagram as an SVG picture: boxes, numbered arrows, and a legend that names the events of each number.

It follows the reader's light or dark scheme, and needs no script and no font of its own.
"""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from bot.diagram import ANYWHERE, GUIDED, Arrow, arrows

Point = tuple[float, float]

PLACES: dict[str, Point] = {
    "Locked": (110, 70),
    "Checking": (350, 70),
    "Choosing": (650, 70),
    "Idle": (110, 330),
    "Paused": (570, 345),
    "Feeling": (330, 590),
    "Ended": (750, 590),
    "Poised": (855, 255),
    "Holding": (1055, 255),
    "Resting": (955, 400),
}
"""The middle of each box, in pixels."""

WIDE, HIGH = 118, 44
AROUND = (775.0, 195.0, 360.0, 270.0)
"""The box around a running step: left, top, width, height."""

ENTRANCES: dict[str, Point] = {"Locked": (-1, -1), "Idle": (-1, 1), "Feeling": (-1, 1)}
"""The corner over which an arrow from anywhere comes in: right and down are 1, left and up are -1."""

BOW = 26.0

BOWS: dict[tuple[str, str], float] = {
    ("Holding", "Resting"): -BOW,
    ("Feeling", "Choosing"): -14,
    ("Guided", "Ended"): -BOW,
    ("Ended", "Choosing"): -30,
}
"""How far an arrow bends to the right of its way, where the usual would run through a box or a number."""

WIDTH, PICTURE, LINE = 1160, 655, 19
LETTERS = 72
"""Letters in a line of the legend."""

STYLE = """
svg{--ink:#1d2b36;--soft:#5b6f79;--box:#eef5f2;--edge:#3b7a66;--back:#fff;--num:#fff;--inner:#f8fbfa}
@media(prefers-color-scheme:dark){svg{--ink:#e4ecef;--soft:#9db0b9;--box:#1f3a33;--edge:#6fbfa4;--back:#10181d;
--num:#10181d;--inner:#16242a}}
text{font:15px system-ui,sans-serif;fill:var(--ink)}
.name{text-anchor:middle;font-weight:600}
.number{text-anchor:middle;font-size:12px}
.legend{font-size:13px}
.legend tspan{fill:var(--soft)}
.back{fill:var(--back)}
.box{fill:var(--box);stroke:var(--edge);stroke-width:1.5}
.around{fill:var(--inner);stroke:var(--edge);stroke-width:1.5;stroke-dasharray:6 4}
.way{fill:none;stroke:var(--soft);stroke-width:1.4;marker-end:url(#tip)}
.dot{fill:var(--num);stroke:var(--soft)}
#tip polygon{fill:var(--soft)}
"""


def svg() -> str:
    """Draw the diagram as an SVG document."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    legend = list(_legend())
    high = PICTURE + LINE * ((len(legend) + 1) // 2) + 30
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" role="img" aria-labelledby="title">'
    yield '<title id="title">The phases of a session, and the events that lead from one to another</title>'
    yield f"<style>{STYLE}</style>"
    yield '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    yield '<polygon points="0,0 8,4 0,8"/></marker></defs>'
    yield f'<rect class="back" width="{WIDTH}" height="{high}"/>'
    yield from _boxes()
    for arrow in arrows():
        yield from _way(arrow)
    yield from _columns(legend)
    yield "</svg>"


def _boxes() -> Iterator[str]:
    left, top, wide, high = AROUND
    yield f'<rect class="around" x="{left:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="14"/>'
    yield f'<text class="name" x="{left + wide - 50:.0f}" y="{top + high - 14:.0f}">{GUIDED}</text>'
    for name, (x, y) in PLACES.items():
        left, top = x - WIDE / 2, y - HIGH / 2
        yield f'<rect class="box" x="{left:.0f}" y="{top:.0f}" width="{WIDE}" height="{HIGH}" rx="10"/>'
        yield f'<text class="name" x="{x:.0f}" y="{y + 5:.0f}">{name}</text>'


def _way(arrow: Arrow) -> Iterator[str]:
    """An arrow with its number half-way; those from anywhere come in over a corner of their box."""
    start, bend, to = _from_outside(arrow.to) if arrow.start == ANYWHERE else _between(arrow)
    x, y = start if arrow.start == ANYWHERE else _middle(start, bend, to)
    (sx, sy), (bx, by), (tx, ty) = start, bend, to
    title = escape(f"{arrow.start} to {arrow.to}: {'; '.join(arrow.words)}")
    yield f'<path class="way" d="M{sx:.0f},{sy:.0f} Q{bx:.0f},{by:.0f} {tx:.0f},{ty:.0f}"><title>{title}</title></path>'
    yield f'<circle class="dot" cx="{x:.0f}" cy="{y:.0f}" r="10"/>'
    yield f'<text class="number" x="{x:.0f}" y="{y + 4:.0f}">{arrow.number}</text>'


def _from_outside(to: str) -> tuple[Point, Point, Point]:
    x, y = PLACES[to]
    right, down = ENTRANCES.get(to, (1, -1))
    corner = (x + right * WIDE * 0.42, y + down * HIGH / 2)
    start = (corner[0] + right * 22, corner[1] + down * 22)
    return start, corner, corner


def _between(arrow: Arrow) -> tuple[Point, Point, Point]:
    """Where an arrow begins, bends and ends; it bows to the right of its way, so there and back stay apart."""
    start, to = _place(arrow.start), _place(arrow.to)
    dx, dy = to[0] - start[0], to[1] - start[1]
    length = (dx**2 + dy**2) ** 0.5
    bow = BOWS.get((arrow.start, arrow.to), BOW) * 2
    bend = ((start[0] + to[0]) / 2 - dy / length * bow, (start[1] + to[1]) / 2 + dx / length * bow)
    return _edge(arrow.start, bend), bend, _edge(arrow.to, bend)


def _place(name: str) -> Point:
    left, top, wide, high = AROUND
    return (left + wide / 2, top + high / 2) if name == GUIDED else PLACES[name]


def _edge(name: str, towards: Point) -> Point:
    """Where the line from the middle of a box to a point leaves the box."""
    (x, y), (wide, high) = _place(name), AROUND[2:] if name == GUIDED else (WIDE, HIGH)
    dx, dy = towards[0] - x, towards[1] - y
    scale = min(wide / 2 / abs(dx) if dx else 9e9, high / 2 / abs(dy) if dy else 9e9)
    return x + dx * scale, y + dy * scale


def _middle(start: Point, bend: Point, to: Point) -> Point:
    """The middle of a quadratic curve."""
    return (start[0] + 2 * bend[0] + to[0]) / 4, (start[1] + 2 * bend[1] + to[1]) / 4


def _legend() -> Iterator[str]:
    """One line for each arrow; more where it begins in several phases, or has many events."""
    for arrow in arrows():
        first, *rest = [line for words in arrow.words for line in wrap(words, LETTERS)]
        head = f"<tspan>{arrow.number}</tspan> {arrow.start} → {arrow.to}"
        if len(arrow.words) == 1 and len(first) + len(arrow.start) + len(arrow.to) < LETTERS:
            yield f"{head}: {first}"
        else:
            yield head
            yield f"    {first}"
        yield from (f"    {line}" for line in rest)


def _columns(legend: list[str]) -> Iterator[str]:
    half = (len(legend) + 1) // 2
    for index, line in enumerate(legend):
        x, y = 30 + WIDTH / 2 * (index // half), PICTURE + 20 + LINE * (index % half)
        inset = 24 if line.startswith(" ") else 0
        yield f'<text class="legend" x="{x + inset:.0f}" y="{y}">{line.strip()}</text>'
