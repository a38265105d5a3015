"""Values are kept as JSON with a version: what goes in comes out, and what was written once is read for ever."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from bot.core.effects import Give, Say
from bot.core.record import Done
from bot.core.session import Person, Readiness
from bot.store.codec import DONE, PERSON, SLIP, Document, Form, Slip, effect_of, slip_of
from bot.store.faults import StoreFault
from bot.store.queries import migrations
from tests.store.made import say
from tests.store.samples import SAMPLES, place_of
from tests.store.values import any_of

many = settings(max_examples=100, deadline=None)


@many
@given(any_of(Person))
def test_a_person_comes_back_equal(person: Person) -> None:
    """Whatever a person may hold, in whatever phase, survives being kept."""
    assert person == PERSON.read(PERSON.version, PERSON.write(person))


@many
@given(any_of(Say))
def test_a_message_comes_back_equal(say: Say) -> None:
    """Whatever may be said survives being kept."""
    assert say == effect_of(SLIP.read(SLIP.version, SLIP.write(slip_of(say))))


@many
@given(any_of(Done))
def test_a_record_comes_back_equal(done: Done) -> None:
    """Whatever was done survives being kept."""
    assert done == DONE.read(DONE.version, DONE.write(done))


def test_a_gift_comes_back_as_a_gift() -> None:
    """An effect without any field is still told apart from the others."""
    assert Give() == effect_of(SLIP.read(SLIP.version, SLIP.write(slip_of(Give()))))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_version_is_readable_for_ever(name: str) -> None:
    """A sample of each version there ever was is read as the same value."""
    form, value = SAMPLES[name]
    for version in range(1, form.version + 1):
        assert value == form.read(version, place_of(name, version).read_text())


@pytest.mark.parametrize("form", [PERSON, SLIP, DONE], ids=lambda form: form.name)
def test_an_older_program_will_refuse_a_newer_form(form: Form[Any]) -> None:
    """A form's version never rises without a migration: the number that an older program looks at."""
    assert form.version <= len(migrations("sqlite"))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mat:
    """Something made up: a mat, as version 3 keeps it."""

    colours: tuple[str, ...]
    length_cm: int


def many_colours(document: Document) -> Document:
    """From version 1 to 2: a mat may have more than one colour."""
    return {"colours": [document["colour"]], "length": document["length"]}


def in_centimetres(document: Document) -> Document:
    """From version 2 to 3: lengths are whole centimetres."""
    return {"colours": document["colours"], "length_cm": round(document["length"] * 100)}


MAT = Form(name="mat", adapter=TypeAdapter(Mat), upgrades=(many_colours, in_centimetres))


@pytest.mark.parametrize(
    ("version", "stored"),
    [
        (1, '{"colour": "red", "length": 1.8}'),
        (2, '{"colours": ["red"], "length": 1.8}'),
        (3, '{"colours": ["red"], "length_cm": 180}'),
    ],
)
def test_an_old_document_is_led_up_step_by_step(version: int, stored: str) -> None:
    """Each version goes through the upgrades it has not seen yet, and no others."""
    assert Mat(colours=("red",), length_cm=180) == MAT.read(version, stored)


def test_the_version_counts_the_upgrades() -> None:
    """Whoever adds an upgrade raises the version with it."""
    assert MAT.version == 3
    assert json.loads(MAT.write(Mat(colours=(), length_cm=1))) == {"colours": [], "length_cm": 1}


@pytest.mark.parametrize("version", [0, 4])
def test_an_unknown_version_is_refused(version: int) -> None:
    """What a newer program wrote is not guessed at."""
    with pytest.raises(StoreFault, match=f"a stored mat has version {version}; this program knows 3"):
        MAT.read(version, "{}")


def test_a_fault_in_reading_names_the_place_and_never_the_answer() -> None:
    """What cannot be read is told by place and reason; what stood there never reaches a log (law 10)."""
    stored = '{"id": "private words", "lock": {"items": []}}'
    with pytest.raises(StoreFault) as caught:
        PERSON.read(PERSON.version, stored)
    words = str(caught.value)
    assert words == "a stored person cannot be read: id int_parsing, lock.on missing, lock.until missing"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("stored", ["", "{", "[]", "null", '"words"'])
def test_what_is_no_document_is_refused(stored: str) -> None:
    """Broken JSON is a fault of the store like any other."""
    with pytest.raises(StoreFault, match="a stored person cannot be read"):
        PERSON.read(PERSON.version, stored)


def test_a_fault_in_writing_never_tells_the_answer() -> None:
    """A value of a type that nobody declared is not kept, and not told either."""
    answers: Any = [("Q1", "private words")]
    person = Person(id=1, readiness=Readiness(answers=answers))
    with pytest.raises(StoreFault, match=r"^a person holds what its type does not declare, in: answers$"):
        PERSON.write(person)


def test_a_slip_that_asks_for_nothing_known_is_refused() -> None:
    """A letter without an effect is a fault, not an empty message."""
    with pytest.raises(StoreFault, match="asks for nothing"):
        effect_of(Slip())


def test_defaults_are_written_down() -> None:
    """A default that changes one day does not change what was kept before."""
    assert json.loads(SLIP.write(slip_of(say())))["say"]["rings"] is False
