"""How long things are kept: what is past its time goes, without being asked (/privacy says so). No clock."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.clearance import months_before
from bot.core.day import local_day
from bot.core.questions import Limits
from bot.core.session import Person, Readiness

AT_REST = 2
"""Days since somebody was heard before anything of theirs is touched: nobody loses something in a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Days for which sessions are kept, and days of silence after which everything goes."""

    sessions: int
    silence: int = 730


def first_kept(at: datetime, terms: Terms) -> date:
    """The earliest day whose sessions are kept."""
    return at.date() - timedelta(days=terms.sessions)


def tidied(person: Person, at: datetime, terms: Terms, limits: Limits) -> Person | None:
    """The person without what is past its time; None where all of it is. Whoever was here today is left alone.

    Answers are dropped when the full check they belong to has run out: it is asked anew before they would count.
    Confirmations have a longer term of their own. A lock stays: it only ever forbids.
    """
    heard = last_heard(person)
    if heard is not None and (at.date() - heard).days > terms.silence:
        return None
    if heard is not None and (at.date() - heard).days < AT_REST:
        return person
    recent = tuple(done for done in person.recent if done.on >= first_kept(at, terms))
    readiness = _readiness(person.readiness, local_day(at, person.settings.zone), limits)
    if (recent, readiness) == (person.recent, person.readiness):
        return person
    return replace(person, recent=recent, readiness=readiness)


def last_heard(person: Person) -> date | None:
    """The last day on which something of this person was kept; None when nothing tells."""
    known = person.readiness
    days = [known.checked_on, known.today_on, person.no_twist_on, *(done.on for done in person.recent)]
    days += [person.seen.date() if person.seen else None, person.lock.on if person.lock else None]
    return max((day for day in days if day is not None), default=None)


def _readiness(known: Readiness, today: date, limits: Limits) -> Readiness:
    oldest = months_before(today, limits.confirmation_months)
    confirmed = tuple(each for each in known.confirmed if each.on >= oldest)
    if known.checked_on is None or (today - known.checked_on).days <= limits.full_days:
        return known if confirmed == known.confirmed else replace(known, confirmed=confirmed)
    return Readiness(keeps=known.keeps, confirmed=confirmed, denied=known.denied, denied_on=known.denied_on)
