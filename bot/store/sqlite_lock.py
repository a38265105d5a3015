"""One bot on a database file: a lock beside the file, which the kernel lets go of when its holder dies."""

import fcntl
import os
from pathlib import Path

import apsw

from bot.store.faults import StoreFault


def in_use(database: Path) -> StoreFault:
    """What whoever comes second is told."""
    return StoreFault(f"{database.name} is in use by another process; one bot at a time. Nothing was touched.")


class Held(apsw.Connection):
    """A connection whose file no other bot may open until it is closed; a backup may read beside it."""

    def __init__(self, database: Path) -> None:
        """Take the lock and connect; StoreFault when another has it. The lock's file stays: who holds it matters."""
        self._lock = os.open(database.with_name(f"{database.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise in_use(database) from None
        super().__init__(str(database), flags=apsw.SQLITE_OPEN_READWRITE)

    def close(self, force: bool = False) -> None:
        """Close, and let go of the lock; doing it twice is no fault."""
        super().close(force)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
