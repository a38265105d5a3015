"""Small values for the tests of the homes, and short ways to put them there."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.core.effects import Bell, Give, Hold, Phrase, Say
from bot.core.record import Done
from bot.core.session import Person, Settings
from bot.store.home import Changes, Delivery, Draft, Letter, Loaded, Store
from bot.store.postgres import PostgresStore
from bot.store.sqlite import SqliteStore

AT = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
NOBODY: frozenset[int] = frozenset()


def later(seconds: float) -> datetime:
    """The moment that many seconds after AT."""
    return AT + timedelta(seconds=seconds)


def person(id: int = 1, turn: int = 1, language: str = "en") -> Person:
    """A person at a turn."""
    return Person(id=id, turn=turn, settings=Settings(language=language))


def say(key: str = "hello", turn: int = 1, *bells: tuple[Bell, int]) -> Say:
    """A message that sets these bells, in seconds."""
    holds = tuple(Hold(bell=bell, seconds=seconds, turn=turn) for bell, seconds in bells)
    return Say(phrases=(Phrase(key=key),), turn=turn, holds=holds)


def done(stretch: str = "knee_drop") -> Done:
    """The record of a stretch."""
    return Done(on=date(2026, 3, 1), stretch=stretch, level="LB1")


def drafts(*keys: str, to: int = 1) -> Sequence[Draft]:
    """Letters to one person, told apart by their keys."""
    return [Draft(person=to, effect=say(key)) for key in keys]


def always(changes: Changes) -> Callable[[Loaded], Changes]:
    """A decision that does not look at what is stored."""
    return lambda loaded: changes


async def put(store: Store, changes: Changes, at: datetime = AT) -> None:
    """Write changes in a turn of their own."""
    await store.turn([], [], always(changes), at)


async def spoil(store: Store, id: int) -> None:
    """A newer program saved this person in a form of its own, and was taken back."""
    spoilt = f"update people set version = 99 where id = {id}"
    if isinstance(store, SqliteStore):
        await store._writer.run(lambda connection: connection.execute(spoilt))
    if isinstance(store, PostgresStore):
        async with store._pool.connection() as connection:
            await connection.execute(spoilt.encode())


async def look(store: Store, people: Sequence[int] = (), updates: Sequence[int] = ()) -> Loaded:
    """What a decision about these people and updates is shown."""
    shown: list[Loaded] = []

    def decide(loaded: Loaded) -> Changes:
        shown.append(loaded)
        return Changes()

    await store.turn(people, updates, decide, AT)
    return shown[0]


async def heads(store: Store, at: datetime = AT, busy: frozenset[int] = NOBODY, limit: int = 100) -> list[str]:
    """The keys of the letters that may leave now, in their order."""
    return [key_of(letter) for letter in await store.letters(limit, busy, at)]


async def head(store: Store, at: datetime = AT) -> Letter:
    """The first letter that may leave now."""
    return (await store.letters(1, NOBODY, at))[0]


async def deliver(store: Store, at: datetime = AT, message: int | None = None) -> Letter:
    """Deliver the first letter that may leave now, and return it."""
    letter = await head(store, at)
    await store.delivered(Delivery(letter=letter, at=at, message=message, keyboard=message is not None))
    return letter


def key_of(letter: Letter) -> str:
    """What tells this letter from others."""
    return "give" if isinstance(letter.effect, Give) else letter.effect.phrases[0].key
