"""What a confirm check has brought: who said yes to gentle twists, for which answer, and on which day (L2,
L6).

Coarse words count as the day that is least favourable: the earliest for the yes, the latest for the event.
"""

from datetime import date, timedelta

from bot.core.checks import Check, fresh
from bot.core.questions import YES, Confirmation, Table

SAID, SINCE, WHO, ON, EXACT, EVENT = "said", "since", "who", "on", "exact", "event"
NEVER = "never"


def confirmations(check: Check, table: Table, *, today: date) -> tuple[Confirmation, ...]:
    """The confirmations that name who and when, one for each question; without a known day there is none."""
    said = {id: answer[-1] for id, answer in fresh(check) if answer}
    items = [id.rpartition(":")[0] for id, answer in said.items() if _is_yes(id, answer)]
    found = (_confirmation(item, said, table, today) for item in items)
    return tuple(confirmation for confirmation in found if confirmation)


def denied(check: Check) -> tuple[str, ...]:
    """The urgent signs of an earlier day of which the person says that they never were (L1)."""
    return tuple(
        id.rpartition(":")[0] for id, answer in fresh(check) if id.endswith(f":{SINCE}") and answer == (NEVER,)
    )


def _is_yes(id: str, answer: str) -> bool:
    return answer == YES and id.endswith((f":{SAID}", f":{SINCE}"))


def _confirmation(item: str, said: dict[str, str], table: Table, today: date) -> Confirmation | None:
    on = _day(EXACT, item, said, table, today) or _day(ON, item, said, table, today)
    event = _day(EVENT, item, said, table, today)
    if on is None or (event is None and f"{item}:{EVENT}" in said):
        return None
    return Confirmation(question=item, who=said[f"{item}:{WHO}"], on=on, event=event)


def _day(part: str, item: str, said: dict[str, str], table: Table, today: date) -> date | None:
    """The day that was answered, exactly or in coarse words; None when it is not known."""
    code = said.get(f"{item}:{part}", "")
    if code in (days := table.question(part).days):
        return today - timedelta(days=days[code])
    return date.fromisoformat(code) if code[:4].isdecimal() else None
