"""The home for one machine: a SQLite file, written by one connection, one group of jobs after the other.

What is asked for all the time is read at once, by a second connection that cannot write: it does not wait for the
disk, as the line of jobs does, and sees whatever was committed.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import apsw

from bot.core.record import Done
from bot.core.session import Person
from bot.store import sqlite_outbox as outbox
from bot.store import sqlite_rows as rows
from bot.store.codec import remembering
from bot.store.faults import StoreDown
from bot.store.home import NOBODY, Board, Changes, Delivery, Held, Letter, Loaded, Quiet, Role, Timer, is_bulk
from bot.store.no_bulk import FOR_EVER, NoBulk
from bot.store.sqlite_file import open_beside, open_file
from bot.store.sqlite_held import held
from bot.store.writer import GROUP, Job, Result, Writer

SWEEP = 200
"""Rows that are forgotten in one go, so that nobody waits long behind a sweep."""


async def open_sqlite(path: Path, group: int = GROUP) -> "SqliteStore":
    """Open the store at `path`, made or migrated where needed; StoreFault says what is in the way.

    `group` is how many turns may share one commit.
    """
    writer = Writer(await asyncio.to_thread(open_file, path), group=group)
    return SqliteStore(writer, open_beside(path))


class SqliteStore:
    """People, outbox, timers and update ids in one SQLite file; see `Store` for what each method promises."""

    look_again: float | None = None

    def __init__(self, writer: Writer, beside: apsw.Connection) -> None:
        """`beside` is the connection for what is only read."""
        self._writer, self._beside = writer, beside
        self._forms = remembering()
        self._no_bulk = NoBulk(lasts=FOR_EVER)

    def _read(self, question: Job[Result]) -> Result:
        """Ask at once. Raises StoreDown."""
        try:
            return question(self._beside)
        except apsw.Error as error:
            raise StoreDown(f"the database could not be read: {error}") from None

    async def turn(
        self,
        people: Sequence[int],
        updates: Sequence[int],
        decide: Callable[[Loaded], Changes],
        at: datetime,
        *,
        timers: Sequence[Timer] = (),
    ) -> Changes:
        """Load, decide, write: one transaction; `decide` may run beside others of its group."""
        job = partial(rows.turn, people=people, updates=updates, decide=decide, at=at, timers=timers, forms=self._forms)
        changes = await self._writer.run(job)
        if any(is_bulk(draft.effect) for draft in changes.letters):
            self._no_bulk.put()
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
        """The letters of a lane that may leave now: one a person, urgent ones first, then the oldest."""
        if bulk and self._no_bulk.holds(at):
            return ()
        ask = partial(
            outbox.letters, limit=limit, busy=busy, at=at, held=held, bulk=bulk, strangers=strangers, forms=self._forms
        )
        found, broken = self._read(ask)
        if bulk and not found and not self._read(outbox.has_bulk):
            self._no_bulk.found_none(at, self._no_bulk.puts)
        if not broken:
            return found
        # Where one is set aside, the next of that person may leave at once.
        for letter, person, reason in broken:
            job = partial(outbox.set_letter_aside, letter=letter, person=person, reason=reason, at=at)
            await self._writer.run(job)
        return await self.letters(limit, busy, at, held=held, bulk=bulk, strangers=strangers)

    async def delivered(self, delivery: Delivery) -> None:
        """Take the letter off the outbox and set its timers from the moment of delivery."""
        await self._writer.run(partial(outbox.delivered, delivery=delivery))

    async def postponed(self, letter: Letter, until: datetime, uncertain: bool) -> None:
        """Try the letter again at `until`; those behind it wait with it."""
        await self._writer.run(partial(outbox.postpone, letter=letter.id, until=until, uncertain=uncertain))

    async def refused(self, letter: Letter, reason: str, at: datetime) -> None:
        """Set the letter aside for good."""
        job = partial(outbox.set_letter_aside, letter=letter.id, person=letter.person, reason=reason, at=at)
        await self._writer.run(job)

    async def board(self, person: int) -> Board | None:
        """The message that carries this person's keyboard."""
        return self._read(partial(outbox.board, person=person))

    async def due(self, at: datetime, limit: int, busy: frozenset[int] = NOBODY) -> Sequence[Timer]:
        """Timers due at `at`, earliest first."""
        return self._read(partial(rows.due, at=at, limit=limit, busy=busy))

    async def waking(self, at: datetime, limit: int) -> Sequence[int]:
        """People whose reminders have to be looked at by `at`, the longest overdue first."""
        return self._read(partial(rows.waking, at=at, limit=limit))

    async def next_due(self) -> datetime | None:
        """The earliest moment at which a timer is due, or somebody's reminders have to be looked at."""
        return self._read(partial(rows.earliest, query="next_due"))

    async def next_letter(self, at: datetime) -> datetime | None:
        """The earliest moment after `at` at which a postponed letter may be tried, or the quiet is over."""
        return self._read(partial(outbox.next_letter, at=at))

    async def keep_quiet(self, quiet: Quiet) -> None:
        """Let nothing leave; where the bot is quiet already, the later end counts."""
        await self._writer.run(partial(outbox.keep_quiet, wanted=quiet))

    async def quiet(self) -> Quiet | None:
        """The last time the bot was told to keep quiet."""
        return self._read(outbox.quiet)

    async def person(self, id: int) -> Person | None:
        """The stored person, to be read only."""
        return await self._writer.run(partial(rows.person, id=id))

    async def records(self, person: int) -> Sequence[Done]:
        """What this person has done, oldest first."""
        return await self._writer.run(partial(rows.records, person=person))

    async def held(self, person: int) -> Held:
        """Everything held on this person."""
        return await self._writer.run(partial(held, id=person))

    async def people(self, after: int, limit: int) -> Sequence[int]:
        """The next page of people, in the order of their ids."""
        return await self._writer.run(partial(rows.people, after=after, limit=limit))

    async def set_aside(self, update: int, reason: str, at: datetime) -> None:
        """Remember that an update could not be read, and why."""
        await self._writer.run(partial(rows.set_update_aside, update=update, reason=reason, at=at))

    async def sweep(self, before: datetime) -> None:
        """Forget update ids, and reasons of what was set aside, older than `before`, and who was remembered."""
        self._forms.forget()
        while await self._writer.run(partial(rows.sweep, before=before, limit=SWEEP)):
            pass

    async def leads(self) -> bool:
        """Nobody shares the file."""
        return True

    def roles(self) -> frozenset[Role]:
        """All of them: nobody else can open the file."""
        return frozenset(Role)

    async def close(self) -> None:
        """Finish what is under way and close the file; the writer last, so that the log is merged."""
        self._beside.close()
        await self._writer.close()
