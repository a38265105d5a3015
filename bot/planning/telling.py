"""What a text was understood as, for whoever tries the words at the command line."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_never
from zoneinfo import available_timezones

from bot.core.drafts import Asking, Outcome, Refused, Understood
from bot.core.plan_words import in_words
from bot.core.recurrence import coming
from bot.planning.words import FOLDER
from bot.refusals import BadSetting
from bot.wording import label
from bot.words import Words

NEXT = 3
YEARS = range(1970, 9000)


class PlanQuestionFault(BadSetting):
    """A question that cannot be answered: each line names one thing that is wrong with it."""


def checked(zone: str, now: str, language: str, root: Path) -> datetime:
    """The moment that `now` names, when zone, moment and language are all in order; else PlanQuestionFault."""
    moment = _moment(now)
    known = sorted(path.stem for path in (root / FOLDER).glob("*.yaml"))
    faults = []
    if zone not in available_timezones():
        faults.append(f"--zone {zone}: no such time zone; a name such as Europe/Berlin wanted")
    if moment is None or moment.year not in YEARS:
        faults.append(f"--now {now}: no moment; one such as 2026-11-20T12:00Z wanted, with Z or an offset")
    if language not in known:
        faults.append(f"--lang {language}: no words for plans in that language; there is {', '.join(known)}")
    if faults or moment is None:
        raise PlanQuestionFault("\n".join(faults))
    return moment.astimezone(UTC)


def _moment(now: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def told(outcome: Outcome, words: Words, zone: str, now: datetime) -> str:
    """An outcome as JSON: the plan said back, or why there is none or what is asked, and the next moments in UTC."""
    understood = refused = None
    moments: Sequence[datetime] = ()
    match outcome:
        case Understood(plan=plan):
            understood = " ".join(label(phrase, words) for phrase in in_words(plan, zone))
            moments = coming(plan, zone, now, NEXT)
        case Asking(open=asked):
            refused = f"asks_{asked[0].part or asked[0].which}"
        case Refused(reason=reason):
            refused = str(reason)
        case _:
            assert_never(outcome)
    following = [f"{moment:%Y-%m-%dT%H:%MZ}" for moment in moments]
    return json.dumps({"understood": understood, "refused": refused, "next": following}, ensure_ascii=False)


def routine_names(ids: Mapping[str, object], words: Words) -> dict[str, tuple[str, ...]]:
    """The names by which each routine may be called: its title."""
    return {id: (words.text(f"routine.{id}.title"),) for id in ids}
