"""The readiness check: answers and the table in, what may be done now out. Pure; the data decides, ranks
combine.

R1 every effect is collected and the strictest wins; R2 preparation and gentleness do not cancel each other;
R5 what was not answered opens nothing; L1 to L5 a confirmation lifts an effect as far as its row says. A
verdict speaks of the answers. That a twist comes after calm sessions of a milder one is a gate of the
table; without any history the prone twist therefore stays closed, also when cleared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.clearance import Proof
from bot.core.counting import unanswered
from bot.core.findings import Circumstances, Finding, applying, find
from bot.core.questions import (
    NEW,
    STRICTNESS,
    YES,
    Answers,
    Confirmation,
    Experience,
    Fired,
    Gate,
    Level,
    Table,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One effect and where it comes from: the question, what was said, what it does, the sources of the row.

    `key` names the words for a person (`readiness.reason.<key>`); `effect` is for whoever audits the table.
    `proof` says what a confirmation of it was worth, None without one.
    """

    question: str
    answer: tuple[str, ...]
    effect: str
    source: str
    key: str
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the answers allow now.

    `open` and `closed` (with the key of the reason) share out all stretches of the table. `also` holds what
    the verdict does not cancel. `tier` is E or D when urgent. `levels` are start and top per stretch.
    `missing` are the questions without an answer; `score` is the pain now, None when no number was said.
    """

    verdict: Verdict
    also: tuple[Verdict, ...]
    open: tuple[str, ...]
    closed: tuple[tuple[str, str], ...]
    because: tuple[Reason, ...]
    tier: str | None
    restrictions: tuple[str, ...]
    complaints: tuple[str, ...]
    advice: tuple[str, ...]
    levels: tuple[tuple[str, Level], ...]
    missing: tuple[str, ...]
    score: int | None

    def level(self, stretch: str) -> Level | None:
        """Start and top level of a stretch under this verdict; None where it sets none."""
        return dict(self.levels).get(stretch)

    def why_closed(self, stretch: str) -> str | None:
        """The key of the reason why a stretch is closed; None when it is open."""
        return dict(self.closed).get(stretch)


def assess(
    answers: Answers,
    table: Table,
    *,
    today: date,
    screened_on: date | None = None,
    confirmed: Iterable[Confirmation] = (),
    experience: Experience = NEW,
    fired: Iterable[Fired] = (),
) -> Assessment:
    """Judge the answers on the person's own day `today`.

    `screened_on` is the day of the full check, None for today. `fired` are urgent signs of earlier days.
    """
    by = Circumstances(
        table=table,
        today=today,
        screened_on=screened_on,
        confirmed={item.question: item for item in confirmed},
        experience=experience,
    )
    findings = find(answers, fired, by)
    missing, stale = unanswered(answers, table), _too_old(by)
    outcomes = {outcome for finding in findings for outcome in finding.outcomes}
    verdict = _verdict(outcomes, missing, stale, table)
    closed = _closed(verdict, findings, by)
    return Assessment(
        verdict=verdict,
        also=_also(verdict, outcomes),
        open=tuple(stretch for stretch in table.stretches if stretch not in closed),
        closed=tuple(closed.items()),
        because=(*(_reason(finding) for finding in findings), *_gaps(missing, stale)),
        tier=_tier(findings),
        restrictions=_unique(code for finding in findings for code in finding.rule.restrictions),
        complaints=_unique(finding.rule.complaint for finding in findings),
        advice=_unique(finding.rule.advice for finding in findings if not finding.lifted),
        levels=_levels(verdict, outcomes, findings, table),
        missing=missing,
        score=_score(answers, table),
    )


def settled(answers: Answers, table: Table) -> bool:
    """Whether nothing more needs to be asked: an urgent sign (R3), or no session today with all signs
    asked.
    """
    outcomes = {outcome for rule, _ in applying(answers, table) for outcome in rule.outcomes}
    signs_open = any(table.question(id).urgent for id in unanswered(answers, table))
    return Verdict.URGENT in outcomes or (Verdict.NOT_TODAY in outcomes and not signs_open)


def to_confirm(answers: Answers, table: Table) -> tuple[str, ...]:
    """The questions whose effect a confirmation could lift, in the order of the table."""
    return _unique(rule.question for rule, _ in applying(answers, table) if rule.lift)


def keeps_answers(answers: Answers, table: Table) -> bool:
    """Whether the person agreed to storing: only an outspoken yes does."""
    return dict(answers).get(table.consent) == (YES,)


def _too_old(by: Circumstances) -> bool:
    limit = timedelta(days=by.table.limits.full_days)
    return by.screened_on is not None and by.today - by.screened_on > limit


def _verdict(outcomes: set[Verdict], missing: Sequence[str], stale: bool, table: Table) -> Verdict:
    if Verdict.URGENT in outcomes:
        return Verdict.URGENT
    if any(table.question(id).urgent for id in missing):
        return Verdict.INCOMPLETE
    if Verdict.NOT_TODAY in outcomes:
        return Verdict.NOT_TODAY
    if missing or stale:
        return Verdict.INCOMPLETE
    return max(outcomes, key=STRICTNESS.index, default=Verdict.CLEARED)


def _also(verdict: Verdict, outcomes: set[Verdict]) -> tuple[Verdict, ...]:
    """What else holds: gentleness beside preparation (R2); beside a day flag or a gap, what was found so
    far.
    """
    if verdict in (Verdict.URGENT, Verdict.ASK_CLINICIAN):
        return ()
    found = outcomes - {verdict}
    if Verdict.ASK_CLINICIAN in found:
        found -= {Verdict.PREP_FIRST, Verdict.GENTLE_ONLY}
    return tuple(sorted(found, key=STRICTNESS.index, reverse=True))


def _closed(verdict: Verdict, findings: Sequence[Finding], by: Circumstances) -> dict[str, str]:
    reasons = {stretch: _why_closed(stretch, verdict, findings, by) for stretch in by.table.stretches}
    return {stretch: reason for stretch, reason in reasons.items() if reason}


def _why_closed(stretch: str, verdict: Verdict, findings: Sequence[Finding], by: Circumstances) -> str | None:
    """The key of the reason, one that outlasts the verdict first; None when the stretch is open."""
    opened = by.table.opens[verdict]
    if not opened:
        return verdict.value
    for finding in findings:
        if stretch in finding.rule.closes or (finding.only and stretch not in finding.only):
            return finding.rule.reason
    if stretch not in opened:
        return _after_prep(stretch, verdict, by) or verdict.value
    gates = [*(gate for finding in findings for gate in finding.rule.gates), *by.table.gates]
    return next((gate.reason for gate in gates if _shuts(gate, stretch, verdict, by.experience)), None)


def _after_prep(stretch: str, verdict: Verdict, by: Circumstances) -> str | None:
    """A pass of the preparation that did not stay calm ends the twists of the day (V3)."""
    ended = verdict is Verdict.PREP_FIRST and by.experience.prep_score is not None
    return "pain_after_prep" if ended and stretch in by.table.twists else None


def _shuts(gate: Gate, stretch: str, verdict: Verdict, experience: Experience) -> bool:
    done = {"calm_sessions": experience.calm_sessions, "b_sessions": experience.b_sessions}
    concerns = gate.stretch == stretch and gate.verdict in (None, verdict)
    return concerns and done[gate.needs] < gate.at_least


def _reason(finding: Finding) -> Reason:
    return Reason(
        question=finding.rule.question,
        answer=finding.said,
        effect=finding.effect,
        source=", ".join(finding.rule.sources),
        key=finding.rule.reason,
        proof=finding.proof,
    )


def _gaps(missing: Sequence[str], stale: bool) -> list[Reason]:
    """What is not known: an open question opens nothing (R5), an old check is as good as none (a5)."""
    gaps = [Reason(question=id, answer=(), effect="unanswered", source="DC", key="unanswered") for id in missing]
    if stale:
        gaps.append(Reason(question="", answer=(), effect="full check due", source="DC", key="check_too_old"))
    return gaps


def _tier(findings: Sequence[Finding]) -> str | None:
    """E before D, of the rows that are urgent now."""
    urgent = [finding.rule.tier or "E" for finding in findings if Verdict.URGENT in finding.outcomes]
    return max(urgent, default=None)


def _levels(
    verdict: Verdict, outcomes: set[Verdict], findings: Sequence[Finding], table: Table
) -> tuple[tuple[str, Level], ...]:
    """Start and top of each stretch under the verdict; a row may start it lower."""
    ruling = Verdict.GENTLE_ONLY if Verdict.GENTLE_ONLY in outcomes else verdict
    lower = [finding.rule.start_level for finding in findings if finding.rule.start_level is not None]
    return tuple(
        (stretch, Level(start=min([level.start, *lower]), top=level.top))
        for stretch, level in table.levels.get(ruling, table.levels[Verdict.CLEARED]).items()
    )


def _score(answers: Answers, table: Table) -> int | None:
    said = dict(answers).get(table.pain, ())
    return int(said[-1]) if said and said[-1].isdecimal() else None


def _unique(codes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))
