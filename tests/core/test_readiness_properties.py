"""What holds for any answers at all."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.questions import STRICTNESS, Answers, Experience, Kind, Question, Verdict
from bot.core.readiness import assess, settled
from tests.core.answering import TABLE, TODAY, TWISTS, yes_from

QUESTIONS = tuple(question for question in TABLE.questions.values() if question.required)
IDS = tuple(question.id for question in QUESTIONS)
URGENT = tuple(question.id for question in QUESTIONS if question.urgent)
SIGNS = URGENT[:7]
"""Q2 to Q8: the urgent ones whose yes is urgent in any case."""

OPENS_LITTLE = {Verdict.URGENT, Verdict.NOT_TODAY, Verdict.INCOMPLETE}

EXPERIENCE = st.builds(
    Experience,
    calm_sessions=st.integers(0, 4),
    b_sessions=st.integers(0, 4),
    prep_score=st.none() | st.integers(0, 10),
)


def _answer(question: Question) -> st.SearchStrategy[tuple[str, ...]]:
    """Mostly healthy, so that verdicts of every kind come up."""
    fine = st.just(question.healthy[:1])
    if question.kind is Kind.PARTS:
        return fine | st.lists(st.sampled_from(question.codes), unique=True).map(tuple)
    one = st.sampled_from((*question.codes, "not_sure")).map(lambda code: (code,))
    two = st.sampled_from(("yes", "no", "not_sure")).map(lambda code: ("not_sure", code))
    return st.one_of([fine] * 12 + [two if question.urgent else one])


@st.composite
def answer_sets(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Answers to every question."""
    return {question.id: draw(_answer(question)) for question in QUESTIONS}


def _pairs(given: dict[str, tuple[str, ...]]) -> Answers:
    return tuple(given.items())


def _rank(verdict: Verdict) -> int:
    return STRICTNESS.index(verdict)


@given(answer_sets(), st.sampled_from(QUESTIONS), EXPERIENCE)
@settings(max_examples=300, deadline=None)
def test_a_healthy_answer_never_opens_less(
    said: dict[str, tuple[str, ...]], question: Question, done: Experience
) -> None:
    """Put the other way round: a worse answer never opens more, and the verdict is never less strict."""
    worse = assess(_pairs(said), TABLE, today=TODAY, experience=done)
    better = assess(_pairs({**said, question.id: question.healthy[:1]}), TABLE, today=TODAY, experience=done)

    assert set(worse.open) <= set(better.open)
    assert _rank(better.verdict) <= _rank(worse.verdict)


@given(answer_sets(), st.sampled_from(QUESTIONS), st.integers(0, 30), EXPERIENCE)
@settings(max_examples=300, deadline=None)
def test_a_confirmation_never_lifts_beyond_its_row(
    said: dict[str, tuple[str, ...]], question: Question, days: int, done: Experience
) -> None:
    """L5: at best the outcome of "lift to", and never of a sign that is urgent."""
    confirmed = [yes_from(question.id, TODAY - timedelta(days=days))]
    plain = assess(_pairs(said), TABLE, today=TODAY, experience=done)
    lifted = assess(_pairs(said), TABLE, today=TODAY, experience=done, confirmed=confirmed)
    alone = assess(
        _pairs({**{other.id: other.healthy[:1] for other in QUESTIONS}, question.id: said[question.id]}),
        TABLE,
        today=TODAY,
        experience=done,
        confirmed=confirmed,
    )

    assert _rank(lifted.verdict) <= _rank(plain.verdict)
    assert plain.verdict not in OPENS_LITTLE or lifted.verdict == plain.verdict
    if question.kind is not Kind.SCORE:
        assert _rank(lifted.verdict) >= _rank(alone.verdict) or alone.verdict is Verdict.INCOMPLETE


@given(answer_sets(), st.sampled_from(URGENT), EXPERIENCE)
@settings(max_examples=100, deadline=None)
def test_an_urgent_question_without_answer_opens_nothing(
    said: dict[str, tuple[str, ...]], missing: str, done: Experience
) -> None:
    """R5: without Q2 to Q10 there is no twist and no prep."""
    del said[missing]
    result = assess(_pairs(said), TABLE, today=TODAY, experience=done)

    assert result.open == ()
    assert result.verdict in (Verdict.INCOMPLETE, Verdict.URGENT)


@given(answer_sets(), st.sampled_from(SIGNS), st.sets(st.sampled_from(IDS)), EXPERIENCE)
@settings(max_examples=100, deadline=None)
def test_an_urgent_yes_wins_over_everything(
    said: dict[str, tuple[str, ...]], sign: str, gaps: set[str], done: Experience
) -> None:
    """R3: with any other answers and gaps, and any confirmation."""
    left = {id: codes for id, codes in said.items() if id not in gaps}
    some = _pairs({**left, sign: ("yes",)})
    result = assess(some, TABLE, today=TODAY, experience=done, confirmed=[yes_from(sign, TODAY)])

    assert (result.verdict, result.also, result.open) == (Verdict.URGENT, (), ())
    assert settled(some, TABLE)


@given(answer_sets(), EXPERIENCE)
@settings(max_examples=200, deadline=None)
def test_every_stretch_is_open_or_closed_with_a_reason(said: dict[str, tuple[str, ...]], done: Experience) -> None:
    """Open and closed share out the table; only cleared and gentle only open a twist; gentle never the prone one."""
    result = assess(_pairs(said), TABLE, today=TODAY, experience=done)
    closed = dict(result.closed)

    assert sorted(TABLE.stretches) == sorted((*result.open, *closed))
    assert all(closed.values())
    if set(result.open) & TWISTS:
        assert result.verdict in (Verdict.CLEARED, Verdict.GENTLE_ONLY)
    if result.verdict is not Verdict.CLEARED:
        assert "prone_twist" in closed
