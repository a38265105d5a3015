"""Paper, ink and letters: what both pictures are drawn with. Only the process that draws imports this.

A picture is one plane measured in its own units from the top left. Words never run over: they shrink first, and are
cut with dots only when too small to read.
"""

from bisect import bisect_right
from functools import cache

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch

mpl.rcParams["pdf.fonttype"] = 42
"""Letters as letters, so that a page can be searched and read aloud."""

SMALLEST = 0.7
"""How far words may shrink before they are cut."""

LARGE = 64
"""Letters are measured as high as this, in points, where whole dots do not matter."""

ALMOST = 0.94
"""Of the room that words shrink into: set on whole dots, small letters are a little wider than measured."""


class Plane:
    """A sheet of `width` by `height` units, `unit` to an inch, with the origin at the top left."""

    def __init__(self, width: float, height: float, unit: float, paper: str) -> None:
        self.width, self.height, self.unit = width, height, unit
        self.figure = Figure(figsize=(width / unit, height / unit), dpi=unit, facecolor=paper)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set(xlim=(0, width), ylim=(height, 0))

    def add(self, patch: Patch) -> None:
        """Draw a shape."""
        self._axes.add_patch(patch)

    def line(
        self, xs: tuple[float, ...], ys: tuple[float, ...], colour: str, width: float, dashed: bool = False
    ) -> None:
        """Draw a line `width` units wide."""
        style = (0, (3, 2)) if dashed else "solid"
        self._axes.plot(xs, ys, color=colour, linewidth=width * 72 / self.unit, linestyle=style, solid_capstyle="round")

    def write(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        *,
        colour: str,
        room: float,
        bold: bool = False,
        at: str = "left",
    ) -> None:
        """Write one line whose middle is at `y`, `size` units high, in `room` units at most."""
        wide = self.wide(said, size, bold)
        if wide > room:
            size *= max(SMALLEST, ALMOST * room / wide)
            said = self._cut(said, size, bold, ALMOST * room)
        self._axes.text(
            x,
            y,
            said,
            color=colour,
            fontproperties=_font(size * 72 / self.unit, bold),
            ha=at,
            va="center_baseline",
            parse_math=False,
        )

    def wrapped(self, said: str, size: float, room: float, bold: bool = False) -> list[str]:
        """The words broken into lines that fit."""
        lines: list[str] = []
        for word in said.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.wide(longer, size, bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def wide(self, said: str, size: float, bold: bool = False) -> float:
        """How wide a line is, in units."""
        return _wide(said, bold) * size

    def _cut(self, said: str, size: float, bold: bool, room: float) -> str:
        """The words as they are, or as many letters as fit before the dots."""
        if self.wide(said, size, bold) <= room:
            return said
        letters = bisect_right(range(len(said)), room, key=lambda n: self.wide(f"{said[:n]}…", size, bold)) - 1
        return f"{said[: max(0, letters)].rstrip()}…"


@cache
def _wide(said: str, bold: bool) -> float:
    """How wide a line of letters one unit high is; each line is asked for again and again, and a process draws once."""
    measure = RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call]
    width, _, _ = measure.get_text_width_height_descent(said, _font(LARGE, bold), ismath=False)  # type: ignore[no-untyped-call]
    return float(width) / LARGE


def _font(points: float, bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=points)
