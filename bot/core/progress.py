"""How much, and how it grows: levels and gates as data, the rule here (safety.md part c, D1-D8).

Dates are the person's own calendar days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.library import Gate, Kind, Level, Mode, Span, Stretch
from bot.core.record import Done
from bot.core.session import Course

CALM_BEFORE_STEP_UP = 2
"""Sessions in a row without "easier", pain 4 or a stop, before the dose grows (D3)."""

WEEKS_OFF = 14, 42
"""Days without a session after which the dose goes one level down, and back to the start (D4)."""

GROWTH = {"seconds": 5, "breaths": 1, "reps": 1, "rounds": 1}
"""How much a dose grows at a time; one or two repetitions every few days (S39)."""


HARDER = "harder"
"""The reason of a dose that was raised by "harder": it is raised once in a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The walls that a verdict and the day put around a stretch."""

    top_level: int = 99
    start_level: int = 1


def gate_reason(stretch: Stretch, verdict: str, recent: Sequence[Done], pain: int, today: date) -> str:
    """The key of the reason why the stretch's gate for this verdict is shut; empty when it is open, or there is none.

    A stretch with gates is shut to every verdict that none of them names.
    """
    if not stretch.gates:
        return ""
    gate = next((gate for gate in stretch.gates if gate.verdict == verdict), None)
    if gate is None:
        return verdict
    if pain > gate.pain_at_most:
        return "gate_pain"
    if _calm_sessions(gate, recent, today) < gate.calm_sessions:
        return "gate_three_calm_sessions" if gate.calm_sessions > 1 else "gate_one_calm_session"
    return ""


def within_gate(stretch: Stretch, verdict: str, bounds: Bounds) -> Bounds:
    """The walls as the stretch's gate for this verdict draws them in."""
    tops = (gate.top_level for gate in stretch.gates if gate.verdict == verdict)
    return replace(bounds, top_level=min((bounds.top_level, *tops)))


def _calm_sessions(gate: Gate, recent: Sequence[Done], today: date) -> int:
    return sum(done.calm and done.stretch in gate.after and _within(done, gate.within_days, today) for done in recent)


def _within(done: Done, days: int, today: date) -> bool:
    return not days or (today - done.on).days <= days


def course(
    stretch: Stretch, recent: Sequence[Done], today: date, bounds: Bounds = Bounds(), mode: Mode = Mode.HELD
) -> Course:
    """The dose for today, and the key of the reason.

    The reason is start, same, up, top, down, lightest, pain, rest, again, verdict or second.
    """
    ladder = _ladder(stretch, mode)
    mine = _on_ladder(ladder, stretch, recent)
    chosen = _from_record(ladder, stretch, mine, today, bounds) if mine else _start(ladder, stretch, bounds)
    walls = _today(stretch, recent, today, bounds)
    return _capped(ladder, stretch, chosen, walls, "verdict" if walls == bounds else "second")


def _ladder(stretch: Stretch, mode: Mode) -> list[Level]:
    """The levels in this mode, the lightest first; all of them where the stretch has none in it."""
    return [level for level in stretch.levels if level.mode is mode] or list(stretch.levels)


def _on_ladder(ladder: list[Level], stretch: Stretch, recent: Sequence[Done]) -> list[Done]:
    """The records of this stretch on these levels, without those that only a twist before them had made light."""
    rungs = {level.id for level in ladder}
    return [
        done
        for index, done in enumerate(recent)
        if done.stretch == stretch.id and done.level in rungs and not _second_and_calm(done, recent[:index])
    ]


def _second_and_calm(done: Done, before: Sequence[Done]) -> bool:
    """Whether D8, and nothing that was felt, may have set this dose: it tells nothing about the next one."""
    return done.twist and done.calm and _full_dose_on(done.on, before)


def _today(stretch: Stretch, recent: Sequence[Done], today: date, bounds: Bounds) -> Bounds:
    """D8: one twist a day at full dose; another one only at level 1. Preparation is free."""
    second = stretch.kind is Kind.TWIST and _full_dose_on(today, recent)
    return replace(bounds, top_level=min(1, bounds.top_level)) if second else bounds


def _full_dose_on(day: date, recent: Sequence[Done]) -> bool:
    return any(done.on == day and done.twist and done.broken is None for done in recent)


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


def _from_record(ladder: list[Level], stretch: Stretch, mine: list[Done], today: date, bounds: Bounds) -> Course:
    last = mine[-1]
    level = stretch.level(last.level)
    same = Course(stretch=stretch.id, level=level.id, rounds=last.rounds, amount=last.amount, reason="same")
    down_after, start_after = WEEKS_OFF
    away = (today - last.on).days
    if away > start_after:
        return _at(stretch, _rung(ladder, min(level.number, bounds.start_level)), "again")
    if last.broken == "pain":
        return _at(stretch, _rung(ladder, min(level.number, 1)), "pain")
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


def may_harden(stretch: Stretch, now: Course, recent: Sequence[Done]) -> bool:
    """D5: whether "harder" is granted now: once in a session, on the same calm record that a step up asks for."""
    ladder = _ladder(stretch, stretch.level(now.level).mode)
    return now.reason != HARDER and _may_grow(_on_ladder(ladder, stretch, recent))


def harder(
    stretch: Stretch, now: Course, recent: Sequence[Done], today: date, bounds: Bounds = Bounds()
) -> Course | None:
    """One step up from the dose of now; None at the top, or where the verdict or the day allows no more."""
    ladder = _ladder(stretch, stretch.level(now.level).mode)
    grown = replace(_grown(ladder, stretch, now), reason=HARDER)
    within = stretch.level(grown.level).number <= _today(stretch, recent, today, bounds).top_level
    return grown if within and grown != replace(now, reason=HARDER) else None


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
