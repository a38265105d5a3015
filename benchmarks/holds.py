"""Ten thousand holds that end within one second: `python -m benchmarks.holds [PEOPLE]`.

Turns, alarms and the home are the real ones; nothing is sent. What is measured is how late the commit of what follows
a hold is, after the moment it was due; on SQLite and on PostgreSQL, with and without a million other rows.
"""

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import psycopg

from benchmarks.mats import in_a_hold
from bot.alarms import Alarms
from bot.clock import WallClock
from bot.core.effects import Bell, Hold, Phrase, Say
from bot.core.session import Person
from bot.knowledge import Knowledge
from bot.reading import read_knowledge
from bot.store.codec import PERSON
from bot.store.home import Changes, Delivery, Draft, Store
from bot.store.homes import open_home
from bot.store.moments import LONGEST_WAIT, to_micros
from bot.turns import Turns
from tests.store.made import put
from tests.store.postgres_server import database, server

PEOPLE = 10_000
OTHERS = 1_000_000
AT_ONCE = 500
HEADSTART = 5.0
SECONDS = 600
FIRST_OTHER = 10_000_000

_SQLITE = (
    "with recursive n (i) as (values (:first) union all select i + 1 from n limit :many)"
    " insert into people (id, turn, language, version, body) select i, 1, 'en', :version, :body from n",
    "insert into timers (person, bell, turn, due) select id, 'hold', 1, :far from people where id >= :first",
)
_POSTGRES = (
    "insert into people (id, turn, language, version, body)"
    " select i, 1, 'en', %(version)s, %(body)s from generate_series(%(first)s, %(first)s + %(many)s - 1) as i",
    "insert into timers (person, bell, turn, due) select id, 'hold', 1, %(far)s from people where id >= %(first)s",
    "analyze",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """How late commits were, in milliseconds, and how long all of them took from the first moment that was due."""

    p50: float
    p99: float
    whole: float


def crowd(address: Path | str) -> None:
    """A million people whose bells ring later, put there by the database itself."""
    far = to_micros(datetime.now(UTC) + LONGEST_WAIT)
    row = {"first": FIRST_OTHER, "many": OTHERS, "version": PERSON.version, "body": PERSON.write(Person(id=1))}
    if isinstance(address, str):
        with psycopg.connect(address) as connection:
            for statement in _POSTGRES:
                connection.execute(statement, row | {"far": far})
        return
    held = apsw.Connection(str(address))
    with held:
        for statement in _SQLITE:
            held.execute(statement, row | {"far": far})
    held.close()


async def armed(store: Store, one: Person, people: int, headstart: float = HEADSTART, spread: float = 1.0) -> datetime:
    """Put people into their holds; they end evenly over a `spread` of seconds that begins at the moment returned."""
    begin = datetime.now(UTC) + timedelta(seconds=headstart + people / 1000)
    said = Say(
        phrases=(Phrase(key="hold"),), turn=one.turn, holds=(Hold(bell=Bell.HOLD, seconds=SECONDS, turn=one.turn),)
    )
    for first in range(1, people + 1, AT_ONCE):
        ids = range(first, min(first + AT_ONCE, people + 1))
        drafts = [Draft(person=id, effect=said) for id in ids]
        await put(store, Changes(people=[replace(one, id=id) for id in ids], letters=drafts), begin)
        letters = await store.letters(AT_ONCE, frozenset(), begin)
        due = {letter.id: begin + timedelta(seconds=spread * letter.person / people) for letter in letters}
        took = [Delivery(letter=letter, at=due[letter.id] - timedelta(seconds=SECONDS)) for letter in letters]
        await asyncio.gather(*(store.delivered(each) for each in took))
    return begin


async def rung(store: Store, known: Knowledge, people: int, begin: datetime) -> Late:
    """Let the alarms ring all of them."""
    late: list[timedelta] = []
    done = asyncio.Event()

    def rang(found: Sequence[timedelta]) -> None:
        late.extend(found)
        if len(late) >= people:
            done.set()

    clock = WallClock()
    turns = Turns(store, known, clock, lambda: None)
    assert clock.now() < begin, "it took too long to arm them"
    alarms = Alarms(store, turns, clock, rang=rang)
    alarms.start()
    await asyncio.wait_for(done.wait(), 300)
    alarms.stop()
    whole = clock.now() - begin
    ranked = sorted(each.total_seconds() * 1000 for each in late)
    return Late(p50=ranked[len(ranked) // 2], p99=ranked[int(len(ranked) * 0.99)], whole=whole.total_seconds() * 1000)


async def measured(address: Path | str, known: Knowledge, people: int, others: bool) -> Late:
    """Open, arm, ring."""
    await (await open_home(address)).close()
    if others:
        await asyncio.to_thread(crowd, address)
    store = await open_home(address)
    try:
        begin = await armed(store, in_a_hold(known, datetime.now(UTC)), people)
        return await rung(store, known, people, begin)
    finally:
        await store.close()


@asynccontextmanager
async def homes() -> AsyncIterator[Sequence[tuple[str, Path | str]]]:
    """Empty homes of both kinds."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as folder, server() as running:
        async with database(running) as made:
            yield (("SQLite", Path(folder) / "unwind.db"), ("PostgreSQL", made))


async def main(people: int = PEOPLE) -> None:
    """Both homes, alone and then beside a million other rows; a table."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    known = read_knowledge()
    print(f"{people:,} holds that end within one second\n")
    print("| | other rows | p50 late, ms | p99 late, ms | all within, ms |\n| --- | ---: | ---: | ---: | ---: |")
    for others in (0, OTHERS):
        async with homes() as found:
            for name, address in found:
                late = await measured(address, known, people, others=others > 0)
                print(f"| {name} | {others:,} | {late.p50:,.0f} | {late.p99:,.0f} | {late.whole:,.0f} |", flush=True)


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
