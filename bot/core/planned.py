"""The plans a person has: the list, and one plan with what may be done to it. Each answer says what follows."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.agenda import Draft, Page
from bot.core.day import local_day
from bot.core.drafting import begun
from bot.core.effects import Button, Look, Manner, Name, Phrase, Rows, Say, Tone, Verb
from bot.core.events import Asked, Chose
from bot.core.library import Library
from bot.core.moments import day_gaps, next_words
from bot.core.pickers import rows
from bot.core.plan_words import in_words
from bot.core.plans import MOST, Plan
from bot.core.resting import away_now, away_row, away_words
from bot.core.saying import aside, button, plain, title
from bot.core.session import Person
from bot.core.snoozing import changed, in_place
from bot.core.stations import Next
from bot.core.waking import zone_of

DAYS_AHEAD, DAYS_IN_A_ROW = 28, 4
"""The days offered for "until a date"."""

ACT = re.compile(r"([a-z]+)(\d*)\.(\d+)")


def listed(person: Person, event: Asked, library: Library) -> Next:
    """Every plan as a button; who has none begins with the first."""
    if not person.plans and away_now(person, event.at) is None:
        return remind(person, event, library)
    return person, (plans_page(person, event.at),)


def remind(person: Person, event: Asked, library: Library) -> Next:
    """Begin a plan with buttons alone."""
    return begun(person, Draft(number=0, plan=Plan(id=0), page=Page.DAYS), library, event.at)


def plans_page(person: Person, at: datetime, manner: Manner = Manner.ASIDE) -> Say:
    """The list of plans."""
    spell = away_now(person, at)
    words = (title("remind.list" if person.plans else "remind.no_plans"), *away_words(spell), next_words(person, at))
    new = ((button("new_plan", Verb.ASK, "remind"),),) if len(person.plans) < MOST else ()
    last = (button("quiet_hours", Verb.ASK, "reminders"),)
    buttons = (*((_plan_button(person, plan),) for plan in person.plans), *new, away_row(spell), last)
    return replace(aside(person, *words, buttons=buttons), manner=manner)


def _plan_button(person: Person, plan: Plan) -> Button:
    said = in_words(plan, zone_of(person))[0]
    label = Phrase(key="button.plan", gaps=(("plan", Name(key=said.key, gaps=said.gaps)),))
    return Button(label=label, verb=Verb.CHOOSE, value=f"plan=show.{plan.id}")


# --- one plan -------------------------------------------------------------------------------------------


def plan_chosen(person: Person, event: Chose, library: Library) -> Next:
    """A button of one plan; where the plan is gone, the list says so."""
    found = ACT.fullmatch(event.value)
    plan = next((each for each in person.plans if found and each.id == int(found[3])), None)
    act = ACTS.get(found[1]) if found else None
    if found is None or plan is None or act is None:
        return person, (plans_page(person, event.at, Manner.PRESSED),)
    return act(person, plan, int(found[2] or 0), library, event.at)


def _show(person: Person, plan: Plan, _: int, library: Library, at: datetime) -> Next:
    return person, (_plan_page(person, plan, at),)


def _plan_page(person: Person, plan: Plan, at: datetime, *before: Phrase) -> Say:
    """One plan in words, how it stands, and what may be done."""
    said = in_words(plan, zone_of(person))[0]
    words = (*before, replace(said, look=Look.PLAIN if before else Look.TITLE), *_state(person, plan, at))
    return in_place(person, *words, buttons=_plan_rows(person, plan, at))


def _state(person: Person, plan: Plan, at: datetime) -> tuple[Phrase, ...]:
    today = local_day(at, person.settings.zone)
    if plan.paused_until == date.max:
        return (plain("remind.rests"),)
    if plan.paused_until is not None and plan.paused_until > today:
        return (with_gap_of_day("remind.rests_until", plan.paused_until),)
    return (plain("remind.skips_today"),) if plan.skipped == today else ()


def with_gap_of_day(key: str, day: date) -> Phrase:
    """The words of `key` with a day in their gaps."""
    return Phrase(key=key, gaps=day_gaps(day))


def _plan_rows(person: Person, plan: Plan, at: datetime) -> Rows:
    today = local_day(at, person.settings.zone)
    rests = plan.paused_until is not None and plan.paused_until > today
    first = _act("edit_plan", "edit", plan)
    pauses: Rows = (
        (_act("pause_day", "pause1", plan), _act("pause_week", "pause7", plan)),
        (_act("pause_date", "date", plan), _act("pause_open", "rest", plan)),
    )
    again: Rows = ((_act("ring_again", "on", plan, Tone.GO),),)
    last = (_act("delete_plan", "delete", plan), button("my_plans", Verb.CHOOSE, "plan=list.0"))
    return ((first, _act("skip_today", "skip", plan)), *(again if rests else pauses), last)


def _act(label: str, act: str, plan: Plan, tone: Tone = Tone.PLAIN) -> Button:
    return button(label, Verb.CHOOSE, f"plan={act}.{plan.id}", tone)


def _edit(person: Person, plan: Plan, _: int, library: Library, at: datetime) -> Next:
    first = Page.DAYS if plan.once is None else Page.HOUR
    return begun(person, Draft(number=0, plan=plan, page=first), library, at, Manner.PRESSED)


def _skip(person: Person, plan: Plan, _: int, library: Library, at: datetime) -> Next:
    today = local_day(at, person.settings.zone)
    return _done(changed(person, plan.id, at, lambda plan: replace(plan, skipped=today)), at, plain("remind.skipped"))


def _pause(person: Person, plan: Plan, days: int, library: Library, at: datetime) -> Next:
    """Rest for so many days, today the first of them."""
    until = local_day(at, person.settings.zone) + timedelta(days=days)
    person = changed(person, plan.id, at, lambda plan: replace(plan, paused_until=until))
    return _done(person, at, with_gap_of_day("remind.rests_until", until))


def _rest(person: Person, plan: Plan, _: int, library: Library, at: datetime) -> Next:
    person = changed(person, plan.id, at, lambda plan: replace(plan, paused_until=date.max))
    return _done(person, at, plain("remind.rests"))


def _on(person: Person, plan: Plan, _: int, library: Library, at: datetime) -> Next:
    person = changed(person, plan.id, at, lambda plan: replace(plan, paused_until=None, skipped=None))
    return _done(person, at, plain("remind.rings_again"))


def _delete(person: Person, plan: Plan, _: int, library: Library, at: datetime) -> Next:
    return _done(changed(person, plan.id, at, lambda _: None), at, plain("remind.deleted"))


def _dates(person: Person, plan: Plan, _: int, library: Library, at: datetime) -> Next:
    """The days on which the plan might ring again."""
    today = local_day(at, person.settings.zone)
    days = tuple(_day_button(plan, today, ahead) for ahead in range(1, DAYS_AHEAD + 1))
    return person, (in_place(person, title("remind.until_when"), buttons=rows(days, DAYS_IN_A_ROW)),)


def _day_button(plan: Plan, today: date, ahead: int) -> Button:
    day = today + timedelta(days=ahead)
    name = Name(key=f"plan.weekday_short.{day.isoweekday()}")
    label = Phrase(key="button.day", gaps=(("weekday", name), ("day", day.day)))
    return Button(label=label, verb=Verb.CHOOSE, value=f"plan=pause{ahead}.{plan.id}")


def _done(person: Person, at: datetime, said: Phrase) -> Next:
    """Say what was done, and when the next reminder comes."""
    to_list: Rows = ((button("my_plans", Verb.CHOOSE, "plan=list.0"),),)
    return person, (in_place(person, replace(said, look=Look.TITLE), next_words(person, at), buttons=to_list),)


ACTS: dict[str, Callable[[Person, Plan, int, Library, datetime], Next]] = {
    "show": _show,
    "edit": _edit,
    "skip": _skip,
    "pause": _pause,
    "date": _dates,
    "rest": _rest,
    "on": _on,
    "delete": _delete,
}
"""What may be done to a plan."""
