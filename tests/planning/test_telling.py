"""What the command line prints: JSON for a text, and every fault of the question at once."""

import json
from datetime import UTC, datetime

import pytest

from bot.content.root import find_root
from bot.planning.telling import PlanQuestionFault, checked, told
from tests.planning.spoken import BERLIN, NOW, content, understood


def answer(text: str) -> object:
    """The JSON of a text."""
    return json.loads(told(understood(text), content().words, BERLIN, NOW))


def test_a_plan() -> None:
    """A plan is said back, with its next three moments in UTC."""
    moments = ["2026-11-20T20:00Z", "2026-11-23T06:30Z", "2026-11-23T20:00Z"]
    expected = {"understood": "weekdays at 07:30 and 21:00", "refused": None, "next": moments}
    assert answer("weekdays 7:30 and 21:00") == expected


def test_a_plan_that_ends() -> None:
    """A plan with fewer moments has fewer."""
    expected = {"understood": "on 21 November at 21:00", "refused": None, "next": ["2026-11-21T20:00Z"]}
    assert answer("tomorrow evening at 9") == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("every day", "asks_time"),
        ("6", "asks_half"),
        ("mornings", "asks_morning"),
        ("7 am in the evening", "contradiction"),
        ("not on Mondays", "negated"),
    ],
)
def test_no_plan(text: str, reason: str) -> None:
    """What is asked, or why it is refused, stands under `refused`."""
    assert answer(text) == {"understood": None, "refused": reason, "next": []}


@pytest.mark.parametrize("now", ["2026-11-20T12:00Z", "2026-11-20T13:00+01:00"])
def test_the_moment(now: str) -> None:
    """A moment may have any offset, and is taken in UTC."""
    assert checked(BERLIN, now, "en", find_root()) == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_every_fault_of_the_question() -> None:
    """Zone, moment and language are told together."""
    with pytest.raises(PlanQuestionFault) as raised:
        checked("Europe/Atlantis", "noon", "tlh", find_root())

    assert str(raised.value).splitlines() == [
        "--zone Europe/Atlantis: no such time zone; a name such as Europe/Berlin wanted",
        "--now noon: no moment; one such as 2026-11-20T12:00Z wanted, with Z or an offset",
        "--lang tlh: no words for plans in that language; there is en",
    ]


@pytest.mark.parametrize("now", ["2026-11-20T12:00", "0001-01-01T00:00Z", "9999-12-31T23:59Z"])
def test_a_moment_that_is_none(now: str) -> None:
    """Without an offset, or at the ends of the calendar, it is refused."""
    with pytest.raises(PlanQuestionFault):
        checked(BERLIN, now, "en", find_root())
