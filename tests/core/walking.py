"""What a walk over every state needs: the places a person may stand in, and everything that can happen there.

There are endlessly many persons: the turn rises, days pass, records grow. A `Place` keeps what decides which moves
are possible and forgets the rest; the walk takes the first person it meets as the example of each place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TypeAlias

from bot.buttons import VERBS
from bot.content.load import load
from bot.core.agenda import Reminders
from bot.core.checks import Check, fresh
from bot.core.day import GRACE, local_day
from bot.core.drafts import Asking, Open, Outcome, Reason, Refused, Understood, Which
from bot.core.effects import Effect, Say
from bot.core.events import (
    Answered,
    Asked,
    Began,
    Chose,
    Eased,
    Event,
    HalfReached,
    Hardened,
    HoldEnded,
    Left,
    Located,
    PainFelt,
    Planned,
    Readied,
    Repeated,
    Reply,
    RestEnded,
    Resumed,
    SettleEnded,
    Shortened,
    Sided,
    SilenceFell,
    Skipped,
    Stopped,
    Suspended,
    TimeUp,
    Unclear,
    UrgentSaid,
    Waited,
    WentBack,
    Woken,
)
from bot.core.findings import applying
from bot.core.guiding import QUIET_STATIONS
from bot.core.inquiry import session_of
from bot.core.library import Library, Side
from bot.core.plans import Plan
from bot.core.questions import Answers, Verdict
from bot.core.record import Done
from bot.core.session import (
    AnyPhase,
    Checking,
    Choosing,
    Ended,
    Feel,
    Feeling,
    Holding,
    Idle,
    Lock,
    Locked,
    Paused,
    Person,
    Poised,
    Readiness,
    Resting,
    Session,
    Settings,
)
from bot.core.standing import judge
from bot.core.stations import station_of
from bot.press import Press
from tests.core.answering import TABLE, TODAY, Said, healthy

LIBRARY: Library = load().library

Place: TypeAlias = tuple[object, ...]

TIMERS: tuple[type[TimeUp], ...] = (SettleEnded, HalfReached, HoldEnded, RestEnded, SilenceFell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A person at a moment, and what was said to them last."""

    person: Person
    at: datetime
    said: tuple[Effect, ...] = ()


def place(stand: Stand, library: Library) -> Place:
    """What of this stand decides which moves are possible."""
    person = stand.person
    return (person.phase.name, person.met, *_where(person.phase, library), *_may(stand, library))


def _where(phase: AnyPhase, library: Library) -> Place:
    match phase:
        case Checking():
            return (*_check(phase.check), *_form(phase.session, library)[2:3])
        case Choosing():
            return (phase.session and phase.session.routine, *_form(phase.session, library))
        case Poised() | Holding() | Resting():
            return _run(phase.session, library)
        case Paused():
            return (phase.why, *_form(phase.session, library))
        case Feeling():
            asked = (phase.ask, phase.soft, phase.asked, phase.tries, _kind_of(phase.score))
            session = session_of(phase)
            whose = session.course.stretch if session and phase.ask is Feel.MIDDLE else None
            return (*asked, phase.before.name, whose, *_form(session, library)[::2])
        case Ended():
            return (phase.ask, *_form(phase.session, library))
        case _:
            return ()


def _check(check: Check) -> Place:
    """The open question, and whether the answers so far ask for a clinician."""
    here = check.place
    again = bool(here.pending) and any(id == here.pending[0] for id, _ in check.said)
    return (check.kind, here.screen, here.way, here.pending[:1], bool(here.ticks), again, _strict(fresh(check)))


@cache
def _strict(said: Answers) -> bool:
    outcomes = {outcome for rule, _ in applying(said, TABLE) for outcome in rule.outcomes}
    return not outcomes.isdisjoint({Verdict.ASK_CLINICIAN, Verdict.URGENT, Verdict.NOT_TODAY})


def _kind_of(score: int | None) -> int | None:
    """Calm, amber or red."""
    return None if score is None else (score >= 4) + (score >= 6)


def _form(session: Session | None, library: Library) -> Place:
    """What a session that waits is about."""
    if session is None:
        return ()
    kind, step = library.stretches[session.course.stretch].kind, station_of(session, library).step
    return (kind, step.twisted, step.rest > 0, bool(session.variations), bool(session.eased))


def _run(session: Session, library: Library) -> Place:
    """Which station a session stands at, its round only as the first, the last, or one between, and its form."""
    station = station_of(session, library)
    lead = session.first or library.stretches[session.course.stretch].first_side
    return (
        session.course.stretch,
        station.step.id,
        station.side and station.side is lead,
        (station.round > 1) + (station.round == station.rounds),
        station.seconds > 0,
        station.long,
        session.pace,
        session.quiet + 1 == QUIET_STATIONS,
        bool(session.eased),
        bool(session.variations),
        *_item(session, library),
    )


def _item(session: Session, library: Library) -> Place:
    """Where in its routine a session stands, and whether a question follows its stretch."""
    items = library.routines[session.routine].items
    return (min(session.item, 1), session.item + 1 == len(items), items[session.item].asks)


def _may(stand: Stand, library: Library) -> Place:
    """What the person may do at this moment; a question that is open comes before all that."""
    person, today = stand.person, local_day(stand.at, stand.person.settings.zone)
    known = person.readiness
    locked = person.lock and (stand.at < person.lock.until, bool(person.lock.items))
    if isinstance(person.phase, Checking):
        return (locked is not None,)
    if isinstance(person.phase, Holding | Poised | Resting):
        return ()
    if isinstance(person.phase, Feeling):
        return (person.no_twist_on == today, known.today_on == today)
    verdict = _verdict(known, person.recent, person.lock, today)
    return (verdict, known.today_on == today, known.checked_on is None, person.no_twist_on == today, locked)


@cache
def _verdict(known: Readiness, recent: tuple[Done, ...], lock: Lock | None, today: date) -> Verdict:
    person = Person(id=1, readiness=known, recent=recent, lock=lock)
    return judge(person, LIBRARY, today).verdict


def typed(at: datetime, library: Library) -> Iterator[Event]:
    """Everything a person may say at any moment, without a button."""
    yield Began(at=at, language="en")
    for plain in (Readied, Waited, Hardened, Repeated, WentBack, Skipped, Suspended, Resumed, Shortened):
        yield plain(at=at)
    yield from (Eased(at=at, part=part) for part in (None, "neck", "low_back", "shoulder", "hip", "knee", "wrist"))
    yield from (Sided(at=at, side=side) for side in Side)
    codes = ("yes", "no", "not_sure", "0", "2", "4", "7", "11", "same", "easier", "harder", "banana", "none", "some")
    yield from (Answered(at=at, code=code) for code in codes)
    yield from (Asked(at=at, topic=topic) for topic in TOPICS)
    yield from (Chose(at=at, what=what, value=value) for what, value in _choices(library))
    yield from (Unclear(at=at, what=what) for what in UNCLEAR)
    yield from (Located(at=at, zone=zone) for zone in (None, "Etc/UTC"))
    yield Unclear(at=at, part="low_back")
    yield from (Planned(at=at, outcome=outcome) for outcome in OUTCOMES)


TOPICS = (
    *("help", "privacy", "settings", "zone", "export", "forget", "more", "less", "nonsense"),
    *("remind", "plans", "reminders"),
)

OUTCOMES: tuple[Outcome, ...] = (
    Understood(plan=Plan(id=0, times=(time(7),))),
    Asking(draft=Plan(id=0), open=(Open(which=Which.TIME),)),
    *(Refused(reason=reason) for reason in Reason),
)
"""What words about a reminder may come to."""

UNCLEAR = (
    *("words", "no_gain", "command", "sticker", "photo", "voice", "file", "other", "edited", "group"),
    *("button", "reaction", "thanks", "remind", "flood"),
)


def _choices(library: Library) -> Iterator[tuple[str, str]]:
    yield from ((what, "") for what in ("menu", "stretch", "prep", "check", "confirm", "other_side", "nonsense"))
    yield from (("routine", routine) for routine in (*library.routines, "nonsense"))
    yield from (("go", way) for way in ("ready", "free", "nonsense"))
    yield from (("fit", "nonsense"), ("settle", "30"), ("settle", "x"), ("wait", "9999"))
    yield from (("forget", "yes"), ("consent", "no"), ("zone", "Etc/UTC"), ("clock", "0"))
    yield from ((what, value) for what, values in REMINDING.items() for value in values)


REMINDING = {
    "start": ("", "knee_drop", "nonsense"),
    "snooze": ("10.1", "tonight.1", "no.1", "week.1", "nonsense"),
    "plan": ("show.1", "edit.1", "skip.1", "pause7.1", "date.1", "rest.1", "on.1", "delete.1", "list.0", "nonsense"),
    "pick": ("1.ok", "1.days", "1.hour", "1.t0730", "1.no", "nonsense"),
    "away": ("ill", "holiday", "1", "back", "nonsense"),
    "quiet": ("22-7", "none", "nonsense"),
    "follow": ("on", "off", "nonsense"),
}
"""The buttons of reminders; they stand beside the session, where the walk sees no keyboard."""


def winning(at: datetime) -> Iterator[Event]:
    """What wins over everything, in each of its forms."""
    yield Stopped(at=at)
    yield Stopped(at=at, fact="new_fact:Q22")
    yield PainFelt(at=at, soft=True)
    yield PainFelt(at=at, soft=True, part="knee")
    yield from (PainFelt(at=at, soft=True, score=score) for score in (2, 5, 8, 12))
    yield from (PainFelt(at=at, kind=kind) for kind in ("sharp", "spreading", "numb", "dizzy"))
    yield PainFelt(at=at, kind="sharp", score=2)
    yield UrgentSaid(at=at, sign="Q3", tier="E")
    yield UrgentSaid(at=at, sign="Q6", tier="D")
    yield UrgentSaid(at=at, sign="Q3", tier="E", doubtful=True)
    yield Left(at=at)


def pressed(stand: Stand, at: datetime) -> Iterator[Event]:
    """Every button under what was said last."""
    seen = {
        (button.verb, button.value): effect.turn
        for effect in stand.said
        if isinstance(effect, Say)
        for row in effect.buttons
        for button in row
    }
    for (verb, value), turn in seen.items():
        yield VERBS[verb](Press(turn=turn, verb=verb, value=value), at, "en")


def timed(turn: int, at: datetime) -> Iterator[Event]:
    """Every timer of this turn, on time and late."""
    for timer in TIMERS:
        yield timer(at=at, turn=turn, due=at)
        yield timer(at=at, turn=turn, due=at - GRACE - timedelta(seconds=1))


def replies(turn: int, at: datetime) -> Iterator[Reply]:
    """One reply of each kind, from a button of this turn."""
    for plain in (Readied, Waited, Hardened, Repeated, WentBack, Skipped, Suspended, Resumed, Shortened, Eased, Began):
        yield plain(at=at, turn=turn)
    yield Sided(at=at, turn=turn, side=Side.LEFT)
    yield from (Answered(at=at, turn=turn, code=code) for code in ("yes", "no", "0"))
    yield from (Chose(at=at, turn=turn, what=what) for what in ("menu", "check", "confirm", "other_side", "prep"))
    yield from (Asked(at=at, turn=turn, topic=topic) for topic in ("help", "more", "less", "export"))
    yield Chose(at=at, turn=turn, what="go", value="free")


def everything(stand: Stand, library: Library) -> Iterator[Event]:
    """All that can happen here, a moment after what happened last."""
    at = stand.at + timedelta(seconds=5)
    yield from pressed(stand, at)
    yield from (event for event in typed(at, library) if _tells_apart(event, stand.person.phase))
    yield from timed(stand.person.turn, at)
    yield from winning(at)
    yield Woken(at=at)


def _tells_apart(event: Event, phase: AnyPhase) -> bool:
    """Whether this form of an event is heard otherwise here than the plain form of it, which is tried everywhere."""
    match event:
        case Located() | Asked(topic="zone") | Chose(what="zone" | "clock"):
            return isinstance(phase, Idle | Holding | Locked)
        case Eased(part=str()):
            return isinstance(phase, Poised | Holding | Resting | Paused)
        case Answered(code=code):
            return code in ("0", "7", "yes") or isinstance(phase, Checking | Feeling | Ended)
        case Asked(topic=topic):
            return topic in ("help", "more", "less", "export") or isinstance(phase, Idle | Locked)
        case Unclear(what=what):
            return what in ("words", "no_gain", "sticker") or isinstance(phase, Idle | Poised)
        case Planned():
            return isinstance(phase, Idle | Locked)
        case Chose(what=what, value=value) if what in REMINDING and what != "start":
            return isinstance(phase, Idle | Locked) or (value == "skip.1" and isinstance(phase, Holding))
        case Chose(what="routine" | "start", value=value):
            return value == "knee_drop" or isinstance(phase, Idle | Choosing)
        case _:
            return True


MORNING = datetime.fromisoformat("2026-03-16T08:00:00+00:00")


def starts() -> tuple[Stand, ...]:
    """Where walks begin: somebody new, and people whose record opens every twist that their answers allow."""
    new = Person(id=1)
    practised = replace(new, met=True, readiness=checked(), recent=three_calm(), plans=PLANS, reminders=LOOKED)
    practised = replace(practised, settings=Settings(zone="Etc/UTC"))
    return tuple(
        Stand(person=person, at=MORNING)
        for person in (
            new,
            practised,
            replace(practised, readiness=checked(Q26="glaucoma")),
            replace(practised, readiness=checked(Q30=2)),
        )
    )


PLANS = (Plan(id=1, times=(time(8), time(20))),)
LOOKED = Reminders(looked=MORNING - timedelta(minutes=1))
"""A reminder is due as the walk begins, and again on every day that follows."""


def checked(**changes: Said) -> Readiness:
    """A full readiness check of this morning, healthy but for these answers, to be kept."""
    return Readiness(answers=healthy(**changes), checked_on=TODAY, today_on=TODAY, version=TABLE.version, keeps=MORNING)


def three_calm() -> tuple[Done, ...]:
    """Three calm sessions of the knee drop in the last days, the last two alike, so that more is granted."""
    days = (TODAY - timedelta(days=ago) for ago in (5, 3, 1))
    return tuple(Done(on=day, stretch="knee_drop", level="LB1", rounds=3, amount=1) for day in days)
