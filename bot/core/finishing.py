"""The end of a stretch and of a session: the record, three short questions, and what comes next and why."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.day import local_day
from bot.core.effects import Effect, Keep, Look, Manner, Phrase, Rows, Say, Verb
from bot.core.events import Answered, Sided, Skipped
from bot.core.guiding import Next, enter, moved, stretch_of
from bot.core.library import Item, Kind, Library, Side
from bot.core.progress import course
from bot.core.record import KEPT, Done
from bot.core.saying import MENU_AGAIN, SCORE, button, name_of, note, plain, say, title, with_gap
from bot.core.session import After, Course, Ended, Feel, Feeling, Idle, Paused, Person, Session
from bot.core.standing import standing

SIDES: Rows = (
    (button("right", Verb.SIDE, "right"), button("left", Verb.SIDE, "left"), button("same", Verb.ANSWER, "same")),
)
WISHES: Rows = (
    (
        button("next_easier", Verb.ANSWER, "easier"),
        button("next_same", Verb.ANSWER, "same"),
        button("next_harder", Verb.ANSWER, "harder"),
    ),
)

TOMORROW = timedelta(days=1)

QUESTIONS = {After.SCORE: SCORE, After.SIDE: SIDES, After.WISH: WISHES}
CODES = {After.SIDE: ("same", "no", "not_sure"), After.WISH: ("easier", "same", "harder")}
HIGHEST = 10

BAD_SCORE = 6
"""From this score on, what was felt counts as pain: no more twists that day (b2, b4)."""

STILL_SORE = 4
"""A preparation that ends at this score or above leads to no twist that day (safety.md f)."""


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
    open_now = standing(person, library, at).open
    for index in range(session.item + 1, len(items)):
        if items[index].stretch in open_now:
            return _begin_item(person, session, library, at, index, items[index])
    return _ask_score(person, session)


def _begin_item(person: Person, session: Session, library: Library, at: datetime, index: int, item: Item) -> Next:
    following = replace(
        session,
        item=index,
        course=course_for(person, item, library, at),
        at=0,
        variations=(),
        first=None,
        shorter=None,
        eased=0,
        seconds=0,
    )
    return enter(person, following, library, with_gap(title("next_stretch"), stretch=name_of(item.stretch)))


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


# --- the questions at the end -------------------------------------------------------------------------


def _ask_score(person: Person, session: Session) -> Next:
    person = moved(person, Ended(session=session))
    return person, (say(person, title("ended.done"), plain("ended.score"), buttons=SCORE, rings=True),)


def _ask_middle(person: Person, session: Session) -> Next:
    person = moved(person, Feeling(ask=Feel.MIDDLE, before=Paused(session=session), soft=True))
    return person, (say(person, title("feeling.middle"), note("feeling.leg"), buttons=SCORE, rings=True),)


def answered(person: Person, phase: Ended, event: Answered, library: Library) -> Next:
    """An answer to the question that is open; one that does not fit is no answer."""
    fits = (
        event.code.isdigit() and int(event.code) <= HIGHEST
        if phase.ask is After.SCORE
        else event.code in CODES[phase.ask]
    )
    if not fits:
        return person, (end_question(person, phase, plain("unclear.question")),)
    if phase.ask is After.SCORE:
        return scored(person, phase, int(event.code), library, event.at)
    if phase.ask is After.SIDE:
        return _tighter(person, phase, None)
    return wished(person, phase, event.code, library, event.at)


def end_question(person: Person, phase: Ended, *before: Phrase) -> Say:
    """The open question after a session."""
    return say(person, *before, title(f"ended.{phase.ask}"), buttons=QUESTIONS[phase.ask])


def scored(person: Person, phase: Ended, score: int, library: Library, at: datetime) -> Next:
    """The score at the end is kept; a low one leads on to the side, a high one to the three-part check."""
    person = _amended(person, phase.session, pain_after=score)
    if score >= BAD_SCORE:
        return _ask_three(person, phase.session, score, at)
    person = _after_prep(person, phase.session, score, library, at)
    if library.routines[phase.session.routine].kind is Kind.PREP:
        return prep_ended(person, phase.session, score, library, at)
    person = moved(person, replace(phase, ask=After.SIDE))
    return person, (say(person, title("ended.side"), buttons=SIDES, manner=Manner.OVER),)


def _ask_three(person: Person, session: Session, score: int, at: datetime) -> Next:
    from bot.core.feeling import ask_three  # pain leads on from here, and back to the end

    day = local_day(at, person.settings.zone)
    person = replace(person, no_twist_on=day)
    return ask_three(person, Feeling(ask=Feel.THREE, before=Idle(), soft=False, score=score))


def _after_prep(person: Person, session: Session, score: int, library: Library, at: datetime) -> Person:
    """The score after a pass of the preparation is what opens, or closes, the twists of the day (R2)."""
    if not library.routines[session.routine].calm_pass:
        return person
    day = local_day(at, person.settings.zone)
    return replace(person, readiness=replace(person.readiness, prep_on=day, prep_score=score))


def prep_ended(person: Person, session: Session, score: int, library: Library, at: datetime) -> Next:
    """After preparation: the twists that are open now, or rest for today."""
    from bot.core.choosing import menu  # the menu begins sessions, and follows them

    if score >= STILL_SORE:
        person = moved(person, Idle())
        return person, (say(person, title("ended.prep_sore"), buttons=MENU_AGAIN, manner=Manner.OVER),)
    return menu(person, library, at, title("ended.prep_calm"), manner=Manner.OVER)


def tighter(person: Person, phase: Ended, event: Sided, library: Library) -> Next:
    """Which side was tighter is kept."""
    if phase.ask is not After.SIDE:
        return person, (end_question(person, phase, plain("unclear.question")),)
    return _tighter(person, phase, event.side)


def _tighter(person: Person, phase: Ended, side: Side | None) -> Next:
    """Then the wish for the next time."""
    person = moved(_amended(person, phase.session, tighter=side), replace(phase, ask=After.WISH))
    return person, (say(person, title("ended.wish"), buttons=WISHES, manner=Manner.OVER),)


def wished(person: Person, phase: Ended, wish: str, library: Library, at: datetime) -> Next:
    """The wish is kept; then what the next session will be, and why."""
    person = _amended(person, phase.session, wish=wish)
    return summary(person, phase.session, library, at)


def left_open(person: Person, phase: Ended, event: Skipped, library: Library) -> Next:
    """The remaining questions are left open."""
    return summary(person, phase.session, library, event.at)


def summary(person: Person, session: Session, library: Library, at: datetime) -> Next:
    """What was done, what the next session will be, and why; then nothing is under way."""
    stretch = stretch_of(session, library)
    day = local_day(at, person.settings.zone)
    following = course(stretch, person.recent, day + TOMORROW, standing(person, library, at).bounds(stretch.id))
    person = moved(_without_answers(person), Idle())
    return person, (
        say(
            person,
            title("ended.thanks"),
            with_gap(plain("ended.next"), stretch=name_of(stretch.id)),
            Phrase(key=f"stretch.{stretch.id}.level.{following.level}.title", look=Look.NOTE),
            plain(f"reason.{following.reason}"),
            buttons=MENU_AGAIN,
            manner=Manner.OVER,
        ),
    )


def _without_answers(person: Person) -> Person:
    """Without consent to keep them, health answers go when the session ends."""
    if person.readiness.keeps is not None:
        return person
    return replace(person, readiness=type(person.readiness)())


def _amended(person: Person, session: Session, **answers: object) -> Person:
    """The records of this session with what was said after it."""
    count = len(session.done)
    cut = len(person.recent) - count
    amended = tuple(replace(done, **answers) for done in person.recent[cut:])  # type: ignore[arg-type]
    return replace(person, recent=(*person.recent[:cut], *amended))
