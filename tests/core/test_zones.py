"""The zone of a person's clock: asked by the time of day, by a place, by a location; said back as the local time."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.content.load import load
from bot.core.day import is_over, local_day
from bot.core.effects import Say
from bot.core.events import Asked, Chose, ClockRead, Event, Located, Placed
from bot.core.place import Place
from bot.core.session import Lock, Locked, Person
from bot.core.step import step
from bot.core.zones import by_rule, clocks, reading
from bot.places import zones_of
from bot.wording import label, line

CONTENT = load()
LIBRARY, WORDS = CONTENT.library, CONTENT.words

NOVEMBER = datetime(2026, 11, 20, 17, 42, 10, tzinfo=UTC)
JULY = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

ANN = Person(id=1, met=True)


def after(event: Event, person: Person = ANN) -> tuple[str | None, str, list[str]]:
    """The zone kept, what was said, and the buttons under it."""
    person, (said,) = step(person, event, LIBRARY)
    assert isinstance(said, Say)
    labels = [label(button.label, WORDS) for row in said.buttons for button in row]
    return person.settings.zone, line(said, WORDS).text, labels


def value(label_: str, event: Event) -> str:
    """What the button with this label carries."""
    _, (said,) = step(ANN, event, LIBRARY)
    assert isinstance(said, Say)
    found = [button.value for row in said.buttons for button in row if label(button.label, WORDS) == label_]
    return found[0]


def test_every_time_of_day_has_a_button() -> None:
    """Each time that it is somewhere now stands there once, half and quarter hours too."""
    _, said, labels = after(Asked(at=NOVEMBER, topic="zone"))

    assert "What time is it where you are?" in said
    assert len(labels) == len(set(labels)) == 35
    assert {"17:42", "18:42", "23:12", "23:27", "02:27", "07:27"} <= set(labels)


def test_first_the_time_then_the_place() -> None:
    """Places whose clocks change by other rules are told apart; the choice is kept, and the local time said back."""
    asked = Asked(at=NOVEMBER, topic="zone")
    clock = value("18:42", asked)
    what, _, minutes = clock.partition("=")
    chosen = Chose(at=NOVEMBER, what=what, value=minutes)
    zone, _, labels = after(chosen)

    assert (what, zone) == ("clock", None)
    assert {"Berlin, Germany", "Lagos, Nigeria", "Paris, France"} <= set(labels)
    what, _, zone = value("Berlin, Germany", chosen).partition("=")
    assert after(Chose(at=NOVEMBER, what=what, value=zone))[:2] == (
        "Europe/Berlin",
        "<b>Thank you: it is 18:42 where you are.</b>\n\nYour time zone is Europe/Berlin; I follow its clock changes.",
    )


def test_a_time_that_is_only_in_one_place() -> None:
    """In Nepal it is a quarter past what it is anywhere else: no more needs to be asked."""
    zone, said, _ = after(Chose(at=NOVEMBER, what="clock", value=str(5 * 60 + 45)))

    assert (zone, "it is 23:27 where you are" in said) == ("Asia/Kathmandu", True)


def test_a_time_that_is_nowhere() -> None:
    """A button of before a clock change, or of somebody else's making, asks anew."""
    zone, said, labels = after(Chose(at=NOVEMBER, what="clock", value="7"))

    assert (zone, "What time is it" in said, len(labels)) == (None, True, 35)


def test_a_zone_that_is_none() -> None:
    """The fixed offsets that were offered once are wrong after a clock change: the question comes anew."""
    zone, said, _ = after(Chose(at=NOVEMBER, what="zone", value="Etc/GMT-1"))

    assert (zone, "What time is it" in said) == (None, True)


def test_a_time_that_was_typed() -> None:
    """ "It is 18:40 where I am": clocks that are some minutes off still count."""
    zone, said, labels = after(ClockRead(at=NOVEMBER, clock=time(18, 40)))

    assert (zone, "Which of these" in said, "Berlin, Germany" in labels) == (None, True, True)


def test_the_nearest_clock_comes_first() -> None:
    """23:20 lies between India's and Nepal's time; across midnight the way round is short."""
    within = timedelta(minutes=10)
    near = reading(time(23, 20), NOVEMBER, LIBRARY.zones, within)
    midnight = datetime(2026, 11, 20, 0, 3, tzinfo=UTC)

    assert [each.places[0].zone for each in near] == ["Asia/Kathmandu", "Asia/Kolkata"]
    assert time(0, 3) in [each.reads for each in reading(time(23, 58), midnight, LIBRARY.zones, within)]


@pytest.mark.parametrize("at", [NOVEMBER, JULY])
def test_clocks_show_what_they_show(at: datetime) -> None:
    """Each zone of the table stands under the time of day that the tz database has for it."""
    shown = {place.zone: clock.reads for clock in clocks(at, LIBRARY.zones) for place in clock.places}

    assert shown == {place.zone: at.astimezone(ZoneInfo(place.zone)).time() for place in LIBRARY.zones}


def test_rules() -> None:
    """In July it is the same time in Berlin, Johannesburg and Cairo; each changes its clocks in another way."""
    zones = ("Africa/Johannesburg", "Europe/Paris", "Africa/Cairo", "Europe/Berlin", "Africa/Maputo")
    groups = by_rule(JULY, [Place(name=zone, zone=zone) for zone in zones])

    assert [[place.zone for place in group] for group in groups] == [
        ["Africa/Johannesburg", "Africa/Maputo"],
        ["Europe/Paris", "Europe/Berlin"],
        ["Africa/Cairo"],
    ]


def test_a_city() -> None:
    """One place of that name is taken."""
    assert after(Placed(at=NOVEMBER, places=zones_of("Lisbon")))[0] == "Europe/Lisbon"


def test_a_name_of_several_cities() -> None:
    """Buttons ask which; a state is named where the country has several of the name."""
    zone, _, labels = after(Placed(at=NOVEMBER, places=zones_of("Portland")))

    assert zone is None
    assert labels[:2] == ["Portland, Oregon, United States", "Portland, Maine, United States"]


def test_a_misspelt_city() -> None:
    """A guess is offered, never taken."""
    zone, _, labels = after(Placed(at=NOVEMBER, places=zones_of("Lisbon"), sure=False))

    assert (zone, labels) == (None, ["Lisbon, Portugal"])


def test_no_such_city() -> None:
    """Then the time of day is asked."""
    zone, said, labels = after(Placed(at=NOVEMBER, places=()))

    assert (zone, len(labels)) == (None, 35)
    assert said.startswith("I do not know the time zone of that place.")


def test_a_location() -> None:
    """It is answered beside whatever is under way, and nothing moves."""
    person, effects = step(ANN, Located(at=NOVEMBER, zone="Asia/Tokyo"), LIBRARY)

    assert (person.settings.zone, person.turn, person.phase) == ("Asia/Tokyo", ANN.turn, ANN.phase)
    assert [effect.manner for effect in effects if isinstance(effect, Say)] == ["aside"]


def test_a_location_in_the_middle_of_nowhere() -> None:
    """No zone was found: the time of day is asked."""
    zone, said, _ = after(Located(at=NOVEMBER, zone=None))

    assert (zone, "I do not know" in said) == (None, True)


def test_in_a_lock() -> None:
    """The clock may be set in a lock, which keeps its end."""
    lock = Lock(until=NOVEMBER + timedelta(hours=12), on=NOVEMBER.date())
    locked = Person(id=1, met=True, phase=Locked(), lock=lock)
    for event in (Located(at=NOVEMBER, zone="Asia/Tokyo"), Chose(at=NOVEMBER, what="zone", value="Asia/Tokyo")):
        person, _ = step(locked, event, LIBRARY)
        assert (person.settings.zone, person.phase, person.lock) == ("Asia/Tokyo", Locked(), lock)


@pytest.mark.parametrize(
    ("home", "away"), [("America/Los_Angeles", "Pacific/Auckland"), ("Asia/Tokyo", "Pacific/Honolulu")]
)
def test_a_day_without_twists_is_not_left_by_travelling(home: str, away: str) -> None:
    """After a pain the day is without twists, also where a new zone has another date; the next day there has them."""
    today = NOVEMBER.astimezone(ZoneInfo(home)).date()
    hurt = replace(ANN, settings=replace(ANN.settings, zone=home), no_twist_on=today)
    person, _ = step(hurt, Chose(at=NOVEMBER, what="zone", value=away), LIBRARY)

    assert [is_over(person.no_twist_on, local_day(NOVEMBER + timedelta(days=n), away)) for n in (0, 2)] == [False, True]


def test_a_day_without_twists_that_is_over_does_not_come_back() -> None:
    """A zone that is chosen days later closes nothing."""
    past = replace(ANN, no_twist_on=NOVEMBER.date() - timedelta(days=3))
    person, _ = step(past, Chose(at=NOVEMBER, what="zone", value="Europe/Berlin"), LIBRARY)

    assert person.no_twist_on == past.no_twist_on


def test_before_the_first_hello() -> None:
    """A location may be the first thing of all; the hello still comes with the first word."""
    person, _ = step(Person(id=1), Located(at=NOVEMBER, zone="Asia/Tokyo"), LIBRARY)

    assert (person.settings.zone, person.met) == ("Asia/Tokyo", False)
