"""Two things at the same moment: whichever comes first, and wherever a message is on its way, the end is the same.

A bot has few moments that nothing can come between: a transaction, and a message that Telegram takes. Here they are
shuffled: what the person does, the end of the hold, and the three moments of a message, which sets out, is taken, and
is written down; and a death of the process between any two.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import count

import apsw
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import TurnedClock
from bot.core.effects import Bell, Say
from bot.core.events import Event, Readied, Stopped
from bot.core.guidance import programme
from bot.core.session import AnyPhase, Course, Holding, Pace, Person, Poised, Resting, Session
from bot.heard import Heard, Said
from bot.knowledge import Knowledge
from bot.reading import read_knowledge
from bot.store.home import Changes, Delivery, Draft, Letter
from bot.store.queries import migrations
from bot.store.sqlite import SqliteStore
from bot.store.sqlite_file import migrate
from bot.store.writer import Writer
from bot.turns import Turns
from tests.store.made import deliver, put, say

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
OPEN = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
HOMES = count()

ANN, TURN = 7, 20
WAY = ("sets out", "is taken", "is written")
HALF_AN_HOUR, STEP = 1800, 100

Step = Callable[[], Awaitable[None]]


@cache
def known() -> Knowledge:
    """What we ship."""
    return read_knowledge()


def in_a_twist() -> Session:
    """A session hands-free, at the first hold in a twist."""
    course = Course(stretch="knee_drop", level="LB1", rounds=3)
    session = Session(routine="knee_drop", course=course, pace=Pace.FREE)
    stations = programme(known().content.library.stretches["knee_drop"], session)
    at = next(index for index, station in enumerate(stations) if station.step.twisted and station.seconds)
    return Session(routine="knee_drop", course=course, pace=Pace.FREE, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What became of Ann: her phase, the station she stands at, and what she read, as the keys of the first words.

    `unstoppable` is how much she had read, or was on its way to her, when she said stop.
    """

    phase: str
    at: int | None
    held: int
    read: tuple[str, ...]
    bells: int
    waiting: int
    unstoppable: int = 0


class Moments:
    """Ann, a bot whose moments come one by one, and Telegram, which takes what it is given."""

    def __init__(self, store: SqliteStore, clock: TurnedClock) -> None:
        self._store, self._clock = store, clock
        self._turns = Turns(store, known(), clock, lambda: None)
        self._updates = count(1)
        self._hand: Letter | None = None
        self._taken = False
        self.read: list[str] = []
        self._unstoppable = 0

    async def hears(self, *what: Event | Said) -> None:
        """Updates of one batch."""
        if any(isinstance(each, Stopped) or each == Said(text="stop") for each in what):
            self._unstoppable = len(self.read) + (self._hand is not None and not self._taken)
        batch = [Heard(update_id=next(self._updates), person=ANN, chat=ANN, what=each) for each in what]
        await self._turns.take(batch)

    async def rings(self) -> None:
        """What is due rings."""
        if timers := await self._store.due(self._clock.now(), 10):
            await self._turns.ring(timers)

    async def sets_out(self) -> None:
        """The next letter is taken in hand; one at a time for a person."""
        if self._hand is None and (letters := await self._store.letters(1, frozenset(), self._clock.now())):
            self._hand, self._taken = letters[0], False

    async def is_taken(self) -> None:
        """Telegram takes the letter in hand, and Ann reads it."""
        if self._hand is not None and not self._taken:
            assert isinstance(self._hand.effect, Say)
            self._taken = True
            self.read.append(self._hand.effect.phrases[0].key)

    async def is_written(self) -> None:
        """That it arrived is written down."""
        if self._hand is not None and self._taken:
            await self._store.delivered(Delivery(letter=self._hand, at=self._clock.now(), message=1, keyboard=True))
            self._hand = None

    async def dies(self) -> None:
        """The process is gone, with what it had in hand."""
        self._hand = None

    async def delivers(self) -> None:
        """Everything that waits arrives."""
        while self._hand is not None or await self._store.letters(1, frozenset(), self._clock.now()):
            for step in (self.sets_out, self.is_taken, self.is_written):
                await step()

    async def goes_on(self, seconds: int) -> None:
        """Time passes; what is due rings, and what is to be said is said."""
        for _ in range(0, seconds, STEP):
            self._clock.turn(STEP)
            await self.rings()
            await self.delivers()

    async def end(self) -> End:
        """What became of it."""
        person = await self._store.person(ANN)
        assert person is not None
        session = getattr(person.phase, "session", None)
        return End(
            phase=person.phase.name,
            at=session.at if session else None,
            held=session.seconds if session else 0,
            read=tuple(self.read),
            bells=len((await self._store.held(ANN)).timers),
            waiting=len((await self._store.held(ANN)).letters),
            unstoppable=self._unstoppable,
        )


async def home() -> SqliteStore:
    """An empty home that nobody waits for: it lies in memory, which both its connections share."""
    name = f"file:/home-{next(HOMES)}?vfs=memdb"
    connection = apsw.Connection(name, flags=OPEN)
    connection.pragma("foreign_keys", "on")
    migrate(connection, "memory", migrations("sqlite"))
    return SqliteStore(Writer(connection), apsw.Connection(name, flags=OPEN))


def lived(phase: AnyPhase, bell: Bell, order: Sequence[str], deeds: Mapping[str, Event | Said], after: int = 0) -> End:
    """Ann stands in this phase, its bell is due; the moments come in this order, and then time goes on."""

    async def live() -> End:
        store, clock = await home(), TurnedClock(AT)
        try:
            person = Person(id=ANN, turn=TURN, met=True, phase=phase)
            await put(store, Changes(people=[person], letters=[Draft(person=ANN, effect=say("hold", TURN, (bell, 0)))]))
            await deliver(store, AT)
            moments = Moments(store, clock)
            steps = steps_of(moments, deeds)
            for name in order:
                await steps[name]()
            await moments.delivers()
            await moments.goes_on(after)
            return await moments.end()
        finally:
            await store.close()

    return asyncio.run(live())


def steps_of(moments: Moments, deeds: Mapping[str, Event | Said]) -> dict[str, Step]:
    """What each name in an order does; `both` are all deeds in one batch."""

    def heard(*what: Event | Said) -> Step:
        return lambda: moments.hears(*what)

    return {
        **{name: heard(what) for name, what in deeds.items()},
        "both": heard(*deeds.values()),
        "rings": moments.rings,
        "sets out": moments.sets_out,
        "is taken": moments.is_taken,
        "is written": moments.is_written,
        "dies": moments.dies,
    }


def orders(*names: str) -> st.SearchStrategy[Sequence[str]]:
    """These moments in any order, between them a message on its way, and once perhaps a death."""
    on_the_way = st.lists(st.sampled_from((*WAY, "dies")), max_size=8)
    return on_the_way.flatmap(lambda steps: st.permutations([*names, *steps]))


READIES = {"tap": Readied(at=AT, turn=TURN), "tap again": Readied(at=AT, turn=TURN)}


@settings(max_examples=60, deadline=None)
@given(order=st.one_of(orders("tap", "tap again"), orders("both")))
def test_two_taps(order: Sequence[str]) -> None:
    """Two taps at once are one: the hold begins once, and is told once but for what a death doubled."""
    end = lived(Poised(session=in_a_twist()), Bell.SETTLE, order, READIES)
    once = tuple(dict.fromkeys(end.read))
    expected = End(phase="holding", at=in_a_twist().at, held=0, read=once, bells=1, waiting=0)
    assert end.read.count(once[0]) <= 1 + order.count("dies")
    assert (expected, 1) == (replace(end, read=once), len(once))


@settings(max_examples=60, deadline=None)
@given(order=orders("tap", "rings"))
def test_tap_as_the_time_to_settle_ends(order: Sequence[str]) -> None:
    """A tap on Ready in the moment in which the hold begins by itself: it begins once, whichever was first."""
    end = lived(Poised(session=in_a_twist()), Bell.SETTLE, order, {"tap": READIES["tap"]})
    assert (end.phase, end.at, end.bells, end.waiting) == ("holding", in_a_twist().at, 1, 0)
    assert len(set(end.read)) == 1


@settings(max_examples=100, deadline=None)
@given(order=orders("ready", "rings"))
def test_ready_as_a_hold_ends(order: Sequence[str]) -> None:
    """Only whether "ready" was before the end of the hold or after it counts, not where a message was meanwhile.

    Before, it is told to stay; after, it is the "ready" to what follows. The hold counts once, and no step goes unsaid.
    """
    end = lived(Holding(session=in_a_twist()), Bell.HOLD, order, {"ready": Said(text="ready")})
    at = in_a_twist().at + (1 if order.index("ready") < order.index("rings") else 2)
    phase = "resting" if at == in_a_twist().at + 1 else "poised"
    assert (end.phase, end.at, end.held, end.bells, end.waiting) == (phase, at, 8, 1, 0)
    assert end.read[-1] == f"stretch.knee_drop.step.{'back' if phase == 'resting' else 'drop'}.say"


FAREWELL = ("stretch.knee_drop.way_out", "stopped.done")
"""How the answer to a stop begins: with the way out of a twist, where there is one to leave."""

STOPS: Mapping[str, Event | Said] = {"typed": Said(text="stop"), "tapped": Stopped(at=AT)}


@settings(max_examples=120, deadline=None)
@given(
    order=orders("stop", "rings", "tap", "rings"),
    stop=st.sampled_from(sorted(STOPS)),
    start=st.sampled_from([(Poised, Bell.SETTLE), (Holding, Bell.HOLD), (Resting, Bell.REST)]),
)
def test_stop(order: Sequence[str], stop: str, start: tuple[type[Poised | Holding | Resting], Bell]) -> None:
    """A stop wins, also while the words that change sides are on their way: nothing rings, nothing of it follows."""
    phase, bell = start
    deeds = {"stop": STOPS[stop], "tap": Readied(at=AT, turn=TURN)}
    end = lived(phase(session=in_a_twist()), bell, order, deeds, after=HALF_AN_HOUR)
    assert (end.phase, end.bells, end.waiting) == ("idle", 0, 0)
    farewell = [key for key in end.read if key in FAREWELL]
    assert end.read[-len(farewell) :] == tuple(farewell)
    assert 1 <= len(farewell) <= 1 + order.count("dies")
    assert len(end.read) - len(farewell) <= end.unstoppable
