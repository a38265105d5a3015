"""The pages on which a plan is made with buttons alone: days that toggle, hours, quarters, a routine, and the echo.

Every button carries the number of its draft, so that an old page moves nothing.
"""

from datetime import datetime, time

from bot.core.agenda import Draft, Page
from bot.core.drafts import Open, Part, Which
from bot.core.effects import Button, Look, Name, Phrase, Rows, Tone, Verb
from bot.core.library import Library
from bot.core.moments import when
from bot.core.plan_words import clock, in_words
from bot.core.recurrence import coming
from bot.core.saying import plain, title, with_gap

Shown = tuple[tuple[Phrase, ...], Rows]
"""The words of a page, and its buttons."""

WEEK = (1, 2, 3, 4, 5, 6, 7)
WORKDAYS = (1, 2, 3, 4, 5)
QUARTERS = (0, 15, 30, 45)
HOURS_IN_A_ROW, DAYS_IN_A_ROW = 4, 4
NEXT_TIMES = 3

HALF_AN_HOUR = 30
USUAL: dict[Part, tuple[int, int]] = {
    Part.MORNING: (5, 10),
    Part.NOON: (11, 14),
    Part.AFTERNOON: (13, 18),
    Part.EVENING: (17, 22),
    Part.NIGHT: (20, 24),
}
"""From which hour to which one a part of the day is offered, in half hours."""


def page(draft: Draft, zone: str, library: Library, at: datetime) -> Shown:
    """The page that a draft stands at: the first of its open questions, else the page that was turned to."""
    if draft.open and draft.page is Page.CONFIRM:
        return _question(draft, draft.open[0])
    match draft.page:
        case Page.DAYS:
            return _days(draft)
        case Page.HOUR:
            return _hour(draft)
        case Page.QUARTER:
            return (title("remind.quarter"),), (_quarters(draft), _out(draft))
        case Page.ROUTINE:
            return (title("remind.which"),), (*_routines(draft, library), _out(draft))
        case _:
            return _echo(draft, zone, at) if draft.plan.times or draft.plan.once else _hour(draft)


def _hour(draft: Draft) -> Shown:
    return (title("remind.hour"),), (*_hours(draft), _out(draft))


def _question(draft: Draft, open: Open) -> Shown:
    """Ask for a time that the words left open."""
    match open.which:
        case Which.HALF:
            return (title("remind.half"),), (tuple(_told(draft, each) for each in open.choices), _out(draft))
        case Which.PART if open.part:
            times = tuple(_told(draft, each) for each in _usual(open.part))
            return (title(f"remind.part.{open.part}"),), (*rows(times, DAYS_IN_A_ROW), _out(draft))
        case _:
            return _hour(draft)


def _usual(part: Part) -> tuple[time, ...]:
    first, last = USUAL[part]
    return tuple(time(hour, minute) for hour in range(first, last) for minute in (0, HALF_AN_HOUR))


def _days(draft: Draft) -> Shown:
    chosen = draft.plan.weekdays or WEEK
    toggles = tuple(
        pick(draft, f"d{day}", Phrase(key=f"plan.weekday_short.{day}"), ticked=day in chosen) for day in WEEK
    )
    every = pick(draft, "all", plain("button.every_day")), pick(draft, "work", plain("button.workdays"))
    return (title("remind.days"),), (*rows(toggles, DAYS_IN_A_ROW), every, (_on(draft),), _out(draft))


def _on(draft: Draft) -> Button:
    """From the days to the time, or back to the echo where a time is known."""
    return pick(draft, "echo" if draft.plan.times else "hour", plain("button.days_chosen"), Tone.GO)


def _hours(draft: Draft) -> Rows:
    """Every hour of the day; with a "+" where it is added to the times there are."""
    return rows(tuple(pick(draft, f"h{hour}", _clock(time(hour))) for hour in range(24)), HOURS_IN_A_ROW)


def _quarters(draft: Draft) -> tuple[Button, ...]:
    return tuple(_told(draft, time(draft.hour or 0, minute)) for minute in QUARTERS)


def _told(draft: Draft, at: time) -> Button:
    return pick(draft, f"t{at:%H%M}", _clock(at))


def _clock(at: time) -> Phrase:
    return Phrase(key="button.clock", gaps=(("clock", clock(at)),))


def _routines(draft: Draft, library: Library) -> Rows:
    names = (pick(draft, f"r.{name}", plain(f"routine.{name}.title")) for name in library.routines)
    return ((pick(draft, "r", plain("button.what_suits"), Tone.GO),), *((name,) for name in names))


def _echo(draft: Draft, zone: str, at: datetime) -> Shown:
    """What was understood, in words and as the next times; then yes, another way, or no."""
    moments = coming(draft.plan, zone, at, NEXT_TIMES)
    said = in_words(draft.plan, zone)[0]
    words = (
        with_gap(title("remind.understood"), plan=Name(key=said.key, gaps=said.gaps)),
        *(when("remind.moment", moment, zone, Look.ITEM) for moment in moments),
        plain("remind.sure"),
    )
    keep = pick(draft, "ok", plain("button.keep_plan"), Tone.GO)
    change = pick(draft, "days", plain("button.change_plan"))
    more = pick(draft, "more", plain("button.another_time"))
    which = pick(draft, "which", plain("button.which_routine"))
    once = draft.plan.once is not None
    return words, ((keep,), (change, which) if once else (change, more, which), _out(draft))


def _out(draft: Draft) -> tuple[Button, ...]:
    return (pick(draft, "no", plain("button.cancel")),)


def pick(draft: Draft, act: str, label: Phrase, tone: Tone = Tone.PLAIN, *, ticked: bool = False) -> Button:
    """A button of a draft's page."""
    return Button(label=label, verb=Verb.CHOOSE, value=f"pick={draft.number}.{act}", tone=tone, ticked=ticked)


def rows(buttons: tuple[Button, ...], wide: int) -> Rows:
    """The buttons, so many in a row."""
    return tuple(buttons[start : start + wide] for start in range(0, len(buttons), wide))
