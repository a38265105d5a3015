"""What keeps a twist safe to leave: who may enter it, how one comes out, and that every round comes back."""

from collections.abc import Iterator
from itertools import product

from bot.content.findings import Finding
from bot.content.models import StepShape, StretchFile
from bot.core.library import Kind, Mode, When

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
    """Whatever levels and variations come together, the last step always brings back from the twist."""
    for when, mode in product(When, Mode):
        steps = [
            (position, step)
            for position, step in enumerate(stretch.steps)
            if step.when is when and step.mode in (None, mode)
        ]
        if any(step.twisted for _, step in steps):
            yield from _last(stretch, *steps[-1])


def _last(stretch: StretchFile, position: int, step: StepShape) -> Iterator[Finding]:
    if step.twisted or step.optional:
        yield ("steps", position), f"is the last {step.when} step; it must bring back from the twist, always"
    for number, variation in enumerate(stretch.variations):
        if step.id in variation.leaves_out:
            place = ("variations", number, "leaves_out", variation.leaves_out.index(step.id))
            yield place, f"is {step.id!r}, the way back from the twist; it is never left out"
