"""The moves of a plan that is being made: by words, by buttons, or by both. Nothing is kept before it was confirmed.

A draft stands beside whatever is under way and moves no session. Nobody confirms a plan without knowing its hours: the
time zone is asked for first.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.core.agenda import Draft, Page
from bot.core.day import local_day
from bot.core.drafts import Asking, Open, Outcome, Refused, Understood, Which, answered, concluded
from bot.core.effects import Effect, Manner, Phrase, Say, Toast, Verb
from bot.core.events import Chose, Planned
from bot.core.library import Library
from bot.core.moments import next_words
from bot.core.pickers import WEEK, WORKDAYS, page
from bot.core.plan_words import in_words
from bot.core.plans import MOST, Plan
from bot.core.saying import UNCLEAR, aside, button, plain, title, with_gap
from bot.core.session import Holding, Person, Poised, Resting
from bot.core.snoozing import in_place
from bot.core.stations import Next
from bot.core.waking import before_change, zone_of
from bot.core.zones import ask_clock

ACT = re.compile(r"(\d+)\.([a-z]+)\.?(.*)")
TIME = re.compile(r"([01]\d|2[0-3])([0-5]\d)")

MOST_TIMES = 6
"""Times a day that one plan may have."""

STALE: tuple[Effect, ...] = (Toast(phrase=Phrase(key="toast.stale")),)


def planned(person: Person, event: Planned, library: Library) -> Next:
    """Words about a reminder: say back what was understood, ask for what is open, or say why it is no plan.

    Where a draft waits for a time, a bare time is the answer.
    """
    draft, told, outcome = person.reminders.draft, bare_time(event.outcome), event.outcome
    if draft is not None and draft.open and told is not None:
        return _answer(person, draft, told, library, event.at)
    if isinstance(outcome, Refused):
        by_hand = button("by_buttons", Verb.ASK, "remind")
        words = (title(f"remind.refused.{outcome.reason}"), plain("remind.like"))
        return person, (aside(person, *words, buttons=((by_hand,),)),)
    if isinstance(outcome, Understood):
        return begun(person, Draft(number=0, plan=outcome.plan), library, event.at)
    return begun(person, Draft(number=0, plan=outcome.draft, open=outcome.open), library, event.at)


def bare_time(outcome: Outcome) -> time | Open | None:
    """The time, or the two halves of it, that these words are and nothing else."""
    match outcome:
        case Understood(plan=Plan(times=(told,)) as plan) if plan == Plan(id=0, times=plan.times):
            return told
        case Asking(draft=Plan(times=()) as plan, open=(Open(which=Which.HALF) as half,)) if plan == Plan(id=0):
            return half
        case _:
            return None


def _answer(person: Person, draft: Draft, told: time | Open, library: Library, at: datetime) -> Next:
    """A time typed as an answer; one that could be in either half of the day is asked about."""
    if isinstance(told, Open):
        asked = replace(draft, open=(told, *draft.open[1:]), page=Page.CONFIRM)
        return _shown(person, asked, library, at, Manner.ASIDE)
    return time_told(person, draft, told, library, at, Manner.ASIDE)


def begun(person: Person, draft: Draft, library: Library, at: datetime, manner: Manner = Manner.ASIDE) -> Next:
    """Begin a draft, under a number of its own; the one before it is dropped."""
    if draft.plan.id == 0 and len(person.plans) >= MOST:
        return person, (aside(person, with_gap(title("remind.too_many"), most=MOST), buttons=TO_LIST),)
    number = person.reminders.drafts + 1
    person = replace(person, reminders=replace(person.reminders, drafts=number))
    return _shown(person, replace(draft, number=number), library, at, manner)


def _shown(person: Person, draft: Draft, library: Library, at: datetime, manner: Manner = Manner.PRESSED) -> Next:
    """Keep the draft and show its page; ask somebody whose zone is not known what time it is there."""
    person = _with(person, draft)
    if person.settings.zone is None:
        person, asked = ask_clock(person, at, library, plain("remind.zone_first"))
        return person, tuple(within_reach(person, said) for said in asked if isinstance(said, Say))
    words, rows = page(draft, person.settings.zone, library, at)
    return person, (within_reach(person, replace(aside(person, *words, buttons=rows), manner=manner)),)


def within_reach(person: Person, said: Say) -> Say:
    """The message, with pain and stop under it where somebody is being guided."""
    running = isinstance(person.phase, Poised | Holding | Resting)
    return replace(said, buttons=(*said.buttons, *UNCLEAR)) if running else said


def zone_known(before: Person, person: Person, library: Library, at: datetime) -> Next:
    """The zone was told; a draft that waited for it counts its days by the person's own calendar now."""
    draft = person.reminders.draft
    if draft is None:
        return person, ()
    ahead = local_day(at, person.settings.zone) - local_day(at, before.settings.zone)
    return _shown(person, replace(draft, plan=_moved(draft.plan, ahead)), library, at, Manner.ASIDE)


def _moved(plan: Plan, ahead: timedelta) -> Plan:
    """The plan with its days counted from the person's own today, which may be another day than that of UTC."""
    return replace(plan, from_day=_later(plan.from_day, ahead), until_day=_later(plan.until_day, ahead))


def _later(day: date | None, ahead: timedelta) -> date | None:
    return None if day is None else day + ahead


def _with(person: Person, draft: Draft | None) -> Person:
    return replace(person, reminders=replace(person.reminders, draft=draft))


# --- the buttons ----------------------------------------------------------------------------------------


def picked(person: Person, event: Chose, library: Library) -> Next:
    """A button of a draft's page; of an older draft it moves nothing."""
    found, draft = ACT.fullmatch(event.value), person.reminders.draft
    if found is None or draft is None or int(found[1]) != draft.number:
        return person, STALE
    act = ACTS.get(found[2])
    return act(person, draft, found[3], library, event.at) if act else (person, STALE)


def _kept(person: Person, draft: Draft, _: str, library: Library, at: datetime) -> Next:
    """Keep the plan, if it still has a time to come and there is room for it."""
    if person.settings.zone is None or draft.open or not (draft.plan.times or draft.plan.once):
        return _shown(person, draft, library, at)
    outcome = concluded(draft.plan, (), person.settings.zone, at)
    if not isinstance(outcome, Understood):
        return _past(person)
    person, plan = before_change(person, at), replace(outcome.plan, id=outcome.plan.id or draft.number)
    others = tuple(each for each in person.plans if each.id != plan.id)
    if len(others) >= MOST:
        return person, (in_place(person, with_gap(title("remind.too_many"), most=MOST), buttons=TO_LIST),)
    plans = tuple(sorted((*others, plan), key=lambda each: each.id))
    person = replace(_with(person, None), plans=plans)
    words = (title("remind.kept"), *in_words(plan, zone_of(person)), next_words(person, at))
    return person, (in_place(person, *words, buttons=TO_LIST),)


def _dropped(person: Person, draft: Draft, _: str, library: Library, at: datetime) -> Next:
    """Let the draft go; a plan that was to be changed stays as it was."""
    return _with(person, None), (in_place(person, plain("remind.cancelled"), buttons=TO_LIST),)


def _turned(to: Page, *, more: bool = False) -> "Act":
    """A move that only turns to another page."""

    def turn(person: Person, draft: Draft, _: str, library: Library, at: datetime) -> Next:
        turned = replace(draft, page=to, more=more, open=() if to is Page.DAYS else draft.open)
        return _shown(person, turned, library, at)

    return turn


def _day(person: Person, draft: Draft, day: str, library: Library, at: datetime) -> Next:
    """Toggle one day; the last one stays."""
    if day not in map(str, WEEK):
        return person, STALE
    days = set(draft.plan.weekdays or WEEK) ^ {int(day)}
    return _on_days(tuple(sorted(days)))(person, draft, "", library, at)


def _on_days(days: tuple[int, ...]) -> "Act":
    """A move that puts the plan on these days of every week; all of them are every day, none changes nothing."""

    def put(person: Person, draft: Draft, _: str, library: Library, at: datetime) -> Next:
        weekdays = draft.plan.weekdays if not days else () if days == WEEK else days
        plan = Plan(id=draft.plan.id, times=draft.plan.times, weekdays=weekdays, routine=draft.plan.routine)
        return _shown(person, replace(draft, plan=plan), library, at)

    return put


def _hour(person: Person, draft: Draft, hour: str, library: Library, at: datetime) -> Next:
    if not hour.isdigit() or int(hour) > 23:
        return person, STALE
    return _shown(person, replace(draft, page=Page.QUARTER, hour=int(hour)), library, at)


def _time(person: Person, draft: Draft, told: str, library: Library, at: datetime) -> Next:
    """A time was told: for an open question, beside the times there are, or in their place."""
    found = TIME.fullmatch(told)
    if found is None:
        return person, STALE
    return time_told(person, draft, time(int(found[1]), int(found[2])), library, at)


def time_told(
    person: Person, draft: Draft, told: time, library: Library, at: datetime, manner: Manner = Manner.PRESSED
) -> Next:
    """The draft with this time; what a part of the day means to the person is remembered."""
    person = _remembered(person, draft, told)
    outcome = _with_time(person, draft, told, at)
    if isinstance(outcome, Refused):
        return _past(person)
    if isinstance(outcome, Asking):
        draft = replace(draft, plan=outcome.draft, open=outcome.open)
    else:
        draft = replace(draft, plan=outcome.plan, open=())
    return _shown(person, replace(draft, more=False, page=Page.CONFIRM), library, at, manner)


def _with_time(person: Person, draft: Draft, told: time, at: datetime) -> Outcome:
    if draft.open:
        return answered(Asking(draft=draft.plan, open=draft.open), told, zone_of(person), at)
    times = (*draft.plan.times, told)[-MOST_TIMES:] if draft.more else (told,)
    return concluded(replace(draft.plan, times=times, once=None), (), zone_of(person), at)


def _past(person: Person) -> Next:
    """Nothing of the plan is still to come: the draft goes."""
    return _with(person, None), (in_place(person, title("remind.refused.past"), plain("remind.like")),)


def _remembered(person: Person, draft: Draft, told: time) -> Person:
    part = draft.open[0].part if draft.open and draft.open[0].which is Which.PART else None
    if part is None:
        return person
    parts = dict(person.reminders.parts) | {part: told}
    return replace(person, reminders=replace(person.reminders, parts=tuple(parts.items())))


def _routine(person: Person, draft: Draft, name: str, library: Library, at: datetime) -> Next:
    """Name the routine, or leave it to the day."""
    if name and name not in library.routines:
        return person, STALE
    plan = replace(draft.plan, routine=name or None)
    return _shown(person, replace(draft, plan=plan, page=Page.CONFIRM), library, at)


Act = Callable[[Person, Draft, str, Library, datetime], Next]

ACTS: dict[str, Act] = {
    "ok": _kept,
    "no": _dropped,
    "days": _turned(Page.DAYS),
    "hour": _turned(Page.HOUR),
    "more": _turned(Page.HOUR, more=True),
    "which": _turned(Page.ROUTINE),
    "echo": _turned(Page.CONFIRM),
    "d": _day,
    "all": _on_days(WEEK),
    "work": _on_days(WORKDAYS),
    "h": _hour,
    "t": _time,
    "r": _routine,
}
"""What a button of a page does."""

TO_LIST = ((button("my_plans", Verb.ASK, "plans"),),)
