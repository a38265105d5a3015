"""Which check is due before anything is guided (a5). Calendar days of the person; no clock."""

from dataclasses import dataclass
from datetime import date

from bot.core.checks import FULL
from bot.core.counting import counted, unanswered
from bot.core.questions import Answers, Table
from bot.core.readiness import settled

SHORT = "short"
TODAY = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What went wrong in sessions since the last full check.

    `grave`: a stop for pain with leg signs, numbness or dizziness. `stops`: stops for pain in a row.
    `rising`: pain still higher a day after, or up over three sessions. `last_stop` is the day of the last
    stop for pain.
    """

    grave: bool = False
    stops: int = 0
    rising: bool = False
    last_stop: date | None = None


FINE = Trouble()


def due(
    table: Table,
    *,
    today: date,
    checked_on: date | None,
    today_on: date | None,
    version: int,
    last_session: date | None = None,
    answers: Answers = (),
    trouble: Trouble = FINE,
    asked: bool = False,
) -> str | None:
    """The kind of check that is due: full, today (short check and today block), short, or None.

    `checked_on` is the day of the last full check, `today_on` of the last check of any kind, `version` that
    of the table then. `asked`: the person asks for it, or someone else uses the phone now.
    """
    if checked_on is None or version != table.version or asked:
        return FULL
    if _left_open(answers, table, ended_today=today_on == today):
        return FULL
    if (today - checked_on).days > _holds(answers, table) or _full_again(trouble):
        return FULL
    last_seen = max(checked_on, last_session or checked_on)
    if (today - last_seen).days >= table.limits.pause_full_days:
        return FULL
    if today_on == today:
        return None
    gap = (today - last_seen).days >= table.limits.pause_today_days
    stopped = trouble.last_stop is not None and (today_on is None or trouble.last_stop >= today_on)
    return TODAY if gap or stopped else SHORT


def _left_open(answers: Answers, table: Table, *, ended_today: bool) -> bool:
    """Whether a check was left before its end; one that ended early today, for a fever, rests until tomorrow."""
    if not answers or not unanswered(answers, table):
        return False
    return not (ended_today and settled(answers, table))


def _holds(answers: Answers, table: Table) -> int:
    """For how many days a full check holds: shorter where an answer changes by itself."""
    shorter = [
        rule.holds_days
        for id, said in answers
        if id in table.questions
        for rule in table.question(id).rules
        if rule.holds_days and set(rule.answers) & set(counted(table.question(id), said) or ())
    ]
    return min([table.limits.full_days, *shorter])


def _full_again(trouble: Trouble) -> bool:
    return trouble.grave or trouble.stops > 1 or trouble.rising
