"""What each kind of phrase makes of the numbers in its slots."""

from collections.abc import Callable
from functools import partial

from bot.core.drafts import Reason
from bot.planning.pieces import After, Clock, Day, Piece, Rhythm, Span
from bot.planning.words import BARE, PLAIN, Make, Slots

MOST_DAYS, MOST_AHEAD = 90, 366
"""The longest count of days, and how far ahead a single day or moment may be, in days."""


def always(piece: Piece) -> Make:
    """A phrase that is the same piece at all times."""
    return partial(_always, piece)


def _always(piece: Piece, slots: Slots) -> Piece:
    return piece


def clock(minutes: int, spoken: int) -> Make:
    """A time of day, with minutes of its own and those that were said."""
    return partial(_clock, minutes, spoken)


def _clock(minutes: int, spoken: int, slots: Slots) -> Piece:
    said = dict(slots)
    hour, minute, form = said.get("<clock>", (*said.get("<hour>", ()), 0, PLAIN))
    told = next((numbers[0] for slot, numbers in slots if slot in ("<number>", "<spelled>")), 0)
    if hour > 23 or minute > 59 or told > 59:
        return Reason.NO_SUCH_TIME
    return Clock(hour, minute + minutes + spoken * told, form != PLAIN, form == BARE)


def every(days: int | None) -> Make:
    """Every so many days."""
    return partial(_every, days)


def _every(days: int | None, slots: Slots) -> Piece:
    count = days if days is not None else slots[0][1][0]
    return Rhythm(every=count) if 1 <= count <= MOST_DAYS else Reason.BEYOND


def single(days: int | None, span: Span | None) -> Make:
    """One day, counted from today."""
    return partial(_single, days, span)


def _single(days: int | None, span: Span | None, slots: Slots) -> Piece:
    count = days if days is not None else slots[0][1][0]
    return Day(offset=count, span=span) if count <= MOST_AHEAD else Reason.BEYOND


def after(each: tuple[int, ...], add: int) -> Make:
    """A while from now."""
    return partial(_after, each, add)


def _after(each: tuple[int, ...], add: int, slots: Slots) -> Piece:
    minutes = add + sum(unit * numbers[0] for unit, (_, numbers) in zip(each, slots, strict=True))
    return After(minutes) if minutes <= MOST_AHEAD * 24 * 60 else Reason.BEYOND


def weekly(slots: Slots) -> Piece:
    """A day of every week."""
    return Rhythm(frozenset(slots[0][1]))


def weekday_range(slots: Slots) -> Piece:
    """From one day of the week to another one, perhaps over the weekend."""
    (first,), (last,) = slots[0][1], slots[1][1]
    return Rhythm(frozenset((first + day - 1) % 7 + 1 for day in range((last - first) % 7 + 1)))


def single_weekday(slots: Slots) -> Piece:
    """The next day of that name."""
    return Day(weekday=slots[0][1][0])


def dated(slots: Slots) -> Piece:
    """A day of a month, in whichever order they were said."""
    said = dict(slots)
    return Day(dated=(said["<number>"][0], said["<month>"][0]))


MAKES: dict[str, Callable[[Slots], Piece]] = {
    "weekly": weekly,
    "weekday_ranges": weekday_range,
    "single_weekday": single_weekday,
    "single_date": dated,
}
"""The lists of a file whose phrases are made of their slots alone."""
