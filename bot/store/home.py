"""What a home for state must offer: one small protocol, and the values that go in and out.

A turn is one transaction: load people, decide (pure), write. Whoever decides never sees a connection, so the same
decision runs in one line of jobs (SQLite) or under row locks (PostgreSQL).
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from bot.core.effects import Bell, Give, Say
from bot.core.record import Done
from bot.core.session import Person
from bot.store.faults import StoreFault

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message on its way: a row of the outbox. Letters of one person and lane leave in the order of their ids."""

    id: int
    person: int
    effect: Say | Give
    language: str
    tries: int = 0
    uncertain: bool = False

    @property
    def until(self) -> datetime | None:
        """The last moment at which it may leave; None where it is never too late."""
        return self.effect.until if isinstance(self.effect, Say) else None

    def is_too_late(self, at: datetime) -> bool:
        """Whether it may not leave any more."""
        return self.until is not None and at > self.until

    @property
    def bulk(self) -> bool:
        """Whether it travels in the bulk lane, where nobody waits for it."""
        return is_bulk(self.effect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A bell that rings at `due`; it counts only while the person still stands at `turn`."""

    person: int
    bell: Bell
    turn: int
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The people a decision is about, as stored, which of the update ids are new, and which of the timers still stand.

    A timer that stands no more was rung by somebody else, or set anew: it moves nothing. `unreadable` are people whom
    a newer program saved in a form of its own, and why: nothing may be decided for them, and nobody waits for them.
    """

    people: Mapping[int, Person]
    fresh: frozenset[int]
    standing: frozenset[Timer] = frozenset()
    unreadable: Mapping[int, str] = field(default_factory=dict)

    def whole(self) -> "Loaded":
        """Itself, where everybody could be read. Raises StoreFault."""
        for reason in self.unreadable.values():
            raise StoreFault(reason)
        return self


class Urgency(IntEnum):
    """Whose letter goes first. `known`: to somebody who has been through the readiness check; `urgent`: it answers a
    stop, a pain or a danger, and minds no pace."""

    NEW = 0
    KNOWN = 1
    URGENT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before it has an id. `known` is whether it goes to somebody who is no stranger."""

    person: int
    effect: Say | Give
    known: bool = False

    def urgency(self, urgent: Set[int]) -> Urgency:
        """How urgent it is, where letters to these people answer a stop, a pain or a danger."""
        if self.person in urgent:
            return Urgency.URGENT
        return Urgency.KNOWN if self.known else Urgency.NEW


def is_bulk(effect: Say | Give) -> bool:
    """Whether a letter with this effect belongs to the bulk lane: reminders; all else is somebody's answer."""
    return isinstance(effect, Say) and effect.bulk


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a decision writes, all in one transaction, in this order.

    `erased`: everything of these people goes, their outbox and timers too. `hushed`: their unsent letters and
    timers go. `people` are saved, and timers whose turn is no longer theirs go. `fired` timers go, and `dropped`
    letters, unsaid and without their timers. Then the `letters` are put into the outbox, the `records` are kept, and
    the update ids in `seen` are remembered (for 24 h at least). Letters to people who are hushed are urgent: they
    answer a stop, a pain or a danger. `outdated`: of these people, records of before that day go. `silenced`: reminders
    of these people, who cannot be read, are not looked at again before they are saved anew.
    """

    people: Sequence[Person] = ()
    erased: Sequence[int] = ()
    hushed: Sequence[int] = ()
    fired: Sequence[Timer] = ()
    dropped: Sequence[Letter] = ()
    letters: Sequence[Draft] = ()
    records: Sequence[tuple[int, Done]] = ()
    seen: Sequence[int] = ()
    outdated: Sequence[tuple[int, date]] = ()
    silenced: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a letter: the message it became, whether that carries a keyboard now, and how many `requests`
    it took: messages and changes."""

    letter: Letter
    at: datetime
    message: int | None = None
    keyboard: bool = False
    requests: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The message that carries a person's working keyboard, if there is one."""

    message: int
    keyboard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """The whole bot keeps quiet from `since` until `until`, as Telegram said; not before, for the clock may jump."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Whether nothing may be sent at this moment."""
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is held on one person, of every table; refusals are the moment and the reason."""

    person: Person | None
    records: Sequence[Done] = ()
    letters: Sequence[Say | Give] = ()
    timers: Sequence[Timer] = ()
    refusals: Sequence[tuple[datetime, str]] = ()
    board: Board | None = None


class Role(StrEnum):
    """What one process does for all."""

    POLLING = "polling"
    BULK = "bulk"


class Store(Protocol):
    """A home for people, outbox, timers and update ids."""

    look_again: float | None
    """Seconds after which to look for letters that others left; None where no other process shares the home."""

    async def turn(
        self,
        people: Sequence[int],
        updates: Sequence[int],
        decide: Callable[[Loaded], Changes],
        at: datetime,
        *,
        timers: Sequence[Timer] = (),
    ) -> Changes:
        """Load, decide, write: one transaction. Return what was written; if `decide` raises, nothing was."""
        ...

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
        """Up to `limit` letters of one lane that may leave `at`: one a person, the most urgent first, then the oldest.

        Of answers only those to `strangers`, and urgent ones, where that is said: they have a share of their own.
        Only a person's head may leave: their oldest letter that is not bulk, or, when they have none, their oldest bulk
        one. A head that was postponed waits until its moment, and all behind it wait with it. Nobody who is `busy` is
        among them; those who are `held` only with an urgent letter. While the bot is to keep quiet, there are none.
        A home that processes share keeps their pace towards each chat, too, and knows who is held for it.
        However many letters wait, no more is read than `limit`, `busy` and `held` ask for.
        Where processes share a home, a letter is the caller's own from here until it is `delivered`, `postponed` or
        `refused`, or until the caller is dead: ask for no more than leaves at once. Bulk is offered to one process.
        """
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

    async def due(self, at: datetime, limit: int, busy: frozenset[int] = NOBODY) -> Sequence[Timer]:
        """Timers due at `at`, earliest first, and those further ahead than FAR; none of people who are `busy`. Where
        processes share a home, each is offered to one of them."""
        ...

    async def waking(self, at: datetime, limit: int) -> Sequence[int]:
        """People whose reminders have to be looked at by `at` (`bot.core.waking.wake`), the longest overdue first."""
        ...

    async def next_due(self) -> datetime | None:
        """The earliest moment at which a timer is due, or somebody's reminders have to be looked at."""
        ...

    async def next_letter(self, at: datetime) -> datetime | None:
        """The earliest moment after `at` at which a postponed letter may be tried again, or the quiet ends."""
        ...

    async def keep_quiet(self, quiet: Quiet) -> None:
        """Let nothing leave, over restarts too; where the bot is quiet already, the later end counts."""
        ...

    async def quiet(self) -> Quiet | None:
        """The last time the bot was told to keep quiet, over or not."""
        ...

    async def person(self, id: int) -> Person | None:
        """The stored person, to be read only."""
        ...

    async def records(self, person: int) -> Sequence[Done]:
        """Everything kept on what this person has done, oldest first."""
        ...

    async def held(self, person: int) -> Held:
        """Everything held on this person; a letter that cannot be read is left out, as it will be set aside."""
        ...

    async def people(self, after: int, limit: int) -> Sequence[int]:
        """Up to `limit` people with ids greater than `after`, in order: a way through all of them, page by page."""
        ...

    async def set_aside(self, update: int, reason: str, at: datetime) -> None:
        """Remember that an update could not be read, and why; never its content."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Forget update ids and set-aside reasons older than `before`."""
        ...

    async def leads(self) -> bool:
        """Whether this process, of those that share a home, asks Telegram for updates: beside another it is cut off."""
        ...

    def roles(self) -> frozenset[Role]:
        """What this process has taken on, of what one does for all."""
        ...

    async def close(self) -> None:
        """Finish what is under way and close."""
        ...
