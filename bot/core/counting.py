"""What an answer counts as, which circumstances hold, and what has no answer yet. Pure."""

from collections.abc import Mapping

from bot.core.questions import NOT_SURE, YES, Answers, Kind, Question, Table


def counted(question: Question, said: tuple[str, ...]) -> tuple[str, ...] | None:
    """The answers that count, of what was said; None while a second asking is open (R4).

    Anything worrying counts, at whichever asking. "Not sure" may mean any of the answers, so all of them
    count.
    """
    worrying = tuple(code for code in said if code not in question.healthy and code != NOT_SURE)
    if worrying and all(code in question.codes for code in worrying):
        return worrying
    doubts = said.count(NOT_SURE)
    if question.urgent and not worrying and doubts == 1:
        return () if said[-1] != NOT_SURE else None
    if worrying or doubts:
        return (*worrying, *_any_of(question))
    return ()


def _any_of(question: Question) -> tuple[str, ...]:
    """What "not sure" may mean: its own row where the table has one, else every answer with an effect."""
    if any(NOT_SURE in rule.answers for rule in question.rules):
        return (NOT_SURE,)
    return tuple(code for code in question.codes if code not in question.healthy)


def holds(circumstance: str | None, answers: Mapping[str, tuple[str, ...]], table: Table) -> bool | None:
    """Whether a circumstance holds; None when its question was not answered. No circumstance always holds."""
    if circumstance is None:
        return True
    seen = table.circumstances[circumstance]
    said = answers.get(seen.question)
    if said is None:
        return None
    counts = counted(table.question(seen.question), said) or ()
    return any(code in seen.answers for code in counts)


def unanswered(answers: Answers, table: Table) -> tuple[str, ...]:
    """The questions that still have no answer, in the order of the table; also those to be asked a second
    time.
    """
    given = dict(answers)
    return tuple(
        question.id
        for question in table.questions.values()
        if question.required
        and holds(question.when, given, table) is not False
        and (question.id not in given or counted(question, given[question.id]) is None)
    )


def fitting(question: Question, said: tuple[str, ...]) -> bool:
    """Whether these codes can be an answer to the question."""
    known = {*question.codes, NOT_SURE}
    if question.kind is Kind.PARTS:
        return said == (NOT_SURE,) or (set(question.codes).issuperset(said) and len(set(said)) == len(said))
    if question.urgent:
        return len(said) in (1, 2) and known.issuperset(said[:1]) and {*known, YES}.issuperset(said[1:])
    return len(said) == 1 and said[0] in known
