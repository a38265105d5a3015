"""What keeps a twist safe to leave: who may enter it, how one comes out, and that every round comes back."""

from collections.abc import Iterator

from bot.content.findings import Finding
from bot.content.models import LevelShape, StepShape, StretchFile, VariationShape
from bot.core.library import Kind, When

OPENING = "cleared", "gentle_only"
"""The verdicts that may open a twist; nothing else ever does."""


def twists(stretch: StretchFile) -> Iterator[Finding]:
    """What is wrong with the gates, the way out and the way back of a stretch."""
    yield from _gates(stretch)
    twisted = [position for position, step in enumerate(stretch.steps) if step.twisted]
    if twisted and stretch.way_out is None:
        yield ("steps", twisted[0], "twisted"), "is true; then the stretch needs a way_out"
    if stretch.kind is Kind.TWIST and not twisted:
        yield ("steps",), "has no step that is twisted; a twist has at least one"
    yield from _ways_back(stretch)


def _gates(stretch: StretchFile) -> Iterator[Finding]:
    if stretch.kind is not Kind.TWIST:
        return
    if not stretch.gates:
        yield ("gates",), "is missing; a twist names the verdicts that open it"
    for position, gate in enumerate(stretch.gates):
        if gate.verdict not in OPENING:
            yield (
                ("gates", position, "verdict"),
                f"is {gate.verdict!r}; a twist opens for {' or '.join(OPENING)}",
            )


def _ways_back(stretch: StretchFile) -> Iterator[Finding]:
    """Every level must come back by itself, and no variation may take the way back away."""
    for when in When:
        for position, level in enumerate(stretch.levels):
            if _stays_twisted(stretch, when, level, None):
                yield ("levels", position), f"ends its {when} steps in the twist; the last one must come back"
                return
            yield from _taken_away(stretch, when, level)


def _taken_away(stretch: StretchFile, when: When, level: LevelShape) -> Iterator[Finding]:
    for number, variation in enumerate(stretch.variations):
        if _stays_twisted(stretch, when, level, variation):
            yield ("variations", number), f"ends the {when} steps in the twist; the last one must come back"


def _stays_twisted(stretch: StretchFile, when: When, level: LevelShape, variation: VariationShape | None) -> bool:
    steps = [step for step in stretch.steps if step.when is when and _done(step, level, variation)]
    return bool(steps) and steps[-1].twisted


def _done(step: StepShape, level: LevelShape, variation: VariationShape | None) -> bool:
    added = {*level.adds, *(variation.adds if variation else ())}
    left_out = variation.leaves_out if variation else ()
    return step.id not in left_out and (not step.optional or step.id in added) and step.mode in (None, level.mode)
