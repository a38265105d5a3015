"""What stands behind /zone: a place, or the time of day it is there."""

from datetime import UTC, datetime, time

import pytest

from bot.core.events import ClockRead, PainFelt, Placed, Unclear
from bot.core.session import Idle
from bot.heard import Said
from bot.hearing import hear
from bot.knowledge import Knowledge
from bot.places import zones_near, zones_of

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("18:42", time(18, 42)),
        ("it is 6.42 pm here", time(18, 42)),
        ("6:42", time(6, 42)),
        ("12:05 am", time(0, 5)),
        ("12:05 p.m.", time(12, 5)),
        ("18:42 pm", time(18, 42)),
    ],
)
def test_a_clock(knowledge: Knowledge, typed: str, clock: time) -> None:
    """A time of day is read in either way of writing it."""
    assert hear_zone(knowledge, typed) == ClockRead(at=AT, clock=clock)


def test_a_city(knowledge: Knowledge) -> None:
    """Every place of that name comes along."""
    assert hear_zone(knowledge, "Portland") == Placed(at=AT, places=zones_of("Portland"))


def test_a_slip(knowledge: Knowledge) -> None:
    """A name that is a slip away is not sure."""
    assert hear_zone(knowledge, "Berln") == Placed(at=AT, places=zones_near("Berln"), sure=False)


def test_no_place(knowledge: Knowledge) -> None:
    """Words that are no place are none, and not unclear: the answer asks for the time of day."""
    assert hear_zone(knowledge, "nowhere at all") == Placed(at=AT, places=(), sure=False)


def test_pain_comes_first(knowledge: Knowledge) -> None:
    """Whatever stands before it (law 1)."""
    assert isinstance(hear_zone(knowledge, "ouch my back hurts"), PainFelt)


def test_nothing_behind_it(knowledge: Knowledge) -> None:
    """The bare word is no place."""
    table = knowledge.content.library.table
    assert hear(Said(text="zone"), Idle(), knowledge.lexicon, table, AT) == Unclear(at=AT, what="words")


def hear_zone(knowledge: Knowledge, typed: str) -> object:
    """What is heard of `/zone ...`."""
    return hear(Said(text=f"zone {typed}"), Idle(), knowledge.lexicon, knowledge.content.library.table, AT)
