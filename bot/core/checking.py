"""The moves of the readiness check: one screen after the other, and what its verdict opens."""

from dataclasses import replace
from datetime import date, datetime

from bot.core.asking import Ask, Style, ask
from bot.core.checks import FULL, Check, answers, fresh
from bot.core.choosing import menu, offered, preview, straight_in
from bot.core.clearance import Proof
from bot.core.confirming import confirmations, denied
from bot.core.day import local_day
from bot.core.effects import Button, Look, Manner, Phrase, Rows, Say, Verb
from bot.core.events import Answered, Event, WentBack
from bot.core.following import called_for
from bot.core.guiding import go_back_in
from bot.core.library import Library
from bot.core.locking import locked
from bot.core.questions import Confirmation, Verdict
from bot.core.readiness import Assessment, assess, keeps_answers, to_confirm
from bot.core.saying import MENU_AGAIN, button, plain, say, title
from bot.core.screens import back, begin, give
from bot.core.session import Checking, Idle, Person, Readiness, Session
from bot.core.standing import Standing, fired, judge, standing, today_score
from bot.core.stations import Next, moved, stretch_of

CONFIRM = "confirm"

DAY_AFTER = "after"
"""The question of the short check about the day after the last session (b4)."""


def start(
    person: Person,
    library: Library,
    at: datetime,
    kind: str,
    *before: Phrase,
    wanted: str | None = None,
    straight: bool = False,
    session: Session | None = None,
) -> Next:
    """Begin a check; `wanted` is the routine it stands before, `session` the one that waits for it."""
    check = _begun(person, library, at, kind)
    person = moved(person, Checking(check=check, wanted=wanted, straight=straight, session=session))
    return person, (question(person, check, library, *before, manner=Manner.ANEW),)


def confirmable(person: Person, library: Library, at: datetime) -> bool:
    """Whether there is an answer, or an urgent sign of an earlier day, that somebody's word could lift."""
    today = local_day(at, person.settings.zone)
    return bool(to_confirm(person.readiness.answers, library.table) or fired(person, today))


def _begun(person: Person, library: Library, at: datetime, kind: str) -> Check:
    known, day = person.readiness, local_day(at, person.settings.zone)
    confirming = kind == CONFIRM
    return begin(
        kind,
        library.table,
        known.answers,
        items=to_confirm(known.answers, library.table) if confirming else (),
        signs=tuple(sign.question for sign in fired(person, day)) if confirming else (),
        day=day,
    )


def question(person: Person, check: Check, library: Library, *before: Phrase, manner: Manner = Manner.OVER) -> Say:
    """The open question of a check, with its buttons."""
    asked = ask(check, library.table)
    assert asked is not None  # a complete check is over, and asks nothing
    return say(person, *before, *_words(asked), buttons=_buttons(asked), manner=manner)


def _words(asked: Ask) -> tuple[Phrase, ...]:
    """The question stands out; the short lines of a screen follow as a list; then how far it still is."""
    listed = asked.style is Style.GROUP
    words = asked.words if listed else asked.words[::-1]
    head, *rest = words
    others = tuple(Phrase(key=key, look=Look.ITEM if listed else Look.PLAIN) for key in rest)
    far = Phrase(key="check.step", look=Look.NOTE, gaps=(("step", asked.step), ("steps", asked.steps)))
    said = (title(head), *others) if listed else (*others[::-1], title(head))
    return (*said, *((far,) if asked.steps > 1 else ()))


def _buttons(asked: Ask) -> Rows:
    rows = tuple(
        tuple(
            Button(label=Phrase(key=choice.label), verb=Verb.ANSWER, value=choice.code, ticked=choice.ticked)
            for choice in row
        )
        for row in asked.buttons
    )
    return (*rows, (button("leave", Verb.STOP),))


def answered(person: Person, phase: Checking, event: Answered, library: Library) -> Next:
    """One answer: the next question, or the verdict. What does not fit is no answer."""
    given = give(phase.check, event.code, library.table)
    if given == phase.check:
        return person, (question(person, phase.check, library, plain("unclear.question"), manner=Manner.ANEW),)
    judged = assess(fresh(given), library.table, today=local_day(event.at, person.settings.zone))
    if judged.verdict is Verdict.URGENT:
        return locked(person, event.at, judged.tier or "E", _signs(judged))
    phase = replace(phase, check=given)
    if ask(given, library.table) is None:
        return finished(person, phase, library, event)
    person = moved(person, phase)
    return person, (question(person, given, library),)


def _signs(judged: Assessment) -> tuple[str, ...]:
    return tuple(reason.question for reason in judged.because if reason.effect.startswith(Verdict.URGENT.value))


def back_one(person: Person, phase: Checking, event: WentBack, library: Library) -> Next:
    """Back one question."""
    check = back(phase.check, library.table)
    person = moved(person, replace(phase, check=check))
    return person, (question(person, check, library),)


# --- the end of a check -----------------------------------------------------------------------------


def finished(person: Person, phase: Checking, library: Library, event: Event) -> Next:
    """The last answer is in: keep it as long as the check holds, and say what it opens."""
    person = replace(person, readiness=kept(person, phase.check, library, event.at))
    person = _day_after(person, phase.check)
    return verdict(person, phase, library, event.at)


def kept(person: Person, check: Check, library: Library, at: datetime) -> Readiness:
    """What the check leaves: codes and days only, and whether they may be kept."""
    known, today = person.readiness, local_day(at, person.settings.zone)
    all_answers, full, never = answers(check), check.kind == FULL, denied(check)
    return replace(
        known,
        answers=all_answers,
        checked_on=today if full else known.checked_on,
        today_on=today if check.kind != CONFIRM else known.today_on,
        version=library.table.version,
        confirmed=_confirmed(known, check, library, today),
        denied=(*known.denied, *never),
        denied_on=today if never else known.denied_on,
        keeps=(known.keeps or at) if keeps_answers(all_answers, library.table) else None,
    )


def _confirmed(known: Readiness, check: Check, library: Library, today: date) -> tuple[Confirmation, ...]:
    """The confirmations so far, with those of this check in the place of older ones (L4)."""
    new = confirmations(check, library.table, today=today)
    about = {item.question for item in new}
    return (*(item for item in known.confirmed if item.question not in about), *new)


def _day_after(person: Person, check: Check) -> Person:
    """How the body felt the day after belongs to the last record (b4)."""
    said = dict(fresh(check)).get(DAY_AFTER)
    if not said or not person.recent:
        return person
    return replace(person, recent=(*person.recent[:-1], replace(person.recent[-1], day_after=said[0])))


def verdict(person: Person, phase: Checking, library: Library, at: datetime) -> Next:
    """What the answers open, and the next step to it: a twist, preparation, a talk with a clinician, or rest."""
    judged = judge(person, library, local_day(at, person.settings.zone))
    words = (title(f"readiness.verdict.{judged.verdict}"), *_also(judged), *_because(judged))
    match judged.verdict:
        case Verdict.ASK_CLINICIAN:
            return menu(person, library, at, *words, manner=Manner.OVER)
        case Verdict.NOT_TODAY | Verdict.INCOMPLETE | Verdict.URGENT:
            person = moved(person, Idle())
            return person, (say(person, *words, buttons=MENU_AGAIN, manner=Manner.OVER),)
        case _:
            return _open(person, phase, library, at, words)


def _also(judged: Assessment) -> tuple[Phrase, ...]:
    return tuple(plain(f"readiness.verdict.{other}") for other in judged.also)


def _because(judged: Assessment) -> tuple[Phrase, ...]:
    """Each reason once; nobody has to guess what closed a door. What was not asked any more is a reason of no verdict
    but the one that waits for it."""
    untold = ("note",) if judged.verdict is Verdict.INCOMPLETE else ("note", "unanswered")
    keys = dict.fromkeys(reason.key for reason in judged.because if reason.effect not in untold)
    proofs = dict.fromkeys(reason.proof for reason in judged.because if reason.proof not in (None, Proof.COUNTS))
    return (
        *(Phrase(key=f"readiness.reason.{key}", look=Look.ITEM, optional=True) for key in keys),
        *(plain(f"readiness.proof.{proof}") for proof in proofs),
    )


def _still_fits(session: Session, library: Library, stands: Standing) -> bool:
    """Whether a session that waited is still open as it was: its stretch, its level, and every limit kept."""
    stretch = stretch_of(session, library)
    level = stretch.level(session.course.level).number
    kept = set(called_for(stretch, stands)) <= set(session.variations)
    return stretch.id in stands.open and level <= stands.bounds(stretch.id).top_level and kept


def _open(person: Person, phase: Checking, library: Library, at: datetime, words: tuple[Phrase, ...]) -> Next:
    stands, waits = standing(person, library, at), phase.session
    if waits is not None and _still_fits(waits, library, stands):
        return go_back_in(person, replace(waits, pain_before=today_score(stands.assessment)), library)
    routine = library.routines.get(phase.wanted or (waits.routine if waits else ""))
    if routine is not None and offered(routine, stands):
        lead = straight_in if phase.straight else preview
        return lead(person, routine, library, at, Manner.OVER)
    return menu(person, library, at, *words, manner=Manner.OVER)
