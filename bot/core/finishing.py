"""The end of a session: three short questions, and what the next one will be and why."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.choosing import menu
from bot.core.day import local_day
from bot.core.effects import Button, Look, Manner, Phrase, Rows, Say, Verb
from bot.core.events import Answered, Sided, Skipped
from bot.core.following import without_answers
from bot.core.inquiry import ask_three
from bot.core.library import Kind, Library, Side
from bot.core.progress import course
from bot.core.saying import MENU_AGAIN, SCORE, button, name_of, plain, say, title, with_gap
from bot.core.session import After, Course, Ended, Feel, Feeling, Idle, Person, Session
from bot.core.standing import standing
from bot.core.stations import Next, moved, stretch_of

OPEN: tuple[Button, ...] = (button("leave_open", Verb.SKIP),)

SIDES: Rows = (
    (button("right", Verb.SIDE, "right"), button("left", Verb.SIDE, "left"), button("same", Verb.ANSWER, "same")),
    OPEN,
)
WISHES: Rows = (
    (
        button("next_easier", Verb.ANSWER, "easier"),
        button("next_same", Verb.ANSWER, "same"),
        button("next_harder", Verb.ANSWER, "harder"),
    ),
    OPEN,
)

TOMORROW = timedelta(days=1)

QUESTIONS = {After.SCORE: SCORE, After.SIDE: SIDES, After.WISH: WISHES}
CODES = {After.SIDE: ("same", "no", "not_sure"), After.WISH: ("easier", "same", "harder")}
HIGHEST = 10

BAD_SCORE = 6
"""From this score on, what was felt counts as pain: no more twists that day (b2, b4)."""

STILL_SORE = 4
"""A preparation that ends at this score or above leads to no twist that day (safety.md f)."""


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
    person = moved(without_answers(person), Idle())
    return person, (
        say(
            person,
            title("ended.thanks"),
            with_gap(plain("ended.next"), stretch=name_of(stretch.id)),
            Phrase(key=f"stretch.{stretch.id}.level.{following.level}.title", look=Look.NOTE),
            plain(f"reason.{following.reason}"),
            *_not_more_yet(person, following),
            buttons=(*MENU_AGAIN, (button("progress", Verb.ASK, "progress"), button("remind", Verb.ASK, "plans"))),
            manner=Manner.OVER,
        ),
    )


def _not_more_yet(person: Person, following: Course) -> tuple[Phrase, ...]:
    """A wish for more that is not granted is told why (D5)."""
    wished = bool(person.recent) and person.recent[-1].wish == "harder"
    return (plain("harder.later"),) if wished and following.reason == "same" else ()


def _amended(person: Person, session: Session, **answers: object) -> Person:
    """The records of this session with what was said after it."""
    count = len(session.done)
    cut = len(person.recent) - count
    amended = tuple(replace(done, **answers) for done in person.recent[cut:])  # type: ignore[arg-type]
    return replace(person, recent=(*person.recent[:cut], *amended))
