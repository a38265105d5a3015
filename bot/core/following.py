"""What follows a stretch: its record, then a question in the middle, the next stretch, or the first one at the end."""

from dataclasses import replace
from datetime import datetime

from bot.core.day import local_day
from bot.core.effects import Effect, Keep, Look, Phrase
from bot.core.library import Direction, Item, Kind, Library, Stretch, Variation
from bot.core.progress import course
from bot.core.record import KEPT, Done
from bot.core.saying import SCORE, SCORES, name_of, note, plain, say, title, with_gap
from bot.core.session import Course, Ended, Feel, Feeling, Paused, Person, Readiness, Session
from bot.core.standing import Standing, standing
from bot.core.stations import Next, enter, moved, stretch_of


def stretch_done(person: Person, session: Session, library: Library, at: datetime) -> Next:
    """A stretch was done to its end: the question in the middle, the next stretch, or the questions at the end."""
    person, kept = recorded(person, done_now(person, session, library, at))
    session = replace(session, done=(*session.done, session.course.stretch))
    items = library.routines[session.routine].items
    if session.item + 1 >= len(items):
        return _with(kept, _ask_score(person, session))
    if items[session.item].asks:
        return _with(kept, _ask_middle(person, session))
    return _with(kept, next_item(person, session, library, at))


def _with(kept: tuple[Effect, ...], following: Next) -> Next:
    person, effects = following
    return person, (*kept, *effects)


def next_item(person: Person, session: Session, library: Library, at: datetime) -> Next:
    """The next stretch of the routine that is open now; at the end of the routine, the questions."""
    items = library.routines[session.routine].items
    stands = standing(person, library, at)
    for index in range(session.item + 1, len(items)):
        if items[index].stretch in stands.open:
            return _begin_item(person, session, library, at, index, stands)
    return _ask_score(person, session)


def _begin_item(person: Person, session: Session, library: Library, at: datetime, index: int, stands: Standing) -> Next:
    item = library.routines[session.routine].items[index]
    following = replace(
        session,
        item=index,
        course=course_for(person, item, library, at),
        at=0,
        variations=called_for(library.stretches[item.stretch], stands),
        first=None,
        shorter=None,
        eased=0,
        seconds=0,
    )
    words = with_gap(title("next_stretch"), stretch=name_of(item.stretch))
    return enter(person, following, library, words, *_care(library.stretches[item.stretch]))


def _care(stretch: Stretch) -> tuple[Phrase, ...]:
    """What a twist needs and asks care for: of the first one the preview tells it, of others nobody would."""
    if stretch.kind is not Kind.TWIST:
        return ()
    needs = Phrase(key=f"stretch.{stretch.id}.needs", look=Look.ITEM, optional=True)
    return (needs, Phrase(key=f"stretch.{stretch.id}.cautions", optional=True))


def called_for(stretch: Stretch, stands: Standing) -> tuple[str, ...]:
    """The forms that the verdict's limits and today's sore parts call for, from the first step on."""
    codes = (*stands.assessment.restrictions, *stands.assessment.complaints)
    chosen = (next((form.id for form in stretch.variations if _answers(form, code)), None) for code in codes)
    return tuple(dict.fromkeys(name for name in chosen if name))


def _answers(form: Variation, code: str) -> bool:
    called = code in (*form.wishes, *form.complaints)
    return called and form.direction is not Direction.DEEPER and form.becomes is None


def course_for(person: Person, item: Item, library: Library, at: datetime) -> Course:
    """The dose of a routine's item: the level it fixes, or what the record says."""
    stretch = library.stretches[item.stretch]
    stands = standing(person, library, at)
    day = local_day(at, person.settings.zone)
    if item.level is None:
        return course(stretch, person.recent, day, stands.bounds(stretch.id))
    level = stretch.level(item.level)
    figure = level.seconds or level.breaths or level.reps
    return Course(
        stretch=stretch.id,
        level=level.id,
        rounds=level.rounds.low,
        amount=figure.low if figure else None,
        reason="fixed",
    )


def _ask_score(person: Person, session: Session) -> Next:
    person = moved(person, Ended(session=session))
    return person, (say(person, title("ended.done"), plain("ended.score"), buttons=SCORE, rings=True),)


def _ask_middle(person: Person, session: Session) -> Next:
    person = moved(person, Feeling(ask=Feel.MIDDLE, before=Paused(session=session), soft=True))
    return person, (say(person, title("feeling.middle"), note("feeling.leg"), buttons=SCORES, rings=True),)


def recorded(person: Person, done: Done) -> tuple[Person, tuple[Effect, ...]]:
    """The person with one more record; the oldest moves to the store when there are too many."""
    recent = (*person.recent, done)
    kept = tuple(Keep(done=old) for old in recent[:-KEPT])
    return replace(person, recent=recent[-KEPT:]), kept


def done_now(person: Person, session: Session, library: Library, at: datetime, broken: str | None = None) -> Done:
    """The record of the stretch the session stands in."""
    return Done(
        on=local_day(at, person.settings.zone),
        stretch=session.course.stretch,
        level=session.course.level,
        rounds=session.course.rounds,
        amount=session.course.amount,
        pain_before=session.pain_before,
        eased=session.eased,
        broken=broken,
        twist=stretch_of(session, library).kind is Kind.TWIST,
        seconds=session.seconds,
    )


def without_answers(person: Person) -> Person:
    """Without consent to keep them, health answers go when the session ends."""
    return person if person.readiness.keeps is not None else replace(person, readiness=Readiness())
