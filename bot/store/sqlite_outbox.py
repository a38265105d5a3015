"""The outbox of the SQLite home: what waits to be said, what became of it, and when nothing may leave at all."""

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta
from typing import NamedTuple

import apsw

from bot.core.effects import Say
from bot.store.codec import PLAIN, Forms, effect_of, slip_of
from bot.store.faults import StoreFault
from bot.store.home import NOBODY, Board, Delivery, Draft, Letter, Quiet, Timer, Urgency, is_bulk
from bot.store.moments import from_micros, to_micros
from bot.store.sqlite_queries import SQL, Row, timer_row


class Broken(NamedTuple):
    """A letter that cannot be read, whose it is, and why."""

    letter: int
    person: int
    reason: str


def put(connection: apsw.Connection, drafts: Iterable[Draft], urgent: Set[int] = NOBODY, forms: Forms = PLAIN) -> None:
    """Put letters into the outbox, behind those of their lane that wait there; those to the `urgent` are urgent."""
    rows = [
        {
            "person": draft.person,
            "bulk": is_bulk(draft.effect),
            "urgent": draft.urgency(urgent),
            "version": forms.slip.version,
            "body": forms.slip.write(slip_of(draft.effect)),
        }
        for draft in sorted(drafts, key=lambda draft: is_bulk(draft.effect))  # a bulk one is no head beside an answer
    ]
    connection.executemany(SQL["lower_bulk"], [{"person": row["person"]} for row in rows if not row["bulk"]])
    connection.executemany(SQL["put_letter"], rows)


def letters(
    connection: apsw.Connection,
    limit: int,
    busy: Set[int],
    at: datetime,
    held: Set[int] = NOBODY,
    bulk: bool = False,
    strangers: bool = False,
    forms: Forms = PLAIN,
) -> tuple[Sequence[Letter], Sequence[Broken]]:
    """The heads of a lane that may be tried, and those that cannot be read: they must not block what follows."""
    if not connection.execute(SQL["waiting"], {"at": to_micros(at), "bulk": bulk}).get:
        return [], []
    wanted = _heads(connection, limit, busy, at, held, bulk, strangers)
    if not wanted:
        return [], []
    found: list[Letter] = []
    broken: list[Broken] = []
    rows: Sequence[Row] = connection.execute(SQL["letters"], {"letters": str(wanted)}).fetchall()
    for row in rows:
        try:
            found.append(_letter(row, forms))
        except StoreFault as fault:
            broken.append(Broken(letter=row[0], person=row[1], reason=str(fault)))
    return found, broken


def has_bulk(connection: apsw.Connection) -> bool:
    """Whether any bulk letter waits, however long."""
    return bool(connection.execute(SQL["has_bulk"]).get)


def _heads(
    connection: apsw.Connection,
    limit: int,
    busy: Set[int],
    at: datetime,
    held: Set[int],
    bulk: bool,
    strangers: bool,
) -> list[int]:
    """The ids of the heads of a lane that may be tried. At most 3 * (`limit`, the busy and the held) rows are read."""
    wanted = {"limit": limit + len(busy) + len(held), "at": to_micros(at), "bulk": bulk}
    found: Sequence[Row] = connection.execute(SQL["new_heads" if strangers else "heads"], wanted).fetchall()
    free = [
        (-urgent, id) for id, who, urgent in found if who not in busy and (urgent == Urgency.URGENT or who not in held)
    ]
    return [id for _, id in sorted(free)[:limit]]


def set_letter_aside(connection: apsw.Connection, letter: int, person: int, reason: str, at: datetime) -> None:
    """Take a letter off the outbox for good and remember why; not when it was hushed meanwhile."""
    if taken(connection, letter, person):
        row = {"letter": letter, "person": person, "reason": reason, "at": to_micros(at)}
        connection.execute(SQL["refuse_letter"], row)


def delivered(connection: apsw.Connection, delivery: Delivery) -> None:
    """Take the letter off the outbox, set its timers, remember the message that carries the keyboard."""
    letter = delivery.letter
    if taken(connection, letter.id, letter.person) and isinstance(letter.effect, Say):
        for hold in letter.effect.holds:
            due = delivery.at + timedelta(seconds=hold.seconds)
            timer = Timer(person=letter.person, bell=hold.bell, turn=hold.turn, due=due)
            connection.execute(SQL["set_timer"], timer_row(timer))
    if delivery.message is not None:
        row = {"person": letter.person, "message": delivery.message, "keyboard": delivery.keyboard}
        connection.execute(SQL["save_board"], row)


def postpone(connection: apsw.Connection, letter: int, until: datetime, uncertain: bool) -> None:
    """Try a letter again later."""
    row = {"letter": letter, "until": to_micros(until), "uncertain": uncertain}
    connection.execute(SQL["postpone_letter"], row)


def next_letter(connection: apsw.Connection, at: datetime) -> datetime | None:
    """The end of the quiet, or the earliest moment at which a postponed letter may be tried again."""
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


def taken(connection: apsw.Connection, letter: int, person: int) -> bool:
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
