"""What is asked beside a session and moves none: help, privacy, settings, export, forget."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core import habits, planned, records
from bot.core.day import local_day
from bot.core.effects import Button, Erase, Gift, Give, Manner, Phrase, Rows, Verb
from bot.core.events import Asked
from bot.core.inquiry import way_out_of
from bot.core.library import Library
from bot.core.saying import (
    HOLDING,
    PAIN,
    PAUSED,
    POISED,
    RESTING,
    STOP,
    aside,
    button,
    more_keyboard,
    plain,
    title,
    with_gap,
)
from bot.core.session import Holding, Locked, Paused, Person, Poised, Readiness, Resting, Settings
from bot.core.stations import Next, station_of
from bot.core.where import where, words_here
from bot.core.zones import ask_clock

PRIVACY = ("privacy.what", "privacy.why", "privacy.until", "privacy.who")
"""What is kept, why, how long, and who sees it."""

SETTLE_CHOICES = (5, 10, 15, 20, 30, 45, 60)
WAIT_CHOICES = (30, 60, 90, 120)


def asked(person: Person, event: Asked, library: Library) -> Next:
    """Answer what was asked; what runs goes on running."""
    answer = TOPICS.get(event.topic, _help)
    return answer(person, event, library)


def _help(person: Person, event: Asked, library: Library) -> Next:
    return person, (
        aside(person, title("help.title"), plain("help.text"), plain("help.honest"), buttons=((PAIN, STOP),)),
    )


def _privacy(person: Person, event: Asked, library: Library) -> Next:
    given = person.readiness.keeps
    day = local_day(given, person.settings.zone).isoformat() if given else ""
    kept = with_gap(plain("privacy.kept"), day=day) if given else plain("privacy.not_kept")
    rows: Rows = (
        (button("export", Verb.ASK, "export"), button("forget", Verb.ASK, "forget")),
        *(((button("consent_back", Verb.CHOOSE, "consent=no"),),) if person.readiness.keeps else ()),
    )
    words = (title("privacy.title"), *map(plain, PRIVACY), kept, plain("help.honest"))
    return person, (aside(person, *words, buttons=rows),)


def _settings(person: Person, event: Asked, library: Library) -> Next:
    return person, (aside(person, *settings_words(person.settings), buttons=settings_rows(person.settings)),)


def settings_words(settings: Settings) -> tuple[Phrase, ...]:
    """What is set now."""
    return (
        title("settings.title"),
        with_gap(plain("settings.settle"), seconds=settings.settle),
        with_gap(plain("settings.wait"), seconds=settings.wait),
    )


def settings_rows(settings: Settings) -> Rows:
    """Every choice of each setting."""
    return (
        *_choices("settle", "settle", SETTLE_CHOICES),
        *_choices("wait", "wait_seconds", WAIT_CHOICES),
        (button("zone", Verb.ASK, "zone"), button("quiet_hours", Verb.ASK, "reminders")),
    )


def _choices(name: str, words: str, seconds: tuple[int, ...]) -> Rows:
    row = tuple(
        Button(
            label=Phrase(key=f"button.{words}", gaps=(("seconds", number),)),
            verb=Verb.CHOOSE,
            value=f"{name}={number}",
        )
        for number in seconds
    )
    return row[:4], row[4:]


def _zone(person: Person, event: Asked, library: Library) -> Next:
    """The zone by the time of day: a person knows what time it is where they are."""
    return ask_clock(person, event.at, library)


def _export(person: Person, event: Asked, library: Library) -> Next:
    """Everything as one file; what was done as a table, too, for those who did something."""
    return person, (Give(), Give(what=Gift.SESSIONS)) if person.recent else (Give(),)


def _forget(person: Person, event: Asked, library: Library) -> Next:
    choices: Rows = ((button("forget_sure", Verb.CHOOSE, "forget=yes"),), (button("keep_all", Verb.ASK, "kept"),))
    return person, (aside(person, title("forget.sure"), plain("forget.what"), buttons=choices),)


def _kept(person: Person, event: Asked, library: Library) -> Next:
    return person, (aside(person, title("forget.kept")),)


def forgotten(person: Person, library: Library, at: datetime) -> Next:
    """Forget everything held on the person, who is told the way out of a twist; a lock stays, as a bare moment."""
    out = way_out_of(person.phase, library)
    blank = Person(id=person.id, turn=person.turn + 1)
    if person.lock is not None and at < person.lock.until:
        blank = replace(blank, phase=Locked(), lock=replace(person.lock, items=()))
    return blank, (Erase(), aside(blank, *out, title("forget.done")))


def consent_back(person: Person, library: Library) -> Next:
    """The consent to keep answers is taken back: the answers go at once."""
    running = isinstance(person.phase, Poised | Holding | Resting | Paused)
    left = replace(person.readiness, keeps=None) if running else Readiness()
    return replace(person, readiness=left), (aside(person, title("privacy.taken_back")),)


def _more(person: Person, event: Asked, library: Library) -> Next:
    """The less used wishes, under the message that stands; nothing moves."""
    match person.phase:
        case Poised() | Holding() | Resting() as phase:
            sided = station_of(phase.session, library).side is not None
            return _amend(person, library, more_keyboard(phase.session.pace, sided))
        case _:
            return where(person, library)


def _less(person: Person, event: Asked, library: Library) -> Next:
    keyboards = {Poised: POISED, Holding: HOLDING, Resting: RESTING, Paused: PAUSED}
    rows = keyboards.get(type(person.phase))
    return _amend(person, library, rows) if rows else where(person, library)


def _amend(person: Person, library: Library, rows: Rows) -> Next:
    return person, (replace(words_here(person, library), manner=Manner.AMEND, buttons=rows),)


TOPICS: dict[str, Callable[[Person, Asked, Library], Next]] = {
    "help": _help,
    "privacy": _privacy,
    "settings": _settings,
    "zone": _zone,
    "export": _export,
    "forget": _forget,
    "kept": _kept,
    "remind": planned.remind,
    "plans": planned.listed,
    "reminders": habits.habits,
    "progress": records.progress,
    "report": records.report,
    "more": _more,
    "less": _less,
}
