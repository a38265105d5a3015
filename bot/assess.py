"""A file of answers in, the verdict out: how a clinician audits the table without a chat.

The file is YAML or JSON; `assess_file` says what may stand in it. Every fault is named, with its line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.clock import WallClock
from bot.content.faults import Document, Fault
from bot.content.yaml_lines import parse
from bot.core.counting import fitting
from bot.core.questions import (
    NO,
    NOT_SURE,
    YES,
    Answers,
    Confirmation,
    Experience,
    Fired,
    Kind,
    Question,
    Table,
)
from bot.core.readiness import Assessment, assess
from bot.refusals import Refusal
from bot.verdict import as_json

HEALTHY = "healthy"
COUNTS = ("calm_sessions", "b_sessions", "prep_score")
DAYS = ("today", "screened_on")
OTHERS = ("confirmed", "defaults", "answers", "fired", "never_had")

MOST_BYTES = 100_000
"""A file of answers is a page; a larger one is another file, and would take minutes to read."""

LONGEST_SHOWN = 60
"""Characters of a wrong value that a fault repeats."""

EARLIEST = date(1900, 1, 1)
"""No day in a file lies before it: an earlier one is a slip of the pen."""

Place = tuple[str | int, ...]


class AssessError(Refusal):
    """The file of answers cannot be used; the message has a line for every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(slots=True)
class _Reading:
    """One file while it is read: what it says, and the faults found so far."""

    document: Document
    table: Table
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, what: str) -> None:
        self.faults.append(self.document.fault(place, what))


def assess_file(path: Path, table: Table, *, today: date | None = None) -> dict[str, Any]:
    """Judge the answers in a file: verdict, also, open, closed (with the reason's key) and because.

    The file gives answers under the ids of the questions, and may give `confirmed: {Q17: {who, on,
    event}}`, `today`, `screened_on`, `defaults: healthy`, `calm_sessions`, `b_sessions`, `prep_score`
    (after the preparation), `fired: {Q3: day}` (an urgent sign of an earlier day) and `never_had: [Q3]`.
    AssessError names every fault.
    """
    document = _document(path)
    reading = _Reading(document, table)
    judged = _judge(reading, document.value, today)
    if reading.faults or judged is None:
        raise AssessError(reading.faults)
    return as_json(judged, table)


def _document(path: Path) -> Document:
    """The file as values with their lines; JSON is YAML once its tabs are spaces."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise AssessError([Fault(path.name, 1, f"is larger than {MOST_BYTES} bytes; answers are a page")])
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        raise AssessError([Fault(str(path), 1, f"cannot be read: {trouble}")]) from None
    if text.lstrip().startswith("{"):
        text = text.replace("\t", " ")
    try:
        document, faults = parse(text, path.name)
    except RecursionError:
        raise AssessError([Fault(path.name, 1, "is nested too deeply")]) from None
    if faults:
        raise AssessError(list(faults))
    return document


def _judge(reading: _Reading, value: Any, today: date | None) -> Assessment | None:
    if not isinstance(value, dict):
        reading.fault((), "is no list of answers; write for example Q30: 2")
        return None
    days = {name: _day(reading, (name,), value.get(name)) for name in DAYS}
    now = days["today"] or today or WallClock().now().date()
    _late(reading, days["screened_on"], now)
    answers, confirmed = _answers(reading, value), _confirmed(reading, value.get("confirmed"))
    fired, experience = _fired(reading, value), _experience(reading, value)
    if reading.faults:
        return None
    return assess(
        answers,
        reading.table,
        today=now,
        screened_on=days["screened_on"],
        confirmed=confirmed,
        experience=experience,
        fired=fired,
    )


def _late(reading: _Reading, screened_on: date | None, today: date) -> None:
    if screened_on and screened_on > today:
        reading.fault(("screened_on",), f"is {screened_on}, after today ({today})")


# --- answers ----------------------------------------------------------------------------------------


def _answers(reading: _Reading, value: dict[str, Any]) -> Answers:
    given = dict(_given(reading, value, ()))
    nested = value.get("answers")
    if isinstance(nested, dict):
        given |= dict(_given(reading, nested, ("answers",)))
    elif nested is not None:
        reading.fault(("answers",), "gives answers under the ids of the questions")
    if value.get("defaults") not in (None, HEALTHY):
        reading.fault(("defaults",), f"is {value['defaults']}; only healthy is known")
    filled = _healthy(reading.table) if value.get("defaults") == HEALTHY else {}
    answers = filled | given
    return tuple((id, said) for id, said in answers.items() if said is not None)


def _healthy(table: Table) -> dict[str, tuple[str, ...]]:
    wanted = (question for question in table.questions.values() if question.required or question.id == table.consent)
    return {question.id: question.healthy[:1] for question in wanted}


def _asked(table: Table) -> dict[str, Question]:
    """The questions that stand on a screen, and those that follow from them."""
    shown = {id for screen in table.screens.values() for id in screen.questions}
    following = {id for name in shown for ids in table.question(name).then.values() for id in ids}
    return {id: table.question(id) for id in sorted(shown | following)}


def _given(reading: _Reading, value: dict[str, Any], at: Place) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """The answers as codes; null says that a question was left without an answer, also with defaults."""
    asked = _asked(reading.table)
    for key, answer in value.items():
        question = asked.get(key)
        if question is None:
            if at or key not in (*DAYS, *COUNTS, *OTHERS):
                reading.fault((*at, key), "is no question and nothing else that is known")
            continue
        said = None if answer is None else _codes(answer, question)
        if said is not None and not fitting(question, said):
            reading.fault((*at, key), f"is {_shown(answer)}; {_choices(question)}")
        yield key, said


def _codes(answer: Any, question: Question) -> tuple[str, ...]:
    """An answer as codes; what is no code at all becomes an empty one, which fits nothing."""
    items = answer if isinstance(answer, list) else [answer]
    codes = tuple(_code(item) for item in items)
    nothing = question.kind is Kind.PARTS and codes in ((NO,), ("none",))
    return () if nothing else codes


def _code(item: Any) -> str:
    if isinstance(item, bool):
        return YES if item else NO
    if isinstance(item, float) and item.is_integer():
        return str(int(item))
    return str(item) if isinstance(item, (str, int)) else ""


def _shown(answer: Any) -> str:
    """A wrong value as a fault repeats it: one level deep, and no longer than a line."""
    text = "[" + ", ".join(map(_leaf, answer)) + "]" if isinstance(answer, list) else _leaf(answer)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}..."


def _leaf(value: Any) -> str:
    if isinstance(value, list):
        return "[...]"
    return "{...}" if isinstance(value, dict) else str(value)


def _choices(question: Question) -> str:
    if question.kind is Kind.SCORE:
        return f"a whole number from {question.codes[0]} to {question.codes[-1]}, or {NOT_SURE}"
    codes = ", ".join(dict.fromkeys((*question.codes, NOT_SURE)))
    if question.kind is Kind.PARTS:
        return f"a list of {', '.join(question.codes)}, or none"
    return f"one of {codes}" + (", or a list of the first and the second asking" if question.urgent else "")


# --- everything else --------------------------------------------------------------------------------


def _day(reading: _Reading, place: Place, value: Any) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = date.min
    if day >= EARLIEST:
        return day
    reading.fault(place, f"is {_shown(value)}; a day such as 2026-01-31")
    return None


def _confirmed(reading: _Reading, value: Any) -> tuple[Confirmation, ...]:
    items = _mapping(reading, "confirmed", value)
    return tuple(
        found
        for id, item in items.items()
        if (found := _confirmation(reading, ("confirmed", id), id, item)) is not None
    )


def _confirmation(reading: _Reading, place: Place, id: str, item: Any) -> Confirmation | None:
    """Who and when (L6). Without them nothing is confirmed; that is an answer, not a fault."""
    if id not in reading.table.questions:
        reading.fault(place, "is no question")
        return None
    if not isinstance(item, dict):
        reading.fault(place, 'has no who and no day; write {who: "...", on: 2026-01-31}')
        return None
    for key in sorted(set(item) - {"who", "on", "event"}):
        reading.fault((*place, key), "is not known; who, on and event are")
    on, event = (_day(reading, (*place, part), item.get(part)) for part in ("on", "event"))
    if on is None:
        return None
    return Confirmation(question=id, who=str(item.get("who") or ""), on=on, event=event)


def _fired(reading: _Reading, value: dict[str, Any]) -> tuple[Fired, ...]:
    never = value.get("never_had", [])
    if not isinstance(never, list):
        reading.fault(("never_had",), "is a list of questions")
        never = []
    days = {id: _day(reading, ("fired", id), day) for id, day in _mapping(reading, "fired", value.get("fired")).items()}
    return tuple(Fired(question=id, on=day, denied=id in never) for id, day in days.items() if day)


def _mapping(reading: _Reading, name: str, value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        reading.fault((name,), "gives something for each question; write {Q17: ...}")
        return {}
    return value


def _experience(reading: _Reading, value: dict[str, Any]) -> Experience:
    counts = {name: value[name] for name in COUNTS if value.get(name) is not None}
    for name, count in counts.items():
        if type(count) is not int or count < 0:
            reading.fault((name,), f"is {_shown(count)}; a whole number from 0")
    return Experience() if reading.faults else Experience(**counts)
