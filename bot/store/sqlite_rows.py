"""Every read and write of the SQLite home, as functions on its connection; each write runs in a transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime
from itertools import islice

import apsw

from bot.core.effects import Bell
from bot.core.record import Done
from bot.core.session import Person
from bot.core.waking import wake
from bot.store.codec import DONE, PLAIN, Forms
from bot.store.home import NOBODY, Changes, Loaded, Timer
from bot.store.moments import FAR, from_micros, to_micros
from bot.store.sqlite_outbox import put, taken
from bot.store.sqlite_queries import SQL, Row, timer_row


def turn(
    connection: apsw.Connection,
    people: Sequence[int],
    updates: Sequence[int],
    decide: Callable[[Loaded], Changes],
    at: datetime,
    timers: Sequence[Timer] = (),
    forms: Forms = PLAIN,
) -> Changes:
    """Load, decide, write; `forms` is how values are kept."""
    changes = decide(load(connection, people, updates, timers, forms))
    write(connection, changes, at, forms)
    return changes


def load(
    connection: apsw.Connection,
    people: Sequence[int],
    updates: Sequence[int],
    timers: Sequence[Timer],
    forms: Forms = PLAIN,
) -> Loaded:
    """The people who are stored, the updates that were not seen yet, and the timers that still stand."""
    stored = connection.executemany(SQL["load_person"], [{"person": id} for id in dict.fromkeys(people)])
    found, unreadable = forms.people(stored)
    seen = connection.executemany(SQL["was_seen"], [{"update": update} for update in updates])
    fresh = frozenset(updates) - {id for (id,) in seen}
    standing = connection.executemany(SQL["standing"], [timer_row(timer) for timer in timers])
    return Loaded(people=found, fresh=fresh, standing=frozenset(map(_timer, standing)), unreadable=unreadable)


def write(connection: apsw.Connection, changes: Changes, at: datetime, forms: Forms = PLAIN) -> None:
    """Write what was decided, in the order that `Changes` promises."""
    if changes.erased:
        erase(connection, changes.erased)
        forms.forget()
    hush(connection, changes.hushed)
    save(connection, changes.people, forms)
    connection.executemany(SQL["drop_timer"], [timer_row(timer) for timer in changes.fired])
    for letter in changes.dropped:
        taken(connection, letter.id, letter.person)
    put(connection, changes.letters, set(changes.hushed), forms)
    keep(connection, changes.records)
    seen = [{"update": update, "at": to_micros(at)} for update in changes.seen]
    connection.executemany(SQL["remember_update"], seen)
    outdated = [{"person": person, "day": day.isoformat()} for person, day in changes.outdated]
    connection.executemany(SQL["forget_records"], outdated)
    connection.executemany(SQL["silence"], [{"person": person} for person in changes.silenced])


def erase(connection: apsw.Connection, people: Iterable[int]) -> None:
    """Forget everything that is held on these people."""
    for id in people:
        for name in ("forget_letters", "forget_refusals", "forget_person"):
            connection.execute(SQL[name], {"person": id})


def hush(connection: apsw.Connection, people: Iterable[int]) -> None:
    """Drop the unsent letters and the timers of these people."""
    for id in people:
        for name in ("forget_letters", "drop_timers"):
            connection.execute(SQL[name], {"person": id})


def save(connection: apsw.Connection, people: Sequence[Person], forms: Forms = PLAIN) -> None:
    """Save people, and drop the timers of turns that are no longer theirs."""
    connection.executemany(SQL["save_person"], [_row(one, forms) for one in people])
    connection.executemany(SQL["drop_stale_timers"], [{"person": one.id, "turn": one.turn} for one in people])


def _row(one: Person, forms: Forms) -> Mapping[str, object]:
    moment = wake(one)
    return {
        "person": one.id,
        "turn": one.turn,
        "language": one.settings.language,
        "version": forms.person.version,
        "body": forms.person.write(one),
        "wake": None if moment is None else to_micros(moment),
    }


def keep(connection: apsw.Connection, records: Iterable[tuple[int, Done]]) -> None:
    """Keep what people have done."""
    for id, done in records:
        row = {"person": id, "version": DONE.version, "body": DONE.write(done)}
        connection.execute(SQL["keep_record"], row)


def due(connection: apsw.Connection, at: datetime, limit: int, busy: Set[int] = NOBODY) -> Sequence[Timer]:
    """Timers due at `at`, earliest first, and those that the clock left behind."""
    wanted = {"at": to_micros(at), "far": to_micros(at + FAR), "limit": limit + len(Bell) * len(busy)}
    rows: Iterator[Row] = connection.execute(SQL["due"], wanted)
    return [_timer(row) for row in islice((row for row in rows if row[0] not in busy), limit)]


def waking(connection: apsw.Connection, at: datetime, limit: int) -> Sequence[int]:
    """People whose reminders have to be looked at by a moment."""
    return [id for (id,) in connection.execute(SQL["waking"], {"at": to_micros(at), "limit": limit})]


def earliest(connection: apsw.Connection, query: str) -> datetime | None:
    """The moment that one of the `next_` queries finds."""
    micros = connection.execute(SQL[query]).get
    return None if micros is None else from_micros(micros)


def person(connection: apsw.Connection, id: int, forms: Forms = PLAIN) -> Person | None:
    """The stored person."""
    return load(connection, [id], [], [], forms).whole().people.get(id)


def records(connection: apsw.Connection, person: int) -> Sequence[Done]:
    """What a person has done, oldest first."""
    return [DONE.read(*row) for row in connection.execute(SQL["records"], {"person": person})]


def people(connection: apsw.Connection, after: int, limit: int) -> Sequence[int]:
    """The next page of people."""
    return [id for (id,) in connection.execute(SQL["people"], {"after": after, "limit": limit})]


def set_update_aside(connection: apsw.Connection, update: int, reason: str, at: datetime) -> None:
    """Remember that an update could not be read, and why."""
    connection.execute(SQL["set_aside"], {"update": update, "reason": reason, "at": to_micros(at)})


def sweep(connection: apsw.Connection, before: datetime, limit: int) -> bool:
    """Forget up to `limit` old rows of each kind; True when there may be more."""
    row = {"before": to_micros(before), "limit": limit}
    queries = ("sweep_seen", "sweep_unread", "sweep_refusals")
    gone = [len(connection.execute(SQL[query], row).fetchall()) for query in queries]
    return limit in gone


def _timer(row: Row) -> Timer:
    person, bell, turn, due = row
    return Timer(person=person, bell=Bell(bell), turn=turn, due=from_micros(due))
