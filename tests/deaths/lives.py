"""The bot without a wire, one step at a time, so that it can die at any point and live on.

Store, turns, alarms, sender and courier are the real ones, and so is the sandbox's world; only the HTTP between
them is left out. What the bot does to the world outside its memory is counted: every transaction that changes the
file, and every request that Telegram takes. A process can die between two of them and nowhere else: what it holds
in memory is gone in any case.
"""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import apsw
from telegram import Bot
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.alarms import Alarms
from bot.clock import TurnedClock
from bot.core.effects import Say
from bot.export import file_of
from bot.knowledge import Knowledge
from bot.line import Line
from bot.sandbox.arguments import Arguments, Upload
from bot.sandbox.methods import methods_of
from bot.sandbox.polling import Poll
from bot.sandbox.refusals import RefusalError
from bot.sandbox.server import TOKEN
from bot.sandbox.world import World
from bot.store.home import Letter
from bot.store.sqlite import SqliteStore
from bot.store.sqlite_file import open_beside, open_file
from bot.store.writer import Job, Result, Writer
from bot.telegram.courier import Courier
from bot.telegram.sender import Sender
from bot.telegram.updates import read
from bot.turns import Turns
from bot.wording import line


class Died(BaseException):
    """The process is gone; nothing in it may go on."""


class Fate:
    """Counts what the bot does to the world, and ends it after the `fatal` deed; never, if that is None.

    While it is `cut_off`, Telegram does not answer. `asked` are the methods that were asked of Telegram.
    """

    def __init__(self, fatal: int | None = None) -> None:
        """Nothing is done yet."""
        self._fatal, self.deeds = fatal, 0
        self.cut_off = False
        self.asked: list[str] = []

    def goes_on(self) -> None:
        """Died when this life is over."""
        if self._fatal is not None and self.deeds >= self._fatal:
            raise Died

    def has_done(self) -> None:
        """A deed more; Died when it was the last."""
        self.deeds += 1
        self.goes_on()


class MortalWriter(Writer):
    """The writer of a process that can die right after a commit, before anybody hears of it."""

    def __init__(self, connection: apsw.Connection, fate: Fate) -> None:
        super().__init__(connection)
        self._fate = fate

    async def run(self, job: Job[Result]) -> Result:
        """Do the job; it counts as a deed where it changed the file."""
        self._fate.goes_on()
        result, changed = await super().run(lambda connection: _watched(connection, job))
        if changed:
            self._fate.has_done()
        return result


class MortalStore(SqliteStore):
    """The store of a process that can die: the dead read nothing."""

    def __init__(self, connection: apsw.Connection, beside: apsw.Connection, fate: Fate) -> None:
        super().__init__(MortalWriter(connection, fate), beside)
        self._fate = fate

    def _read(self, question: Job[Result]) -> Result:
        self._fate.goes_on()
        return super()._read(question)


def _watched(connection: apsw.Connection, job: Job[Result]) -> tuple[Result, bool]:
    before = connection.total_changes()
    result = job(connection)
    return result, connection.total_changes() > before


class Wireless(BaseRequest):
    """Asks the sandbox's world itself; a process can die right after Telegram took what it sent."""

    def __init__(self, world: World, fate: Fate) -> None:
        self._methods = methods_of(world, Poll(world))
        self._fate = fate

    @property
    def read_timeout(self) -> float:
        """Nobody waits here."""
        return 0.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Ask, and return status and body; NetworkError while nobody answers."""
        self._fate.goes_on()
        if self._fate.cut_off:
            raise NetworkError("nobody answers")
        name = url.rpartition("/")[2]
        self._fate.asked.append(name)
        try:
            result = self._methods[name.lower()](_arguments(request_data))
        except RefusalError as refusal:
            return refusal.code, json.dumps(refusal.answer()).encode()
        self._fate.has_done()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def _arguments(data: RequestData | None) -> Arguments:
    if data is None:
        return Arguments()
    files = {name: Upload(name=part[0], data=_bytes(part[1])) for name, part in (data.multipart_data or {}).items()}
    return Arguments(values=data.json_parameters, files=files)


def _bytes(content: bytes | IO[bytes]) -> bytes:
    return content if isinstance(content, bytes) else content.read()


class Life:
    """The bot from a start to its end, orderly or not."""

    def __init__(self, known: Knowledge, store: SqliteStore, world: World, clock: TurnedClock, fate: Fate) -> None:
        """Wire it as the app does."""
        self.store, self._world, self._clock = store, world, clock
        words = known.content.words

        def render(letter: Letter) -> Line:
            assert isinstance(letter.effect, Say)
            return line(letter.effect, words)

        def nothing(_: datetime) -> None:
            """Alarms are rung by hand here."""

        wireless = Wireless(world, fate)
        bot = Bot(TOKEN, request=wireless, get_updates_request=wireless)
        self._courier = Courier(bot, render, lambda id, give: file_of(give.what, store, id, words))
        self._turns = Turns(store, known, clock, lambda: None)
        self._sender = Sender(
            courier=self._courier,
            store=store,
            clock=clock,
            on_left=self._turns.left,
            on_holds=nothing,
            on_lapsed=self._turns.lapsed,
        )
        self._alarms = Alarms(store, self._turns, clock)

    async def settles(self) -> None:
        """Take, ring and send until there is nothing left to do at this moment."""
        while True:
            heard = await self._takes()
            await self._alarms.ring()
            await self._sender.drain()
            if not heard:
                return

    async def _takes(self) -> bool:
        """Take what waits, and confirm it after the commit, as the intake does."""
        raw = self._world.updates.take(0, 100)
        heard = [each for update in raw if (each := read(update, self._clock.now()))]
        if heard:
            await self._turns.take(heard)
        if raw:
            self._world.updates.take(raw[-1]["update_id"] + 1, 1)
        return bool(raw)


async def born(known: Knowledge, file: Path, world: World, clock: TurnedClock, fate: Fate) -> Life:
    """Start the bot on this file."""
    connection = await asyncio.to_thread(open_file, file)
    connection.pragma("synchronous", "off")  # the machine goes on, so the disk need not be waited for
    return Life(known, MortalStore(connection, open_beside(file), fate), world, clock, fate)
