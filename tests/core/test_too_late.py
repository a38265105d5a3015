"""How long a reminder may be on its way: as long as it may be said, and what follows when that was not long enough."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.agenda import NO_QUIET, Quiet, Reminders
from bot.core.effects import Say
from bot.core.events import Began, Lapsed, Woken
from bot.core.occasions import in_time, is_quiet, sayable_until
from bot.core.plans import Plan
from bot.core.session import Person, Settings
from bot.core.waking import Occasion
from tests.core.practising import PRACTISED, keys, take
from tests.core.walking import MORNING

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

REMINDED = replace(
    PRACTISED,
    settings=Settings(zone="Etc/UTC"),
    plans=(Plan(id=1, times=(time(8),)),),
    reminders=Reminders(looked=MORNING - MINUTE),
)
"""Somebody who is to be reminded at eight, which it is at `MORNING`."""


def until(person: Person, at: datetime = MORNING) -> datetime | None:
    """How long the reminder that comes now may be on its way."""
    (said,) = take(person, Woken(at=at))[1]
    assert isinstance(said, Say)
    return said.until


def quiet(start: int, end: int) -> Person:
    """The same person with quiet hours."""
    return replace(REMINDED, reminders=replace(REMINDED.reminders, quiet=Quiet(start=time(start), end=time(end))))


@pytest.mark.parametrize("late", [timedelta(), HOUR, 2 * HOUR])
def test_two_hours(late: timedelta) -> None:
    """Two hours after its moment a reminder is too late, however late it set out."""
    assert until(REMINDED, MORNING + late) == MORNING + 2 * HOUR


def test_quiet_hours_begin() -> None:
    """It does not come into quiet hours; at the very time that the person chose, for some minutes."""
    assert until(quiet(9, 12)) == MORNING + HOUR
    assert until(quiet(7, 12)) == MORNING + 10 * MINUTE


def test_follow_up() -> None:
    """A follow-up waits for some minutes only: else it would leave together with the reminder before it."""
    person, _ = take(REMINDED, Woken(at=MORNING))
    assert until(person, MORNING + HOUR) == MORNING + HOUR + 10 * MINUTE


SUMMER = datetime(2026, 5, 1, tzinfo=UTC)
"""From here no clock changes for two months."""

WALLS = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
ZONES = st.sampled_from(["Etc/UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"])
MOMENTS = st.integers(0, 60 * 24 * 60).map(lambda minutes: SUMMER + minutes * MINUTE)
HOURS = st.just(NO_QUIET) | st.builds(Quiet, start=WALLS, end=WALLS)


@given(moment=MOMENTS, late=st.integers(0, 120), chosen=st.booleans(), hours=HOURS, zone=ZONES)
def test_law(moment: datetime, late: int, chosen: bool, hours: Quiet, zone: str) -> None:
    """In any quiet hours: up to that moment a reminder is in time, and right after it, it is not."""
    person = Person(id=1, settings=Settings(zone=zone), reminders=Reminders(quiet=hours))
    occasion, at = Occasion(moment=moment, plan=1, chosen=chosen), moment + late * MINUTE
    assume(in_time(person, occasion, at))
    last = sayable_until(person, occasion, at)
    between = [at + MINUTE * number for number in range((last - at) // MINUTE)]
    assert [each for each in between if not in_time(person, occasion, each)] == []
    assert not in_time(person, occasion, last + timedelta(microseconds=1))
    assert in_time(person, occasion, last) or is_quiet(person, last)


# --- too late ------------------------------------------------------------------------------------------------


def test_lapsed() -> None:
    """What lay too long is told once, with the next reminder, and moves nothing."""
    person, effects = take(REMINDED, Lapsed(at=MORNING + 3 * HOUR, until=MORNING + 2 * HOUR))
    assert (effects, person.phase, person.turn) == ((), REMINDED.phase, REMINDED.turn)
    person, effects = take(person, Woken(at=MORNING + 24 * HOUR))
    assert keys(effects)[-1] == "remind.missed"
    assert "remind.missed" not in keys(take(person, Woken(at=MORNING + 48 * HOUR))[1])


def test_lapsed_and_hello() -> None:
    """Or with the next hello."""
    person, _ = take(REMINDED, Lapsed(at=MORNING + 3 * HOUR, until=MORNING + 2 * HOUR))
    assert keys(take(person, Began(at=MORNING + 4 * HOUR))[1])[0] == "remind.missed_today"
