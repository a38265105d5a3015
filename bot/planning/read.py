"""From the words of a wish to be reminded to a plan, a question, or a refusal. Nothing is guessed.

The order of the words hardly matters, but all of them must be understood. Days and times may each be several; days
that have times of their own ("Mondays at 7 and Thursdays at 8") are two plans, and refused as such. A weekday is one of
every week unless it is "this" one. `bot.core.drafts` says which times are clear.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from bot.core.drafts import Open, Outcome, Reason, Refused, Which, concluded
from bot.core.plans import Plan
from bot.planning.lexing import pieces
from bot.planning.pieces import After, Clock, Day, Piece, Rhythm, Routine, Sign, Span
from bot.planning.times import Known, NoPlan, timed, told
from bot.planning.words import PlanWords

NOBODY: Known = {}

WORST_FIRST = (Reason.NEGATED, Reason.BEYOND, Reason.UNKNOWN, Reason.NO_SUCH_TIME)

MINUTE = timedelta(minutes=1)


def read(
    text: str,
    words: PlanWords,
    zone: str,
    now: datetime,
    *,
    routines: Mapping[str, Sequence[str]],
    known: Known = NOBODY,
) -> Outcome:
    """What a text means at a moment, for somebody in that zone.

    `routines` are the names by which each routine may be called, by id; `known` is when the parts of the day are for
    this person. Raises ZoneInfoNotFoundError for a zone that is none.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    try:
        found = [piece for piece in pieces(text, words, routines) if piece is not Sign.FILLER]
        draft, open = _drafted(found, today, now, known)
    except NoPlan as fault:
        return Refused(reason=fault.reason)
    return concluded(draft, open, zone, now)


def _drafted(found: Sequence[Piece], today: date, now: datetime, known: Known) -> tuple[Plan, tuple[Open, ...]]:
    if faults := [reason for reason in WORST_FIRST if reason in found]:
        raise NoPlan(faults[0])
    routine = _routine(found)
    waits = {piece for piece in found if isinstance(piece, After)}
    if waits:
        return Plan(id=0, once=_moment(found, waits, now), routine=routine), ()
    bounds, rest = _bounds(found, today)
    days = _days(rest, bounds, today)
    clocks = timed(rest)
    _in_one_piece(rest, len(clocks))
    ahead = (days is not None or bool(bounds)) and days != today
    times, open = told(clocks, known, ahead=ahead)
    if not clocks:
        if days is None and not bounds and routine is None:
            raise NoPlan(Reason.NOTHING)
        open = (Open(which=Which.TIME),)
    return _plan(days, bounds, times, routine), open


def _routine(found: Sequence[Piece]) -> str | None:
    named = {piece.id for piece in found if isinstance(piece, Routine)}
    if len(named) > 1:
        raise NoPlan(Reason.SEVERAL)
    return next(iter(named), None)


def _moment(found: Sequence[Piece], waits: set[After], now: datetime) -> datetime:
    """A while from now, on the next whole minute; it stands for day and time, so neither may be said beside it."""
    if len(waits) > 1 or any(isinstance(piece, Clock | Span | Rhythm | Day) or _bounding(piece) for piece in found):
        raise NoPlan(Reason.SEVERAL)
    at = now.astimezone(UTC) + next(iter(waits)).minutes * MINUTE
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE


def _bounding(piece: Piece) -> bool:
    return piece in (Sign.FROM, Sign.UNTIL)


def _bounds(found: Sequence[Piece], today: date) -> tuple[dict[Sign, date], list[Piece]]:
    """The first and last day, and the pieces without them. A word such as "from" needs a single day behind it."""
    bounds: dict[Sign, date] = {}
    rest: list[Piece] = []
    walk = iter(found)
    for piece in walk:
        if not (isinstance(piece, Sign) and _bounding(piece)):
            rest.append(piece)
            continue
        day = _as_day(next(walk, None))
        if piece in bounds or day is None:
            raise NoPlan(Reason.UNCLEAR)
        bounds[piece] = _on(day, today, bounds.get(Sign.FROM, today))
    if bounds.get(Sign.UNTIL, date.max) < bounds.get(Sign.FROM, date.min):
        raise NoPlan(Reason.CONTRADICTION)
    return bounds, rest


def _as_day(piece: Piece | None) -> Day | None:
    """The single day that a piece is, or would be behind "from": "from Monday" begins on the next one."""
    if isinstance(piece, Rhythm) and len(piece.weekdays) == 1:
        return Day(weekday=next(iter(piece.weekdays)))
    return piece if isinstance(piece, Day) and piece.span is None else None


def _on(day: Day, today: date, since: date) -> date:
    found = day.on(today, since)
    if found is None:
        raise NoPlan(Reason.NO_SUCH_DAY)
    return found


def _days(rest: Sequence[Piece], bounds: Mapping[Sign, date], today: date) -> Rhythm | date | None:
    """The days that were said, as one rhythm or one day; None when there are none."""
    single = {_on(piece, today, today) for piece in rest if isinstance(piece, Day)}
    rhythms = {piece for piece in rest if isinstance(piece, Rhythm)}
    if len(single) > 1 or (single and (rhythms or bounds)):
        raise NoPlan(Reason.SEVERAL)
    if single:
        return single.pop()
    if len(rhythms) > 1 and not all(rhythm.weekdays for rhythm in rhythms):
        raise NoPlan(Reason.UNCLEAR)
    if not rhythms:
        return None
    return Rhythm(frozenset[int]().union(*(rhythm.weekdays for rhythm in rhythms)), min(each.every for each in rhythms))


def _in_one_piece(rest: Sequence[Piece], times: int) -> None:
    """Days and times must each stand together: "Mondays at 7 and Thursdays at 8" would be mixed up.

    Four digits right behind a date ("30 November 2030") may be a year.
    """
    runs = [kind for kind, _ in groupby(filter(None, map(_kind, rest)))]
    if times > 1 and len(runs) > 2:
        raise NoPlan(Reason.SEVERAL)
    for day, clock in pairwise(rest):
        if isinstance(day, Day) and day.dated and isinstance(clock, Clock) and clock.bare:
            raise NoPlan(Reason.UNCLEAR)


def _kind(piece: Piece) -> str:
    return "time" if isinstance(piece, Clock | Span) else "day" if isinstance(piece, Rhythm | Day) else ""


def _plan(
    days: Rhythm | date | None, bounds: Mapping[Sign, date], times: tuple[time, ...], routine: str | None
) -> Plan:
    if isinstance(days, date):
        return Plan(id=0, times=times, from_day=days, until_day=days, routine=routine)
    rhythm = days or Rhythm()
    return Plan(
        id=0,
        times=times,
        weekdays=_weekdays(rhythm),
        every=rhythm.every,
        from_day=bounds.get(Sign.FROM),
        until_day=bounds.get(Sign.UNTIL),
        routine=routine,
    )


def _weekdays(rhythm: Rhythm) -> tuple[int, ...]:
    """In order; all seven are every day."""
    return () if len(rhythm.weekdays) == 7 else tuple(sorted(rhythm.weekdays))
