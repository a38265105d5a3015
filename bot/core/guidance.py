"""From a stretch, its dose and its variations to the programme of stations that a person goes through.

Nothing here is stored: the same values always give the same programme, so a session keeps only an index.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.library import SECONDS_PER_BREATH, Dose, Level, Side, Span, Step, Stretch, Variation, When
from bot.core.session import Course, Session

SHORTEST_HOLD = 5
"""Seconds below which a hold is not a hold: the lower wall of every dose."""

LONG_HOLD = 20
"""Seconds from which a hold gets a half-way cue; shorter ones would only be disturbed by it."""

SHORTEST_SETTLE = 5
SETTLE_WITHIN = 8
"""Seconds to settle, at the least, and in a twist that was entered before: nobody waits twisted for the clock."""

SHORTER_SIDE = 50
"""Percent of the hold on a side that is to be shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One stop of the programme: a step, on a side, in a round, and how long its hold lasts.

    `unit` and `count` tell the dose in the words of its source: 3 breaths, 20 seconds, 8 reps. `within`: the
    person lies in the twist already, so there is little to settle.
    """

    step: Step
    side: Side | None
    round: int
    rounds: int
    seconds: int = 0
    unit: str = ""
    count: int = 0
    within: bool = False

    @property
    def long(self) -> bool:
        """Whether the hold is long enough for a half-way cue."""
        return self.seconds >= LONG_HOLD


def programme(stretch: Stretch, session: Session) -> tuple[Station, ...]:
    """The stations of this stretch in the session's form, in order."""
    return _programme(stretch, session.course, session.first, session.shorter, session.variations)


@lru_cache(maxsize=1024)
def _programme(
    stretch: Stretch, course: Course, first: Side | None, shorter: Side | None, names: tuple[str, ...]
) -> tuple[Station, ...]:
    level = stretch.level(course.level)
    variations = in_force(stretch, level, names)
    steps = _steps(stretch, level, variations)
    rounds = _percent(course.rounds, [variation.rounds for variation in variations])
    scale = [variation.scale for variation in variations]

    def station(step: Step, side: Side | None, round: int) -> Station:
        dose = _dose(step, level, course.amount)
        cut = [*scale, SHORTER_SIDE] if side is not None and side is shorter else scale
        unit, count, seconds = _measure(dose, cut if step.when is When.SIDE else [])
        return Station(step=step, side=side, round=round, rounds=rounds, seconds=seconds, unit=unit, count=count)

    lead = first or stretch.first_side
    sides = (lead, lead.other) if lead else (None,)
    return _within(
        *(station(step, None, 1) for step in steps if step.when is When.START),
        *(
            station(step, side, round)
            for round in range(1, rounds + 1)
            for side in sides
            for step in steps
            if step.when is When.SIDE
        ),
        *(station(step, None, 1) for step in steps if step.when is When.FINISH),
    )


def _within(*stations: Station) -> tuple[Station, ...]:
    """The stations, those marked at which the person lies in the twist already."""
    before = (None, *stations)
    return tuple(
        replace(station, within=station.step.twisted and last is not None and last.step.twisted)
        for last, station in zip(before, stations, strict=False)
    )


def in_force(stretch: Stretch, level: Level, names: tuple[str, ...]) -> tuple[Variation, ...]:
    """The variations in force: those the level brings along, then those asked for; the later one wins."""
    return tuple(stretch.variation(name) for name in dict.fromkeys((*level.uses, *names)))


def _steps(stretch: Stretch, level: Level, variations: tuple[Variation, ...]) -> list[Step]:
    added = {*level.adds, *(name for variation in variations for name in variation.adds)}
    left_out = {name for variation in variations for name in variation.leaves_out}
    return [
        step
        for step in stretch.steps
        if step.id not in left_out and (not step.optional or step.id in added) and step.mode in (None, level.mode)
    ]


def _dose(step: Step, level: Level, amount: int | None) -> Dose | None:
    """The dose of a step: on each side the level's figure replaces the step's own."""
    if step.dose is None or step.when is not When.SIDE:
        return step.dose
    figure = level.seconds or level.breaths or level.reps
    if figure is None:
        return step.dose
    exact = figure.clamp(amount) if amount is not None else figure.low
    span = Span(low=exact, high=exact)
    if level.seconds:
        return Dose(seconds=span)
    if level.breaths:
        return Dose(breaths=span)
    return Dose(reps=span, seconds_each=step.dose.seconds_each)


def _measure(dose: Dose | None, scale: list[int]) -> tuple[str, int, int]:
    """The dose as unit, count and seconds, after its cuts."""
    if dose is None:
        return "", 0, 0
    if dose.seconds:
        seconds = max(SHORTEST_HOLD, _percent(dose.seconds.low, scale))
        return "seconds", seconds, seconds
    if dose.breaths:
        breaths = _percent(dose.breaths.low, scale)
        return "breaths", breaths, breaths * SECONDS_PER_BREATH
    assert dose.reps is not None  # checked at the door: a dose has exactly one figure
    reps = _percent(dose.reps.low, scale)
    return "reps", reps, reps * dose.seconds_each


def _percent(number: int, cuts: list[int]) -> int:
    """`number` after each percentage, never below 1."""
    for cut in cuts:
        number = round(number * cut / 100)
    return max(1, number)


def entrance(stations: tuple[Station, ...], at: int) -> int:
    """Where the twist that station `at` belongs to was entered; `at` itself when it is none."""
    while stations[at].step.twisted and at > 0 and stations[at - 1].step.twisted:
        at -= 1
    return at


def way_in(stations: tuple[Station, ...], at: int) -> int:
    """Where the way into the twist of station `at` begins: the first step on its side; `at` itself when it is none.

    Whoever was let out of a twist lies long or with both feet down again, so its first steps are needed anew.
    """
    return side_start(stations, at) if stations[at].step.twisted else at


def side_start(stations: tuple[Station, ...], at: int) -> int:
    """The first station on the side, and in the round, of station `at`, but after the last rest."""
    here = stations[at]
    for index in range(at - 1, -1, -1):
        before = stations[index]
        if (before.side, before.round) != (here.side, here.round) or before.step.rest:
            return index + 1
    return 0


def locate(stations: tuple[Station, ...], like: Station) -> int:
    """The index of the station most like another one: the same step, side and round, or the nearest.

    A round that is no more leads to the last station: fewer rounds were asked for, and they are done.
    """
    if like.side is not None and like.round > max(station.round for station in stations):
        return len(stations) - 1

    def distance(index: int) -> tuple[int, int, int, int]:
        other = stations[index]
        same_part = other.step.when is like.step.when
        return (
            not same_part,
            abs(other.round - like.round),
            other.side is not like.side,
            other.step.id != like.step.id,
        )

    return min(range(len(stations)), key=distance)


def seconds_in_all(stations: tuple[Station, ...], settle: int) -> int:
    """How long the programme takes hands-free, in seconds."""
    return sum(station.seconds + (station.step.rest or settle_time(station, settle)) for station in stations)


def settle_time(station: Station, settle: int) -> int:
    """Seconds to get into place: the person's own, half of them once the way is known, few within a twist."""
    known = settle if station.round == 1 else max(SHORTEST_SETTLE, settle // 2)
    return min(known, SETTLE_WITHIN) if station.within else known
