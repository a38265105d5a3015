"""What is open to a person now: the readiness check, the gates of the record, the locks. One question, one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.core.day import is_over, local_day
from bot.core.due import Trouble, due
from bot.core.library import Kind, Library, Stretch
from bot.core.progress import Bounds, gate_reason, within_gate
from bot.core.questions import Experience, Fired, Table, Verdict
from bot.core.readiness import Assessment, assess
from bot.core.record import Done
from bot.core.session import Person, Readiness

BREATHING = "belly_breathing"
"""What is left when a clinician is to be asked first (a1)."""

CALM_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person may do now. `open` and `closed` (with the reason's key) share out every one of the `stretches`."""

    assessment: Assessment
    open: frozenset[str]
    closed: Mapping[str, str]
    stretches: Mapping[str, Stretch]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the readiness check."""
        return self.assessment.verdict

    def bounds(self, stretch: str) -> Bounds:
        """The walls the verdict puts around a stretch, drawn in by the stretch's own gate."""
        level = self.assessment.level(stretch)
        walls = Bounds(start_level=level.start, top_level=level.top) if level else Bounds()
        return within_gate(self.stretches[stretch], self.verdict.value, walls)


def standing(person: Person, library: Library, at: datetime) -> Standing:
    """Judge what the person may do at this moment. A lock closes everything, whatever else is known."""
    today = local_day(at, person.settings.zone)
    judged = judge(person, library, today)
    locked = person.lock is not None and at < person.lock.until
    closed = {
        stretch.id: "locked" if locked else reason
        for stretch in library.stretches.values()
        if (reason := "locked" if locked else _why_closed(stretch, person, judged, today))
    }
    return Standing(
        assessment=judged,
        open=frozenset(set(library.stretches) - set(closed)),
        closed=closed,
        stretches=library.stretches,
    )


def judge(person: Person, library: Library, today: date) -> Assessment:
    """The readiness check's judgement on this day."""
    return _judged(person.readiness, library.table, today, experience(person, today), fired(person, today))


@lru_cache(maxsize=512)
def _judged(
    known: Readiness, table: Table, today: date, experience: Experience, fired: tuple[Fired, ...]
) -> Assessment:
    """The answers change once a day at most, and are judged several times in a turn."""
    return assess(
        known.answers,
        table,
        today=today,
        screened_on=known.checked_on,
        confirmed=known.confirmed,
        experience=experience,
        fired=fired,
    )


def fired(person: Person, today: date) -> tuple[Fired, ...]:
    """The urgent signs of an earlier day that still ask for an answer; one that never was counts for a day (L1)."""
    lock, known = person.lock, person.readiness
    if lock is None:
        return ()
    past = known.denied if known.denied_on is not None and known.denied_on < today else ()
    return tuple(
        Fired(question=item, on=lock.on, denied=item in known.denied) for item in lock.items if item not in past
    )


def experience(person: Person, today: date) -> Experience:
    """What the record says to the gates."""
    twists = [done for done in person.recent if done.twist]
    return Experience(
        calm_sessions=sum(done.calm and today - done.on <= CALM_WITHIN for done in twists),
        b_sessions=sum(done.stretch == "knee_drop" and done.broken is None for done in twists),
        prep_score=person.readiness.prep_score if person.readiness.prep_on == today else None,
    )


def check_due(person: Person, library: Library, at: datetime) -> str | None:
    """Which check is due before anything is guided: full, short, today, or none."""
    known = person.readiness
    return due(
        library.table,
        today=local_day(at, person.settings.zone),
        checked_on=known.checked_on,
        today_on=known.today_on,
        version=known.version,
        last_session=max((done.on for done in person.recent), default=None),
        answers=known.answers,
        trouble=trouble(person),
        asked=_locked_since(person),
    )


def _locked_since(person: Person) -> bool:
    """After a lock the whole check comes again (L1)."""
    checked = person.readiness.checked_on
    return person.lock is not None and checked is not None and checked <= person.lock.on


def trouble(person: Person) -> Trouble:
    """What went wrong since the last full check: it decides which check is due (a5)."""
    since = person.readiness.checked_on
    recent = [done for done in person.recent if since is None or done.on >= since]
    hurt = [done for done in recent if done.broken == "pain"]
    last_two = recent[-2:]
    return Trouble(
        grave=any(done.grave for done in hurt),
        stops=len(last_two) if len(last_two) == 2 and all(done.broken == "pain" for done in last_two) else 0,
        rising=_rising(recent),
        last_stop=hurt[-1].on if hurt else None,
    )


def _rising(recent: list[Done]) -> bool:
    """Pain still higher a day after, or up over three sessions."""
    scores = [done.pain_after for done in recent[-3:] if done.pain_after is not None]
    up = len(scores) == 3 and scores[0] < scores[1] < scores[2]
    return up or bool(recent and recent[-1].day_after == "worse")


def _why_closed(stretch: Stretch, person: Person, judged: Assessment, today: date) -> str:
    """The key of the reason why a stretch is closed; empty when it is open."""
    if stretch.kind is Kind.TWIST and not is_over(person.no_twist_on, today):
        return "no_twist_today"
    if stretch.id not in judged.open:
        return judged.why_closed(stretch.id) or judged.verdict.value
    return gate_reason(stretch, judged.verdict.value, person.recent, today_score(judged), today)


def today_score(judged: Assessment) -> int:
    """The pain score of the day, 0 when none counts."""
    return judged.score or 0
