"""The reminder itself: what suits now, its minutes, what was remembered, and the ways to answer.

The words vary with the day, not by chance. Nothing is offered that is not open now; where nothing is, or nobody knows
yet, the reminder leads to the readiness check.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.agenda import Snooze
from bot.core.checks import FULL
from bot.core.choosing import in_order, minutes, offered, session_for
from bot.core.day import local_day
from bot.core.effects import Button, Name, Phrase, Rows, Say, Tone, Verb
from bot.core.events import Lapsed, Woken
from bot.core.library import Library, Routine
from bot.core.occasions import first_of, in_time, is_answered, is_at_it, is_quiet, is_shut, sayable_until
from bot.core.record import Done
from bot.core.saying import aside, button, plain, title, with_gap
from bot.core.session import Person, Session
from bot.core.snoozing import NOT_TODAY, tonight
from bot.core.standing import check_due, standing
from bot.core.stations import Next, stretch_of
from bot.core.waking import Occasion, due, looked_at

VARIANTS = 5
"""Openings of a reminder in the phrases, `remind.open.0` and on; each day has one of them."""

FOLLOW_UP = timedelta(hours=1)
"""After so long without an answer a reminder is followed up, once and silently."""

WEEK = 7


def woken(person: Person, event: Woken, library: Library) -> Next:
    """Look at what is due: at most one reminder follows, and what came too late is remembered for a quiet line."""
    at, occasions = event.at, due(person, event.at)
    if not occasions:
        return person, ()
    person = looked_at(person, at)
    if is_shut(person, at) or is_at_it(person, at):
        return person, ()
    wanted = tuple(occasion for occasion in occasions if not is_answered(person, occasion))
    sendable = tuple(occasion for occasion in wanted if in_time(person, occasion, at))
    person = _missed(person, tuple(occasion for occasion in wanted if occasion not in sendable))
    return reminded(person, first_of(sendable), library, at) if sendable else (person, ())


def _missed(person: Person, late: tuple[Occasion, ...]) -> Person:
    """The day of the last reminder that nobody will hear, to be told the next time."""
    moments = [occasion.moment for occasion in late if occasion.follows is None]
    return _missed_on(person, max(moments)) if moments else person


def lapsed(person: Person, event: Lapsed) -> Next:
    """What was to be said came too late to leave: the next time, there is the quiet line."""
    return _missed_on(person, event.until), ()


def _missed_on(person: Person, moment: datetime) -> Person:
    day = local_day(moment, person.settings.zone)
    return replace(person, reminders=replace(person.reminders, missed=day))


def reminded(person: Person, occasion: Occasion, library: Library, at: datetime) -> Next:
    """Remind, and put one follow-up behind it if the person may be followed up."""
    routine = suited(person, library, at, occasion.routine)
    words = (*_opening(person, occasion, routine, library, at), *missed_words(person, at))
    said = reminder(person, words, reminder_rows(person, occasion.plan, routine, at), silent=bool(occasion.follows))
    said = replace(said, until=sayable_until(person, occasion, at))
    person = replace(person, reminders=replace(person.reminders, missed=None))
    return _with_follow_up(person, occasion, at), (said,)


def reminder(person: Person, words: tuple[Phrase, ...], rows: Rows, silent: bool) -> Say:
    """A message that was not asked for: it rings unless it only follows up, and leaves in the lane of the many."""
    return replace(aside(person, *words, buttons=rows), rings=not silent, bulk=True)


def suited(person: Person, library: Library, at: datetime, wanted: str | None) -> Routine | None:
    """The routine to offer now: the one the plan names if it is open, else the one done last, else the menu's first.

    None where nothing is known to be open: the whole check is due, or what is known opens nothing.
    """
    stands = standing(person, library, at)
    if check_due(person, library, at) == FULL:
        return None
    named = library.routines.get(wanted or "")
    if named is not None and offered(named, stands):
        return named
    open_now = in_order(library, stands)[0]
    last = person.recent[-1].stretch if person.recent else None
    like_last = [each for each in open_now if each.items[0].stretch == last]
    return min(like_last, key=lambda each: len(each.items), default=next(iter(open_now), None))


def _opening(
    person: Person, occasion: Occasion, routine: Routine | None, library: Library, at: datetime
) -> tuple[Phrase, ...]:
    if routine is None:
        return (title("remind.check"),)
    session = session_for(person, routine, library, at)
    today = local_day(at, person.settings.zone)
    name = Name(key=f"routine.{routine.id}.title")
    key = "remind.follow" if occasion.follows else f"remind.open.{today.toordinal() % VARIANTS}"
    gaps = (("routine", name), ("minutes", minutes(person, session, library)))
    closed = (occasion.routine,) if occasion.routine in library.routines and occasion.routine != routine.id else ()
    return (
        replace(title(key), gaps=gaps),
        *(with_gap(plain("remind.closed"), routine=Name(key=f"routine.{id}.title")) for id in closed),
        *_remembered(person, session, library, today),
    )


def _remembered(person: Person, session: Session, library: Library, today: date) -> tuple[Phrase, ...]:
    """What was kept of the last time: the tighter side, or that it was made gentler."""
    stretch = stretch_of(session, library)
    last = next((done for done in reversed(person.recent) if done.stretch == stretch.id), None)
    if last is None or (last.tighter is None and not last.eased):
        return ()
    key = "remind.tighter" if last.tighter else "remind.eased"
    return (Phrase(key=key, side=last.tighter, gaps=(("day", _day_name(last, today)),)),)


def _day_name(done: Done, today: date) -> Name:
    """The name of a day of the last week; "last time" where it is longer ago."""
    ago = (today - done.on).days
    return Name(key=f"remind.on.{done.on.isoweekday()}" if 0 < ago < WEEK else "remind.on.last")


def missed_words(person: Person, at: datetime) -> tuple[Phrase, ...]:
    """The quiet line about a reminder that came too late."""
    missed = person.reminders.missed
    if missed is None:
        return ()
    today = local_day(at, person.settings.zone)
    return (plain("remind.missed_today" if missed == today else "remind.missed"),)


def reminder_rows(person: Person, plan: int, routine: Routine | None, at: datetime) -> Rows:
    """Start comes first; then later, and not now."""
    start = button("start", Verb.CHOOSE, f"start={routine.id if routine else ''}", Tone.GO)
    later = (_snooze("in_10_minutes", "10", plan), _snooze("in_1_hour", "60", plan))
    evening = (_snooze("tonight", "tonight", plan),) if tonight(person, at) else ()
    week = (_snooze("pause_week", "week", plan),) if any(each.id == plan for each in person.plans) else ()
    return ((start,), (*later, *evening), (_snooze("not_today", NOT_TODAY, plan), *week))


def _snooze(label: str, how: str, plan: int) -> Button:
    return button(label, Verb.CHOOSE, f"snooze={how}.{plan}")


def _with_follow_up(person: Person, occasion: Occasion, at: datetime) -> Person:
    """One follow-up an hour later, in the place of any other, if the person allows it, on their day and not in quiet
    hours.
    """
    moment, known = at + FOLLOW_UP, person.reminders
    known = replace(known, snoozes=tuple(each for each in known.snoozes if each.follows is None))
    person = replace(person, reminders=known)
    another_day = local_day(moment, person.settings.zone) != local_day(at, person.settings.zone)
    if not known.follow_up or occasion.follows or another_day or is_quiet(person, moment):
        return person
    again = Snooze(plan=occasion.plan, at=moment, routine=occasion.routine, chosen=False, follows=at)
    return replace(person, reminders=replace(known, snoozes=(*known.snoozes, again)))
