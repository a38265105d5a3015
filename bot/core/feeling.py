"""Pain and urgent signs: what wins over everything (law 1), and the questions that follow.

Every timer and every unsent message is dead before the first word of the reply: `Hush` comes first.
The words come from `safety.md` b3 by their keys there: T-E, T-D, T-P, T-P2, T-EASE, T-NOT-LIFTED, T-JOKE-CHECK.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.day import local_day
from bot.core.easing import ease
from bot.core.effects import Effect, Hush, Phrase, Rows, Verb
from bot.core.events import Answered, PainFelt, Stopped, UrgentSaid
from bot.core.following import done_now, next_item, recorded, without_answers
from bot.core.inquiry import ask_again, ask_three, calm_place, session_of, way_out_of
from bot.core.library import Library
from bot.core.locking import locked
from bot.core.questions import NO, NOT_SURE
from bot.core.saying import MENU_AGAIN, SCORES, SURELY, button, note, plain, say, title
from bot.core.session import (
    AnyPhase,
    Feel,
    Feeling,
    Idle,
    Paused,
    Person,
    Session,
)
from bot.core.stations import Next, moved
from bot.core.where import where

AMBER, RED = 4, 6
"""Scores from which a stretch is eased, and from which it ends (b4)."""

HIGHEST = 10

ROSE = 2
"""A score this much above the start of the session asks for a gentler form (b4)."""

GRAVE = frozenset({"spreading", "numb", "dizzy"})
"""Kinds of pain after which the whole readiness check is due again (a5)."""


# --- urgent ---------------------------------------------------------------------------------------


def urgent(person: Person, event: UrgentSaid, library: Library) -> Next:
    """An urgent sign: stop everything, the way out of a twist, one text, and a lock that nothing lifts."""
    return locked(person, event.at, event.tier, (event.sign,), *way_out_of(person.phase, library))


def doubted(person: Person, event: UrgentSaid, library: Library) -> Next:
    """A doubtful urgent sign is asked once before it locks."""
    before, out = calm_place(person.phase), way_out_of(person.phase, library)
    person = moved(person, Feeling(ask=Feel.DOUBT, before=before, sign=event.sign, tier=event.tier))
    return person, (Hush(), say(person, *out, title("safety.t_joke_check"), buttons=SURELY, rings=True))


# --- pain -----------------------------------------------------------------------------------------


def hurt(person: Person, event: PainFelt, library: Library) -> Next:
    """It hurts: the way out first; then how much, then the three-part check (b2, b3).

    A pain with details (sharp, spreading, numb, dizzy) ends the twists of the day at once, whatever is answered later.
    """
    session, out = session_of(person.phase), way_out_of(person.phase, library)
    if not event.soft:
        person = replace(person, no_twist_on=local_day(event.at, person.settings.zone))
    asking = Feeling(
        ask=Feel.SCORE,
        before=calm_place(person.phase),
        soft=event.soft,
        part=event.part,
        grave=event.kind in GRAVE,
    )
    if event.score is not None:
        person, effects = scored(replace(person, phase=asking), asking, event.score, library, event.at)
        return person, (Hush(), *_before_first(effects, (title("safety.t_p_stop"), *out)))
    person = moved(person, asking)
    return person, (Hush(), say(person, *_told(session, out), buttons=SCORES, rings=True))


def _told(session: Session | None, out: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """T-P; in a twist the way out of this very stretch stands in the place of its general words."""
    if session is None:
        return (title("feeling.told"),)
    return (title("safety.t_p_stop"), *out, plain("safety.t_p_rest")) if out else (title("safety.t_p"),)


def _before_first(effects: tuple[Effect, ...], words: tuple[Phrase, ...]) -> tuple[Effect, ...]:
    """The same effects, with these words before the first that are said."""
    head, *rest = effects
    return (replace(head, phrases=(*words, *head.phrases)), *rest)  # type: ignore[call-arg,attr-defined]


def answered(person: Person, phase: Feeling, event: Answered, library: Library) -> Next:
    """An answer to the question about the body that is open."""
    if phase.ask in (Feel.SCORE, Feel.AGAIN, Feel.MIDDLE):
        if not event.code.isdigit():
            return _not_fitting(person, phase)
        return scored(person, phase, int(event.code), library, event.at)
    if event.code not in ("yes", NO, NOT_SURE):
        return _not_fitting(person, phase)
    if phase.ask is Feel.DOUBT:
        return _doubt_answered(person, phase, event, library)
    return _three_answered(person, phase, event, library)


def scored(person: Person, phase: Feeling, score: int, library: Library, at: datetime) -> Next:
    """A score was said. One above ten is asked again once, and then counts as red (b4)."""
    if score > HIGHEST and not phase.tries:
        person = moved(person, replace(phase, tries=1))
        return person, (say(person, title("feeling.score_again"), buttons=SCORES, rings=True),)
    return weighed(person, phase, min(score, HIGHEST), library, at)


def weighed(person: Person, phase: Feeling, score: int, library: Library, at: datetime) -> Next:
    """What a score leads to: on, a gentler form, or the three-part check."""
    session = session_of(phase)
    phase = replace(phase, score=score)
    if score >= RED:
        return ask_three(replace(person, no_twist_on=local_day(at, person.settings.zone)), replace(phase, soft=False))
    if phase.ask is Feel.MIDDLE:
        return _middle(person, phase, score, library, at)
    if not phase.asked:
        return ask_three(person, replace(phase, soft=phase.soft and score < AMBER))
    assert session is not None  # a score is asked for only where a stretch is under way
    return _scored_in_stretch(person, phase, session, score, library, at)


def _middle(person: Person, phase: Feeling, score: int, library: Library, at: datetime) -> Next:
    """Half-way through preparation: on while the score has not risen above what it was, and is calm."""
    assert isinstance(phase.before, Paused)  # the question in the middle is asked of a session only
    session = phase.before.session
    if score > max(AMBER - 1, session.pain_before or 0):
        return ask_three(person, replace(phase, soft=False))
    return next_item(person, session, library, at)


def _scored_in_stretch(
    person: Person, phase: Feeling, session: Session, score: int, library: Library, at: datetime
) -> Next:
    """The table of b4, for a score that was asked for and no pain that was told."""
    start = session.pain_before or 0
    if score >= AMBER:
        return _amber(person, phase, session, library, at)
    if score >= start + ROSE and session.eased:
        return ask_three(person, replace(phase, soft=False))
    if score >= start + ROSE or (score and not start):
        return ease(person, session, phase.part, library, at, title("safety.t_ease"))
    return _back(person, phase, library)


def _amber(person: Person, phase: Feeling, session: Session, library: Library, at: datetime) -> Next:
    """4 or 5: ease at once and ask again; still there: it counts as pain."""
    if phase.ask is Feel.AGAIN or session.eased:
        return ask_three(person, replace(phase, soft=False))
    eased = replace(session, eased=session.eased + 1)
    asking = replace(phase, ask=Feel.AGAIN, before=Paused(session=eased), tries=0)
    person = moved(person, asking)
    return person, (say(person, title("feeling.amber"), note("feeling.breathe"), buttons=SCORES, rings=True),)


# --- the three-part check ---------------------------------------------------------------------------


def _three_answered(person: Person, phase: Feeling, event: Answered, library: Library) -> Next:
    if event.code == NOT_SURE and not phase.tries:
        person = moved(person, replace(phase, tries=1))
        return person, (say(person, title("feeling.three_again"), buttons=SURELY, rings=True),)
    if event.code != NO:
        return locked(person, event.at, "E", ("three_part",))
    session = session_of(phase)
    if phase.soft and session is not None and phase.score is not None and phase.score < AMBER:
        return ease(person, session, phase.part, library, event.at, title("safety.t_ease"))
    if session is None and phase.soft:
        return _told_beside(person, phase, library)
    return pain_ended(person, session, library, event.at, phase.grave)


def _told_beside(person: Person, phase: Feeling, library: Library) -> Next:
    """Pain told outside a session ends none: the questions of today are due again before anything is guided."""
    known = replace(person.readiness, today_on=None)
    return _back(replace(person, readiness=known), phase, library)


def pain_ended(person: Person, session: Session | None, library: Library, at: datetime, grave: bool = False) -> Next:
    """No more twists today (T-P2); the session is over, and its record says so."""
    person = replace(person, no_twist_on=local_day(at, person.settings.zone))
    kept: tuple[Effect, ...] = ()
    if session is not None:
        broken = replace(done_now(person, session, library, at, broken="pain"), grave=grave)
        person, kept = recorded(without_answers(person), broken)
    person = moved(person, Idle())
    return person, (*kept, say(person, title("safety.t_p2"), rings=True))


def _doubt_answered(person: Person, phase: Feeling, event: Answered, library: Library) -> Next:
    if event.code != NO:
        return locked(person, event.at, phase.tier, (phase.sign or "doubt",))
    return _back(person, phase, library)


def _back(person: Person, phase: Feeling, library: Library) -> Next:
    """Back to what the question interrupted: a session waits for "resume", a check asks its question again."""
    return where(moved(person, phase.before), library, title("feeling.good"))


def _not_fitting(person: Person, phase: Feeling) -> Next:
    return person, (ask_again(person, phase, plain("unclear.question")),)


# --- stop -----------------------------------------------------------------------------------------------


def stopped(person: Person, event: Stopped, library: Library) -> Next:
    """Stop: every timer and unsent word is gone, the way out is the first line, and nothing follows.

    A stop while the questions about a pain are open ends the twists of the day, as the pain would have.
    """
    session, phase = session_of(person.phase), person.phase
    if isinstance(phase, Feeling) and not phase.asked and phase.ask is not Feel.DOUBT:
        person, effects = pain_ended(person, session, library, event.at, phase.grave)
        return person, (Hush(), *effects)
    out = way_out_of(phase, library)
    kept: tuple[Effect, ...] = ()
    if session is not None:
        stop = done_now(person, session, library, event.at, broken="stop")
        person, kept = recorded(without_answers(person), stop)
    event = _without_known_fact(person, event)
    person = moved(_with_new_fact(person, event), Idle())
    words = say(person, *out, _goodbye(phase, event, bool(out)), buttons=_after(event), rings=True)
    return person, (Hush(), *kept, words)


def _with_new_fact(person: Person, event: Stopped) -> Person:
    """A new fact (a pregnancy, an operation) voids the readiness check: the whole of it is due."""
    if event.fact is None:
        return person
    return replace(person, readiness=replace(person.readiness, checked_on=None, today_on=None))


def _without_known_fact(person: Person, event: Stopped) -> Stopped:
    """A fact that the check has heard of already is no news: the answer it got there stands."""
    question = (event.fact or "").partition(":")[2]
    said = dict(person.readiness.answers).get(question, (NO,))
    return event if said in ((NO,), (NOT_SURE,)) else replace(event, fact=None)


def _goodbye(phase: AnyPhase, event: Stopped, out: bool) -> Phrase:
    if event.fact is not None:
        key = "stopped.new_fact"
    else:
        key = "stopped.idle" if isinstance(phase, Idle) else "stopped.done"
    return plain(key) if out else title(key)


def _after(event: Stopped) -> Rows:
    return MENU_AGAIN if event.fact is None else ((button("check", Verb.CHOOSE, "check"),),)
