"""How a session reads when nothing goes wrong: told by the bot itself, without a wire and on a clock that is turned."""

import random
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import TurnedClock
from bot.knowledge import Knowledge
from bot.sandbox.limits import Limits
from bot.sandbox.server import TOKEN
from bot.sandbox.world import World
from tests.chaos.guests import KINDS, Kind, Manner, Visitor
from tests.chaos.journal import Deed, Journal
from tests.chaos.judge import Line, Script
from tests.deaths.lives import Fate, born

BEGIN = datetime(2026, 11, 20, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """A script for each kind of person, who all take the same `routine`."""

    routine: str
    scripts: Mapping[Kind, Script]

    def __getitem__(self, kind: Kind) -> Script:
        """The script of a kind."""
        return self.scripts[kind]


async def scripts(known: Knowledge) -> Scripts:
    """Live a session of each kind."""
    routine = known.content.words.text("routine.knee_drop.title")
    return Scripts(
        routine=routine, scripts={kind: await _script(known, routine, kind) for kind in dict.fromkeys(KINDS)}
    )


async def _script(known: Knowledge, routine: str, kind: Kind) -> Script:
    """Who is to stop somewhere has the script of somebody who does not."""
    clock, journal = TurnedClock(BEGIN), Journal()
    world = World(clock, TurnedClock(BEGIN), TOKEN, Limits.off())
    visitor = Visitor(world, journal, routine, Manner(kind=kind), random.Random(0))
    visitor.arrives()
    lines: list[Line] = []
    deeds = 0
    with tempfile.TemporaryDirectory(prefix="unwind-") as folder:
        life = await born(known, Path(folder) / "script.db", world, clock, Fate())
        while not visitor.finished:
            await life.settles()
            done = sum(isinstance(entry, Deed) for entry in journal.entries)
            lines.extend(Line(text=text, timed=done == deeds) for text in visitor.lines[len(lines) :])
            deeds = done
            visitor.acts()
            due = await life.store.next_due()
            if deeds == sum(isinstance(entry, Deed) for entry in journal.entries) and due is not None:
                clock.turn_to(max(due, clock.now()))
        await life.store.close()
    return tuple(lines)
