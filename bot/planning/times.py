"""Which times a text names: each clock with the part of the day said beside it, and what has to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from itertools import pairwise

from bot.core.drafts import Open, Part, Reason, Which
from bot.planning.pieces import Clock, Day, Piece, Sign, Span


class NoPlan(Exception):
    """The pieces make no plan; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


Timed = tuple[Clock | None, tuple[Span, ...]]
"""A clock and what is said of it; without a clock, parts of the day that stand for a time."""


def timed(pieces: Sequence[Piece]) -> tuple[Timed, ...]:
    """The clocks of a text, each with its parts. What could belong to two clocks, or to none, makes no plan."""
    found = tuple(each for segment in _segments(pieces) for each in _in_segment(segment))
    lone = any(clock is None for clock, _ in found)
    for clock, spans in found:
        if lone and clock is not None and (clock.is_plain or any(span.part for span in spans)):
            raise NoPlan(Reason.UNCLEAR)
    return found


def _segments(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """What stands between commas and ands."""
    segments: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece is Sign.AND:
            segments.append([])
        else:
            segments[-1].append(piece)
    return segments


def _in_segment(segment: list[Piece]) -> list[Timed]:
    """A half of the day belongs to the time right before it, a part of the day to the one time it stands with."""
    parts = tuple(dict.fromkeys(part for piece in segment if (part := _part(piece))))
    found: list[Timed] = []
    apart = False
    for before, piece in pairwise((None, *segment)):
        if isinstance(piece, Clock):
            apart = apart or (bool(found) and not isinstance(before, Clock | Span))
            found.append((piece, ()))
        elif isinstance(piece, Span) and piece.part is None:
            if not isinstance(before, Clock):
                raise NoPlan(Reason.UNKNOWN)
            found[-1] = found[-1][0], (piece,)
    if len(found) > 1 and (parts or any(_may_belong_together(*each, apart=apart) for each in found)):
        raise NoPlan(Reason.UNCLEAR)
    return [(clock, (*spans, *parts)) for clock, spans in found] or [(None, (part,)) for part in parts]


def _may_belong_together(clock: Clock | None, spans: tuple[Span, ...], *, apart: bool) -> bool:
    """Whether a time beside another one, without a comma or "and" between, may be a part of it.

    "7 15" is a quarter past 7 too, and "10.12 at 18:00" begins with a date. Where am or pm stands it is a time.
    """
    return not spans and (apart or (clock is not None and clock.is_plain))


def _part(piece: Piece) -> Span | None:
    """The part of the day that a piece speaks of."""
    span = piece.span if isinstance(piece, Day) else piece
    return span if isinstance(span, Span) and span.part is not None else None


Known = Mapping[Part, time]
"""When the parts of the day are for a person, as far as they were asked."""


def told(found: Sequence[Timed], known: Known, *, ahead: bool) -> tuple[tuple[time, ...], tuple[Open, ...]]:
    """The times that are known, and what must be asked; `ahead` tells that the days to come were said with them."""
    mixed = any(spans for _, spans in found)
    answers = [_answer(clock, spans, known, ahead=ahead and not mixed) for clock, spans in found]
    times = tuple(sorted({answer for answer in answers if isinstance(answer, time)}))
    return times, tuple(dict.fromkeys(answer for answer in answers if isinstance(answer, Open)))


def _answer(clock: Clock | None, spans: tuple[Span, ...], known: Known, *, ahead: bool) -> time | Open:
    if clock is None:
        part = spans[0].part
        return known[part] if part and part in known else Open(which=Which.PART, part=part)
    readings = clock.readings(halved=any(span.part is None for span in spans))
    fitting = tuple(at for at in readings if all(span.holds(at) for span in spans))
    if not fitting:
        raise NoPlan(Reason.CONTRADICTION)
    if len(fitting) == 1:
        return fitting[0]
    if ahead and clock.as_said.hour:
        return clock.as_said
    usual = [at for at in fitting if at in known.values()]
    return usual[0] if len(usual) == 1 else Open(which=Which.HALF, choices=fitting)
