"""Time zones from places, without asking anybody: from coordinates, and from the name of a city as it is typed.

Two tables lie in content/places/: `cities.tsv` (34,000 cities with their other names, the biggest first) and
`zones.tsv` (each zone with its biggest city). They are made of GeoNames by `python -m tests.places.gather`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple
from zoneinfo import available_timezones

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from tzfpy import get_tz

from bot.content.root import PLACES
from bot.content.zones import read_zones
from bot.core.place import Place

MOST = 8
"""Places offered for one name; more are no choice any more."""

SHORTEST_TYPO = 5
"""Letters below which a misspelt name could be too many others."""

MANY_TYPOS = 8
"""Letters from which two slips are forgiven."""

# Letters that no normal form takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_BETWEEN = re.compile(r"[\W_]+")

_CODES = {"uk": "united kingdom", "usa": "united states", "us": "united states", "uae": "united arab emirates"}


class City(NamedTuple):
    """A row of cities.tsv; `folded` holds every name it is found by, each between bars."""

    folded: str
    name: str
    region: str
    country: str
    zone: str


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone at these degrees, None where they are no place on earth. They are neither kept nor logged.

    The first call unpacks the borders: a third of a second and 33 MB, paid only where somebody shares a location.
    """
    zone = get_tz(longitude, latitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else ""
    return zone if zone in zone_names() else None


def zones_of(typed: str) -> tuple[Place, ...]:
    """The places of that name, the biggest first: `Berlin`, `münchen`, `Portland, Oregon`, `Spain`, `Europe/Kyiv`.

    One of each country and zone is enough. Empty when there is none: names are never guessed here.
    """
    named = _by_zone_name(typed.strip())
    if named:
        return named
    name, _, within = typed.partition(",")
    wanted, inside = folded(name), folded(within)
    found = _distinct(city for city in _named(wanted) if _lies_in(city, inside))
    return found or (() if inside else _in_country(wanted))


def zones_near(typed: str) -> tuple[Place, ...]:
    """The places whose name is a slip away from what was typed: to be offered, never taken."""
    wanted = folded(typed.partition(",")[0])
    slips = 0 if len(wanted) < SHORTEST_TYPO else 1 if len(wanted) < MANY_TYPOS else 2
    if not slips:
        return ()
    rows = _table().decode().splitlines()
    names = [row[1 : row.index("|", 1)] for row in rows]
    near = extract(wanted, names, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return _distinct(City(*rows[position].split("\t")) for _, _, position in near)


@cache
def zone_names() -> frozenset[str]:
    """The names of the tz database."""
    return frozenset(available_timezones())


def folded(name: str) -> str:
    """A name without case, accents and punctuation: `Saint-Étienne` is `saint etienne`."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return _BETWEEN.sub(" ", bare.translate(_LETTERS)).strip()


@cache
def _table() -> bytes:
    """The cities as bytes, kept: 3 MB, and a search through them takes about a millisecond."""
    return (PLACES / "cities.tsv").read_bytes()


def _rows(table: bytes, needle: bytes) -> Iterator[City]:
    """The rows that hold these bytes; nothing else of the table is taken apart."""
    found = table.find(needle)
    while found >= 0:
        start, end = table.rfind(b"\n", 0, found) + 1, table.find(b"\n", found)
        yield City(*table[start:end].decode().split("\t"))
        found = table.find(needle, end)


def _named(wanted: str) -> Iterator[City]:
    return _rows(_table(), f"|{wanted}|".encode()) if wanted else iter(())


def _lies_in(city: City, inside: str) -> bool:
    """Whether the region or country begins with what was typed after the comma."""
    inside = _CODES.get(inside, inside)
    return any(folded(place).startswith(inside) for place in (city.region, city.country)) if inside else True


def _in_country(wanted: str) -> tuple[Place, ...]:
    """A country: itself where it has one zone, else the biggest city of each."""
    wanted = _CODES.get(wanted, wanted)
    cities = [place for place in read_zones(PLACES) if wanted and folded(place.country) == wanted]
    if len(cities) == 1:
        return (Place(name=cities[0].country, zone=cities[0].zone),)
    return tuple(cities[:MOST])


def _by_zone_name(typed: str) -> tuple[Place, ...]:
    """A name of the tz database, in any case; bare abbreviations (EST) are left out: they mean several things."""
    if "/" not in typed and typed.upper() not in ("UTC", "GMT"):
        return ()
    wanted = typed.replace(" ", "_").casefold()
    return tuple(Place(name=name, zone=name) for name in sorted(zone_names()) if name.casefold() == wanted)


def _distinct(cities: Iterable[City]) -> tuple[Place, ...]:
    """The first of each country and zone, as places."""
    first: dict[tuple[str, str], City] = {}
    for city in cities:
        first.setdefault((city.country, city.zone), city)
    kept = islice(first.values(), MOST)
    return tuple(Place(name=city.name, region=city.region, country=city.country, zone=city.zone) for city in kept)
