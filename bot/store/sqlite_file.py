"""Opening the SQLite file: every reason not to is found before anything in it is touched.

It is checked and migrated by a connection that has it alone (`locking_mode = exclusive`), which finds out whether
somebody uses it. Then it is opened anew, under a lock of ours: two bots on one file would answer everybody twice,
but a backup may read beside us. One connection writes: a SQLite before 3.51.3 can damage a file that two write.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import apsw

from bot.store.faults import StoreFault
from bot.store.queries import Migration, migrations
from bot.store.sqlite_lock import Held, in_use

MARK = 0x556E7764
"""`Unwd`, in the header of our files (application_id): somebody else's database is never migrated."""

PATIENCE = 500
"""Milliseconds to wait for somebody who happens to read the file, before it is called in use."""


def open_file(path: Path) -> apsw.Connection:
    """Open the database at `path`, make or migrate it where needed; StoreFault says what is in the way."""
    _touch(path)
    _make_ready(path)
    connection = Held(path)
    connection.set_busy_timeout(PATIENCE)
    _prepare(connection)
    return connection


def open_beside(path: Path) -> apsw.Connection:
    """Another connection to a database that is open, for what is only read; StoreFault says what is in the way."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        connection.set_busy_timeout(PATIENCE)
        connection.pragma("query_only", "on")
    except apsw.Error as error:
        raise StoreFault(_words(path, error)) from error
    return connection


def _make_ready(path: Path) -> None:
    """Check and migrate the file, alone with it."""
    log_waits = path.with_name(f"{path.name}-wal").exists()
    connection = _connect(path)
    try:
        _check(connection, path.name)
        _prepare(connection)
        migrate(connection, path.name, migrations("sqlite"))
    except apsw.Error as error:
        _leave(connection, log_waits)
        raise StoreFault(_words(path, error)) from error
    except StoreFault:
        _leave(connection, log_waits)
        raise
    connection.close()


def migrate(connection: apsw.Connection, name: str, steps: Sequence[Migration]) -> None:
    """Bring the schema up to the last step, all in one transaction; a step that fails leaves it as it was."""
    version = connection.pragma("user_version")
    waiting = [step for step in steps if step.number > version]
    if not waiting:
        return
    connection.execute("begin immediate")
    try:
        for step in waiting:
            _apply(connection, name, step)
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _apply(connection: apsw.Connection, name: str, step: Migration) -> None:
    """Apply one step and write down that it is done."""
    try:
        connection.execute(step.script)
        connection.pragma("user_version", step.number)
        connection.pragma("application_id", MARK)
    except apsw.Error as error:
        raise StoreFault(f"{name} stays as it was: {step.name} failed ({error})") from error


def _touch(path: Path) -> None:
    """Make the folder and the file where they are missing; health answers are for the owner's eyes only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        folder = path.is_dir()
    except OSError as error:
        raise StoreFault(f"{path} cannot be written: {error.strerror}") from error
    if folder:
        raise StoreFault(f"{path} is a folder; the database must be a file")
    for place, what in ((path, "it is"), (path.parent, "its folder is")):
        if not os.access(place, os.R_OK | os.W_OK):
            raise StoreFault(f"{path} cannot be written: {what} read-only")


def _connect(path: Path) -> apsw.Connection:
    """Open the file alone, and for writing."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    except apsw.Error as error:
        raise StoreFault(_words(path, error)) from error
    connection.set_busy_timeout(PATIENCE)
    connection.pragma("locking_mode", "exclusive")
    return connection


def _check(connection: apsw.Connection, name: str) -> None:
    """Refuse what is not ours, not whole, or newer than this program."""
    version, known = connection.pragma("user_version"), len(migrations("sqlite"))
    tables = connection.execute("select count(*) from sqlite_schema").get
    if tables and connection.pragma("application_id") != MARK:
        raise StoreFault(f"{name} is the database of another program. Nothing was touched.")
    if version > known:
        raise StoreFault(
            f"{name} was written by a newer version (schema {version}; this one knows {known}). Nothing was touched."
        )
    found = connection.execute("pragma quick_check(1)").get
    if found != "ok":
        raise StoreFault(f"{name} is damaged ({found.splitlines()[-1]}). Nothing was touched.")


def _prepare(connection: apsw.Connection) -> None:
    """Every commit reaches the disk before anybody is told of it; what is erased is overwritten."""
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")
    connection.pragma("foreign_keys", "on")
    connection.pragma("secure_delete", "on")


def _leave(connection: apsw.Connection, log_waits: bool) -> None:
    """Close so that a file we refuse stays as it was, byte for byte: a log that waited is not merged."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, int(log_waits))
    connection.close()


def _words(path: Path, error: apsw.Error) -> str:
    """What is in the way, in words for whoever runs the bot."""
    match error:
        case apsw.BusyError():
            return str(in_use(path))
        case apsw.NotADBError():
            return f"{path.name} is not a database. Nothing was touched."
        case apsw.CorruptError():
            return f"{path.name} is damaged ({error}). Nothing was touched."
        case apsw.CantOpenError() | apsw.ReadOnlyError() | apsw.PermissionsError():
            return f"{path} cannot be written: {error}"
        case _:
            return f"{path} cannot be opened: {error}"
