"""Everything held on a person, as one JSON file for that person and nobody else."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.core.record import Done
from bot.core.session import Person
from bot.store.home import Store


async def document(store: Store, person: int) -> bytes:
    """The file: settings, readiness answers with their days, where the session stands, what was done."""
    held = await store.person(person)
    records = [*await store.records(person), *(held.recent if held else ())]
    return _json(held, records).encode()


def _json(held: Person | None, records: list[Done]) -> str:
    body: dict[str, Any] = {"unwind_export": 1, "person": asdict(held) if held else None}
    if held:
        body["person"].pop("recent")
    body["done"] = [asdict(done) for done in records]
    return json.dumps(body, indent=2, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an export")
