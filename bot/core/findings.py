"""Which rows of the table apply to the answers, and what a confirmation or a calm preparation leaves of
them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.core.clearance import Proof, judge
from bot.core.counting import counted, holds
from bot.core.questions import STRICTNESS, YES, Answers, Confirmation, Experience, Fired, Lift, Rule, Table, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What rows are judged by: the table, the person's day, the day of the full check, what was confirmed
    and done.
    """

    table: Table
    today: date
    screened_on: date | None
    confirmed: Mapping[str, Confirmation]
    experience: Experience


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A row that applies: what was said, and what is left of its outcomes and limits."""

    rule: Rule
    said: tuple[str, ...]
    outcomes: tuple[Verdict, ...]
    proof: Proof | None = None
    only: tuple[str, ...] = ()

    @property
    def lifted(self) -> bool:
        """Whether a confirmation counted."""
        return self.proof is Proof.COUNTS

    @property
    def rank(self) -> int:
        """How strict its outcomes are; 0 for none."""
        return max((STRICTNESS.index(outcome) for outcome in self.outcomes), default=0)

    @property
    def effect(self) -> str:
        """The effect in codes, for an audit: `ask_clinician -> gentle_only; no reclined_twist; arms_near`."""
        before, now = "+".join(self.rule.outcomes), "+".join(self.outcomes)
        parts = (
            now if before == now else f"{before} -> {now or Verdict.CLEARED.value}",
            *_labelled("confirmation:", "" if self.lifted or not self.proof else self.proof.value),
            *(f"no {stretch}" for stretch in self.rule.closes),
            *_labelled("only", " ".join(self.only)),
            *self.rule.restrictions,
            *_labelled("complaint:", self.rule.complaint),
            *_labelled("advice:", None if self.lifted else self.rule.advice),
        )
        return "; ".join(part for part in parts if part) or "note"


def _labelled(label: str, code: str | None) -> tuple[str, ...]:
    return (f"{label} {code}",) if code else ()


def find(answers: Answers, fired: Iterable[Fired], by: Circumstances) -> tuple[Finding, ...]:
    """Every row that applies, the strictest first, then in the order of the table."""
    rows = [_finding(rule, said, by) for rule, said in applying(answers, by.table)]
    signs = [_after_urgent(sign, by) for sign in fired]
    return tuple(sorted((*rows, *signs), key=lambda finding: -finding.rank))


def applying(answers: Answers, table: Table) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    """The rows that apply to these answers, each with what was said, in the order of the table."""
    given = dict(answers)
    return tuple(
        (rule, given[question.id])
        for question in table.questions.values()
        if question.id in given
        for rule in question.rules
        if set(counted(question, given[question.id]) or ()) & set(rule.answers)
        and holds(rule.given, given, table)
        and (rule.unless is None or holds(rule.unless, given, table) is False)
    )


def _finding(rule: Rule, said: tuple[str, ...], by: Circumstances, event: date | None = None) -> Finding:
    confirmation = by.confirmed.get(rule.question)
    proof = None
    if rule.lift and confirmation:
        proof = judge(
            confirmation,
            rule.lift,
            by.table.limits,
            today=by.today,
            answered_on=by.screened_on,
            event=event,
        )
    row: Rule | Lift = rule.lift if rule.lift and proof is Proof.COUNTS else rule
    return Finding(rule=rule, said=said, outcomes=_after_prep(row, by), proof=proof, only=rule.only or row.only)


def _after_prep(row: Rule | Lift, by: Circumstances) -> tuple[Verdict, ...]:
    """The outcomes; without `prep_first` when a calm pass of the preparation was done and ends it."""
    score = by.experience.prep_score
    calm = score is not None and score <= by.table.limits.calm_prep_score
    if row.prep_lifts and calm:
        return tuple(outcome for outcome in row.outcomes if outcome is not Verdict.PREP_FIRST)
    return row.outcomes


def _after_urgent(sign: Fired, by: Circumstances) -> Finding:
    """What an urgent sign leaves: that day nothing; later a doctor's word since then, or "it never was"
    (L1).
    """
    rule = by.table.after_denied if sign.denied else by.table.after_urgent
    own = replace(rule, question=sign.question)
    if sign.on >= by.today:
        return Finding(rule=own, said=(YES,), outcomes=(Verdict.URGENT,))
    return _finding(own, (YES,), by, event=sign.on)
