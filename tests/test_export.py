"""The files of an export: their shape is written down, and they hold everything held on a person and nothing else."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.effects import Gift, Give
from bot.core.record import Done
from bot.core.session import Person
from bot.export import COLUMNS, export, file_of, form, schema
from bot.knowledge import Knowledge
from bot.reading import read_knowledge
from bot.store.home import Changes, Draft, Held, Store
from tests.export_schema import PLACE, text
from tests.store.made import done, drafts, person, put
from tests.store.samples import PHASES, person_in
from tests.store.values import any_of

ROOT = Path(__file__).parents[1]
WORDS = read_knowledge().content.words


def opened(held: Held) -> dict[str, Any]:
    """The JSON file, held against the schema that is written down."""
    body = json.loads(form().dump_json(export(held, WORDS)))
    jsonschema.validate(body, json.loads(PLACE.read_text("utf-8")), jsonschema.Draft202012Validator)
    assert isinstance(body, dict)
    return body


def test_the_schema_is_current() -> None:
    """`python -m tests.export_schema` writes the same."""
    assert text() == PLACE.read_text("utf-8")


def test_the_schema_refuses() -> None:
    """It is a schema that some documents do not fit."""
    jsonschema.Draft202012Validator.check_schema(schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"unwind_export": 1}, schema())


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_whoever_asks_in_whatever_phase(phase: Any) -> None:
    """Where a session stands is told, too."""
    assert opened(Held(person=person_in(phase)))["person"]["phase"]["name"] == phase.name


@settings(max_examples=40, deadline=None)
@given(any_of(Person), st.lists(any_of(Done), max_size=3))
def test_whatever_is_held(someone: Person, records: list[Done]) -> None:
    """Every record is in it once, those that travel with the person after those that lie in the store."""
    body = opened(Held(person=someone, records=records))

    assert [each["on"] for each in body["done"]] == [each.on.isoformat() for each in (*records, *someone.recent)]
    assert body["person"]["recent"] == []


def test_nobody() -> None:
    """Of somebody unknown nothing is held, and the file says so."""
    body = opened(Held(person=None))

    assert {key: value for key, value in body.items() if value} == {"unwind_export": 2}


def test_answers_in_words() -> None:
    """Beside the codes stand the question and the answer; a code whose words are gone stands for itself."""
    known = replace(person(), readiness=replace(person().readiness, answers=(("Q1", ("18_69",)), ("Q999", ("once",)))))

    assert [tuple(each.values()) for each in opened(Held(person=known))["answers"]] == [
        ("Q1", "How old are you?", ["18 to 69"]),
        ("Q999", "Q999", ["once"]),
    ]


async def test_what_is_on_its_way(store: Store, knowledge: Knowledge) -> None:
    """A message that was not sent yet is told in its words; of a file only that there is one."""
    letters = [*drafts("hello.again"), Draft(person=1, effect=Give()), *drafts("forget.done", to=2)]
    await put(store, Changes(people=[person(1), person(2)], letters=letters))
    file = await file_of(Gift.EXPORT, store, 1, knowledge.content.words)

    assert (file.name, json.loads(file.body)["unsent"]) == ("unwind.json", ["Good to have you back.", "file"])


async def test_the_table(store: Store, knowledge: Knowledge) -> None:
    """A spreadsheet reads it: a mark for Excel, a header, a row for each stretch, nothing where nothing was said."""
    recent = replace(done("prone_twist"), pain_after=3)
    await put(store, Changes(people=[replace(person(), recent=(recent,))], records=[(1, done())]))
    file = await file_of(Gift.SESSIONS, store, 1, knowledge.content.words)
    rows = list(csv.DictReader(io.StringIO(file.body.decode("utf-8-sig"), newline="")))

    assert (file.name, file.body[:3], file.body.count(b"\r\n")) == ("unwind-sessions.csv", b"\xef\xbb\xbf", 3)
    assert [(row["on"], row["stretch"], row["pain_after"]) for row in rows] == [
        ("2026-03-01", "knee_drop", ""),
        ("2026-03-01", "prone_twist", "3"),
    ]


def test_the_columns_are_explained() -> None:
    """Every column of the table, and every key of the file, stands in docs/export.md, and no other."""
    said = (ROOT / "docs" / "export.md").read_text("utf-8")
    named = [name for row in re.findall(r"^\| (`.*?`) \|", said, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]

    assert sorted(named) == sorted([*COLUMNS, *(set(schema()["properties"]) - {"unwind_export"})])
