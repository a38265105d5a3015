"""What every part of the SQLite home is written with: its queries, and a bell as a row."""

from typing import Any, TypeAlias

from bot.store.home import Timer
from bot.store.moments import to_micros
from bot.store.queries import named_queries

SQL = named_queries("queries_sqlite.sql")

Row: TypeAlias = tuple[Any, ...]
"""What SQLite hands back; the schema is strict, so each column has one type."""


def timer_row(timer: Timer) -> dict[str, int | str]:
    """A timer as its row."""
    return {"person": timer.person, "bell": timer.bell.value, "turn": timer.turn, "due": to_micros(timer.due)}
