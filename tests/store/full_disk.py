"""`python -m tests.store.full_disk FILE` writes people until no file may grow any more, and one after that is over.

The limit is the kernel's (RLIMIT_FSIZE): a write past it fails half-way, as on a full disk. Prints, as JSON, how
many people were told to be written before, and the fault that the next one met.
"""

import asyncio
import json
import resource
import sys
from pathlib import Path

from bot.store.faults import StoreFault
from bot.store.home import Changes, Store
from bot.store.sqlite import open_sqlite
from tests.store.made import person, put

ROOM = 200_000


async def fill(store: Store) -> tuple[int, str]:
    """Write people, each in a turn, until one cannot be written."""
    written = 0
    while True:
        try:
            await put(store, Changes(people=[person(written)]))
        except StoreFault as fault:
            return written, str(fault)
        written += 1


async def main(path: Path) -> None:
    """Fill the disk, make room again, write one more."""
    store = await open_sqlite(path)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    written, fault = await fill(store)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    await put(store, Changes(people=[person(1_000_000)]))
    await store.close()
    sys.stdout.write(json.dumps({"written": written, "fault": fault}))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
