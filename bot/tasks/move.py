"""Carry everything from a SQLite file over to PostgreSQL."""

import asyncio
from argparse import Namespace

from bot.store.homes import move


def main(asked: Namespace) -> int:
    """Return the exit code."""
    for table, rows in asyncio.run(move(asked.source, asked.target)).items():
        print(f"{table}: {rows:,} rows")
    print("all of it has arrived; set DATABASE_URL to the new address, and keep the file until you have seen it work")
    return 0
