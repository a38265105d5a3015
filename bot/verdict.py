"""An assessment as the JSON that an audit reads."""

from typing import Any

from bot.core.questions import Kind, Table
from bot.core.readiness import Assessment, Reason


def as_json(judged: Assessment, table: Table) -> dict[str, Any]:
    """The parts of an assessment that an audit needs, as JSON values."""
    return {
        "verdict": judged.verdict.value,
        "also": [verdict.value for verdict in judged.also],
        "open": list(judged.open),
        "closed": dict(judged.closed),
        "because": [_because(reason, table) for reason in judged.because],
    }


def _because(reason: Reason, table: Table) -> dict[str, Any]:
    return {
        "question": reason.question,
        "answer": _plain_answer(reason, table),
        "effect": reason.effect,
        "source": reason.source,
    }


def _plain_answer(reason: Reason, table: Table) -> Any:
    question = table.questions.get(reason.question)
    values = [int(code) if code.isdecimal() else code for code in reason.answer]
    if question and question.kind is Kind.PARTS:
        return values
    return values[0] if len(values) == 1 else values or None
