"""The state diagram, drawn from MOVES: which events lead from which phase to which.

Poised, holding and resting stand together in a box, "guided": what leads out of each of them is one arrow out of
the box, and what leads to a step is one arrow into it. `mermaid` writes it as text; `picture` draws it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.events import Answered, Began, Chose, Event, Left, PainFelt, Stopped, Unclear, UrgentSaid
from bot.core.session import Checking, Choosing, Feeling, Holding, Idle, Locked, Paused, Phase, Poised, Resting
from bot.core.step import MOVES

GUIDED = "Guided"
"""The box around the phases of a running step."""

ANYWHERE = "Anywhere"
"""Stands for every phase."""

INSIDE = (Poised, Holding, Resting)

BESIDE: tuple[tuple[type[Event], tuple[type[Phase], ...], tuple[type[Phase], ...]], ...] = (
    (Began, (), (Checking, Choosing)),
    (Chose, (), (Checking, Choosing, Idle, Locked)),
    (Chose, (Choosing, *INSIDE), (Poised, Resting)),
    (Stopped, (), (Idle,)),
    (PainFelt, (), (Feeling,)),
    (UrgentSaid, (), (Locked, Feeling)),
    (Left, INSIDE, (Paused,)),
    (Unclear, INSIDE, (Feeling,)),
    (Answered, INSIDE, (Feeling,)),
)
"""What moves beside MOVES: an event, the phases it comes in (none named: every one), and where it leads.

The first word of a person never met before counts as Began, whatever it is; and time alone ends a lock.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A numbered way from one box to another; `events` holds, for each phase it begins in, what leads along it."""

    number: int
    start: str
    to: str
    events: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> tuple[str, ...]:
        """The events, once if every phase names the same, else after the name of their phase."""
        if len(set(self.events.values())) == 1:
            return (", ".join(next(iter(self.events.values()))),)
        return tuple(f"{phase}: {', '.join(events)}" for phase, events in self.events.items())


def leads() -> Iterator[tuple[str, str, str]]:
    """Every phase, event and phase it may lead to; those of MOVES first, in its order."""
    for (phase, event), row in MOVES.items():
        yield from ((phase.__name__, event.__name__, to.__name__) for to in row.leads)
    for event, starts, ends in BESIDE:
        names = [phase.__name__ for phase in starts] or [ANYWHERE]
        yield from ((name, event.__name__, to.__name__) for name in names for to in ends)


def arrows() -> tuple[Arrow, ...]:
    """The ways between boxes, numbered; what stays inside one phase is left out."""
    found: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for phase, event, to in leads():
        if phase != to:
            found.setdefault(_ends(phase, to), {}).setdefault(phase, {})[event] = None
    return tuple(
        Arrow(number=number, start=start, to=to, events={phase: tuple(events) for phase, events in by_phase.items()})
        for number, ((start, to), by_phase) in enumerate(found.items(), start=1)
    )


def _ends(phase: str, to: str) -> tuple[str, str]:
    """Inside the box from phase to phase; else from and to the box itself."""
    names = {inner.__name__ for inner in INSIDE}
    if {phase, to} <= names:
        return phase, to
    return GUIDED if phase in names else phase, GUIDED if to in names else to


def mermaid() -> str:
    """The diagram for Mermaid; the phases of a running step stand in a box of their own."""
    names = {phase.__name__ for phase in INSIDE}
    inner = [arrow for arrow in arrows() if arrow.start in names]
    outer = [arrow for arrow in arrows() if arrow.start not in names]
    return "\n".join(
        [
            "stateDiagram-v2",
            f"    [*] --> {Idle.__name__}",
            f"    state {GUIDED} {{",
            *(f"        {_line(arrow)}" for arrow in inner),
            "    }",
            *(f"    {_line(arrow)}" for arrow in outer),
        ]
    )


def _line(arrow: Arrow) -> str:
    events = dict.fromkeys(event for events in arrow.events.values() for event in events)
    return f"{arrow.start} --> {arrow.to}: {', '.join(events)}"
