"""Coming in: hello, what was chosen from a menu or a command, and coming back to a paused session."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core import choosing, drafting, easing, habits, planned, records, resting, snoozing
from bot.core.asides import consent_back, forgotten, settings_rows, settings_words
from bot.core.checking import CONFIRM, confirmable, start
from bot.core.checks import FULL
from bot.core.choosing import menu, offered, preview
from bot.core.effects import Manner
from bot.core.events import Began, Chose, Readied
from bot.core.library import Library, Mode, Span
from bot.core.returning import news
from bot.core.saying import plain, say, title
from bot.core.session import AnyPhase, Checking, Choosing, Feeling, Holding, Idle, Pace, Paused, Person, Poised, Resting
from bot.core.standing import check_due, standing
from bot.core.stations import Next
from bot.core.where import where
from bot.core.zones import clock_chosen, zone_chosen

RUNNING = (Poised, Holding, Resting)
UNDER_WAY = (*RUNNING, Paused)

SETTLE_WALLS = Span(low=5, high=60)
WAIT_WALLS = Span(low=15, high=300)
"""Seconds a person may set."""


def began(person: Person, event: Began, library: Library) -> Next:
    """Hello. The first time: what this is, and the readiness check. Later: news, then where we are or what is open."""
    person, told = news(person, event.at)
    person, effects = _began(person, event, library)
    return person, (*told, *effects)


def _began(person: Person, event: Began, library: Library) -> Next:
    if event.language and event.language != person.settings.language:
        person = replace(person, settings=replace(person.settings, language=event.language))
    if not person.met:
        person = replace(person, met=True)
        return start(person, library, event.at, FULL, title("hello.title"), plain("hello.text"))
    if isinstance(person.phase, (*UNDER_WAY, Checking, Feeling)):
        return where(person, library, title("hello.again"))
    return open_menu(person, library, event.at)


def open_menu(person: Person, library: Library, at: datetime, wanted: str | None = None) -> Next:
    """The menu, or the preview of what was wanted; first the check that is due."""
    kind = check_due(person, library, at)
    if kind is not None:
        return start(person, library, at, kind, plain(f"check.{kind}"), wanted=wanted)
    routine = library.routines.get(wanted or "")
    if routine is not None and offered(routine, standing(person, library, at)):
        return preview(person, routine, library, at, Manner.OVER)
    return menu(person, library, at)


def chose(person: Person, event: Chose, library: Library) -> Next:
    """Something was chosen. It leaves no running session, stop does that; an open question about pain comes first."""
    if event.what in BESIDE:
        return BESIDE[event.what](person, event, library)
    if isinstance(person.phase, Feeling):
        return where(person, library)
    if isinstance(person.phase, UNDER_WAY):
        if event.what == "other_side":
            return easing.other_side(person, person.phase, library)
        return where(person, library, plain("under_way"))
    choice = CHOICES.get(event.what)
    return choice(person, event, library) if choice else where(person, library, plain("unclear.here"))


def from_idle(person: Person, phase: Idle, event: Readied, library: Library) -> Next:
    """ "Ready" while nothing is under way: what is open now."""
    return open_menu(person, library, event.at)


def _menu(person: Person, event: Chose, library: Library) -> Next:
    return open_menu(person, library, event.at)


def _exercises(person: Person, event: Chose, library: Library) -> Next:
    return choosing.exercises(person, library, event.at)


def _prep(person: Person, event: Chose, library: Library) -> Next:
    return open_menu(person, library, event.at, wanted=PREP)


def _check(person: Person, event: Chose, library: Library) -> Next:
    return start(person, library, event.at, FULL, plain("check.full"))


def _confirm(person: Person, event: Chose, library: Library) -> Next:
    """Who was asked, and when; with nothing to confirm, an old button only shows what is open."""
    if not confirmable(person, library, event.at):
        return open_menu(person, library, event.at)
    return start(person, library, event.at, CONFIRM, plain("check.confirm"))


def _routine(person: Person, event: Chose, library: Library) -> Next:
    return open_menu(person, library, event.at, wanted=event.value)


def _reminded(person: Person, event: Chose, library: Library) -> Next:
    """Start, under a reminder: below it the first pose of what it named, where that is known; first a check that is
    due. Without a name, what is open."""
    kind, routine = check_due(person, library, event.at), library.routines.get(event.value)
    if kind is not None:
        return start(person, library, event.at, kind, plain(f"check.{kind}"), wanted=event.value or None, straight=True)
    if routine is not None and offered(routine, standing(person, library, event.at)):
        return choosing.straight_in(person, routine, library, event.at, Manner.ANEW)
    return menu(person, library, event.at)


def _in_preview(person: Person, event: Chose, library: Library) -> Next:
    """What is chosen in a preview: the way to go, a form that suits the body, held or moving."""
    session = person.phase.session if isinstance(person.phase, Choosing) else None
    if session is None or event.value not in WAYS.get(event.what, (event.value,)):
        return where(person, library, plain("unclear.here"))
    match event.what:
        case "go":
            return choosing.begun(person, session, Pace(event.value), library)
        case "mode":
            return choosing.in_mode(person, session, Mode(event.value), library, event.at)
        case _:
            return choosing.fitted(person, session, event.value, library)


# --- choices that stand beside a session ----------------------------------------------------------------


def _set(person: Person, event: Chose, library: Library) -> Next:
    """A setting; a number outside its walls is moved to the nearer one."""
    if not event.value.isdigit():
        return where(person, library, plain("unclear.here"))
    seconds = int(event.value)
    if event.what == "settle":
        settings = replace(person.settings, settle=SETTLE_WALLS.clamp(seconds))
    else:
        settings = replace(person.settings, wait=WAIT_WALLS.clamp(seconds))
    person = replace(person, settings=settings)
    return person, (say(person, *settings_words(settings), buttons=settings_rows(settings), manner=Manner.ASIDE),)


def _zone(person: Person, event: Chose, library: Library) -> Next:
    return zone_chosen(person, event.value, event.at, library)


def _clock(person: Person, event: Chose, library: Library) -> Next:
    return clock_chosen(person, event.value, event.at, library)


def _forget(person: Person, event: Chose, library: Library) -> Next:
    return forgotten(person, library, event.at)


def _consent(person: Person, event: Chose, library: Library) -> Next:
    return consent_back(person, library)


PREP = "prep"

WAYS = {"go": tuple(Pace), "mode": tuple(Mode)}

CHOICES: dict[str, Callable[[Person, Chose, Library], Next]] = {
    "menu": _menu,
    "stretch": _menu,
    "prep": _prep,
    "exercises": _exercises,
    "check": _check,
    "confirm": _confirm,
    "routine": _routine,
    "start": _reminded,
    "go": _in_preview,
    "fit": _in_preview,
    "mode": _in_preview,
}

BESIDE: dict[str, Callable[[Person, Chose, Library], Next]] = {
    "settle": _set,
    "wait": _set,
    "zone": _zone,
    "clock": _clock,
    "forget": _forget,
    "consent": _consent,
    "snooze": snoozing.snoozed,
    "pick": drafting.picked,
    "plan": planned.plan_chosen,
    "away": resting.away,
    "quiet": habits.quiet_set,
    "follow": habits.follow_set,
    "report": records.reported,
}

OUTLIVE = {*BESIDE, "menu", "check", "confirm", "start"}
"""Choices that mean the same whenever their button is pressed."""


# --- law 2 ------------------------------------------------------------------------------------------------


def let_in(before: AnyPhase, after: Next, library: Library, at: datetime) -> Next:
    """Whatever the move: nobody begins, or goes on after a break, before the check that is due, or where it is closed.

    A session that was broken off waits for the check; a preview is shown anew after it.
    """
    person, _ = after
    if not isinstance(person.phase, RUNNING) or isinstance(before, RUNNING):
        return after
    session, kind = person.phase.session, check_due(person, library, at)
    if kind is not None:
        wanted, waits = (session.routine, None) if isinstance(before, Choosing) else (None, session)
        return start(person, library, at, kind, plain(f"check.{kind}"), wanted=wanted, session=waits)
    if session.course.stretch not in standing(person, library, at).open:
        return menu(person, library, at, title("menu.no_longer"))
    return after
