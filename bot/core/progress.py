"""How much, and how it grows: levels and gates as data, the rule here (safety.md part c, D1-D8).

Dates are the person's own calendar days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.library import Gate, Level, Mode, Span, Stretch
from bot.core.record import Done
from bot.core.session import Course

CALM_BEFORE_STEP_UP = 2
"""Sessions in a row without "easier", pain 4 or a stop, before the dose grows (D3)."""

WEEKS_OFF = 14, 42
"""Days without a session after which the dose goes one level down, and back to the start (D4)."""

GROWTH = {"seconds": 5, "breaths": 1, "reps": 1, "rounds": 1}
"""How much a dose grows at a time; one or two repetitions every few days (S39)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The walls that a verdict and the day put around a stretch."""

    top_level: int = 99
    start_level: int = 1


def open_gate(
    stretch: Stretch, verdict: str, recent: Sequence[Done], pain: int, today: date
) -> tuple[Gate | None, str]:
    """The gate through which this stretch is open, or None and the key of the reason why it is closed."""
    if not stretch.gates:
        return Gate(verdict=verdict), ""
    gate = next((gate for gate in stretch.gates if gate.verdict == verdict), None)
    if gate is None:
        return None, f"verdict_{verdict}"
    if pain > gate.pain_at_most:
        return None, "gate_pain"
    if _calm_sessions(gate, recent, today) < gate.calm_sessions:
        return None, "gate_three_calm_sessions" if gate.calm_sessions > 1 else "gate_one_calm_session"
    return gate, ""


def _calm_sessions(gate: Gate, recent: Sequence[Done], today: date) -> int:
    return sum(done.calm and done.stretch in gate.after and _within(done, gate.within_days, today) for done in recent)


def _within(done: Done, days: int, today: date) -> bool:
    return not days or (today - done.on).days <= days


def course(
    stretch: Stretch, recent: Sequence[Done], today: date, bounds: Bounds = Bounds(), mode: Mode = Mode.HELD
) -> Course:
    """The dose for today, and the key of the reason: start, same, up, down, rest, again or second."""
    ladder = [level for level in stretch.levels if level.mode is mode] or list(stretch.levels)
    mine = [done for done in recent if done.stretch == stretch.id and done.level in {x.id for x in ladder}]
    chosen = _from_record(ladder, stretch, mine, today) if mine else _start(ladder, stretch, bounds)
    if _full_dose_today(stretch, recent, today):
        return _capped(ladder, stretch, chosen, Bounds(top_level=1, start_level=1), "second")
    return _capped(ladder, stretch, chosen, bounds, "verdict")


def _start(ladder: list[Level], stretch: Stretch, bounds: Bounds) -> Course:
    wanted = min(bounds.start_level, bounds.top_level)
    level = max((x for x in ladder if x.number <= wanted), key=lambda x: x.number, default=ladder[0])
    return _at(stretch, level, "start")


def _at(stretch: Stretch, level: Level, reason: str) -> Course:
    figure = _figure(level)
    return Course(
        stretch=stretch.id,
        level=level.id,
        rounds=level.rounds.low,
        amount=figure.low if figure else None,
        reason=reason,
    )


def _figure(level: Level) -> Span | None:
    return level.seconds or level.breaths or level.reps


def _from_record(ladder: list[Level], stretch: Stretch, mine: list[Done], today: date) -> Course:
    last = mine[-1]
    level = stretch.level(last.level)
    same = Course(stretch=stretch.id, level=level.id, rounds=last.rounds, amount=last.amount, reason="same")
    down_after, start_after = WEEKS_OFF
    away = (today - last.on).days
    if away > start_after:
        return _at(stretch, _rung(ladder, 1), "again")
    if last.broken == "pain":
        return _at(stretch, _rung(ladder, 1), "pain")
    if away > down_after:
        return _at(stretch, _below(ladder, level), "rest")
    if last.eased >= 2 or last.wish == "easier" or last.day_after in ("sore", "worse") or _rose(last):
        lower = _at(stretch, _below(ladder, level), "down")
        return lower if replace(lower, reason=same.reason) != same else replace(same, reason="lightest")
    if _may_grow(mine):
        return _grown(ladder, stretch, same)
    return same


def _rose(done: Done) -> bool:
    """Whether the score went up by two or more from the start to the end (b4)."""
    return done.pain_after is not None and done.pain_after >= (done.pain_before or 0) + 2


def _may_grow(mine: list[Done]) -> bool:
    """D3: two calm sessions in a row at this dose, and the day after was fine."""
    last = mine[-CALM_BEFORE_STEP_UP:]
    alike = {(done.level, done.rounds, done.amount) for done in last}
    return len(last) == CALM_BEFORE_STEP_UP and len(alike) == 1 and all(_fine(done) for done in last)


def _fine(done: Done) -> bool:
    return done.calm and done.day_after in (None, "same") and done.wish != "easier"


def may_harden(stretch: Stretch, recent: Sequence[Done]) -> bool:
    """D5: whether "harder" is granted now."""
    return _may_grow([done for done in recent if done.stretch == stretch.id])


def harder(stretch: Stretch, now: Course, bounds: Bounds = Bounds()) -> Course | None:
    """One step up from the dose of now; None at the top, or where the verdict allows no more."""
    mode = stretch.level(now.level).mode
    ladder = [level for level in stretch.levels if level.mode is mode]
    grown = _grown(ladder, stretch, now)
    capped = _capped(ladder, stretch, grown, bounds, "same")
    return None if replace(capped, reason="") == replace(now, reason="") else capped


def _grown(ladder: list[Level], stretch: Stretch, now: Course) -> Course:
    """First more rounds, then a longer hold, then the next level; each inside its walls."""
    level = stretch.level(now.level)
    if now.rounds < level.rounds.high:
        return replace(now, rounds=now.rounds + GROWTH["rounds"], reason="up")
    figure = _figure(level)
    if figure and now.amount is not None and now.amount < figure.high:
        step = GROWTH["seconds" if level.seconds else "breaths" if level.breaths else "reps"]
        return replace(now, amount=figure.clamp(now.amount + step), reason="up")
    above = next((other for other in ladder if other.number > level.number), None)
    return _at(stretch, above, "up") if above else replace(now, reason="top")


def _below(ladder: list[Level], level: Level) -> Level:
    lower = [other for other in ladder if other.number < level.number]
    return lower[-1] if lower else ladder[0]


def _rung(ladder: list[Level], number: int) -> Level:
    return max((x for x in ladder if x.number <= number), key=lambda x: x.number, default=ladder[0])


def _capped(ladder: list[Level], stretch: Stretch, wanted: Course, bounds: Bounds, reason: str) -> Course:
    if stretch.level(wanted.level).number <= bounds.top_level:
        return wanted
    return _at(stretch, _rung(ladder, bounds.top_level), reason)


def _full_dose_today(stretch: Stretch, recent: Sequence[Done], today: date) -> bool:
    """D8: one twist a day at full dose; another one only at level 1. Preparation has no gates, and is free."""
    return bool(stretch.gates) and any(done.on == today and done.twist and done.broken is None for done in recent)
