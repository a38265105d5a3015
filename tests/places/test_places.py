"""Time zones from coordinates and from names, without asking anybody."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tzfpy import timezonenames

from bot.content.root import PLACES
from bot.content.zones import read_zones
from bot.core.place import Place
from bot.places import City, folded, zone_at, zone_names, zones_near, zones_of
from tests.places.gather import tables


def told(places: tuple[Place, ...]) -> list[str]:
    """The places in a person's words."""
    return [", ".join(filter(None, (place.name, place.region, place.country, place.zone))) for place in places]


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (52.52, 13.40, "Europe/Berlin"),
        (-36.85, 174.76, "Pacific/Auckland"),
        (27.72, 85.32, "Asia/Kathmandu"),
        (31.78, 35.22, "Asia/Jerusalem"),
        (-31.55, 159.08, "Australia/Lord_Howe"),
        (0.0, -30.0, "Etc/GMT+2"),
        (-89.99, 0.0, "Antarctica/McMurdo"),
        (91.0, 0.0, None),
        (0.0, 181.0, None),
        (float("nan"), 0.0, None),
    ],
)
def test_a_location_has_a_zone(latitude: float, longitude: float, zone: str | None) -> None:
    """Cities, an island, the sea and the pole have one; what is no place on earth has none."""
    assert zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("  bErLiN ", "Europe/Berlin"),
        ("münchen", "Europe/Berlin"),
        ("Muenchen", "Europe/Berlin"),
        ("МОСКВА", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("saint etienne", "Europe/Paris"),
        ("Łódź", "Europe/Warsaw"),
        ("lodz", "Europe/Warsaw"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Birmingham, UK", "Europe/London"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("Japan", "Asia/Tokyo"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("America/New York", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_one_place_has_that_name(typed: str, zone: str) -> None:
    """Case, accents and the language of the name do not matter; a country and a name of the tz database do, too."""
    assert [place.zone for place in zones_of(typed)] == [zone]


def test_several_places_have_that_name() -> None:
    """Each comes with what tells it from the others, the biggest first; those of one country and zone come once."""
    assert told(zones_of("Portland")) == [
        "Portland, Oregon, United States, America/Los_Angeles",
        "Portland, Maine, United States, America/New_York",
        "Portland, Texas, United States, America/Chicago",
    ]
    assert told(zones_of("Birmingham"))[:2] == [
        "Birmingham, United Kingdom, Europe/London",
        "Birmingham, Alabama, United States, America/Chicago",
    ]
    assert told(zones_of("Santiago"))[:2] == [
        "Santiago, Chile, America/Santiago",
        "Santiago de los Caballeros, Dominican Republic, America/Santo_Domingo",
    ]


def test_a_country_of_several_zones() -> None:
    """A country that has several is named by the biggest city of each."""
    assert told(zones_of("Spain")) == [
        "Madrid, Spain, Europe/Madrid",
        "Las Palmas de Gran Canaria, Spain, Atlantic/Canary",
        "Melilla, Spain, Africa/Ceuta",
    ]


@pytest.mark.parametrize("typed", ["", " ", "|", "\t", "Berln", "EST", "nowhere at all", "Portland, Japan", "🙂"])
def test_what_is_no_place_is_refused(typed: str) -> None:
    """A misspelt name, an abbreviation that means several zones, and nonsense are not guessed at."""
    assert zones_of(typed) == ()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("Berln", "Europe/Berlin"), ("Reykyavik", "Atlantic/Reykjavik"), ("Istambul", "Europe/Istanbul")],
)
def test_a_slip_is_offered(typed: str, offered: str) -> None:
    """A name that is a slip or two away is among those offered."""
    assert offered in {place.zone for place in (*zones_of(typed), *zones_near(typed))}


@pytest.mark.parametrize("typed", ["", "Rme", "nowhere at all", "what do you mean"])
def test_what_is_far_from_every_name_is_not_offered(typed: str) -> None:
    """A short name, and words that are no name, are near too many others or to none."""
    assert zones_near(typed) == ()


@given(st.text(max_size=30))
def test_whatever_is_typed(typed: str) -> None:
    """No words upset the search, and at most eight places come of it."""
    assert len(zones_of(typed)) <= 8


def test_every_zone_is_known() -> None:
    """Whatever a place may lead to is in the pinned tz database, and a zone of it can be made."""
    cities = [City(*line.split("\t")) for line in (PLACES / "cities.tsv").read_text("utf-8").splitlines()]
    reachable = {city.zone for city in cities} | {place.zone for place in read_zones(PLACES)} | set(timezonenames())

    assert reachable - zone_names() == set()
    assert len([ZoneInfo(zone) for zone in reachable]) > 400


def test_every_city_is_found_by_its_name() -> None:
    """Each row begins with the name it is shown by."""
    cities = [City(*line.split("\t")) for line in (PLACES / "cities.tsv").read_text("utf-8").splitlines()]

    assert [city.name for city in cities if not city.folded.startswith(f"|{folded(city.name)}|")] == []
    assert len(cities) > 30_000


@pytest.mark.parametrize("name", ["cities.tsv", "zones.tsv"])
def test_the_tables_are_those_of_the_source(name: str) -> None:
    """Nobody changed them by hand: `python -m tests.places.gather` makes the same."""
    assert tables()[name] == (PLACES / name).read_text("utf-8")
