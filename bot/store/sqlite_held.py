"""Everything that is held on one person, out of every table of the SQLite home that names them."""

import apsw

from bot.core.effects import Bell, Give, Say
from bot.store.codec import SLIP, effect_of
from bot.store.faults import StoreFault
from bot.store.home import Held, Timer
from bot.store.moments import from_micros
from bot.store.sqlite_outbox import board
from bot.store.sqlite_queries import SQL
from bot.store.sqlite_rows import person, records


def held(connection: apsw.Connection, id: int) -> Held:
    """Everything held on a person, table by table."""
    bells = connection.execute(SQL["timers_of"], {"person": id})
    refused = connection.execute(SQL["refusals_of"], {"person": id})
    return Held(
        person=person(connection, id),
        records=records(connection, id),
        letters=[effect for row in connection.execute(SQL["letters_of"], {"person": id}) if (effect := _effect(*row))],
        timers=[Timer(person=id, bell=Bell(bell), turn=turn, due=from_micros(due)) for bell, turn, due in bells],
        refusals=[(from_micros(at), reason) for at, reason in refused],
        board=board(connection, id),
    )


def _effect(version: int, body: str) -> Say | Give | None:
    """What a letter asks for; None when it cannot be read."""
    try:
        return effect_of(SLIP.read(version, body))
    except StoreFault:
        return None
