"""The lock after an urgent sign: how long, what it keeps, and that it only grows (L1)."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.effects import Hush
from bot.core.events import UrgentSaid
from bot.core.session import Lock, Locked, Person, Settings
from tests.core.practising import PRACTISED, in_twist, keys, take, then
from tests.core.walking import MORNING

DAY = timedelta(hours=24)


def sign(question: str = "Q3", tier: str = "E", hours: float = 0) -> UrgentSaid:
    """An urgent sign, told so many hours after the morning began."""
    return UrgentSaid(at=MORNING + timedelta(hours=hours), sign=question, tier=tier)


def test_lock() -> None:
    """A sign locks for a day while the zone is unknown; what is kept is its code and the day."""
    person, effects = take(PRACTISED, sign())

    assert (person.phase, person.lock) == (Locked(), Lock(until=MORNING + DAY, on=date(2026, 3, 16), items=("Q3",)))
    assert (effects[0], keys(effects)) == (Hush(), ["safety.t_e"])


def test_same_day_text() -> None:
    """A sign that needs care within the day gets the text for it."""
    assert keys(take(PRACTISED, sign("Q6", "D"))[1]) == ["safety.t_d"]


def test_way_out_first() -> None:
    """Whoever lies in a twist is led out of it before the text."""
    assert keys(take(in_twist(), sign())[1]) == ["stretch.knee_drop.way_out", "safety.t_e"]


def test_zone() -> None:
    """With a zone, the lock stands until the midnight there."""
    person = replace(PRACTISED, settings=Settings(zone="Europe/Berlin"))

    assert _lock(then(person, sign())).until == MORNING + timedelta(hours=15)


def test_second_sign() -> None:
    """A second sign makes the lock longer and is kept beside the first, once."""
    lock = _lock(then(PRACTISED, sign("Q3"), sign("Q2", hours=2), sign("Q3", hours=3)))

    assert (lock.until, lock.items) == (MORNING + timedelta(hours=27), ("Q3", "Q2"))


def test_never_shorter() -> None:
    """A zone that is told afterwards does not end the lock sooner."""
    person = then(PRACTISED, sign())
    moved = replace(person, settings=Settings(zone="Pacific/Kiritimati"))

    assert _lock(then(moved, sign(hours=1))).until == MORNING + DAY


def _lock(person: Person) -> Lock:
    assert person.lock is not None
    return person.lock
