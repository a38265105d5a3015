"""The sides of a stretch: named in every round, not named where there is none, never fixed to one."""

import re
from collections.abc import Iterator

from bot.content.faults import Path
from bot.content.findings import Finding
from bot.content.models import ChangeShape, StepShape, StretchFile, VariationShape
from bot.core.library import When
from bot.words import GAPS

_FIXED = re.compile(r"\b(right|left)\b(?! (?:away|now|angle|over))(?<!all right)", re.IGNORECASE)
"""A side said in so many words; "right away" and "right angles" are not sides."""

Said = tuple[tuple[str, tuple[str, ...]], ...]


def sides(stretch: StretchFile) -> Iterator[Finding]:
    """What is wrong with the sides that the words of a stretch name."""
    for position, step in enumerate(stretch.steps):
        sided = stretch.first_side is not None and step.when is When.SIDE
        yield from _step(("steps", position), step, sided)
    for position, variation in enumerate(stretch.variations):
        yield from _variation(("variations", position), variation, stretch)
    yield from _never_named(stretch)


def _step(at: Path, step: StepShape | ChangeShape, sided: bool) -> Iterator[Finding]:
    said: Said = (("say", step.say), ("more", step.more), ("again", step.again), ("during", step.during))
    for key, sentences in said:
        yield from _sentences((*at, key), sentences, sided)


def _variation(at: Path, variation: VariationShape, stretch: StretchFile) -> Iterator[Finding]:
    sided = stretch.first_side is not None
    yield from _sentences((*at, "say"), variation.say, sided)
    in_rounds = {step.id for step in stretch.steps if step.when is When.SIDE}
    for number, change in enumerate(variation.changes):
        yield from _step((*at, "changes", number), change, sided and change.step in in_rounds)


def _sentences(at: Path, sentences: tuple[str, ...], sided: bool) -> Iterator[Finding]:
    for position, sentence in enumerate(sentences):
        if not sided and any(gap in sentence for gap in GAPS):
            yield (*at, position), "names {side} or {other}, but there is no side here"
        fixed = _FIXED.search(sentence) if sided else None
        if fixed:
            yield (*at, position), f"says {fixed[0]!r} for both sides; write {{side}} or {{other}}"


def _never_named(stretch: StretchFile) -> Iterator[Finding]:
    """The step that enters the twist names its side; without a twist, some step of the round does."""
    if stretch.first_side is None:
        return
    rounds = [(at, step) for at, step in enumerate(stretch.steps) if step.when is When.SIDE]
    if not rounds:
        yield ("first_side",), f"is {stretch.first_side.value!r}, but no step is done for each side"
        return
    entering = [(at, step) for at, step in rounds if step.twisted and not step.optional] or rounds
    upto = rounds[: rounds.index(entering[0]) + 1] if entering is not rounds else rounds
    if not any(gap in sentence for _, step in upto for sentence in step.say for gap in GAPS):
        yield ("steps", entering[0][0], "say"), "never names the side; write {side} or {other}"
