"""How much: one figure for each dose, inside the walls of the source, rising from level to level."""

from collections.abc import Iterator

from bot.content.faults import Path
from bot.content.findings import Finding
from bot.content.models import DoseShape, LevelShape, StretchFile, WallsShape
from bot.core.library import Direction, Kind, Mode, Span

UNITS = "seconds", "breaths", "reps"


def doses(stretch: StretchFile) -> Iterator[Finding]:
    """What is wrong with the doses of a stretch."""
    yield from _steps(stretch)
    yield from _levels(stretch)
    yield from _rising(stretch)
    yield from _scales(stretch)
    if stretch.kind is Kind.TWIST and stretch.walls == WallsShape():
        yield ("walls",), "is missing; a twist states what its source allows, such as rounds: [3, 10]"


def _figures(shape: DoseShape | LevelShape) -> dict[str, Span]:
    spans = {unit: getattr(shape, unit) for unit in UNITS}
    return {unit: span for unit, span in spans.items() if span is not None}


def _steps(stretch: StretchFile) -> Iterator[Finding]:
    for position, step in enumerate(stretch.steps):
        if step.dose is None:
            continue
        at = ("steps", position, "dose")
        if len(_figures(step.dose)) != 1:
            yield at, "needs exactly one of seconds, breaths and reps"
        if step.rest:
            yield ("steps", position, "rest"), "stands beside a dose; a step has one or the other"
        yield from _inside(at, _figures(step.dose), stretch.walls)


def _levels(stretch: StretchFile) -> Iterator[Finding]:
    for position, level in enumerate(stretch.levels):
        at = ("levels", position)
        figures = _figures(level)
        if len(figures) > 1:
            yield at, "has more than one of seconds, breaths and reps"
        if level.mode is Mode.DYNAMIC and "reps" not in figures:
            yield at, "is dynamic; then it needs reps"
        if figures and not _has_dose(stretch, level):
            yield (*at, next(iter(figures))), "has no effect: no step in this mode has a dose"
        yield from _inside(at, figures | {"rounds": level.rounds}, stretch.walls)


def _has_dose(stretch: StretchFile, level: LevelShape) -> bool:
    return any(step.dose and step.mode in (None, level.mode) for step in stretch.steps)


def _inside(at: Path, figures: dict[str, Span], walls: WallsShape) -> Iterator[Finding]:
    for unit, span in figures.items():
        wall: Span | None = getattr(walls, unit)
        if wall and not wall.low <= span.low <= span.high <= wall.high:
            yield (*at, unit), f"is {_shown(span)}; {wall.low} to {wall.high}, the walls of this stretch"


def _shown(span: Span) -> str:
    return str(span.low) if span.low == span.high else f"[{span.low}, {span.high}]"


def _rising(stretch: StretchFile) -> Iterator[Finding]:
    for mode in Mode:
        above = -1
        for position, level in enumerate(stretch.levels):
            if level.mode is not mode:
                continue
            if level.number <= above:
                yield (
                    ("levels", position, "number"),
                    f"is {level.number}; over {above}, the level before",
                )
            above = max(above, level.number)


def _scales(stretch: StretchFile) -> Iterator[Finding]:
    for position, variation in enumerate(stretch.variations):
        for key, percent in (("scale", variation.scale), ("rounds", variation.rounds)):
            if variation.direction is Direction.GENTLER and percent > 100:
                yield ("variations", position, key), f"is {percent}; 100 at most in a gentler form"
            if variation.direction is Direction.DEEPER and percent < 100:
                yield ("variations", position, key), f"is {percent}; 100 at least in a deeper form"
