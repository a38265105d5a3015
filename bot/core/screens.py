"""The readiness check in a chat: begin, give an answer, go back. Pure.

Questions come in screens. A screen of several asks them together: none of these, one or more, not sure.
Then the urgent ones are asked one by one, the others are ticked; what is ticked and has choices is asked on
its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.core.asking import (
    BACK,
    DONE,
    DOUBT,
    NONE,
    SOME,
    TICK,
    Ask,
    Choice,
    Style,
    about,
    ask,
    rule_about,
)
from bot.core.checks import Check, Place, answers, fresh, merged, moved_on, next_screen, screen_of
from bot.core.clearance import read_day
from bot.core.confirming import confirmations, denied
from bot.core.due import due
from bot.core.questions import NO, NOT_SURE, YES, Answers, Kind, Question, Table

__all__ = [
    "Ask",
    "Check",
    "Choice",
    "Place",
    "Style",
    "answers",
    "ask",
    "back",
    "begin",
    "confirmations",
    "denied",
    "due",
    "fresh",
    "give",
    "merged",
]

ANY = "any"


def begin(
    kind: str,
    table: Table,
    known: Answers = (),
    *,
    items: tuple[str, ...] = (),
    signs: tuple[str, ...] = (),
    day: date | None = None,
) -> Check:
    """Begin a check: full, short, today, or confirm.

    A confirmation is asked for each question in `items`, and for each urgent sign of an earlier day in
    `signs`.
    """
    once = {id for screen in table.screens.values() if screen.once for id in screen.questions}
    pending = (*(f"{item}:said" for item in items), *(f"{sign}:since" for sign in signs))
    check = Check(
        place=Place(kind=kind, pending=pending),
        known=known,
        carried=tuple(id for id, _ in known if id in once),
        day=day,
    )
    return moved_on(check, table)


def give(check: Check, code: str, table: Table) -> Check:
    """Take an answer; a code that does not fit leaves the check as it is."""
    asked = ask(check, table)
    if asked is None:
        return check
    if code == BACK:
        return back(check, table)
    return _TAKES[asked.style](check, code, asked, table)


def back(check: Check, table: Table) -> Check:
    """One question back; what was answered there is asked anew.

    At the first question nothing happens. A complete check has no way back: an urgent yes stays said (R3).
    """
    if not check.past or ask(check, table) is None:
        return check
    place = check.past[-1]
    return replace(check, place=place, past=check.past[:-1], said=check.said[: place.answered])


# --- several questions at once ------------------------------------------------------------------------


def _take_group(check: Check, code: str, asked: Ask, table: Table) -> Check:
    questions = tuple(table.question(id) for id in asked.questions)
    if code in (NONE, NO):
        return _said(_marked(check), tuple(_none(question, check, table) for question in questions), (), table)
    if code not in (SOME, YES, NOT_SURE):
        return check
    if any(question.urgent for question in questions):
        return _said(_marked(check), (), asked.questions, table)
    return _opened(_marked(check), DOUBT if code == NOT_SURE else TICK)


def _none(question: Question, check: Check, table: Table) -> tuple[str, tuple[str, ...]]:
    """The answer of a question that does not apply: what is known where the screen keeps it, else no
    effect.
    """
    screen = screen_of(check, table)
    kept = dict(check.known).get(question.id) if screen and question.id in screen.keeps else None
    return question.id, kept or question.healthy[:1]


def _opened(check: Check, way: str) -> Check:
    return replace(check, place=replace(check.place, way=way))


def _take_toggles(check: Check, code: str, asked: Ask, table: Table) -> Check:
    place = check.place
    if code in asked.questions:
        return replace(check, place=replace(place, ticks=_toggled(place.ticks, code)))
    if code == NOT_SURE and place.way == TICK:
        return _opened(_marked(check), DOUBT)
    if code != DONE or not place.ticks:
        return check
    questions = [table.question(id) for id in asked.questions]
    alone = [item for item in questions if item.id in place.ticks and _asked_alone(item, place)]
    said = [
        (item.id, _applies(item)) if item.id in place.ticks else (item.id, item.healthy[:1])
        for item in questions
        if item not in alone
    ]
    return _said(_marked(check), tuple(said), tuple(item.id for item in alone), table)


def _asked_alone(question: Question, place: Place) -> bool:
    """A tick answers a yes-or-no question, unless there was doubt; the others have choices to make."""
    return place.way == DOUBT or question.kind is not Kind.YES_NO


def _applies(question: Question) -> tuple[str, ...]:
    """The answer that the line of a yes-or-no question states: the one with an effect."""
    return tuple(code for code in question.codes if code not in question.healthy)


def _toggled(ticks: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(tick for tick in ticks if tick != code) if code in ticks else (*ticks, code)


# --- one question alone -------------------------------------------------------------------------------


def _take_one(check: Check, code: str, asked: Ask, table: Table) -> Check:
    question = table.question(asked.questions[0])
    given = _read(code, question, check, table)
    if given is None:
        return check
    if question.urgent and given == NOT_SURE and asked.style is not Style.SECOND:
        return _said(_marked(check), ((question.id, (given,)),), check.place.pending, table)
    return _answered(check, asked.questions[0], (given,), table)


def _take_second(check: Check, code: str, asked: Ask, table: Table) -> Check:
    if code not in (YES, NO, NOT_SURE):
        return check
    return _answered(check, asked.questions[0], (code,), table)


def _take_parts(check: Check, code: str, asked: Ask, table: Table) -> Check:
    question = table.question(asked.questions[0])
    place = check.place
    if code in question.codes:
        return replace(check, place=replace(place, ticks=_toggled(place.ticks, code)))
    if code == NOT_SURE:
        return _answered(check, question.id, (NOT_SURE,), table)
    if code != DONE or not place.ticks:
        return check
    return _answered(check, question.id, place.ticks, table)


def _read(code: str, question: Question, check: Check, table: Table) -> str | None:
    """The code as it is kept: one of the question's, or a calendar day as 2026-03-12; None when it does not
    fit.
    """
    if code in question.codes or code == NOT_SURE:
        return code
    if not question.takes_date or check.day is None:
        return None
    day = read_day(code, table.months, today=check.day)
    return day.isoformat() if day else None


def _answered(check: Check, id: str, said: tuple[str, ...], table: Table) -> Check:
    """The check after one question was answered; what follows from the answer is asked next."""
    follow = _followers(id, said, check, table)
    return _said(_marked(check), ((id, said),), (*follow, *check.place.pending[1:]), table)


def _followers(id: str, said: tuple[str, ...], check: Check, table: Table) -> tuple[str, ...]:
    then, subject = table.question(id).then, about(id)
    names = then.get(said[0], then.get(ANY, ()))
    rule = rule_about(subject, check, table)
    has_event = rule is not None and rule.event is not None
    named = [name for name in names if has_event or not table.question(name).about_event]
    return tuple(f"{subject}:{name}" if subject else name for name in named)


# --- moving on ----------------------------------------------------------------------------------------


def _marked(check: Check) -> Check:
    """The check with its present place remembered, so that `back` finds it."""
    return replace(check, past=(*check.past, check.place))


def _said(check: Check, said: Answers, pending: tuple[str, ...], table: Table) -> Check:
    """The check after answers, with what is still to be asked on this screen."""
    grown = (*check.said, *said)
    place = replace(check.place, pending=pending, ticks=(), answered=len(grown))
    after = replace(check, said=grown, place=place)
    return moved_on(after if pending else next_screen(after), table)


_TAKES: Mapping[Style, Callable[[Check, str, Ask, Table], Check]] = {
    Style.GROUP: _take_group,
    Style.TOGGLES: _take_toggles,
    Style.SINGLE: _take_one,
    Style.CHOICE: _take_one,
    Style.SCORE: _take_one,
    Style.DATE: _take_one,
    Style.SECOND: _take_second,
    Style.PARTS: _take_parts,
}
