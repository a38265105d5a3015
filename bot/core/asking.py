"""How a question of the readiness check is put: the keys of its words and its buttons. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.checks import Check, answers, live, screen_of
from bot.core.findings import applying
from bot.core.questions import NO, NOT_SURE, YES, Kind, Question, Rule, Screen, Table

NONE = "none"
SOME = "some"
DONE = "done"
BACK = "back"
DOUBT = "doubt"
TICK = "tick"


class Style(StrEnum):
    """The form of a question: several at once, ticks, or one alone (its second asking, choices, 0-10,
    parts, a day).
    """

    GROUP = "group"
    TOGGLES = "toggles"
    SINGLE = "single"
    SECOND = "second"
    CHOICE = "choice"
    SCORE = "score"
    PARTS = "parts"
    DATE = "date"


_STYLES = {
    Kind.YES_NO: Style.SINGLE,
    Kind.CHOICE: Style.CHOICE,
    Kind.SCORE: Style.SCORE,
    Kind.PARTS: Style.PARTS,
    Kind.DATE: Style.DATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: the code it gives, the key of its words, and whether it is ticked."""

    code: str
    label: str
    ticked: bool = False


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked now. `words` are the keys of what is said, the lines of a grouped screen last.

    `about` is the question that a confirmation is about, "" elsewhere. `step` of `steps` is the screen,
    from 1; `steps` shrinks when an answer spares a screen.
    """

    screen: str
    questions: tuple[str, ...]
    style: Style
    words: tuple[str, ...]
    buttons: Rows
    about: str
    step: int
    steps: int


def ask(check: Check, table: Table) -> Ask | None:
    """What is asked now; None when the check is complete."""
    if check.place.pending:
        return _alone(check, table)
    screen = screen_of(check, table)
    if screen is None:
        return None
    questions = live(screen, check, table)
    if check.place.way:
        return _toggles(screen, questions, check, table)
    return _group(screen, questions, check, table)


def about(id: str) -> str:
    """The question that this one is asked about: Q17 for `Q17:who`, "" for a plain one."""
    return id.rpartition(":")[0]


def rule_about(question: str, check: Check, table: Table) -> Rule | None:
    """The row that a confirmation of this question would lift; None for a sign of an earlier day."""
    rows = [row for row, _ in applying(answers(check), table) if row.question == question and row.lift]
    return rows[0] if rows else None


def _group(screen: Screen, questions: tuple[Question, ...], check: Check, table: Table) -> Ask:
    return _ask(
        check,
        table,
        questions=tuple(question.id for question in questions),
        style=Style.GROUP,
        words=(
            f"readiness.screen.{screen.id}.intro",
            *(f"readiness.{question.id}.line" for question in questions if screen.lines),
        ),
        buttons=((_button(NONE),), (_button(SOME), _button(NOT_SURE))),
    )


def _toggles(screen: Screen, questions: tuple[Question, ...], check: Check, table: Table) -> Ask:
    ticking = check.place.way == TICK
    items = tuple(
        (Choice(code=item.id, label=f"readiness.{item.id}.line", ticked=item.id in check.place.ticks),)
        for item in questions
    )
    return _ask(
        check,
        table,
        questions=tuple(question.id for question in questions),
        style=Style.TOGGLES,
        words=(f"readiness.screen.{screen.id}.{'pick' if ticking else DOUBT}",),
        buttons=(*items, *_finish(check, doubt=ticking)),
    )


def _alone(check: Check, table: Table) -> Ask:
    id = check.place.pending[0]
    question = table.question(id)
    second = any(asked == id for asked, _ in check.said)
    style = Style.SECOND if second else _STYLES[question.kind]
    own = f"readiness.{question.id}.{'again' if second else 'ask'}"
    return _ask(
        check,
        table,
        questions=(id,),
        style=style,
        words=(*_opening(check, table), *_subject(id, check, table), _event_words(id, check, table) or own),
        buttons=_buttons(question, style, check),
    )


def _opening(check: Check, table: Table) -> tuple[str, ...]:
    """The opening words of a screen that has one question only."""
    screen = screen_of(check, table)
    alone = screen is not None and len(screen.questions) == 1 and check.place.pending == screen.questions
    return (f"readiness.screen.{screen.id}.intro",) if screen and alone else ()


def _event_words(id: str, check: Check, table: Table) -> str | None:
    rule = rule_about(about(id), check, table)
    return f"readiness.event.{rule.event}" if table.question(id).about_event and rule else None


def _subject(id: str, check: Check, table: Table) -> tuple[str, ...]:
    """What a confirmation is about, in words: the reason of its row, or the line of an earlier sign."""
    rule = rule_about(about(id), check, table)
    if rule:
        return (f"readiness.reason.{rule.reason}",)
    return (f"readiness.{about(id)}.line",) if about(id) in table.questions else ()


def _buttons(question: Question, style: Style, check: Check) -> Rows:
    if style is Style.SCORE:
        rows = tuple(tuple(map(_button, codes)) for codes in (question.codes[:6], question.codes[6:]))
        return (*rows, (_button(NOT_SURE),))
    if style is Style.PARTS:
        return (*((_choice(question, code, check),) for code in question.codes), *_finish(check, doubt=True))
    if style is Style.CHOICE or (style is Style.SINGLE and question.labelled):
        return (*((_choice(question, code, check),) for code in question.codes), (_button(NOT_SURE),))
    if style is Style.DATE:
        return ((_button(NOT_SURE),),)
    return (tuple(map(_button, (YES, NO, NOT_SURE))),)


def _finish(check: Check, *, doubt: bool) -> Rows:
    """Done, once something is ticked; and the way for whoever is in doubt."""
    done = (_button(DONE),) if check.place.ticks else ()
    row = (*done, *((_button(NOT_SURE),) if doubt else ()))
    return (row,) if row else ()


def _button(code: str) -> Choice:
    return Choice(code=code, label=f"readiness.button.{code}")


def _choice(question: Question, code: str, check: Check) -> Choice:
    return Choice(code=code, label=f"readiness.{question.id}.choice.{code}", ticked=code in check.place.ticks)


def _ask(
    check: Check,
    table: Table,
    *,
    questions: tuple[str, ...],
    style: Style,
    words: tuple[str, ...],
    buttons: Rows,
) -> Ask:
    screen, (step, steps) = screen_of(check, table), _progress(check, table)
    return Ask(
        screen=screen.id if screen else check.kind,
        questions=questions,
        style=style,
        words=words,
        buttons=(*buttons, (_button(BACK),)) if check.past else buttons,
        about=about(questions[0]),
        step=step,
        steps=steps,
    )


def _progress(check: Check, table: Table) -> tuple[int, int]:
    """How far the check is: the screens that were asked with this one, and those with what may still be asked.

    A screen with nothing to ask is no step, so that no number is left out; what a check asked before it became a
    full one counts on.
    """
    place = check.place
    asked = {(each.kind, each.screen) for each in (*check.past, place)}
    later = table.checks[check.kind][place.screen + 1 :]
    return len(asked), len(asked) + sum(bool(live(table.screens[id], check, table)) for id in later)
