"""A copy of the SQLite file while the bot goes on: one moment of it, whole, in a file of its own."""

from pathlib import Path

import apsw

from bot.store.faults import StoreFault
from bot.store.sqlite_file import MARK

PATIENCE = 10_000
"""Milliseconds to wait for a bot that is just starting and has the file alone."""


def back_up(database: Path, copy: Path) -> int:
    """Write what is committed now to `copy`, which must not be there yet; return its size in bytes.

    The copy appears under its name only when it is whole. It holds health answers: nobody but its owner may read it.
    StoreFault says what is in the way.
    """
    if copy.exists():
        raise StoreFault(f"{copy} is there already. Nothing was touched.")
    if not database.is_file():
        raise StoreFault(f"{database} is not there: nothing to back up")
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        _copy(database, part)
        part.replace(copy)
    except (apsw.Error, OSError) as error:
        raise StoreFault(f"{database.name} could not be copied to {copy}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return copy.stat().st_size


def _copy(database: Path, part: Path) -> None:
    """Copy inside one reading transaction; the bot writes on meanwhile."""
    source = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        source.set_busy_timeout(PATIENCE)
        if source.pragma("application_id") != MARK:
            raise StoreFault(f"{database.name} is the database of another program")
        source.execute("vacuum into ?", (str(part),))
    finally:
        source.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        source.close()
