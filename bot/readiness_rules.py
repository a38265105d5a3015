"""What must fit together inside content/readiness.yaml: names that are known, words that exist and are
short.
"""

from collections.abc import Collection, Iterator

from bot.content.faults import Document, Fault, Path
from bot.core.clearance import Proof
from bot.core.questions import NOT_SURE, Kind, Verdict
from bot.readiness_shapes import EffectShape, QuestionShape, ReadinessShape, RuleShape

WORDS_AT_MOST = 20
"""The longest question (a1): plain words, one idea."""

LINE_AT_MOST = 60
"""The longest line of a grouped screen, in characters: it stands on a button too."""

ANY = "any"
"""Under `then`: whatever was answered, but for the answer without effect."""

_BUTTONS = ("yes", "no", "not_sure", "none", "some", "done", "back", *map(str, range(11)))

_REASONS = ("pain_after_prep", "unanswered", "check_too_old")

_OUTCOMES = frozenset(
    {
        Verdict.URGENT,
        Verdict.ASK_CLINICIAN,
        Verdict.PREP_FIRST,
        Verdict.GENTLE_ONLY,
        Verdict.NOT_TODAY,
    }
)

Found = Iterator[tuple[Path, str]]


def faults_of(shape: ReadinessShape, texts: Collection[str], document: Document) -> Iterator[Fault]:
    """Every fault of the file, with its line; `texts` are the keys that have words."""
    found = [fault for check in _CHECKS for fault in check(shape)]
    for path, what in (*found, *_words(shape, texts)):
        yield document.fault(path, what)


def _unknown(path: Path, names: Collection[str], known: Collection[str], what: str) -> Found:
    for name in names:
        if name not in known:
            yield path, f"names {name}, which is no {what}"


def _names(shape: ReadinessShape) -> Found:
    for field in ("consent", "pain"):
        yield from _unknown((field,), [getattr(shape, field)], shape.questions, "question")
    for id, circumstance in shape.circumstances.items():
        yield from _unknown(("circumstances", id, "question"), [circumstance.question], shape.questions, "question")


def _screens(shape: ReadinessShape) -> Found:
    for kind, screens in shape.checks.model_dump().items():
        yield from _unknown(("checks", kind), screens, shape.screens, "screen")
    for id, screen in shape.screens.items():
        yield from _unknown(("screens", id, "questions"), screen.questions, shape.questions, "question")
        yield from _unknown(("screens", id, "keeps"), screen.keeps, screen.questions, "question of it")


def _shown(shape: ReadinessShape) -> Found:
    """Every question that needs an answer is asked in the full check, once, and has a line where it is
    grouped.
    """
    full = [shape.screens[id] for id in shape.checks.full if id in shape.screens]
    asked = [question for screen in full for question in screen.questions]
    for id, question in shape.questions.items():
        if question.required and asked.count(id) != 1:
            yield ("questions", id), f"is asked {asked.count(id)} times in the full check; once"
    for name, screen in shape.screens.items():
        for id in screen.questions if screen.lines and len(screen.questions) > 1 else ():
            if id in shape.questions and shape.questions[id].line is None:
                yield ("questions", id), f"has no line, but stands on the screen {name}"


def _questions(shape: ReadinessShape) -> Found:
    for id, question in shape.questions.items():
        path: Path = ("questions", id)
        yield from _length(path, question)
        yield from _unknown((*path, "when"), _given(question.when), shape.circumstances, "circumstance")
        yield from _unknown((*path, "healthy"), question.harmless, question.codes, "answer of it")
        yield from _unknown((*path, "days"), question.days, question.codes, "answer of it")
        yield from _unknown((*path, "then"), question.then, {*question.codes, ANY}, "answer of it")
        for followers in question.then.values():
            yield from _unknown((*path, "then"), followers, shape.questions, "question")
        if question.urgent and not question.again:
            yield path, "is urgent, but has no simpler words under again"


def _length(path: Path, question: QuestionShape) -> Found:
    for part in ("ask", "again"):
        count = len((getattr(question, part) or "").split())
        if count > WORDS_AT_MOST:
            yield (*path, part), f"has {count} words; {WORDS_AT_MOST} at most"
    if question.line and len(question.line) > LINE_AT_MOST:
        yield (*path, "line"), f"has {len(question.line)} characters; {LINE_AT_MOST} at most"


def _rows(shape: ReadinessShape) -> Found:
    for id, question in shape.questions.items():
        for number, row in enumerate(question.rules):
            path: Path = ("questions", id, "rules", number)
            yield from _row(path, row, question, shape)


def _row(path: Path, row: RuleShape, question: QuestionShape, shape: ReadinessShape) -> Found:
    if not row.answers:
        yield path, "has no answer and no scores"
    if (row.scores is not None) != (question.kind is Kind.SCORE):
        yield path, "gives scores only where the kind is score"
    yield from _unknown(path, row.answers, {*question.codes, NOT_SURE}, "answer of the question")
    yield from _unknown(path, _given(row.given, row.unless), shape.circumstances, "circumstance")
    if (Verdict.URGENT in row.outcomes) != (row.tier is not None):
        yield path, "is urgent with a tier (E or D), or neither"
    if Verdict.URGENT in row.outcomes and row.lift:
        yield path, "is urgent: nothing lifts it"


def _effects(shape: ReadinessShape) -> Iterator[tuple[Path, EffectShape]]:
    yield ("after_urgent",), shape.after_urgent
    yield ("after_denied",), shape.after_denied
    for id, question in shape.questions.items():
        for number, row in enumerate(question.rules):
            yield ("questions", id, "rules", number), row


def _stretches(shape: ReadinessShape) -> Found:
    known = {*shape.twists, *shape.prep}
    for path, effect in _effects(shape):
        lift = effect.lift
        named = [*effect.closes, *effect.only, *(gate.stretch for gate in effect.gates)]
        yield from _unknown(path, [*named, *(lift.only if lift else ())], known, "stretch of the table")
        left = [*effect.outcomes, *(lift.outcomes if lift else ())]
        yield from _unknown(path, left, _OUTCOMES, "outcome of a row")
    for verdict in Verdict:
        if verdict not in shape.opens:
            yield ("opens",), f"does not say what {verdict.value} opens"
    for verdict, names in shape.opens.items():
        yield from _unknown(("opens", verdict.value), names, {*known, "twists", "prep"}, "stretch")
    for number, gate in enumerate(shape.gates):
        yield from _unknown(("gates", number), [gate.stretch], known, "stretch of the table")
    for verdict, levels in shape.levels.items():
        yield from _unknown(("levels", verdict.value), levels, known, "stretch of the table")
    if Verdict.CLEARED not in shape.levels:
        yield ("levels",), "has no levels for cleared; {} for none"


def _words(shape: ReadinessShape, texts: Collection[str]) -> Found:
    """Every key that the core may give has its words."""
    for path, effect in _effects(shape):
        keys = [f"reason.{effect.reason}", *(f"reason.{gate.reason}" for gate in effect.gates)]
        keys += [f"restriction.{code}" for code in effect.restrictions]
        keys += [f"advice.{code}" for code in _given(effect.advice)]
        keys += [f"event.{code}" for code in _given(effect.event)]
        yield from _missing(path, keys, texts)
    for number, gate in enumerate(shape.gates):
        yield from _missing(("gates", number), [f"reason.{gate.reason}"], texts)
    for verdict in Verdict:
        yield from _missing(("words",), [f"verdict.{verdict.value}", f"reason.{verdict.value}"], texts)
    yield from _missing(("words",), [f"reason.{key}" for key in _REASONS], texts)
    yield from _missing(("words",), [f"proof.{proof.value}" for proof in Proof if proof is not Proof.COUNTS], texts)
    yield from _missing(("words",), [f"button.{code}" for code in _BUTTONS], texts)
    for id, screen in shape.screens.items():
        ticked = len(screen.questions) > 1 and not any(_urgent(name, shape) for name in screen.questions)
        parts = ("intro", "pick", "doubt") if ticked else ("intro",)
        yield from _missing(("screens", id), [f"screen.{id}.{part}" for part in parts], texts)


def _urgent(id: str, shape: ReadinessShape) -> bool:
    return id in shape.questions and shape.questions[id].urgent


def _missing(path: Path, keys: Collection[str], texts: Collection[str]) -> Found:
    for key in keys:
        if f"readiness.{key}" not in texts:
            yield path, f"has no words for {key} (under words)"


def _given(*names: str | None) -> list[str]:
    return [name for name in names if name]


_CHECKS = (_names, _screens, _shown, _questions, _rows, _stretches)
