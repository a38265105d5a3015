"""A plan said back in words: keys and what fills their gaps, as content/phrases.yaml has them under `plan`.

What is said of an understood plan is itself understood as the same plan, so that nobody is told anything else than
what will happen.
"""

from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import reduce
from zoneinfo import ZoneInfo

from bot.core.effects import Gaps, Name, Phrase
from bot.core.plans import Plan

WEEKDAYS, WEEKEND = (1, 2, 3, 4, 5), (6, 7)


def in_words(plan: Plan, zone: str) -> tuple[Phrase, ...]:
    """A plan in words, such as "every other day at 08:00, from 21 November"; a bare moment on the wall of the zone."""
    said = _rhythm(plan, zone)
    for key, gaps in _additions(plan):
        said = Name(key=key, gaps=(("plan", said), *gaps))
    return (Phrase(key=said.key, gaps=said.gaps),)


def _rhythm(plan: Plan, zone: str) -> Name:
    """The days and the times of a plan."""
    if plan.once is not None:
        shown = plan.once.astimezone(ZoneInfo(zone))
        return Name(key="plan.one_day", gaps=(("date", day_name(shown.date())), ("times", clock(shown.time()))))
    times = _listed([clock(at) for at in plan.times])
    if plan.from_day is not None and plan.from_day == plan.until_day:
        return Name(key="plan.one_day", gaps=(("date", day_name(plan.from_day)), ("times", times)))
    if plan.weekdays:
        return _on_weekdays(plan.weekdays, times)
    if plan.every > 2:
        return Name(key="plan.every", gaps=(("days", plan.every), ("times", times)))
    return Name(key="plan.every_other" if plan.every == 2 else "plan.every_day", gaps=(("times", times),))


def _on_weekdays(weekdays: tuple[int, ...], times: Name) -> Name:
    if len(weekdays) == 1:
        return Name(key="plan.every_week", gaps=(("day", Name(key=f"plan.weekday.{weekdays[0]}")), ("times", times)))
    whole = {WEEKDAYS: "plan.weekdays", WEEKEND: "plan.weekend"}.get(weekdays)
    if whole:
        return Name(key=whole, gaps=(("times", times),))
    days = _listed([Name(key=f"plan.weekday_short.{day}") for day in weekdays])
    return Name(key="plan.some_days", gaps=(("days", days), ("times", times)))


def _additions(plan: Plan) -> Iterator[tuple[str, Gaps]]:
    """What is told after days and times: the count of days where weekdays stand too, first day, last day, routine."""
    if plan.weekdays and plan.every > 1:
        yield "plan.counted", (("days", plan.every),)
    if plan.from_day != plan.until_day or plan.from_day is None:
        yield from ((f"plan.{key}", (("date", day_name(day)),)) for key, day in _bounds(plan) if day)
    if plan.routine:
        yield "plan.of", (("routine", Name(key=f"routine.{plan.routine}.title")),)


def _bounds(plan: Plan) -> Iterator[tuple[str, date | None]]:
    yield "from", plan.from_day
    yield "until", plan.until_day


def day_name(day: date) -> Name:
    """A day without its year: "21 November"."""
    return Name(key="plan.date", gaps=(("day", day.day), ("month", Name(key=f"plan.month.{day.month}"))))


def clock(at: time) -> Name:
    """A time of day as four digits: "06:30"."""
    return Name(key="plan.clock", gaps=(("hour", f"{at:%H}"), ("minute", f"{at:%M}")))


def _listed(names: Sequence[Name]) -> Name:
    """Names one after the other, the last one with "and"."""
    return reduce(lambda said, name: _joined(said, name, last=name is names[-1]), names)


def _joined(said: Name, name: Name, *, last: bool) -> Name:
    return Name(key="plan.last" if last else "plan.next", gaps=(("before", said), ("name", name)))
