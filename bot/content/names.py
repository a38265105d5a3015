"""Names inside one stretch: every id once, every reference to a step or a variation answered."""

from collections.abc import Iterator

from bot.content.findings import Finding, twice, unknown
from bot.content.models import StretchFile


def names(stretch: StretchFile) -> Iterator[Finding]:
    """What is wrong with the ids of a stretch and with what refers to them."""
    yield from twice(("steps",), [step.id for step in stretch.steps])
    yield from twice(("levels",), [level.id for level in stretch.levels])
    yield from twice(("variations",), [variation.id for variation in stretch.variations])
    yield from _levels(stretch)
    yield from _variations(stretch)
    yield from _optional(stretch)


def _levels(stretch: StretchFile) -> Iterator[Finding]:
    optional = [step.id for step in stretch.steps if step.optional]
    forms = [variation.id for variation in stretch.variations]
    for position, level in enumerate(stretch.levels):
        yield from unknown(("levels", position, "adds"), level.adds, optional, "an optional step wanted")
        yield from unknown(("levels", position, "uses"), level.uses, forms, "a variation wanted")


def _variations(stretch: StretchFile) -> Iterator[Finding]:
    steps = [step.id for step in stretch.steps]
    optional = [step.id for step in stretch.steps if step.optional]
    for position, variation in enumerate(stretch.variations):
        at = ("variations", position)
        yield from unknown((*at, "leaves_out"), variation.leaves_out, steps, "a step wanted")
        yield from unknown((*at, "adds"), variation.adds, optional, "an optional step wanted")
        for number, change in enumerate(variation.changes):
            if change.step not in steps:
                yield (
                    (*at, "changes", number, "step"),
                    f"is {change.step!r}; a step wanted: {', '.join(steps)}",
                )


def _optional(stretch: StretchFile) -> Iterator[Finding]:
    added = {id for level in stretch.levels for id in level.adds}
    added |= {id for variation in stretch.variations for id in variation.adds}
    for position, step in enumerate(stretch.steps):
        if step.optional and step.id not in added:
            yield ("steps", position), "is optional, but no level and no variation adds it"
