"""Moments as a person reads them: weekday, day, month and the time on their own wall."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.effects import Gaps, Look, Name, Phrase
from bot.core.plan_words import clock, day_name
from bot.core.saying import plain
from bot.core.session import Person
from bot.core.waking import rings, zone_of


def when(key: str, moment: datetime, zone: str, look: Look = Look.PLAIN) -> Phrase:
    """The words of `key` with a moment in their gaps: {weekday}, {date} and {clock}."""
    local = moment.astimezone(ZoneInfo(zone))
    return Phrase(key=key, look=look, gaps=(*day_gaps(local.date()), ("clock", clock(local.time()))))


def day_gaps(day: date) -> Gaps:
    """What fills {weekday} and {date}."""
    return (("weekday", Name(key=f"plan.weekday.{day.isoweekday()}")), ("date", day_name(day)))


def next_words(person: Person, at: datetime) -> Phrase:
    """When the person is reminded next, whichever plan or snooze it comes from."""
    moments = [snooze.at for snooze in person.reminders.snoozes if snooze.follows is None]
    moments += [moment for plan in person.plans if (moment := rings(person, plan, at))]
    return when("remind.next", min(moments), zone_of(person)) if moments else plain("remind.nothing_next")
