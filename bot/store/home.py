"""What a home for state must offer: one small protocol, and the values that go in and out.

A turn is one transaction: load people, decide (pure), write what was decided. Whoever decides never sees a
connection, so the same decision runs on one writing thread (SQLite) or under row locks (PostgreSQL).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.effects import Bell, Give, Say
from bot.core.record import Done
from bot.core.session import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message on its way: a row of the outbox. Letters of one person leave in the order of their ids."""

    id: int
    person: int
    effect: Say | Give
    language: str
    tries: int = 0
    uncertain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A bell that rings at `due`; it counts only while the person still stands at `turn`."""

    person: int
    bell: Bell
    turn: int
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The people a decision is about, as stored, and which of the update ids are new."""

    people: Mapping[int, Person]
    fresh: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before it has an id."""

    person: int
    effect: Say | Give


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a decision writes, all in one transaction, in this order.

    `erased`: everything of these people goes, their outbox and timers too. `hushed`: their unsent letters and
    timers go. `people` are saved, and timers whose turn is no longer theirs go. `fired` timers go. Then the `letters`
    are put into the outbox, the `records` are kept, and the update ids in `seen` are remembered (for 24 h at least).
    """

    people: Sequence[Person] = ()
    erased: Sequence[int] = ()
    hushed: Sequence[int] = ()
    fired: Sequence[Timer] = ()
    letters: Sequence[Draft] = ()
    records: Sequence[tuple[int, Done]] = ()
    seen: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a letter: the id of the message it became, and whether that message carries a keyboard now."""

    letter: Letter
    at: datetime
    message: int | None = None
    keyboard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The message that carries a person's working keyboard, if there is one."""

    message: int
    keyboard: bool


class Store(Protocol):
    """A home for people, outbox, timers and update ids."""

    async def turn(
        self, people: Sequence[int], updates: Sequence[int], decide: Callable[[Loaded], Changes], at: datetime
    ) -> Changes:
        """Load, decide, write: one transaction. Return what was written; if `decide` raises, nothing was."""
        ...

    async def letters(self, limit: int, busy: frozenset[int], at: datetime) -> Sequence[Letter]:
        """The head of the outbox of up to `limit` people who are not `busy`, oldest first, if due to be tried `at`."""
        ...

    async def delivered(self, delivery: Delivery) -> None:
        """Take the letter off the outbox, remember its board, and set its timers from the moment of delivery.

        A letter that was hushed meanwhile sets no timer; nor does one whose turn is no longer its person's.
        """
        ...

    async def postponed(self, letter: Letter, until: datetime, uncertain: bool) -> None:
        """Try the letter again at `until`; `uncertain` says that it was perhaps delivered."""
        ...

    async def refused(self, letter: Letter, reason: str, at: datetime) -> None:
        """Set the letter aside for good with the reason (a code and Telegram's words, never the text)."""
        ...

    async def board(self, person: int) -> Board | None:
        """The message that carries this person's keyboard."""
        ...

    async def due(self, at: datetime, limit: int) -> Sequence[Timer]:
        """Timers due at `at`, earliest first."""
        ...

    async def next_due(self) -> datetime | None:
        """The earliest moment at which a timer is due."""
        ...

    async def next_letter(self) -> datetime | None:
        """The earliest moment at which a postponed letter may be tried again."""
        ...

    async def person(self, id: int) -> Person | None:
        """The stored person, to be read only."""
        ...

    async def records(self, person: int) -> Sequence[Done]:
        """Everything kept on what this person has done, oldest first."""
        ...

    async def set_aside(self, update: int, reason: str, at: datetime) -> None:
        """Remember that an update could not be read, and why; never its content."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Forget update ids and set-aside reasons older than `before`."""
        ...

    async def close(self) -> None:
        """Finish what is under way and close."""
        ...
