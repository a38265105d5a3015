"""Where a person's clock stands: a zone by its place, or by the time of day that it is there now.

A zone is a name of the tz database, never an offset: an offset is wrong from the next clock change on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.core.day import clocks_of, is_over, local_day
from bot.core.effects import Button, Phrase, Rows, Verb
from bot.core.library import Library
from bot.core.place import Place
from bot.core.saying import aside, plain, title, with_gap
from bot.core.session import Person
from bot.core.stations import Next

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

LOOK_AHEAD = tuple(timedelta(weeks=week) for week in range(105))
"""Two years, week by week: zones whose clocks agree all that time follow the same rule."""

OF_ONE_RULE = 6
"""Places named for each rule; who lives in a country not named has the same clock there."""

CLOCKS_IN_A_ROW, PLACES_IN_A_ROW = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day that it is somewhere now; `minutes` ahead of UTC, round the clock: 0 to 1439."""

    minutes: int
    reads: time
    places: tuple[Place, ...]


def ahead(at: datetime, zone: str) -> timedelta:
    """How far the clocks of `zone` are ahead of UTC at that moment; ZoneInfoNotFoundError when there is none."""
    return at.astimezone(clocks_of(zone)).utcoffset() or timedelta()


def clocks(at: datetime, places: Iterable[Place]) -> tuple[Clock, ...]:
    """Every time of day that it is at one of the places now, as seen going east from Greenwich.

    The day is left out: 23:00 in Pago Pago is 23:00 of the next day in Tonga, and the names tell them apart.
    """
    found: dict[int, list[Place]] = {}
    for place in places:
        found.setdefault(ahead(at, place.zone) % DAY // MINUTE, []).append(place)
    return tuple(
        Clock(minutes=minutes, reads=(at + minutes * MINUTE).time(), places=tuple(found[minutes]))
        for minutes in sorted(found)
    )


def reading(clock: time, at: datetime, places: Iterable[Place], within: timedelta) -> tuple[Clock, ...]:
    """The clocks that show about that time, the nearest first; people read a clock that is some minutes off."""
    there = clocks(at, places)
    near = [(_apart(each.reads, clock), each) for each in there]
    return tuple(each for gap, each in sorted(near, key=lambda pair: pair[0]) if gap <= within)


def _apart(one: time, other: time) -> timedelta:
    """How far two times of day lie apart, the shorter way round the clock; seconds are left out."""
    gap = timedelta(hours=one.hour - other.hour, minutes=one.minute - other.minute) % DAY
    return min(gap, DAY - gap)


def by_rule(at: datetime, places: Iterable[Place]) -> tuple[tuple[Place, ...], ...]:
    """The places, those together whose clocks will agree from now on; order is kept."""
    found: dict[tuple[timedelta, ...], list[Place]] = {}
    for place in places:
        rule = tuple(ahead(at + later, place.zone) for later in LOOK_AHEAD)
        found.setdefault(rule, []).append(place)
    return tuple(map(tuple, found.values()))


# --- the conversation ---------------------------------------------------------------------------------------


def ask_clock(person: Person, at: datetime, library: Library, *before: Phrase) -> Next:
    """Ask what time it is where the person is; every time of day that it is somewhere has a button."""
    there = clocks(at, library.zones)
    row = tuple(_clock_button(each) for each in there)
    words = (*before, title("settings.zone"), plain("settings.zone_ways"))
    return person, (aside(person, *words, buttons=_rows(row, CLOCKS_IN_A_ROW)),)


def clock_chosen(person: Person, minutes: str, at: datetime, library: Library) -> Next:
    """Several zones may share a time of day: ask which place is nearest; one alone is taken."""
    there = [each for each in clocks(at, library.zones) if str(each.minutes) == minutes]
    return _among(person, there, at, library)


def clock_said(person: Person, clock: time, at: datetime, library: Library) -> Next:
    """ "It is 18:42 where I am": the places where it is about that time."""
    return _among(person, reading(clock, at, library.zones, timedelta(minutes=10)), at, library)


def _among(person: Person, there: Iterable[Clock], at: datetime, library: Library) -> Next:
    groups = [group[:OF_ONE_RULE] for each in there for group in by_rule(at, each.places)]
    return placed(person, tuple(place for group in groups for place in group), at, library)


def placed(person: Person, places: tuple[Place, ...], at: datetime, library: Library, sure: bool = True) -> Next:
    """A place was named. One, and `sure`: its zone is kept. Several, or a guess: which one? None: the clocks."""
    if not places:
        return ask_clock(person, at, library, plain("settings.zone_unknown"))
    if len(places) == 1 and sure:
        return settled(person, places[0].zone, at)
    row = tuple(_place_button(place) for place in places)
    words = (title("settings.zone_which"), plain("settings.zone_same"))
    return person, (aside(person, *words, buttons=_rows(row, PLACES_IN_A_ROW)),)


def located(person: Person, zone: str | None, at: datetime, library: Library) -> Next:
    """A location was shared, and the zone found by it is all that came in."""
    if zone is None:
        return ask_clock(person, at, library, plain("settings.zone_unknown"))
    return settled(person, zone, at)


def zone_chosen(person: Person, zone: str, at: datetime, library: Library) -> Next:
    """A zone was chosen by its button; one that is not in the table is asked for anew."""
    if zone not in {place.zone for place in library.zones}:
        return ask_clock(person, at, library)
    return settled(person, zone, at)


def settled(person: Person, zone: str, at: datetime) -> Next:
    """Keep the zone, and say the local time back."""
    clock = at.astimezone(clocks_of(zone)).strftime("%H:%M")
    person = replace(_kept_still(person, zone, at), settings=replace(person.settings, zone=zone))
    words = with_gap(title("settings.zoned"), clock=clock), with_gap(plain("settings.zone_named"), zone=zone)
    return person, (aside(person, *words),)


def _kept_still(person: Person, zone: str, at: datetime) -> Person:
    """Where the calendar moves on with the zone, a day without twists moves along: nobody travels out of it."""
    if person.no_twist_on is None or is_over(person.no_twist_on, local_day(at, person.settings.zone)):
        return person
    return replace(person, no_twist_on=max(person.no_twist_on, local_day(at, zone)))


def _clock_button(clock: Clock) -> Button:
    label = Phrase(key="button.clock", gaps=(("clock", clock.reads.strftime("%H:%M")),))
    return Button(label=label, verb=Verb.CHOOSE, value=f"clock={clock.minutes}")


def _place_button(place: Place) -> Button:
    key = "button.place_in" if place.region else "button.place"
    gaps = (("place", place.name), ("region", place.region), ("country", place.country))
    return Button(label=Phrase(key=key, gaps=gaps), verb=Verb.CHOOSE, value=f"zone={place.zone}")


def _rows(buttons: tuple[Button, ...], wide: int) -> Rows:
    return tuple(buttons[start : start + wide] for start in range(0, len(buttons), wide))
