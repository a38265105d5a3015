"""The door of the readiness check: content/readiness.yaml becomes the table and its words, or every fault
by line.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from bot.content.faults import ContentFaults, Document, Fault
from bot.content.yaml_lines import read
from bot.core.questions import Circumstance, Gate, Level, Lift, Limits, Question, Rule, Screen, Table
from bot.readiness_rules import faults_of
from bot.readiness_shapes import (
    EffectShape,
    GateShape,
    QuestionShape,
    ReadinessShape,
    Words,
    numbers,
)


def read_readiness(path: Path, root: Path) -> tuple[Table, Mapping[str, str]]:
    """Read the table and its words from a file below `root`; ContentFaults names every fault by file and
    line.
    """
    document, faults = read(path, root)
    if faults:
        raise ContentFaults(faults)
    try:
        shape = ReadinessShape.model_validate(document.value)
    except ValidationError as error:
        raise ContentFaults(_told(error, document)) from None
    if found := tuple(faults_of(shape, words(shape), document)):
        raise ContentFaults(found)
    return table(shape), words(shape)


def words(shape: ReadinessShape) -> dict[str, str]:
    """Every text of the file under one flat key: `readiness.Q2.ask`, `readiness.verdict.cleared`."""
    texts = dict(_flat(shape.words, "readiness"))
    for id, question in shape.questions.items():
        said = {"ask": question.ask, "again": question.again, "line": question.line}
        texts |= {f"readiness.{id}.{part}": text for part, text in said.items() if text}
        texts |= {f"readiness.{id}.choice.{code}": text for code, text in question.choices.items()}
    return texts


def table(shape: ReadinessShape) -> Table:
    """The file as the core's table."""
    groups = {"twists": shape.twists, "prep": shape.prep}
    return Table(
        version=shape.version,
        consent=shape.consent,
        pain=shape.pain,
        limits=Limits(**shape.limits.model_dump()),
        stretches=(*shape.twists, *shape.prep),
        twists=shape.twists,
        questions={id: _question(id, item) for id, item in shape.questions.items()},
        circumstances={
            id: Circumstance(question=item.question, answers=numbers(item.scores))
            for id, item in shape.circumstances.items()
        },
        screens={id: Screen(id=id, **item.model_dump()) for id, item in shape.screens.items()},
        checks=shape.checks.model_dump(),
        opens={
            verdict: tuple(id for name in names for id in groups.get(name, (name,)))
            for verdict, names in shape.opens.items()
        },
        gates=tuple(_gate(item) for item in shape.gates),
        levels={
            verdict: {id: Level(start=item.start, top=item.top) for id, item in levels.items()}
            for verdict, levels in shape.levels.items()
        },
        after_urgent=_rule("", (), shape.after_urgent),
        after_denied=_rule("", (), shape.after_denied),
        months=shape.months,
    )


def _question(id: str, shape: QuestionShape) -> Question:
    return Question(
        id=id,
        kind=shape.kind,
        codes=shape.codes,
        healthy=shape.harmless,
        urgent=shape.urgent,
        required=shape.required,
        when=shape.when,
        then=dict(shape.then),
        days=dict(shape.days),
        takes_date=shape.takes_date,
        about_event=shape.about_event,
        labelled=bool(shape.choices),
        rules=tuple(_rule(id, row.answers, row, row.given, row.unless) for row in shape.rules),
    )


def _rule(
    question: str,
    answers: tuple[str, ...],
    shape: EffectShape,
    given: str | None = None,
    unless: str | None = None,
) -> Rule:
    plain = {name: getattr(shape, name) for name in EffectShape.model_fields}
    plain |= {
        "lift": Lift(**shape.lift.model_dump()) if shape.lift else None,
        "gates": tuple(_gate(gate) for gate in shape.gates),
    }
    return Rule(question=question, answers=answers, given=given, unless=unless, **plain)


def _gate(shape: GateShape) -> Gate:
    return Gate(**shape.model_dump())


def _flat(texts: Words, prefix: str) -> Iterator[tuple[str, str]]:
    for key, text in texts.items():
        if isinstance(text, str):
            yield f"{prefix}.{key}", text
        else:
            yield from _flat(text, f"{prefix}.{key}")


def _told(error: ValidationError, document: Document) -> Iterator[Fault]:
    """Pydantic's errors as faults; the names of union branches in its paths are no keys of the file."""
    for item in error.errors():
        path = tuple(part for part in item["loc"] if part not in ("str", "tuple[str, ...]"))
        yield document.fault(path, item["msg"][0].lower() + item["msg"][1:])
