"""Which of the occasions that are due becomes a reminder, if any: late ones, quiet hours, pain, and people at it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.day import is_over, local_day
from bot.core.recurrence import moment_of
from bot.core.session import Checking, Ended, Feeling, Holding, Person, Poised, Resting
from bot.core.waking import LATEST, Occasion, zone_of

PUNCTUAL = timedelta(minutes=10)
"""How late a time that the person chose is still that time: later, quiet hours are kept."""

DAY = timedelta(days=1)

PRESENT = timedelta(minutes=15)
"""For so long after they did something, a person with a question before them is here, and needs no reminder."""


def wall(at: datetime, person: Person) -> time:
    """What the clock on the person's wall shows."""
    return at.astimezone(ZoneInfo(zone_of(person))).time()


def is_quiet(person: Person, at: datetime) -> bool:
    """Whether the moment lies in the person's quiet hours."""
    hours, now = person.reminders.quiet, wall(at, person)
    if hours.start <= hours.end:
        return hours.start <= now < hours.end
    return now >= hours.start or now < hours.end


def is_shut(person: Person, at: datetime) -> bool:
    """Whether nothing may ring: a lock stands, or pain ended the twists of today, or is still asked about (b3)."""
    today = local_day(at, person.settings.zone)
    locked = person.lock is not None and at < person.lock.until
    seen = person.seen and local_day(person.seen, person.settings.zone)
    return locked or not is_over(person.no_twist_on, today) or (isinstance(person.phase, Feeling) and seen == today)


def is_at_it(person: Person, at: datetime) -> bool:
    """Whether the person is stretching, or answers us just now: whoever is here is not called."""
    if isinstance(person.phase, Poised | Holding | Resting):
        return True
    asked = isinstance(person.phase, Checking | Feeling | Ended)
    return asked and person.seen is not None and at - person.seen <= PRESENT


def in_time(person: Person, occasion: Occasion, at: datetime) -> bool:
    """Whether an occasion may still be said: not too late, and in quiet hours only at the time that was chosen."""
    late = at - occasion.moment
    return late <= LATEST and (not is_quiet(person, at) or (occasion.chosen and late <= PUNCTUAL))


def sayable_until(person: Person, occasion: Occasion, at: datetime) -> datetime:
    """Until when an occasion that is said now may be on its way: as long as it is in time without a break.

    A follow-up waits no longer than a moment. Whatever kept it keeps the reminder before it, too: both would come at
    once.
    """
    if occasion.follows is not None:
        return at + PUNCTUAL
    free = max(at, occasion.moment + PUNCTUAL) if occasion.chosen else at
    latest = occasion.moment + LATEST
    return free if is_quiet(person, free) else min(latest, _quiet_from(person, free) or latest)


def _quiet_from(person: Person, at: datetime) -> datetime | None:
    """When the next quiet hours begin; None where there are none."""
    zone, hours = ZoneInfo(zone_of(person)), person.reminders.quiet
    if hours.start == hours.end:
        return None
    today = at.astimezone(zone).date()
    begins = moment_of(today, hours.start, zone)
    return begins if begins > at else moment_of(today + DAY, hours.start, zone)


def is_answered(person: Person, occasion: Occasion) -> bool:
    """Whether an occasion only follows up a reminder after which the person did something."""
    return occasion.follows is not None and person.seen is not None and person.seen > occasion.follows


def first_of(occasions: tuple[Occasion, ...]) -> Occasion:
    """The one that is said for all of them: a plan before a follow-up, then the latest, then the oldest plan."""
    return max(occasions, key=lambda each: (each.follows is None, each.moment, -each.plan))
