"""The home for many machines: a PostgreSQL database that replicas of the bot share.

Whoever moves a person holds that person's advisory lock until the commit, so that two replicas, or a button and a
message of one person, follow each other (locks are taken in order of the ids). Letters are taken in hand by a
carrier, a number that each process holds as a lock for as long as it lives: what a dead one had in hand is put back.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import cast

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from bot.core.record import Done
from bot.core.session import Person
from bot.store import postgres_rows as rows
from bot.store.batches import Batches
from bot.store.codec import remembering
from bot.store.faults import StoreDown, StoreFault
from bot.store.home import NOBODY, Board, Changes, Delivery, Held, Letter, Loaded, Quiet, Role, Timer
from bot.store.moments import to_micros
from bot.store.pacing import UNPACED, Pacing
from bot.store.postgres_carrier import BULK, POLLING, Carrier
from bot.store.postgres_rows import Connection
from bot.store.postgres_schema import migrate
from bot.store.postgres_turns import Turn, together

GROUP = 64
"""Turns that share one transaction, at most."""

ROOM = 1024
"""Turns that may wait in the line."""

CONNECTIONS = 4
"""Connections of one process, beside the one that its carrier's lock lives on."""

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
    pool = AsyncConnectionPool(url, open=False, min_size=1, max_size=CONNECTIONS, timeout=patience)
    try:
        await pool.open(wait=True, timeout=patience)
        async with pool.connection() as connection:
            await migrate(connection)
        return PostgresStore(pool, await Carrier.sign_on(url), group, pacing)
    except PoolTimeout:
        await pool.close()
        raise StoreFault("the PostgreSQL database cannot be reached: see DATABASE_URL") from None
    except psycopg.Error as error:
        await pool.close()
        raise StoreFault(f"the PostgreSQL database cannot be opened: {_words(error)}") from None
    except StoreFault:
        await pool.close()
        raise


class PostgresStore:
    """People, outbox, timers and update ids in PostgreSQL; see `Store` for what each method promises."""

    look_again: float | None = LOOK

    def __init__(self, pool: AsyncConnectionPool[Connection], carrier: Carrier, group: int, pacing: Pacing) -> None:
        self._pool, self._carrier, self._pacing = pool, carrier, pacing
        self._forgot: datetime | None = None
        self._forms = remembering()
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
        return cast(Changes, await self._turns.run(job, frozenset(people)))

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
        wanted: dict[str, object] = {"limit": limit, "busy": sorted(busy), "held": sorted(held), **lane}
        async with self._connected() as connection:
            quiet = await rows.quiet(connection)
            if (quiet is not None and quiet.holds(at)) or (bulk and not await self._carrier.has(BULK)):
                return ()
            found = await rows.ask(connection, "letters", wanted | self._pacing.values(at))
            await rows.spend(connection, {row[1]: 1 for row in found}, self._pacing, at)
        letters = []
        for row in found:
            try:
                letters.append(rows.letter(row, self._forms))
            except StoreFault as fault:
                await self._set_aside(row[0], row[1], str(fault), at)
        # Where one was set aside, the next of that person may leave at once.
        if len(letters) == len(found):
            return letters
        return await self.letters(limit, busy, at, held=held, bulk=bulk, strangers=strangers)

    async def delivered(self, delivery: Delivery) -> None:
        """Take the letter off the outbox and set its timers from the moment of delivery."""
        await self._deliveries.run(delivery, frozenset({delivery.letter.person}))

    async def postponed(self, letter: Letter, until: datetime, uncertain: bool) -> None:
        """Try the letter again at `until`; those behind it wait with it."""
        async with self._connected() as connection:
            values = {"letter": letter.id, "until": to_micros(until), "uncertain": uncertain}
            await rows.tell(connection, "postpone_letter", values)

    async def refused(self, letter: Letter, reason: str, at: datetime) -> None:
        """Set the letter aside for good."""
        await self._set_aside(letter.id, letter.person, reason, at)

    async def board(self, person: int) -> Board | None:
        """The message that carries this person's keyboard."""
        async with self._connected() as connection:
            return await rows.board(connection, person)

    async def due(self, at: datetime, limit: int) -> Sequence[Timer]:
        """Timers due at `at`, earliest first, taken into this process's hand."""
        async with self._connected() as connection:
            return await rows.due(connection, at, limit, self._carrier.number)

    async def waking(self, at: datetime, limit: int) -> Sequence[int]:
        """People whose reminders have to be looked at by `at`, the longest overdue first."""
        async with self._connected() as connection:
            return await rows.waking(connection, at, limit)

    async def next_due(self) -> datetime | None:
        """The earliest moment at which a timer is due, or somebody's reminders have to be looked at."""
        async with self._connected() as connection:
            return await rows.earliest(connection, "next_due", {"me": self._carrier.number})

    async def next_letter(self, at: datetime) -> datetime | None:
        """The end of the quiet, or the earliest moment at which a postponed letter may be tried again."""
        async with self._connected() as connection:
            quiet = await rows.quiet(connection)
            if quiet is not None and quiet.holds(at):
                return quiet.until
            moments = [await rows.earliest(connection, "next_letter", {"at": to_micros(at)})]
            if self._pacing:
                moments.append(await rows.earliest(connection, "next_pace", self._pacing.values(at)))
                await self._forget_paces(connection, at)
            return min((moment for moment in moments if moment is not None), default=None)

    async def keep_quiet(self, quiet: Quiet) -> None:
        """Let nothing leave until then, from any process; a longer wait that has begun goes on."""
        async with self._connected() as connection:
            values = {"since": to_micros(quiet.since), "until": to_micros(quiet.until)}
            await rows.tell(connection, "keep_quiet", values)

    async def quiet(self) -> Quiet | None:
        """The last time the bot was told to keep quiet, over or not."""
        async with self._connected() as connection:
            return await rows.quiet(connection)

    async def person(self, id: int) -> Person | None:
        """The stored person, to be read only."""
        async with self._connected() as connection:
            return (await rows.look(connection, [id], [])).people.get(id)

    async def records(self, person: int) -> Sequence[Done]:
        """What this person has done, oldest first."""
        async with self._connected() as connection:
            return await rows.records(connection, person)

    async def held(self, person: int) -> Held:
        """Everything held on this person, at one moment."""
        async with self._connected() as connection:
            await connection.execute("set transaction isolation level repeatable read")
            return await rows.held(connection, person)

    async def people(self, after: int, limit: int) -> Sequence[int]:
        """The next page of people, in the order of their ids."""
        async with self._connected() as connection:
            return [id for (id,) in await rows.ask(connection, "people", {"after": after, "limit": limit})]

    async def set_aside(self, update: int, reason: str, at: datetime) -> None:
        """Remember that an update could not be read, and why."""
        async with self._connected() as connection:
            values = {"update": update, "reason": reason, "at": to_micros(at)}
            await rows.tell(connection, "set_aside", values)

    async def sweep(self, before: datetime) -> None:
        """Forget update ids, and reasons of what was set aside, older than `before`."""
        values = {"before": to_micros(before), "limit": SWEEP}
        for query in ("sweep_seen", "sweep_unread", "sweep_refusals"):
            gone = SWEEP
            while gone == SWEEP:
                async with self._connected() as connection:
                    gone = (await connection.execute(rows.SQL[query], values)).rowcount

    async def leads(self) -> bool:
        """Whether this is the process that asks Telegram for updates; those beside it stand by until it is dead."""
        try:
            return await self._carrier.has(POLLING)
        except psycopg.Error as error:
            raise StoreDown(f"the database does not answer: {_words(error)}") from None

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

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        """A connection in a transaction of its own; what PostgreSQL says against it becomes a StoreFault."""
        try:
            async with self._pool.connection() as connection:
                yield connection
        except PoolClosed:
            raise StoreFault("the store is closed") from None
        except psycopg.Error as error:
            kind = StoreDown if _is_down(error) else StoreFault
            raise kind(f"the database could not be written: {_words(error)}") from None

    async def _together(self, turns: Sequence[Turn]) -> Sequence[object]:
        """Turns about different people, in one transaction."""
        async with self._connected() as connection, connection.pipeline():
            return await together(connection, turns, self._forms)

    async def _arrived(self, deliveries: Sequence[Delivery]) -> Sequence[object]:
        """Deliveries to different people, in one transaction."""
        async with self._connected() as connection, connection.pipeline():
            await rows.lock(connection, (one.letter.person for one in deliveries))
            taken = await rows.take(connection, [one.letter.id for one in deliveries])
            bells = [bell for one in deliveries if one.letter.id in taken for bell in rows.bells_of(one)]
            if bells:
                await rows.set_timers(connection, bells)
            await rows.save_boards(connection, deliveries)
            more = {one.letter.person: one.requests - 1 for one in deliveries if one.requests > 1}
            await rows.spend(connection, more, self._pacing, deliveries[-1].at)
        return [None] * len(deliveries)

    async def _forget_paces(self, connection: Connection, at: datetime) -> None:
        if self._forgot is None or not timedelta() <= at - self._forgot < MOST_PACES:
            self._forgot = at
            await rows.tell(connection, "forget_paces", {"at": to_micros(at)})

    async def _set_aside(self, letter: int, person: int, reason: str, at: datetime) -> None:
        """Take a letter off the outbox for good and remember why; not when it was hushed meanwhile."""
        async with self._connected() as connection:
            await rows.lock(connection, [person])
            if await rows.take(connection, [letter]):
                values = {"letter": letter, "person": person, "reason": reason, "at": to_micros(at)}
                await rows.tell(connection, "refuse_letter", values)


def _is_down(error: psycopg.Error) -> bool:
    """Whether the server is at fault, gone or full, and not what was asked of it. An aborted pipeline tells of another
    statement that failed."""
    return isinstance(error, psycopg.OperationalError) and not isinstance(error, psycopg.errors.PipelineAborted)


def _words(error: Exception) -> str:
    """What PostgreSQL says, without the values of the row it speaks of."""
    primary = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return primary or type(error).__name__
