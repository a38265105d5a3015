"""Short ways to put letters into the outbox and to see what became of them."""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.core.effects import Bell, Button, Hold, Manner, Phrase, Say, Verb
from bot.core.session import Person
from bot.line import Key, Line
from bot.press import encode
from bot.sandbox import acts
from bot.sandbox.people import Person as Visitor
from bot.sandbox.server import Sandbox
from bot.store.home import Changes, Draft, Letter, Store

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
READY = ((Button(label=Phrase(key="Ready"), verb=Verb.READY),),)


def say(text: str, *, ready: bool = True, holds: int = 0, **more: Any) -> Say:
    """A message of turn 1; with `holds`, a bell after so many seconds."""
    bells = (Hold(bell=Bell.HOLD, seconds=holds, turn=1),) if holds else ()
    return Say(phrases=(Phrase(key=text),), turn=1, buttons=READY if ready else (), holds=bells, **more)


def over(text: str, **more: Any) -> Say:
    """A message over the one with the keyboard."""
    return say(text, manner=Manner.OVER, **more)


def aside(text: str) -> Say:
    """A message beside the session's."""
    return say(text, ready=False, manner=Manner.ASIDE)


def render(letter: Letter) -> Line:
    """The key is the text; what begins with < is left as it is, and `missing` has no words."""
    assert isinstance(letter.effect, Say)
    key = letter.effect.phrases[0].key
    if key == "missing":
        raise KeyError(key)
    return Line(
        text=key if key.startswith("<") else escape(key),
        buttons=tuple(
            tuple(Key(label=button.label.key, data=encode(letter.effect.turn, button.verb)) for button in row)
            for row in letter.effect.buttons
        ),
        rings=letter.effect.rings,
        manner=letter.effect.manner,
    )


@dataclass(frozen=True, kw_only=True)
class Table:
    """Both sides of the line."""

    sandbox: Sandbox
    store: Store
    file: Path
    ann: int = 7
    bea: int = 8
    left: list[int] = field(default_factory=list)
    rung: list[datetime] = field(default_factory=list)
    lapsed: list[int] = field(default_factory=list)

    async def put(self, *effects: Any, to: int = 7) -> None:
        """Put letters into the outbox."""
        letters = [Draft(person=to, effect=effect) for effect in effects]
        await self.store.turn([], [], lambda _: Changes(letters=letters), AT)

    def shown(self, person: int = 7) -> list[tuple[str, bool]]:
        """What the bot said to a person: each text, and whether it has a keyboard."""
        messages = self.sandbox.world.messages(person)
        return [(each.body.get("text", ""), bool(each.body.get("reply_markup"))) for each in messages if each.by_bot]

    def visitor(self, person: int = 7) -> Visitor:
        """The person, as the sandbox knows them."""
        return self.sandbox.world.people[person]

    def asked(self, query: str) -> list[tuple[Any, ...]]:
        """What the file holds."""
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(query).fetchall()

    def waiting(self) -> list[tuple[Any, ...]]:
        """Who has letters in the outbox: the person, the tries, and whether it may have arrived."""
        return self.asked("select person, tries, uncertain from outbox order by id")

    def refused(self) -> Sequence[str]:
        """Why letters were set aside."""
        return [row[0] for row in self.asked("select reason from refusals order by letter")]

    async def on_left(self, person: int) -> None:
        """Remember who left."""
        self.left.append(person)

    async def on_lapsed(self, letter: Letter) -> None:
        """Remember whose letter was too late, and drop it."""
        self.lapsed.append(letter.person)
        await self.store.turn([letter.person], [], lambda _: Changes(dropped=[letter]), AT)

    def on_holds(self, due: datetime) -> None:
        """Remember when the first of the timers that were set is due."""
        self.rung.append(due)


async def met(table: Table, person: int) -> None:
    """A person comes to the sandbox, says hello, and is known to the store at turn 1."""
    world = table.sandbox.world
    visitor = acts.arrive(world, f"P{person}", "en", "UTC", person)
    acts.say(world, visitor, "hello", person)
    world.updates.clear()
    known = Changes(people=[Person(id=person, turn=1)])
    await table.store.turn([person], [], lambda _: known, AT)
