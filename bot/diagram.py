"""The state diagram, drawn from MOVES: which events lead from which phase to which, as Mermaid and as SVG."""

from collections import defaultdict
from collections.abc import Iterator
from html import escape

from bot.core.events import Left, PainFelt, Stopped, UrgentSaid
from bot.core.session import Checking, Choosing, Ended, Feeling, Holding, Idle, Locked, Paused, Phase, Poised, Resting
from bot.core.step import MOVES

Edges = dict[tuple[str, str], list[str]]

ANYWHERE = "anywhere"
"""Stands for every phase: what wins over everything may come in each."""

ALWAYS: tuple[tuple[type, tuple[type[Phase], ...]], ...] = (
    (Stopped, (Idle,)),
    (PainFelt, (Feeling,)),
    (UrgentSaid, (Locked, Feeling)),
    (Left, (Paused,)),
)
"""The events of law 1, and where they lead."""


def edges() -> Edges:
    """From, to, and the events that lead there; in the order of MOVES."""
    found: Edges = defaultdict(list)
    for (phase, event), row in MOVES.items():
        for to in row.leads:
            found[_name(phase), _name(to)].append(_name(event))
    for event, leads in ALWAYS:
        for to in leads:
            found[ANYWHERE, _name(to)].append(_name(event))
    return dict(found)


def _name(of: type) -> str:
    return of.__name__


def mermaid() -> str:
    """The diagram for Mermaid, one line for each pair of phases."""
    lines = [f"    {start} --> {to}: {', '.join(events)}" for (start, to), events in edges().items()]
    return "\n".join(["stateDiagram-v2", "    [*] --> Idle", *lines])


# --- the same as a picture -------------------------------------------------------------------------------

PLACES: dict[str, tuple[int, int]] = {
    _name(Idle): (120, 90),
    _name(Checking): (360, 90),
    _name(Choosing): (600, 90),
    _name(Locked): (120, 330),
    _name(Feeling): (120, 570),
    _name(Ended): (360, 570),
    _name(Paused): (360, 330),
    _name(Poised): (600, 330),
    _name(Holding): (840, 330),
    _name(Resting): (840, 570),
    ANYWHERE: (840, 90),
}
"""The middle of each box, in pixels."""

WIDE, HIGH = 132, 46


def svg() -> str:
    """The diagram as a picture: boxes and arrows; each arrow tells its events when it is pointed at."""
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 660" role="img" aria-label="Phases">',
            "<style>text{font:15px system-ui,sans-serif;text-anchor:middle;fill:#1d2b36}"
            "rect{fill:#eef5f2;stroke:#3b7a66;stroke-width:1.5;rx:10}"
            "path{fill:none;stroke:#7d939c;stroke-width:1.3;marker-end:url(#tip)}"
            "path:hover{stroke:#c2410c;stroke-width:3}.any{stroke-dasharray:5 4;fill:#fff}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
            'orient="auto">'
            '<polygon points="0,0 8,4 0,8" fill="#7d939c"/></marker></defs>',
            '<rect x="0" y="0" width="960" height="660" style="fill:#fff;stroke:none;rx:0"/>',
            *_arrows(),
            *_boxes(),
            "</svg>",
        ]
    )


def _arrows() -> Iterator[str]:
    for (start, to), events in edges().items():
        if start != to:
            title = escape(f"{start} to {to}: {', '.join(events)}")
            yield f'<path d="{_curve(PLACES[start], PLACES[to])}"><title>{title}</title></path>'


def _curve(start: tuple[int, int], to: tuple[int, int]) -> str:
    """A gentle bow to the right of the way, so that there and back do not cover each other."""
    (x1, y1), (x2, y2) = start, to
    length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    bow = 18 + length / 14
    bx, by = (x1 + x2) / 2 - dy * bow, (y1 + y2) / 2 + dx * bow
    sx, sy = _edge(x1, y1, bx, by)
    tx, ty = _edge(x2, y2, bx, by)
    return f"M{sx:.0f},{sy:.0f} Q{bx:.0f},{by:.0f} {tx:.0f},{ty:.0f}"


def _edge(x: float, y: float, towards_x: float, towards_y: float) -> tuple[float, float]:
    """Where the line from the middle of a box to a point leaves the box."""
    dx, dy = towards_x - x, towards_y - y
    scale = min(WIDE / 2 / abs(dx) if dx else 9e9, HIGH / 2 / abs(dy) if dy else 9e9)
    return x + dx * scale, y + dy * scale


def _boxes() -> Iterator[str]:
    for name, (x, y) in PLACES.items():
        kind = ' class="any"' if name == ANYWHERE else ""
        yield f'<rect{kind} x="{x - WIDE // 2}" y="{y - HIGH // 2}" width="{WIDE}" height="{HIGH}"/>'
        yield f'<text x="{x}" y="{y + 5}">{name}</text>'
