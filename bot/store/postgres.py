"""The home for many machines: a PostgreSQL database that replicas of the bot share.

Whoever moves a person holds that person's advisory lock until the commit, so that two replicas, or a button and a
message of one person, follow each other (locks are taken in order of the ids). Letters are taken in hand by a
carrier, a number that each process holds as a lock for as long as it lives: what a dead one had in hand is put back.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast

import psycopg
from psycopg_pool import AsyncConnectionPool

from bot.core.record import Done
from bot.core.session import Person
from bot.store import postgres_outbox as outbox
from bot.store import postgres_rows as rows
from bot.store.batches import Batches
from bot.store.codec import remembering
from bot.store.faults import StoreDown, StoreFault
from bot.store.home import NOBODY, Board, Changes, Delivery, Held, Letter, Loaded, Quiet, Role, Timer, is_bulk
from bot.store.moments import to_micros
from bot.store.no_bulk import NoBulk
from bot.store.pacing import UNPACED, Pacing
from bot.store.postgres_carrier import BULK, POLLING, Carrier
from bot.store.postgres_columns import numbers
from bot.store.postgres_pool import connected, heads_of, opening, pool_of, transacting, words_of
from bot.store.postgres_rows import Connection
from bot.store.postgres_schema import migrate
from bot.store.postgres_turns import Turn, together

GROUP = 64
"""Turns that share one transaction, at most."""

ROOM = 1024
"""Turns that may wait in the line."""

PATIENCE = 10.0
"""Seconds to wait for a connection before it is a fault."""

SWEEP = 1000
"""Rows that are forgotten in one go."""

LOOK = 1.0
"""Seconds between two looks for letters that others left."""

MOST_PACES = timedelta(minutes=1)
"""How often full buckets are forgotten."""


async def open_postgres(
    url: str, group: int = GROUP, patience: float = PATIENCE, pacing: Pacing = UNPACED
) -> "PostgresStore":
    """Open the store at `url`, made or migrated where needed; StoreFault says what is in the way.

    `pacing` is how fast all processes together write to one chat.
    """
    pool, heads = pool_of(url, patience), heads_of(url, patience)
    try:
        async with opening():
            await pool.open(wait=True, timeout=patience)
            await heads.open(wait=True, timeout=patience)
            async with pool.connection() as connection:
                await migrate(connection)
            return PostgresStore(pool, heads, await Carrier.sign_on(url), group, pacing)
    except StoreFault:
        await pool.close()
        await heads.close()
        raise


class PostgresStore:
    """People, outbox, timers and update ids in PostgreSQL; see `Store` for what each method promises."""

    look_again: float | None = LOOK

    def __init__(
        self,
        pool: AsyncConnectionPool[Connection],
        heads: AsyncConnectionPool[Connection],
        carrier: Carrier,
        group: int,
        pacing: Pacing,
    ) -> None:
        self._pool, self._heads, self._carrier, self._pacing = pool, heads, carrier, pacing
        self._forgot: datetime | None = None
        self._forms = remembering()
        self._boards: dict[int, Board | None] = {}
        self._no_bulk = NoBulk(lasts=timedelta(seconds=LOOK))
        self._turns: Batches[Turn] = Batches(self._together, workers=2, most=group, room=ROOM)
        self._deliveries: Batches[Delivery] = Batches(self._arrived, workers=1, most=group, room=ROOM)

    async def turn(
        self,
        people: Sequence[int],
        updates: Sequence[int],
        decide: Callable[[Loaded], Changes],
        at: datetime,
        *,
        timers: Sequence[Timer] = (),
    ) -> Changes:
        """Load, decide, write: one transaction, which turns of other people may share."""
        job = Turn(people=people, updates=updates, timers=timers, decide=decide, at=at)
        changes = cast(Changes, await self._turns.run(job, frozenset(people)))
        if any(is_bulk(draft.effect) for draft in changes.letters):
            self._no_bulk.put()
        for person in changes.erased:
            self._boards.pop(person, None)
        return changes

    async def letters(
        self,
        limit: int,
        busy: frozenset[int],
        at: datetime,
        *,
        held: frozenset[int] = NOBODY,
        bulk: bool = False,
        strangers: bool = False,
    ) -> Sequence[Letter]:
        """The letters of one lane that may leave now, taken into this process's hand."""
        lane = {"bulk": bulk, "strangers": strangers, "me": self._carrier.number}
        wanted: dict[str, object] = {"limit": limit, "busy": numbers(busy), "held": numbers(held), **lane}
        puts = self._no_bulk.puts
        if bulk and (self._no_bulk.holds(at) or not await self._carrier.has(BULK)):
            return ()
        async with connected(self._heads) as connection:
            found = await rows.ask(connection, "letters", wanted | self._pacing.values(at))
            if bulk and not found and await rows.ask(connection, "has_bulk") == [(False,)]:
                self._no_bulk.found_none(at, puts)
        self._boards.update(outbox.boards(found))
        letters = []
        for row in found:
            try:
                letters.append(outbox.letter(row, self._forms))
            except StoreFault as fault:
                await self._set_aside(row[0], row[1], str(fault), at)
        # Where one was set aside, the next of that person may leave at once.
        if len(letters) == len(found):
            return letters
        return await self.letters(limit, busy, at, held=held, bulk=bulk, strangers=strangers)

    async def delivered(self, delivery: Delivery) -> None:
        """Take the letter off the outbox and set its timers from the moment of delivery."""
        await self._deliveries.run(delivery, frozenset({delivery.letter.person}))
        self._boards.pop(delivery.letter.person, None)

    async def postponed(self, letter: Letter, until: datetime, uncertain: bool) -> None:
        """Try the letter again at `until`; those behind it wait with it."""
        async with connected(self._pool) as connection:
            values = {"letter": letter.id, "until": to_micros(until), "uncertain": uncertain}
            await rows.tell(connection, "postpone_letter", values)

    async def refused(self, letter: Letter, reason: str, at: datetime) -> None:
        """Set the letter aside for good."""
        await self._set_aside(letter.id, letter.person, reason, at)

    async def board(self, person: int) -> Board | None:
        """The message that carries this person's keyboard; it came along with the letter that is in hand."""
        if person in self._boards:
            return self._boards.pop(person)
        async with connected(self._pool) as connection:
            return await rows.board(connection, person)

    async def due(self, at: datetime, limit: int, busy: frozenset[int] = NOBODY) -> Sequence[Timer]:
        """Timers due at `at`, earliest first, taken into this process's hand."""
        async with connected(self._pool) as connection:
            return await rows.due(connection, at, limit, busy, self._carrier.number)

    async def waking(self, at: datetime, limit: int) -> Sequence[int]:
        """People whose reminders have to be looked at by `at`, the longest overdue first."""
        async with connected(self._pool) as connection:
            return await rows.waking(connection, at, limit)

    async def next_due(self) -> datetime | None:
        """The earliest moment at which a timer is due, or somebody's reminders have to be looked at."""
        async with connected(self._pool) as connection:
            return await rows.earliest(connection, "next_due", {"me": self._carrier.number})

    async def next_letter(self, at: datetime) -> datetime | None:
        """The end of the quiet, or the earliest moment at which a postponed letter may be tried again."""
        async with connected(self._pool) as connection:
            if self._pacing:
                await self._forget_paces(connection, at)
            return await rows.earliest(connection, "next_letter", self._pacing.values(at))

    async def keep_quiet(self, quiet: Quiet) -> None:
        """Let nothing leave until then, from any process; a longer wait that has begun goes on."""
        async with connected(self._pool) as connection:
            values = {"since": to_micros(quiet.since), "until": to_micros(quiet.until)}
            await rows.tell(connection, "keep_quiet", values)

    async def quiet(self) -> Quiet | None:
        """The last time the bot was told to keep quiet, over or not."""
        async with connected(self._pool) as connection:
            return await rows.quiet(connection)

    async def person(self, id: int) -> Person | None:
        """The stored person, to be read only."""
        async with connected(self._pool) as connection:
            return (await rows.look(connection, [id], [])).whole().people.get(id)

    async def records(self, person: int) -> Sequence[Done]:
        """What this person has done, oldest first."""
        async with connected(self._pool) as connection:
            return await rows.records(connection, person)

    async def held(self, person: int) -> Held:
        """Everything held on this person, at one moment."""
        async with connected(self._pool) as connection, connection.transaction():
            await connection.execute("set transaction isolation level repeatable read")
            return await rows.held(connection, person)

    async def people(self, after: int, limit: int) -> Sequence[int]:
        """The next page of people, in the order of their ids."""
        async with connected(self._pool) as connection:
            return [id for (id,) in await rows.ask(connection, "people", {"after": after, "limit": limit})]

    async def set_aside(self, update: int, reason: str, at: datetime) -> None:
        """Remember that an update could not be read, and why."""
        async with connected(self._pool) as connection:
            values = {"update": update, "reason": reason, "at": to_micros(at)}
            await rows.tell(connection, "set_aside", values)

    async def sweep(self, before: datetime) -> None:
        """Forget update ids, and reasons of what was set aside, older than `before`, and who was remembered."""
        self._forms.forget()
        values = {"before": to_micros(before), "limit": SWEEP}
        for query in ("sweep_seen", "sweep_unread", "sweep_refusals"):
            gone = SWEEP
            while gone == SWEEP:
                async with connected(self._pool) as connection:
                    gone = (await connection.execute(rows.SQL[query], values)).rowcount

    async def leads(self) -> bool:
        """Whether this is the process that asks Telegram for updates; those beside it stand by until it is dead."""
        try:
            return await self._carrier.has(POLLING)
        except psycopg.Error as error:
            raise StoreDown(f"the database does not answer: {words_of(error)}") from None

    def roles(self) -> frozenset[Role]:
        """What this process has taken on."""
        locks = {Role.POLLING: POLLING, Role.BULK: BULK}
        return frozenset(role for role, lock in locks.items() if self._carrier.holds(lock))

    async def close(self) -> None:
        """Finish what is under way and close the connections."""
        await self._turns.close()
        await self._deliveries.close()
        await self._carrier.sign_off()
        await self._pool.close()
        await self._heads.close()

    async def _together(self, turns: Sequence[Turn]) -> Sequence[object]:
        """Turns about different people, in one transaction."""
        async with transacting(self._pool) as connection:
            return await together(connection, turns, self._forms)

    async def _arrived(self, deliveries: Sequence[Delivery]) -> Sequence[object]:
        """Deliveries to different people, in one transaction."""
        async with transacting(self._pool) as connection:
            await outbox.arrived(connection, deliveries, self._pacing)
        return [None] * len(deliveries)

    async def _forget_paces(self, connection: Connection, at: datetime) -> None:
        if self._forgot is None or not timedelta() <= at - self._forgot < MOST_PACES:
            self._forgot = at
            await rows.tell(connection, "forget_paces", {"at": to_micros(at)})

    async def _set_aside(self, letter: int, person: int, reason: str, at: datetime) -> None:
        """Take a letter off the outbox for good and remember why; not when it was hushed meanwhile."""
        async with transacting(self._pool) as connection:
            await rows.lock(connection, [person])
            if await rows.take(connection, [letter]):
                values = {"letter": letter, "person": person, "reason": reason, "at": to_micros(at)}
                await rows.tell(connection, "refuse_letter", values)
