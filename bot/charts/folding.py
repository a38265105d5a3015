"""Many days on few rows: the newest by stretch, those before by week, then by month, and the rest in one row."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial
from itertools import accumulate, groupby

from bot.charts.dates import day_month, day_short
from bot.charts.dosing import Dosing
from bot.core.record import Done
from bot.core.summary import Day, monday_of, whole_minutes
from bot.words import Words

Cells = tuple[str, ...]
Rows = tuple[Cells, ...]
Group = Sequence[Day]
Told = Callable[[Group], Rows]
"""The rows of days that belong together, the newest first."""

BROKEN = "stop", "pain"
"""What may end a stretch early, as the record names it."""

DASH = "–"

SHARE = 0.45
"""The part of the rows that the closer look takes when there is more to tell than fits."""

By = Callable[[Day], Hashable]
"""What days have in common that stand together."""

WIDER: tuple[By, ...] = (lambda day: monday_of(day.on), lambda day: (day.on.year, day.on.month), lambda day: None)


def fold(days: Group, words: Words, dosing: Dosing, most: int) -> Rows:
    """The days as rows, newest first, in at most so many rows (one at least)."""
    each = partial(_each, words=words, dosing=dosing)
    summed = partial(_summed, words=words)
    ways = ((lambda day: day.on, each), *((by, summed) for by in WIDER))
    return _fold(tuple(reversed(days)), ways, most)


def _fold(days: Group, ways: Sequence[tuple[By, Told]], most: int) -> Rows:
    """As many days as may be in the closest way, and the others in the wider ones."""
    (by, told), *wider = ways
    groups = [tuple(group) for _, group in groupby(days, key=by)]
    blocks = [told(group) for group in groups]
    if not wider or sum(map(len, blocks)) <= most:
        return tuple(row for block in blocks for row in block)
    near = _near(groups, [len(block) for block in blocks], wider[0][0], most)
    rows = tuple(row for block in blocks[:near] for row in block)
    rest = tuple(day for group in groups[near:] for day in group)
    return (*rows, *_fold(rest, wider, most - len(rows)))


def _near(groups: Sequence[Group], sizes: Sequence[int], wider: By, most: int) -> int:
    """How many groups, from the newest on, may take their rows: all that leave room for the others in the next wider
    way, or else their share."""
    used = [0, *accumulate(sizes)]
    filling = (
        near
        for near in reversed(range(len(groups)))
        if used[near] + len({wider(day) for group in groups[near:] for day in group}) <= most
    )
    share = bisect_right(used, most * SHARE) - 1
    return max(next(filling, 0), share)


def _each(group: Group, words: Words, dosing: Dosing) -> Rows:
    """A day with a row for each stretch; what holds for the whole day stands in its first row."""
    (day,) = group
    whole = (day_short(day.on, words), _scores([day.before]), _scores([day.after]))
    return tuple(_row(done, ("", "", "") if number else whole, words, dosing) for number, done in enumerate(day.done))


def _row(done: Done, day: tuple[str, str, str], words: Words, dosing: Dosing) -> Cells:
    on, before, after = day
    said = f"{dosing.name(done.stretch)}: {dosing.dose(done)}"
    return on, said, *_trouble([done]), before, after


def _summed(group: Group, words: Words) -> Rows:
    """Days in one row: from when to when, how much, and the lowest and highest score."""
    done = [each for day in group for each in day.done]
    days = {"on_days": len(group)} if len(group) > 1 else {}
    sums = {**days, "stretches": len(done), "minutes": whole_minutes(sum(day.seconds for day in group))}
    return (
        (
            _from_to(group[-1].on, group[0].on, words),
            " · ".join(words.text(f"report.{name}", count=count) for name, count in sums.items()),
            *_trouble(done),
            _scores([day.before for day in group]),
            _scores([day.after for day in group]),
        ),
    )


def _from_to(first: date, last: date, words: Words) -> str:
    """From the oldest to the newest day; of the same year the year is told once."""
    if first == last:
        return day_short(last, words)
    start = day_month(first, words) if first.year == last.year else day_short(first, words)
    return f"{start} {DASH} {day_short(last, words)}"


def _trouble(done: Sequence[Done]) -> Cells:
    """How often a gentler form was asked for, and what ended a stretch early; what never was stays empty."""
    counts = sum(each.eased for each in done), *(sum(each.broken == why for each in done) for why in BROKEN)
    return tuple(str(count or "") for count in counts)


def _scores(said: Sequence[int | None]) -> str:
    """The lowest and the highest score; a dash when none was said."""
    scores = [score for score in said if score is not None]
    if not scores:
        return DASH
    low, high = min(scores), max(scores)
    return str(low) if low == high else f"{low}{DASH}{high}"
