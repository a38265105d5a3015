"""What holds of every text: nothing breaks, and what is said back is understood as the very same plan."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.drafts import Asking, Refused, Understood, answered
from bot.core.plans import Plan
from bot.core.recurrence import coming
from tests.planning.spoken import BERLIN, NOW, echo, english, understood

KNOWN = sorted({word for phrases in english().phrases.values() for phrase, _ in phrases for word in phrase})
NAMES = sorted(
    {word for names in (english().numbers, english().weekdays, english().months) for name in names for word in name}
)
NUMBERS = ["6", "7", "12", "13", "18", "24", "30", "7:30", "06:30", "0830", "1999", "7.15", "10.12.", "99999"]
WORDS = st.sampled_from([*(word for word in KNOWN if not word.startswith("<")), *NAMES, *NUMBERS])
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)
TIMES = st.sets(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=4)
DAYS = st.dates(date(2026, 11, 21), date(2027, 10, 31))
MOMENTS = st.timedeltas(timedelta(), timedelta(days=1500)).map(lambda ahead: NOW + ahead)


@given(text=st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Whatever is typed has an outcome."""
    assert isinstance(understood(text), Understood | Asking | Refused)


@given(text=TEXTS, now=MOMENTS)
def test_the_echo_is_the_plan(text: str, now: datetime) -> None:
    """Known words in any order: if they make a plan, its echo makes the same, and it has a next time."""
    outcome = understood(text, now)
    if isinstance(outcome, Understood):
        plan = outcome.plan
        again = understood(echo(plan), now)
        assert isinstance(again, Understood)
        assert (again.plan == plan) or (plan.once is not None)
        assert coming(again.plan, BERLIN, now, 3) == coming(plan, BERLIN, now, 3) != ()


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that words can say."""
    times = tuple(sorted(draw(TIMES)))
    days = draw(st.sampled_from(["every", "weekdays", "count", "one"]))
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if days == "one":
        day = draw(DAYS)
        return Plan(id=0, times=times, from_day=day, until_day=day)
    if days == "count":
        first = first or draw(DAYS)
    if first and last and last <= first:
        last = None
    weekdays = tuple(sorted(draw(st.sets(st.integers(1, 7), min_size=1, max_size=6)))) if days == "weekdays" else ()
    every = draw(st.integers(2, 90)) if days == "count" else 1
    return Plan(id=0, times=times, weekdays=weekdays, every=every, from_day=first, until_day=last)


@given(plan=plans())
def test_every_plan_can_be_said(plan: Plan) -> None:
    """A plan said back is understood as itself, unless it never rings."""
    expected = Understood(plan=plan) if coming(plan, BERLIN, NOW, 1) else "never"
    given = understood(echo(plan))
    assert given == expected or (expected == "never" and isinstance(given, Refused))


@given(text=TEXTS, told=st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_answers_end_the_questions(text: str, told: time) -> None:
    """Each answer takes one question away; after the last there is a plan, or nothing of it is still to come."""
    outcome = understood(text)
    questions = len(outcome.open) if isinstance(outcome, Asking) else 0
    for left in range(questions, 0, -1):
        assert isinstance(outcome, Asking)
        assert len(outcome.open) == left
        outcome = answered(outcome, told, BERLIN, NOW)
    assert isinstance(outcome, Understood | Refused)


def test_a_moment_said_back() -> None:
    """ "In 2 hours" is a bare moment on the next whole minute; said back, it is that time of that day."""
    now = NOW + timedelta(seconds=20)
    outcome = understood("in 2 hours", now)
    expected = datetime(2026, 11, 20, 14, 1, tzinfo=UTC)

    assert outcome == Understood(plan=Plan(id=0, once=expected))
    assert coming(Plan(id=0, times=(time(15, 1),), from_day=date(2026, 11, 20)), BERLIN, now, 1) == (expected,)
