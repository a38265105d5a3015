"""Reads a journal and says what went wrong in it. Pure: it knows neither the bot nor the server, only what was said.

A session of somebody who has nothing to tell is the same each time. `Script` is how it reads when nobody dies and the
line is good; a chat is compared with it, line by line. Three departures are allowed: a line said twice whose first
copy was in flight when the bot was ended or the line broke, a hold that ended while the bot was away and is offered
again, and an end by a stop.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeAlias

from tests.chaos.journal import Begun, Deed, Ended, Entry, Journal, Took

IN_FLIGHT = 5.0
"""Seconds a message may have been taken before the end of the process and still count as in flight: the commit that
follows its delivery was not done then. A crowd that waits for one disk takes seconds for that, never more."""

UNHEARD = "I did not get that"
"""How words that mean nothing are answered; beside the session, wherever it stands."""
BESIDE = (UNHEARD, "Stay a little longer", "That does not fit here")
"""What is said beside a session. The others answer a "ready" that crossed the timer which goes on without one: into a
hold, or, after the last rest, to the questions at the end."""
AWAY = ("I was away for a moment", "I have not heard from you")
"""How a session that was left alone too long pauses; what follows is the same step again."""
STOPPED = "Stopped."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words of the bot; `timed`: nobody did anything for them, a timer brought them."""

    text: str
    timed: bool = False


Script: TypeAlias = Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted."""

    people: int = 0
    deeds: int = 0
    lines: int = 0
    finished: int = 0
    stopped: int = 0
    held_again: int = 0
    twice_in_flight: int = 0
    updates_lost: int = 0
    holds_lost: int = 0
    replies_lost: int = 0
    out_of_order: int = 0
    twice_for_nothing: int = 0
    after_a_stop: int = 0
    left_in_a_hold: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Both together."""
        return Figures(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    @property
    def faults(self) -> dict[str, int]:
        """The figures that must be 0 and are not."""
        return {name: count for name in MUST_BE_ZERO if (count := getattr(self, name))}


MUST_BE_ZERO = (
    *("updates_lost", "holds_lost", "replies_lost", "out_of_order", "twice_for_nothing", "after_a_stop"),
    "left_in_a_hold",
)


@dataclass(slots=True)
class Reading:
    """How far a chat has been read along its script."""

    script: Script
    at: int = 0
    again: bool = False
    stopped: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, times: int = 1) -> None:
        """It happened."""
        self.counts[what] = self.counts.get(what, 0) + times

    @property
    def finished(self) -> bool:
        """Whether the last line was said."""
        return self.at == len(self.script)

    def reads(self, text: str) -> None:
        """The bot said this, for the first time."""
        if STOPPED in text:
            self.stopped = True
        elif self.stopped:
            self.count("after_a_stop")
        elif any(words in text for words in AWAY):
            self.again = True
            self.count("held_again")
        elif (place := self._place(text)) is None:
            self.count("out_of_order")
        else:
            self._skip_to(place)
            self.at, self.again = place + 1, False

    def _place(self, text: str) -> int | None:
        """The line that this is: the next one; after a pause one that was there already; else one too far on."""
        if self.again:
            behind = (at for at in range(min(self.at, len(self.script) - 1), -1, -1) if self._is(at, text))
            return next(behind, None)
        return next((at for at in range(self.at, len(self.script)) if self.script[at].text == text), None)

    def _is(self, at: int, text: str) -> bool:
        """Whether a line was said again; time to lie down is given before it."""
        return text == self.script[at].text or text.endswith(f"\n\n{self.script[at].text}")

    def _skip_to(self, place: int) -> None:
        """What stands between was never said."""
        for line in self.script[self.at : place]:
            self.count("holds_lost" if line.timed else "replies_lost")


def judge(journal: Journal, scripts: Iterable[tuple[int, Script]]) -> Figures:
    """The figures of all chats; each person has a script of their own."""
    chats = journal.chats()
    return sum((judge_chat(chats.get(person, []), script) for person, script in scripts), Figures())


def judge_chat(entries: Sequence[Entry], script: Script) -> Figures:
    """The figures of one chat."""
    reading = Reading(script)
    for at, entry in enumerate(entries):
        if isinstance(entry, Took):
            _read(entry, entries[:at], reading)
    deeds = [entry for entry in entries if isinstance(entry, Deed)]
    asked = sum(deed.asks for deed in deeds)
    answered = reading.counts.pop("unheard", 0)
    done = reading.finished or reading.stopped
    return Figures(
        people=1,
        deeds=len(deeds),
        lines=sum(isinstance(entry, Took) for entry in entries),
        finished=reading.finished,
        stopped=reading.stopped,
        updates_lost=_unanswered(entries) if not done else max(0, asked - answered) * (not reading.stopped),
        left_in_a_hold=not done,
        **reading.counts,
    )


def _read(took: Took, before: Sequence[Entry], reading: Reading) -> None:
    copy = None if _is_owed(took, before, reading) else _copy(took, before)
    if copy is None:
        if not took.text.startswith(BESIDE):
            reading.reads(took.text)
        elif took.text.startswith(UNHEARD):
            reading.count("unheard")
    else:
        reading.count("twice_in_flight" if _in_flight(copy, before) else "twice_for_nothing")


def _is_owed(took: Took, before: Sequence[Entry], reading: Reading) -> bool:
    """Whether it answers words that mean nothing, which somebody may have said twice before either is answered."""
    asked = sum(entry.asks for entry in before if isinstance(entry, Deed))
    return took.text.startswith(UNHEARD) and asked > reading.counts.get("unheard", 0)


def _copy(took: Took, before: Sequence[Entry]) -> Took | None:
    """What the bot said last in this chat, where that was the same; no two lines of a script that follow are."""
    last = next((entry for entry in reversed(before) if isinstance(entry, Took)), None)
    return last if last is not None and last.text == took.text else None


def _in_flight(copy: Took, before: Sequence[Entry]) -> bool:
    """Whether the bot can have been ended, or cut off, before it wrote down that this arrived."""
    at = next(index for index, entry in enumerate(before) if entry is copy)
    ends = (entry for entry in before[at:] if isinstance(entry, Ended))
    return copy.broken or _from_the_dead(before[:at]) or any(end.moment - copy.moment <= IN_FLIGHT for end in ends)


def _from_the_dead(before: Sequence[Entry]) -> bool:
    """Whether nothing was alive then: what is on the wire arrives all the same."""
    last = next((entry for entry in reversed(before) if isinstance(entry, Ended | Begun)), None)
    return isinstance(last, Ended)


def _unanswered(entries: Sequence[Entry]) -> int:
    """1 if the last that happened in a chat is that somebody did something."""
    last = next((entry for entry in reversed(entries) if isinstance(entry, Deed | Took)), None)
    return int(isinstance(last, Deed))
