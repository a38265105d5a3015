"""Where a running readiness check stands: what was said, what is live on the screen, when it is complete.
Pure.

A check is a short value: what was answered, and the places to go back to. All else is derived from the table.
"""

from dataclasses import dataclass, replace
from datetime import date

from bot.core.counting import holds
from bot.core.questions import NOT_SURE, Answers, Question, Screen, Table
from bot.core.readiness import settled

FULL = "full"
"""The kind of check that asks everything; the others build on what is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a check stands: the screen, what was ticked on it, what is still to be asked one by one.

    `way` is empty while the screen is asked as a whole, else how it was opened: tick or doubt. `answered` is
    how many answers had been given when this place was reached.
    """

    kind: str
    screen: int = 0
    way: str = ""
    ticks: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    answered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A running check. `said` grows with every answer; `past` are the places to go back to.

    `known` are answers from earlier, `carried` those of them that a full check does not ask again. `day` is
    the person's day, by which typed dates are read.
    """

    place: Place
    known: Answers = ()
    carried: tuple[str, ...] = ()
    said: Answers = ()
    past: tuple[Place, ...] = ()
    day: date | None = None

    @property
    def kind(self) -> str:
        """full, short, today or confirm."""
        return self.place.kind


def fresh(check: Check) -> Answers:
    """What was said in this check, and nothing from before; a second asking stands beside the first."""
    merged: dict[str, tuple[str, ...]] = {}
    for question, said in check.said:
        merged[question] = (*merged.get(question, ()), *said)
    return tuple(merged.items())


def answers(check: Check) -> Answers:
    """What is known now: what was said in this check, then what was known and not asked again.

    What was said about a confirmation is no answer of the check; `confirming` reads it.
    """
    merged = {id: said for id, said in fresh(check) if ":" not in id}
    for question, said in check.known:
        if check.kind != FULL or question in check.carried:
            merged.setdefault(question, said)
    return tuple(merged.items())


def merged(known: Answers, said: Answers) -> Answers:
    """Answers from before, replaced where something was said since."""
    return tuple((dict(known) | dict(said)).items())


def screen_of(check: Check, table: Table) -> Screen | None:
    """The screen the check stands on; None past the last one."""
    screens = table.checks[check.kind]
    number = check.place.screen
    return table.screens[screens[number]] if number < len(screens) else None


def live(screen: Screen, check: Check, table: Table) -> tuple[Question, ...]:
    """The questions of a screen that are asked now: not answered in this check, and in place here."""
    passed = {id for id, _ in check.said} | set(check.carried if screen.once else ())
    known = dict(answers(check))
    questions = (table.question(id) for id in screen.questions if id not in passed)
    return tuple(question for question in questions if holds(question.when, known, table) is not False)


def moved_on(check: Check, table: Table) -> Check:
    """The check at its next question: past screens with nothing to ask, to the end when all is settled
    (R3).
    """
    if settled(fresh(check), table):
        return replace(check, place=replace(check.place, pending=(), screen=len(table.checks[check.kind])))
    while not check.place.pending and (screen := screen_of(check, table)):
        questions = live(screen, check, table)
        if questions:
            return _at(check, questions)
        check = next_screen(check)
    return _widened(check, table)


def _at(check: Check, questions: tuple[Question, ...]) -> Check:
    """A screen of several questions is asked as a whole, a single one at once."""
    pending = (questions[0].id,) if len(questions) == 1 else ()
    return replace(check, place=replace(check.place, pending=pending))


def next_screen(check: Check) -> Check:
    """The check at the start of the screen after this one."""
    place = Place(kind=check.kind, screen=check.place.screen + 1, answered=len(check.said))
    return replace(check, place=place)


def _widened(check: Check, table: Table) -> Check:
    """A check whose answers make the whole one due becomes a full one; what was just said is not asked
    again.
    """
    if check.place.pending or check.kind == FULL or not _all_again(check, table):
        return check
    return moved_on(replace(check, place=Place(kind=FULL, answered=len(check.said))), table)


def _all_again(check: Check, table: Table) -> bool:
    return any(
        rule.again and set(said) & {*rule.answers, NOT_SURE}
        for id, said in check.said
        for rule in table.question(id).rules
    )
