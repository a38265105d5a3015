"""What the PostgreSQL home asks of its database: one function a statement, whole batches at a time.

The statements of a transaction leave together (pipeline mode): over a network, each trip costs more than the work.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from psycopg import AsyncConnection

from bot.core.effects import Bell, Give, Say
from bot.core.record import Done
from bot.store.codec import DONE, PLAIN, SLIP, Forms, effect_of
from bot.store.faults import StoreFault
from bot.store.home import Board, Held, Loaded, Quiet, Timer
from bot.store.moments import FAR, from_micros, to_micros
from bot.store.postgres_columns import numbers, texts
from bot.store.queries import named_queries

SQL = {name: text.encode() for name, text in named_queries("queries_postgres.sql").items()}

Row: TypeAlias = tuple[Any, ...]
Connection: TypeAlias = AsyncConnection[Row]


async def ask(connection: Connection, name: str, values: Mapping[str, object] | None = None) -> Sequence[Row]:
    """Ask a named query and wait for its rows."""
    return await (await connection.execute(SQL[name], values)).fetchall()


async def tell(connection: Connection, name: str, values: Mapping[str, object]) -> None:
    """Send a named statement; its failure is met where the pipeline ends."""
    await connection.execute(SQL[name], values)


async def lock(connection: Connection, people: Iterable[int]) -> None:
    """Be the only one who moves these people until the transaction ends."""
    await tell(connection, "lock_people", {"people": numbers(sorted(set(people)))})


async def look(
    connection: Connection,
    people: Iterable[int],
    updates: Sequence[int],
    timers: Sequence[Timer] = (),
    forms: Forms = PLAIN,
) -> Loaded:
    """Those of the people who are stored, of the updates that are new, and of the timers that still stand; in one
    trip."""
    stored = await connection.execute(SQL["load_people"], {"people": numbers(set(people))})
    handled = await connection.execute(SQL["were_seen"], {"updates": numbers(updates)})
    standing = await connection.execute(SQL["standing"], columns_of(timers)) if timers else None
    found, unreadable = forms.people(await stored.fetchall())
    return Loaded(
        people=found,
        fresh=frozenset(updates) - {id for (id,) in await handled.fetchall()},
        standing=frozenset(map(_timer, await standing.fetchall())) if standing else frozenset(),
        unreadable=unreadable,
    )


async def erase(connection: Connection, people: Sequence[int]) -> None:
    """Forget everything that is held on these people."""
    for name in ("forget_letters", "forget_refusals", "forget_people"):
        await tell(connection, name, {"people": numbers(people)})


async def hush(connection: Connection, people: Sequence[int]) -> None:
    """Drop the unsent letters and the timers of these people."""
    for name in ("forget_letters", "drop_timers"):
        await tell(connection, name, {"people": numbers(people)})


async def keep(connection: Connection, records: Sequence[tuple[int, Done]]) -> None:
    """Keep what people have done."""
    columns = {
        "people": numbers(id for id, _ in records),
        "versions": numbers(DONE.version for _ in records),
        "bodies": texts(DONE.write(done) for _, done in records),
    }
    await tell(connection, "keep_records", columns)


async def take(connection: Connection, letters: Sequence[int]) -> frozenset[int]:
    """Take letters off the outbox and let the next ones move up; the ids of those that were still there."""
    rows = await ask(connection, "take_letters", {"letters": numbers(letters)})
    await tell(connection, "raise_heads", {"people": numbers({person for _, person in rows})})
    return frozenset(id for id, _ in rows)


async def board(connection: Connection, person: int) -> Board | None:
    """The message that carries this person's keyboard."""
    rows = await ask(connection, "load_board", {"person": person})
    return Board(message=rows[0][0], keyboard=rows[0][1]) if rows else None


async def due(connection: Connection, at: datetime, limit: int, busy: Iterable[int], me: int) -> Sequence[Timer]:
    """Timers due at `at`, earliest first, taken into this ringer's hand."""
    values = {"at": to_micros(at), "far": to_micros(at + FAR), "limit": limit, "busy": numbers(busy), "me": me}
    found = await ask(connection, "due", values)
    return sorted(map(_timer, found), key=lambda timer: timer.due)


async def waking(connection: Connection, at: datetime, limit: int) -> Sequence[int]:
    """People whose reminders have to be looked at by a moment."""
    return [id for (id,) in await ask(connection, "waking", {"at": to_micros(at), "limit": limit})]


async def earliest(connection: Connection, query: str, values: Mapping[str, object] | None = None) -> datetime | None:
    """The moment that one of the `next_` queries finds."""
    ((micros,),) = await ask(connection, query, values)
    return None if micros is None else from_micros(micros)


async def quiet(connection: Connection) -> Quiet | None:
    """When nothing might leave, the last time."""
    rows = await ask(connection, "quiet")
    return Quiet(since=from_micros(rows[0][0]), until=from_micros(rows[0][1])) if rows else None


async def records(connection: Connection, person: int) -> Sequence[Done]:
    """What a person has done, oldest first."""
    return [DONE.read(*row) for row in await ask(connection, "records", {"person": person})]


async def held(connection: Connection, person: int) -> Held:
    """Everything held on a person, table by table."""
    known = (await look(connection, [person], [])).whole()
    bells = await ask(connection, "timers_of", {"person": person})
    refused = await ask(connection, "refusals_of", {"person": person})
    waiting = await ask(connection, "letters_of", {"person": person})
    return Held(
        person=known.people.get(person),
        records=await records(connection, person),
        letters=[effect for version, body in waiting if (effect := _effect(version, body))],
        timers=[Timer(person=person, bell=Bell(bell), turn=turn, due=from_micros(due)) for bell, turn, due in bells],
        refusals=[(from_micros(at), reason) for at, reason in refused],
        board=await board(connection, person),
    )


def _effect(version: int, body: str) -> Say | Give | None:
    """What a letter asks for; None when it cannot be read."""
    try:
        return effect_of(SLIP.read(version, body))
    except StoreFault:
        return None


def _timer(row: Row) -> Timer:
    person, bell, turn, due = row
    return Timer(person=person, bell=Bell(bell), turn=turn, due=from_micros(due))


def columns_of(timers: Sequence[Timer]) -> dict[str, object]:
    """Bells, as columns."""
    return {
        "people": numbers(timer.person for timer in timers),
        "bells": texts(timer.bell.value for timer in timers),
        "turns": numbers(timer.turn for timer in timers),
        "dues": numbers(to_micros(timer.due) for timer in timers),
    }
