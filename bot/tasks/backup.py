"""Copy the SQLite database while the bot runs."""

from argparse import Namespace
from pathlib import Path

from bot.settings import read_settings
from bot.store.faults import StoreFault
from bot.store.sqlite_backup import back_up


def main(asked: Namespace) -> int:
    """Return the exit code."""
    database = read_settings().database
    if not isinstance(database, Path):
        raise StoreFault("DATABASE_URL names a PostgreSQL database: copy it with pg_dump")
    print(f"{asked.copy}: {back_up(database, asked.copy):,} bytes")
    return 0
