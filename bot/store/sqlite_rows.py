"""Every read and write of the SQLite home, as functions on its connection; each write runs in a transaction."""

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

import apsw

from bot.core.effects import Bell, Say
from bot.core.record import Done
from bot.core.session import Person
from bot.core.waking import wake
from bot.store.codec import DONE, PLAIN, Forms, effect_of, slip_of
from bot.store.faults import StoreFault
from bot.store.home import (
    FAR,
    NOBODY,
    Board,
    Changes,
    Delivery,
    Draft,
    Letter,
    Loaded,
    Quiet,
    Timer,
    is_bulk,
)
from bot.store.moments import from_micros, to_micros
from bot.store.queries import named_queries

SQL = named_queries("queries_sqlite.sql")

Row: TypeAlias = tuple[Any, ...]
"""What SQLite hands back; the schema is strict, so each column has one type."""


class Broken(NamedTuple):
    """A letter that cannot be read, whose it is, and why."""

    letter: int
    person: int
    reason: str


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
    stored = ((id, person(connection, id, forms)) for id in people)
    rows = connection.executemany(SQL["was_seen"], [{"update": update} for update in updates])
    return Loaded(
        people={id: one for id, one in stored if one is not None},
        fresh=frozenset(updates) - {id for (id,) in rows},
        standing=frozenset(timer for timer in timers if _stands(connection, timer)),
    )


def write(connection: apsw.Connection, changes: Changes, at: datetime, forms: Forms = PLAIN) -> None:
    """Write what was decided, in the order that `Changes` promises."""
    erase(connection, changes.erased)
    hush(connection, changes.hushed)
    save(connection, changes.people, forms)
    connection.executemany(SQL["drop_timer"], [_timer_row(timer) for timer in changes.fired])
    for letter in changes.dropped:
        _taken(connection, letter.id, letter.person)
    put(connection, changes.letters, set(changes.hushed), forms)
    keep(connection, changes.records)
    seen = [{"update": update, "at": to_micros(at)} for update in changes.seen]
    connection.executemany(SQL["remember_update"], seen)
    outdated = [{"person": person, "day": day.isoformat()} for person, day in changes.outdated]
    connection.executemany(SQL["forget_records"], outdated)


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


def save(connection: apsw.Connection, people: Iterable[Person], forms: Forms = PLAIN) -> None:
    """Save people, and drop the timers of turns that are no longer theirs."""
    for one in people:
        moment = wake(one)
        row = {
            "person": one.id,
            "turn": one.turn,
            "language": one.settings.language,
            "version": forms.person.version,
            "body": forms.person.write(one),
            "wake": None if moment is None else to_micros(moment),
        }
        connection.execute(SQL["save_person"], row)
        connection.execute(SQL["drop_stale_timers"], {"person": one.id, "turn": one.turn})


def put(connection: apsw.Connection, drafts: Iterable[Draft], urgent: Set[int] = NOBODY, forms: Forms = PLAIN) -> None:
    """Put letters into the outbox, behind those of their lane that wait there; those to the `urgent` are urgent."""
    for draft in drafts:
        bulk, body = is_bulk(draft.effect), forms.slip.write(slip_of(draft.effect))
        row = {"person": draft.person, "bulk": bulk, "urgent": draft.person in urgent}
        if not bulk:
            connection.execute(SQL["lower_bulk"], {"person": draft.person})
        connection.execute(SQL["put_letter"], row | {"version": forms.slip.version, "body": body})


def keep(connection: apsw.Connection, records: Iterable[tuple[int, Done]]) -> None:
    """Keep what people have done."""
    for id, done in records:
        row = {"person": id, "version": DONE.version, "body": DONE.write(done)}
        connection.execute(SQL["keep_record"], row)


def letters(
    connection: apsw.Connection,
    limit: int,
    busy: Set[int],
    at: datetime,
    held: Set[int] = NOBODY,
    bulk: bool = False,
    forms: Forms = PLAIN,
) -> tuple[Sequence[Letter], Sequence[Broken]]:
    """The heads of a lane that may be tried, and those that cannot be read: they must not block what follows."""
    now = quiet(connection)
    if now is not None and now.holds(at):
        return (), ()
    wanted = {"limit": limit, "busy": str(sorted(busy)), "held": str(sorted(held)), "at": to_micros(at), "bulk": bulk}
    found: list[Letter] = []
    broken: list[Broken] = []
    rows: Sequence[Row] = connection.execute(SQL["letters"], wanted).fetchall()
    for row in rows:
        try:
            found.append(_letter(row, forms))
        except StoreFault as fault:
            broken.append(Broken(letter=row[0], person=row[1], reason=str(fault)))
    return found, broken


def set_letter_aside(connection: apsw.Connection, letter: int, person: int, reason: str, at: datetime) -> None:
    """Take a letter off the outbox for good and remember why; not when it was hushed meanwhile."""
    if _taken(connection, letter, person):
        row = {"letter": letter, "person": person, "reason": reason, "at": to_micros(at)}
        connection.execute(SQL["refuse_letter"], row)


def delivered(connection: apsw.Connection, delivery: Delivery) -> None:
    """Take the letter off the outbox, set its timers, remember the message that carries the keyboard."""
    letter = delivery.letter
    if _taken(connection, letter.id, letter.person) and isinstance(letter.effect, Say):
        for hold in letter.effect.holds:
            due = delivery.at + timedelta(seconds=hold.seconds)
            timer = Timer(person=letter.person, bell=hold.bell, turn=hold.turn, due=due)
            connection.execute(SQL["set_timer"], _timer_row(timer))
    if delivery.message is not None:
        row = {"person": letter.person, "message": delivery.message, "keyboard": delivery.keyboard}
        connection.execute(SQL["save_board"], row)


def postpone(connection: apsw.Connection, letter: int, until: datetime, uncertain: bool) -> None:
    """Try a letter again later."""
    row = {"letter": letter, "until": to_micros(until), "uncertain": uncertain}
    connection.execute(SQL["postpone_letter"], row)


def next_letter(connection: apsw.Connection, at: datetime) -> datetime | None:
    """The end of the quiet, or the earliest moment at which a postponed letter may be tried again."""
    now = quiet(connection)
    if now is not None and now.holds(at):
        return now.until
    micros = connection.execute(SQL["next_letter"], {"at": to_micros(at)}).get
    return None if micros is None else from_micros(micros)


def keep_quiet(connection: apsw.Connection, wanted: Quiet) -> None:
    """Let nothing leave until then; a longer wait that has begun goes on."""
    now = quiet(connection)
    until = max(now.until, wanted.until) if now is not None and now.holds(wanted.since) else wanted.until
    connection.execute(SQL["keep_quiet"], {"since": to_micros(wanted.since), "until": to_micros(until)})


def quiet(connection: apsw.Connection) -> Quiet | None:
    """When nothing might leave, the last time."""
    row = connection.execute(SQL["quiet"]).fetchone()
    return None if row is None else Quiet(since=from_micros(row[0]), until=from_micros(row[1]))


def board(connection: apsw.Connection, person: int) -> Board | None:
    """The message that carries this person's keyboard."""
    row = connection.execute(SQL["load_board"], {"person": person}).fetchone()
    return None if row is None else Board(message=row[0], keyboard=bool(row[1]))


def due(connection: apsw.Connection, at: datetime, limit: int) -> Sequence[Timer]:
    """Timers due at `at`, earliest first, and those that the clock left behind."""
    rows = connection.execute(SQL["due"], {"at": to_micros(at), "far": to_micros(at + FAR), "limit": limit})
    return [Timer(person=person, bell=Bell(bell), turn=turn, due=from_micros(due)) for person, bell, turn, due in rows]


def waking(connection: apsw.Connection, at: datetime, limit: int) -> Sequence[int]:
    """People whose reminders have to be looked at by a moment."""
    return [id for (id,) in connection.execute(SQL["waking"], {"at": to_micros(at), "limit": limit})]


def earliest(connection: apsw.Connection, query: str) -> datetime | None:
    """The moment that one of the `next_` queries finds."""
    micros = connection.execute(SQL[query]).get
    return None if micros is None else from_micros(micros)


def person(connection: apsw.Connection, id: int, forms: Forms = PLAIN) -> Person | None:
    """The stored person."""
    row = connection.execute(SQL["load_person"], {"person": id}).fetchone()
    return None if row is None else forms.person.read(*row)


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


def _taken(connection: apsw.Connection, letter: int, person: int) -> bool:
    """Take a letter off the outbox and let the next one move up; False when it was gone already."""
    gone = connection.execute(SQL["take_letter"], {"letter": letter}).get is None
    if not gone:
        connection.execute(SQL["raise_head"], {"person": person})
    return not gone


def _letter(row: Row, forms: Forms) -> Letter:
    """A row of the outbox as a letter; StoreFault when it cannot be read."""
    id, person, tries, uncertain, version, body, language = row
    return Letter(
        id=id,
        person=person,
        effect=effect_of(forms.slip.read(version, body)),
        language=language,
        tries=tries,
        uncertain=bool(uncertain),
    )


def _stands(connection: apsw.Connection, timer: Timer) -> bool:
    """Whether this very bell is still to ring."""
    return connection.execute(SQL["standing"], _timer_row(timer)).get is not None


def _timer_row(timer: Timer) -> dict[str, int | str]:
    """A timer as its row."""
    return {"person": timer.person, "bell": timer.bell.value, "turn": timer.turn, "due": to_micros(timer.due)}
