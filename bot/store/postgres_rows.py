"""What the PostgreSQL home asks of its database: one function a statement, whole batches at a time.

The statements of a transaction leave together (pipeline mode): over a network, each trip costs more than the work.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from psycopg import AsyncConnection

from bot.core.effects import Bell, Give, Say
from bot.core.record import Done
from bot.core.session import Person
from bot.core.waking import wake
from bot.store.codec import DONE, PLAIN, SLIP, Forms, effect_of, slip_of
from bot.store.faults import StoreFault
from bot.store.home import FAR, Board, Delivery, Draft, Held, Letter, Loaded, Quiet, Timer, is_bulk
from bot.store.moments import from_micros, to_micros
from bot.store.pacing import Pacing
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
    await tell(connection, "lock_people", {"people": sorted(set(people))})


async def look(
    connection: Connection,
    people: Iterable[int],
    updates: Sequence[int],
    timers: Sequence[Timer] = (),
    forms: Forms = PLAIN,
) -> Loaded:
    """Those of the people who are stored, of the updates that are new, and of the timers that still stand; in one
    trip."""
    stored = await connection.execute(SQL["load_people"], {"people": sorted(set(people))})
    handled = await connection.execute(SQL["were_seen"], {"updates": updates})
    standing = await connection.execute(SQL["standing"], _columns(timers)) if timers else None
    return Loaded(
        people={id: forms.person.read(version, body) for id, version, body in await stored.fetchall()},
        fresh=frozenset(updates) - {id for (id,) in await handled.fetchall()},
        standing=frozenset(map(_timer, await standing.fetchall())) if standing else frozenset(),
    )


async def erase(connection: Connection, people: Sequence[int]) -> None:
    """Forget everything that is held on these people."""
    for name in ("forget_letters", "forget_refusals", "forget_people"):
        await tell(connection, name, {"people": people})


async def hush(connection: Connection, people: Sequence[int]) -> None:
    """Drop the unsent letters and the timers of these people."""
    for name in ("forget_letters", "drop_timers"):
        await tell(connection, name, {"people": people})


async def save(connection: Connection, people: Sequence[Person], forms: Forms = PLAIN) -> None:
    """Save people, and drop the timers of turns that are no longer theirs."""
    ids = [one.id for one in people]
    columns = {
        "ids": ids,
        "turns": [one.turn for one in people],
        "languages": [one.settings.language for one in people],
        "versions": [forms.person.version] * len(people),
        "bodies": [forms.person.write(one) for one in people],
        "wakes": [None if (moment := wake(one)) is None else to_micros(moment) for one in people],
    }
    await tell(connection, "save_people", columns)
    await tell(connection, "drop_stale_timers", {"people": ids})


async def put(connection: Connection, drafts: Sequence[Draft], urgent: Set[int], forms: Forms = PLAIN) -> None:
    """Put letters into the outbox, behind those of their lane that wait there; those to the `urgent` are urgent."""
    bulks = [is_bulk(draft.effect) for draft in drafts]
    answered = {draft.person for draft, bulk in zip(drafts, bulks, strict=True) if not bulk}
    columns = {
        "people": [draft.person for draft in drafts],
        "bulks": bulks,
        "urgents": [draft.urgency(urgent) for draft in drafts],
        "versions": [forms.slip.version] * len(drafts),
        "bodies": [forms.slip.write(slip_of(draft.effect)) for draft in drafts],
    }
    await tell(connection, "lower_bulk", {"people": sorted(answered)})
    await tell(connection, "put_letters", columns)


async def keep(connection: Connection, records: Sequence[tuple[int, Done]]) -> None:
    """Keep what people have done."""
    columns = {
        "people": [id for id, _ in records],
        "versions": [DONE.version] * len(records),
        "bodies": [DONE.write(done) for _, done in records],
    }
    await tell(connection, "keep_records", columns)


async def drop_fired(connection: Connection, timers: Sequence[Timer]) -> None:
    """Drop bells that rang."""
    await tell(connection, "drop_fired", _columns(timers))


async def set_timers(connection: Connection, timers: Sequence[Timer]) -> None:
    """Set bells, for people who still stand at their turn."""
    await tell(connection, "set_timers", _columns(timers))


async def take(connection: Connection, letters: Sequence[int]) -> frozenset[int]:
    """Take letters off the outbox and let the next ones move up; the ids of those that were still there."""
    rows = await ask(connection, "take_letters", {"letters": letters})
    await tell(connection, "raise_heads", {"people": sorted({person for _, person in rows})})
    return frozenset(id for id, _ in rows)


def bells_of(delivery: Delivery) -> Sequence[Timer]:
    """The timers that a delivery sets: they count from the moment it arrived."""
    letter = delivery.letter
    if not isinstance(letter.effect, Say):
        return []
    return [
        Timer(
            person=letter.person,
            bell=hold.bell,
            turn=hold.turn,
            due=delivery.at + timedelta(seconds=hold.seconds),
        )
        for hold in letter.effect.holds
    ]


async def spend(connection: Connection, messages: Mapping[int, int], pacing: Pacing, at: datetime) -> None:
    """So many messages go to people; no process writes to them faster than their chats bear."""
    if pacing and messages:
        people = sorted(messages)
        columns: dict[str, object] = {"people": people, "messages": [messages[person] for person in people]}
        await tell(connection, "spend", columns | pacing.values(at))


async def save_boards(connection: Connection, deliveries: Iterable[Delivery]) -> None:
    """Remember the messages that carry keyboards now."""
    found = [(one.letter.person, one.message, one.keyboard) for one in deliveries if one.message is not None]
    if found:
        people, messages, keyboards = zip(*found, strict=True)
        columns = {"people": list(people), "messages": list(messages), "keyboards": list(keyboards)}
        await tell(connection, "save_boards", columns)


async def board(connection: Connection, person: int) -> Board | None:
    """The message that carries this person's keyboard."""
    rows = await ask(connection, "load_board", {"person": person})
    return Board(message=rows[0][0], keyboard=rows[0][1]) if rows else None


async def due(connection: Connection, at: datetime, limit: int, me: int) -> Sequence[Timer]:
    """Timers due at `at`, earliest first, taken into this ringer's hand."""
    values = {"at": to_micros(at), "far": to_micros(at + FAR), "limit": limit, "me": me}
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
    known = await look(connection, [person], [])
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


def letter(row: Row, forms: Forms = PLAIN) -> Letter:
    """A row of the outbox as a letter; StoreFault when it cannot be read."""
    id, person, tries, uncertain, version, body, language = row
    effect = effect_of(forms.slip.read(version, body))
    return Letter(id=id, person=person, effect=effect, language=language, tries=tries, uncertain=uncertain)


def _timer(row: Row) -> Timer:
    person, bell, turn, due = row
    return Timer(person=person, bell=Bell(bell), turn=turn, due=from_micros(due))


def _columns(timers: Sequence[Timer]) -> dict[str, object]:
    return {
        "people": [timer.person for timer in timers],
        "bells": [timer.bell.value for timer in timers],
        "turns": [timer.turn for timer in timers],
        "dues": [to_micros(timer.due) for timer in timers],
    }
