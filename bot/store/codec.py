"""How values are kept: as JSON with a version beside it, readable for ever.

Fields that are None are left out; every other field is written, also where it has its default: a default
that changes one day must not change what a person chose. (Leaving defaults out would lose the names of the
phases too, and saves no time.)
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from bot.core.effects import Give, Say
from bot.core.record import Done
from bot.core.session import Person
from bot.store.faults import StoreFault
from bot.store.known import Known

Value = TypeVar("Value")
Document: TypeAlias = dict[str, Any]
Upgrade: TypeAlias = Callable[[Document], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What a letter asks for: one of these is set, and its name tells which."""

    say: Say | None = None
    give: Give | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Generic[Value]):
    """How one kind of value is kept.

    `upgrades` are the steps from the first version to the present one, one a version. Whoever adds a step
    also adds a sample of the new version to the tests, and a numbered migration (an empty one will do), so
    that an older program refuses the database instead of stumbling over its rows. `known` spares reading what was
    written a moment ago: values never change, so the one that was written may serve again.
    """

    name: str
    adapter: TypeAdapter[Value]
    upgrades: tuple[Upgrade, ...] = ()
    known: Known[Value] | None = None

    @property
    def version(self) -> int:
        """The version that is written now."""
        return 1 + len(self.upgrades)

    def write(self, value: Value) -> str:
        """Turn `value` into JSON; StoreFault when it holds something its type does not declare."""
        try:
            stored = self.adapter.dump_json(value, exclude_none=True, warnings="error").decode()
        except PydanticSerializationError as fault:
            # Its words hold the value, which must not reach a log: only the names of the fields are told.
            fields = ", ".join(re.findall(r"field_name='(\w+)'", str(fault)))
            raise StoreFault(f"a {self.name} holds what its type does not declare, in: {fields}") from None
        if self.known is not None:
            self.known.put(stored, value)
        return stored

    def read(self, version: int, stored: str) -> Value:
        """Turn JSON of `version` back into a value; StoreFault when it cannot be read."""
        if version != self.version:
            stored = json.dumps(self.upgrade(version, json.loads(stored)))
        if self.known is not None and (value := self.known.get(stored)) is not None:
            return value
        try:
            return self.adapter.validate_json(stored)
        except ValidationError as fault:
            raise StoreFault(f"a stored {self.name} cannot be read: {_places(fault)}") from None

    def upgrade(self, version: int, document: Document) -> Document:
        """Lead a document of `version` up to the present version, step by step."""
        if not 1 <= version <= self.version:
            raise StoreFault(f"a stored {self.name} has version {version}; this program knows {self.version}")
        for step in self.upgrades[version - 1 :]:
            document = step(document)
        return document


def _places(fault: ValidationError) -> str:
    """Where and why a document was refused, without what stood there."""
    errors = fault.errors(include_input=False, include_url=False, include_context=False)
    return ", ".join(sorted({f"{'.'.join(map(str, error['loc']))} {error['type']}" for error in errors}))


PERSON = Form(name="person", adapter=TypeAdapter(Person))
SLIP = Form(name="slip", adapter=TypeAdapter(Slip))
DONE = Form(name="done", adapter=TypeAdapter(Done))

VERSIONS = {form.name: form.version for form in (PERSON, SLIP, DONE)}
"""The version of each kind that this program writes."""

MOST_OF_PEOPLE, MOST_OF_LETTERS = 16_000_000, 4_000_000
"""Characters of people whose last state is remembered as it was written, and of letters. Somebody new in a session has
some 1,200, and takes 6 kB; ten thousand of them may lie in a hold at once, and are not read anew when it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """How a home keeps people and letters."""

    person: Form[Person] = PERSON
    slip: Form[Slip] = SLIP

    def people(self, rows: Iterable[tuple[int, int, str]]) -> tuple[Mapping[int, Person], Mapping[int, str]]:
        """People by their ids, of rows of id, version and body; and whoever cannot be read, with the reason."""
        found: dict[int, Person] = {}
        broken: dict[int, str] = {}
        for id, version, body in rows:
            try:
                found[id] = self.person.read(version, body)
            except StoreFault as fault:
                broken[id] = str(fault)
        return found, broken

    def forget(self) -> None:
        """Remember nobody: somebody wants to be forgotten, and whose a remembered value is nothing tells; or all of it
        is old."""
        for form in (self.person, self.slip):
            if form.known is not None:
                form.known.clear()


PLAIN = Forms()


def remembering() -> Forms:
    """The forms of one process: what it wrote a moment ago it need not read."""
    people: Known[Person] = Known(MOST_OF_PEOPLE, once=True)
    return Forms(person=replace(PERSON, known=people), slip=replace(SLIP, known=Known(MOST_OF_LETTERS)))


def slip_of(effect: Say | Give) -> Slip:
    """The slip that asks for this effect."""
    return Slip(say=effect) if isinstance(effect, Say) else Slip(give=effect)


def effect_of(slip: Slip) -> Say | Give:
    """The effect a slip asks for; StoreFault when it names none this program knows."""
    effect = slip.say or slip.give
    if effect is None:
        raise StoreFault("a stored slip asks for nothing this program knows")
    return effect
