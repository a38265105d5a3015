"""From the files of content to the values of the core; nothing is judged here any more."""

from bot.content.models import (
    DoseShape,
    GateShape,
    LevelShape,
    RoutineFile,
    StepShape,
    StretchFile,
    VariationShape,
)
from bot.core.library import Change, Dose, Gate, Item, Level, Routine, Step, Stretch, Variation


def stretch(file: StretchFile) -> Stretch:
    """The stretch of a file."""
    return Stretch(
        id=file.id,
        kind=file.kind,
        minutes=file.minutes,
        position=file.position,
        steps=tuple(_step(step) for step in file.steps),
        levels=tuple(_level(level) for level in file.levels),
        variations=tuple(_variation(variation) for variation in file.variations),
        gates=tuple(_gate(gate) for gate in file.gates),
        first_side=file.first_side,
        sources=file.sources,
    )


def routine(file: RoutineFile) -> Routine:
    """The routine of a file."""
    items = tuple(Item(stretch=item.stretch, level=item.level, asks=item.asks) for item in file.items)
    return Routine(id=file.id, kind=file.kind, items=items, calm_pass=file.calm_pass)


def _dose(shape: DoseShape) -> Dose:
    return Dose(seconds=shape.seconds, breaths=shape.breaths, reps=shape.reps, seconds_each=shape.seconds_each)


def _step(shape: StepShape) -> Step:
    return Step(
        id=shape.id,
        when=shape.when,
        pose=shape.pose,
        dose=_dose(shape.dose) if shape.dose else None,
        rest=shape.rest or 0,
        twisted=shape.twisted,
        optional=shape.optional,
        mode=shape.mode,
    )


def _level(shape: LevelShape) -> Level:
    return Level(
        id=shape.id,
        number=shape.number,
        rounds=shape.rounds,
        mode=shape.mode,
        seconds=shape.seconds,
        breaths=shape.breaths,
        reps=shape.reps,
        adds=shape.adds,
        uses=shape.uses,
    )


def _variation(shape: VariationShape) -> Variation:
    return Variation(
        id=shape.id,
        direction=shape.direction,
        complaints=shape.complaints,
        wishes=shape.wishes,
        leaves_out=shape.leaves_out,
        adds=shape.adds,
        changes=tuple(Change(step=change.step, pose=change.pose) for change in shape.changes),
        becomes=shape.becomes,
        scale=shape.scale,
        rounds=shape.rounds,
    )


def _gate(shape: GateShape) -> Gate:
    return Gate(
        verdict=shape.verdict,
        after=shape.after,
        calm_sessions=shape.calm_sessions,
        within_days=shape.within_days,
        pain_at_most=shape.pain_at_most,
        top_level=shape.top_level,
    )
