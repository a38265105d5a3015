"""What the picture of the record shows, before it is drawn."""

from datetime import date

from bot.charts.card import Card, Felt, Mark, Row, card
from bot.core.library import Side
from bot.core.record import Done
from bot.core.summary import Span, summarise
from bot.knowledge import Knowledge
from tests.charts.records import TODAY, done

MONDAY = date(2026, 11, 16)
DONE, AWAY, NONE, AHEAD = Mark.DONE, Mark.AWAY, Mark.NONE, Mark.AHEAD


def shown(knowledge: Knowledge, *records: Done, away: tuple[Span, ...] = ()) -> Card:
    """The card of these records."""
    return card(summarise(records, away, TODAY), knowledge.content.words)


def test_a_week(knowledge: Knowledge) -> None:
    """Days with a session, days away and other days are told apart; what was done away counts, Sunday is ahead."""
    records = (done(MONDAY, seconds=100), done(date(2026, 11, 18), seconds=100))

    expected = Row(monday="16 Nov", marks=(DONE, NONE, DONE, AWAY, NONE, NONE, AHEAD), minutes=3, said="3 min")
    assert shown(knowledge, *records, away=((date(2026, 11, 18), date(2026, 11, 19)),)).rows[-1] == expected


def test_an_empty_week(knowledge: Knowledge) -> None:
    """A week without a session has days and no minutes, and no word about it."""
    assert shown(knowledge).rows[0] == Row(monday="28 Sep", marks=(NONE,) * 7, minutes=0, said="")


def test_how_it_felt(knowledge: Knowledge) -> None:
    """The last seven days of which a score was said."""
    records = [done(date(2026, 11, day), pain_before=day % 5) for day in range(1, 8)]
    records += [done(date(2026, 11, 19)), done(pain_before=3, pain_after=1)]
    felt = shown(knowledge, *records).felt

    assert (len(felt), felt[0].on) == (7, "2 Nov")
    assert felt[-1] == Felt(on="21 Nov", before=3, after=1)


def test_nothing_done(knowledge: Knowledge) -> None:
    """A new person and one who comes back read a kind line, and no number."""
    assert shown(knowledge).lines == ("Your first session will show here.",)
    assert shown(knowledge, done(date(2026, 5, 1))).lines == (
        "A quiet time, and that is fine.",
        "Your next session will show here.",
    )


def test_words(knowledge: Knowledge) -> None:
    """Title, lines, the goal and the tighter side; today has its place in the last week."""
    full = shown(knowledge, done(date(2026, 11, 10)), done(tighter=Side.LEFT))

    assert (full.title, full.today, full.goal, full.goal_said) == ("Your last 8 weeks", 5, 10, "goal: 10 min")
    assert full.lines == ("This week: 1 of 10 minutes.", "2 weeks in a row with something done.")
    assert full.notes == ("Your left side was the tighter one on 1 day, 21 Nov.",)
