"""Everything held on a person, as files for that person and nobody else.

The shape of the JSON file is `docs/export.schema.json`, made of the values below; docs/export.md tells it in words.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from bot.core.effects import Bell, Gift, Say
from bot.core.record import Done
from bot.core.session import Person
from bot.store.home import Held, Store
from bot.wording import line
from bot.words import Words

TABLE_CODE = "utf-8-sig"
"""A mark at the head tells Excel that it is UTF-8; LibreOffice, Numbers and Python's csv take it as well."""

COLUMNS = tuple(field.name for field in fields(Done))
"""The header of the table: the names of a record's values, as docs/export.md explains them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to be given: its name, which tells nothing about the person, and its bytes.

    `caption` is HTML and stands under it; without any bytes it is said alone. A `picture` is shown as one.
    """

    name: str
    body: bytes
    caption: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of the readiness check: the code of its question, how that was asked, and what was answered."""

    question: str
    asked: str
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ringing:
    """A bell that is set: which, and when it rings."""

    bell: Bell
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A message that Telegram refused for good: when, and Telegram's reason. Its words are not kept."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Everything the bot holds on one person.

    `person` is their settings, answers, plans and where their session stands; None when nothing is held. `done` is
    what they did, oldest first. `answers` says the answers of the readiness check again, in words. `unsent` are
    messages on their way. `keyboard` is the number of the message whose buttons work. `unwind_export` rises when the
    shape changes so that a program which read the former one would fail.
    """

    unwind_export: Literal[2] = 2
    person: Person | None
    done: tuple[Done, ...]
    answers: tuple[Answer, ...]
    unsent: tuple[str, ...]
    bells: tuple[Ringing, ...]
    failed: tuple[Failed, ...]
    keyboard: int | None


@cache
def form() -> TypeAdapter[Export]:
    """How an export is written. Made when somebody first wants one: it takes longer than any other."""
    return TypeAdapter(Export)


async def file_of(what: Gift, store: Store, person: int, words: Words) -> File:
    """Make the file that was asked for; what it holds is read at this moment. KeyError for one made elsewhere."""
    held = await store.held(person)
    make = {Gift.EXPORT: _everything, Gift.SESSIONS: _sessions}[what]
    return make(held, words)


def schema() -> dict[str, Any]:
    """The JSON Schema of the export."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **form().json_schema(mode="serialization")}


def export(held: Held, words: Words) -> Export:
    """Everything in one value: records that travel with the person and those that lie in the store are one list."""
    person = held.person
    return Export(
        person=person and replace(person, recent=()),
        done=done_of(held),
        answers=_answers(person, words) if person else (),
        unsent=tuple(_said(effect, words) for effect in held.letters),
        bells=tuple(Ringing(bell=timer.bell, due=timer.due) for timer in held.timers),
        failed=tuple(Failed(at=at, reason=reason) for at, reason in held.refusals),
        keyboard=held.board.message if held.board else None,
    )


def _everything(held: Held, words: Words) -> File:
    return File(name="unwind.json", body=form().dump_json(export(held, words), indent=2))


def _sessions(held: Held, words: Words) -> File:
    """The table: one row a stretch, as spreadsheets read it (RFC 4180)."""
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, COLUMNS)
    rows.writeheader()
    rows.writerows({name: getattr(done, name) for name in COLUMNS} for done in done_of(held))
    return File(name="unwind-sessions.csv", body=text.getvalue().encode(TABLE_CODE))


def done_of(held: Held) -> tuple[Done, ...]:
    """Everything the person did, oldest first: what lies in the store, then what travels with them."""
    return (*held.records, *(held.person.recent if held.person else ()))


def _answers(person: Person, words: Words) -> tuple[Answer, ...]:
    return tuple(
        Answer(question=id, asked=_asked(id, words), answered=tuple(_answered(id, code, words) for code in codes))
        for id, codes in person.readiness.answers
    )


def _asked(question: str, words: Words) -> str:
    """The question as it is asked; a question of an older version has no words any more."""
    return _words((f"readiness.{question}.ask", f"readiness.{question}.line"), words) or question


def _answered(question: str, code: str, words: Words) -> str:
    return _words((f"readiness.{question}.choice.{code}", f"button.{code}", f"button.part.{code}"), words) or code


def _words(keys: Sequence[str], words: Words) -> str:
    return next((words.text(key) for key in keys if key in words), "")


def _said(effect: object, words: Words) -> str:
    """The words of a message on its way; of a file, its kind."""
    return line(effect, words).text if isinstance(effect, Say) else "file"
