"""A short life of a store, told step by step, so that it can be ended anywhere.

`python -m tests.store.life FOLDER` lives it again and again in processes of their own, and kills each (signal 9)
at another point: before every single SQL statement, and right after every commit, before anybody was told of it.
It leaves `deaths.json`: for each, the file, how many steps it was told were done, and how it was killed.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from itertools import count, takewhile
from pathlib import Path
from typing import Any, TypeAlias

import apsw

from bot.core.effects import Bell
from bot.store.home import Changes, Delivery, Draft, Quiet, Store
from bot.store.sqlite import open_sqlite
from tests.store.made import AT, done, drafts, head, later, person, put, say

Step: TypeAlias = Callable[[Store], Awaitable[None]]
Death: TypeAlias = dict[str, Any]


async def begins(store: Store) -> None:
    """The first words and a hold are to be said."""
    letters = [*drafts("hello"), Draft(person=1, effect=say("hold", 1, (Bell.HALF, 15), (Bell.HOLD, 30)))]
    await put(store, Changes(people=[person(1), person(2)], letters=letters, seen=[1, 2]))


async def says_hello(store: Store) -> None:
    """The first message arrived."""
    await store.delivered(Delivery(letter=await head(store), at=AT, message=10, keyboard=True))


async def says_hold(store: Store) -> None:
    """The second one sets two bells."""
    await store.delivered(Delivery(letter=await head(store), at=later(5), message=11, keyboard=True))


async def half_rings(store: Store) -> None:
    """The first bell rings and moves nothing."""
    timers = await store.due(later(20), 10)
    await put(store, Changes(fired=timers, letters=drafts("half")))


async def waits(store: Store) -> None:
    """A message could not be sent yet."""
    await store.postponed(await head(store), later(30), uncertain=True)


async def keeps_quiet(store: Store) -> None:
    """Telegram wants nothing to be sent for a while."""
    await store.keep_quiet(Quiet(since=later(30), until=later(33)))


async def hold_rings(store: Store) -> None:
    """The second bell ends the hold; the stretch is recorded."""
    timers = await store.due(later(40), 10)
    changes = Changes(people=[person(1, turn=2)], fired=timers, letters=drafts("end"), records=[(1, done())], seen=[3])
    await put(store, changes)


async def is_refused(store: Store) -> None:
    """A message is set aside for good."""
    await store.refused(await head(store, later(60)), "400", later(60))


async def stops(store: Store) -> None:
    """Everything unsaid is hushed."""
    await put(store, Changes(people=[person(1, turn=3)], hushed=[1], letters=drafts("stopped"), seen=[4]))


async def forgets(store: Store) -> None:
    """The person is forgotten, but for the last words."""
    await put(store, Changes(erased=[1], letters=drafts("forgotten"), seen=[5]))


async def sweeps(store: Store) -> None:
    """Old update ids go."""
    await store.sweep(later(1))


STEPS: Sequence[Step] = (
    begins,
    says_hello,
    says_hold,
    half_rings,
    waits,
    keeps_quiet,
    hold_rings,
    is_refused,
    stops,
    forgets,
    sweeps,
)


async def live(path: Path, steps: Sequence[Step], told: Callable[[], object]) -> None:
    """Open the store and take the steps; `told` is called after each."""
    store = await open_sqlite(path)
    for step in steps:
        await step(store)
        told()
    await store.close()


def die() -> None:
    """End this process as kill -9 does."""
    os.kill(os.getpid(), signal.SIGKILL)


def before_statement(fatal: int) -> Callable[[apsw.Connection], None]:
    """Die instead of the statement with this number."""
    numbers = count(1)

    def trace(cursor: object, statement: str, bindings: object) -> bool:
        if next(numbers) == fatal:
            die()
        return True

    return lambda connection: connection.set_exec_trace(trace)


def after_commit(fatal: int) -> Callable[[apsw.Connection], None]:
    """Die right after the commit with this number, before anybody hears of it."""
    numbers = count(1)

    def committed(connection: apsw.Connection, database: str, pages: int) -> int:
        if next(numbers) == fatal:
            die()
        return apsw.SQLITE_OK

    return lambda connection: connection.set_wal_hook(committed)


WAYS: dict[str, Callable[[int], Callable[[apsw.Connection], None]]] = {
    "before_statement": before_statement,
    "after_commit": after_commit,
}


def live_and_die(folder: Path, way: str, fatal: int) -> Death:
    """Live in a child process that dies at a point, and tell what became of it."""
    place = folder / f"{way}-{fatal}"
    place.mkdir()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        apsw.connection_hooks.append(WAYS[way](fatal))
        asyncio.run(live(place / "unwind.db", STEPS, partial(os.write, writing, b".")))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as dots:
        told = len(dots.read())
    died = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    return {"file": str(place / "unwind.db"), "way": way, "told": told, "died": died}


def deaths(folder: Path, way: str) -> Iterator[Death]:
    """Die at every point there is, one after the other."""
    lives = (live_and_die(folder, way, fatal) for fatal in count(1))
    return takewhile(lambda death: death["died"], lives)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    told = [death for way in WAYS for death in deaths(place, way)]
    (place / "deaths.json").write_text(json.dumps(told))
