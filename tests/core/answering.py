"""The real table, and a way to say answers: everything healthy but what is named."""

from datetime import date
from pathlib import Path

from bot.core.questions import Answers, Confirmation
from bot.core.readiness import Assessment, assess
from bot.readiness_content import read_readiness

CONTENT = Path(__file__).parents[2] / "content"
TABLE, WORDS = read_readiness(CONTENT / "readiness.yaml", CONTENT)
TODAY = date(2026, 3, 16)

A, B, C = "reclined_twist", "knee_drop", "prone_twist"
TWISTS = {A, B, C}
BREATHING = "belly_breathing"

Said = str | int | tuple[str, ...] | None


def healthy(**changes: Said) -> Answers:
    """Every answer without effect, but for these; None leaves a question unanswered."""
    usual: dict[str, tuple[str, ...]] = {
        question.id: question.healthy[:1]
        for question in TABLE.questions.values()
        if question.required or question.id == TABLE.consent
    }
    for id, said in changes.items():
        usual.pop(id, None)
        if said is not None:
            usual[id] = said if isinstance(said, tuple) else (str(said),)
    return tuple(usual.items())


def yes_from(question: str, on: date, event: date | None = None) -> Confirmation:
    """A physiotherapist's yes for one answer."""
    return Confirmation(question=question, who="physio", on=on, event=event)


def judged(*confirmed: Confirmation, **changes: Said) -> Assessment:
    """The judgement of healthy answers with these changes, today."""
    return assess(healthy(**changes), TABLE, today=TODAY, confirmed=confirmed)
