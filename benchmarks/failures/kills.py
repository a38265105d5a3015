"""600 people lie in a hold, and the bot is killed twice while their holds end."""

import math
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from benchmarks.contest import Contender, ask, until
from benchmarks.crowd import FIRST
from benchmarks.failures.lays import Heard, first_told, in_flight, lateness, lays, repeats
from benchmarks.failures.stage import HOLD, Stage, bots, gather, stage, until_quiet
from benchmarks.lying import SIGNS

PEOPLE = 600
SHARES = (0.25, 0.5)
"""The bot is killed when so many of them were told."""
PATIENCE = 10.0
"""Seconds after which it is killed all the same."""
AWAY = 1.0
"""Seconds until it is started again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What became of the holds: how many began, were never told to be over, were told twice, though in flight or for
    nothing; seconds from the last start to the first one told, and how late 99 of 100 of those told were at most.
    """

    begun: int
    lost: int
    in_flight: int
    for_nothing: int
    first: float | None
    p99: float


def killed(contender: Contender, many: int) -> Killed:
    """One run."""
    with stage(contender, many, " lying") as on:
        process = on.start()
        gather(on.port, many)
        ask(on.port, "/lie", b"")
        kills: list[float] = []
        for share in SHARES:
            _await_told(on, share * many)
            kills.append(time.time())
            process.kill()
            process.wait()
            time.sleep(AWAY)
            start, process = time.time(), on.start()
        until_quiet(on.port)
        heard: Heard = ask(on.port, "/heard")  # type: ignore[assignment]
    return _judged(heard, contender.who, many, kills, start)


def _await_told(on: Stage, many: float) -> None:
    with suppress(TimeoutError):
        until(lambda: ask(on.port, "/stats")["told"] >= many, PATIENCE + HOLD)


def _judged(heard: Heard, who: str, many: int, kills: Sequence[float], start: float) -> Killed:
    found = lays(heard, SIGNS[who], range(FIRST, FIRST + many))
    twice = [in_flight(at, kills) for at in repeats(found)]
    late = lateness(found, HOLD)
    return Killed(
        begun=sum(bool(lay.begun) for lay in found),
        lost=sum(not lay.over for lay in found),
        in_flight=sum(twice),
        for_nothing=len(twice) - sum(twice),
        first=first_told(found, start),
        p99=late[int(len(late) * 0.99)] if late else math.nan,
    )


def main(many: int = PEOPLE, wanted: Sequence[str] = ()) -> None:
    """All contenders; a table."""
    print(
        f"{many} holds of {HOLD:.0f} s, kill -9 when a quarter was told and when half was, restart after {AWAY:.0f} s\n"
    )
    print("| | lost | twice, in flight | twice for nothing | first told, s after the start | p99 late, s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for contender in bots(HOLD, wanted):
        one = killed(contender, many)
        first = "never" if one.first is None else f"{one.first:.2f}"
        row = f"{one.lost} | {one.in_flight} | {one.for_nothing} | {first} | {one.p99:.2f}"
        print(f"| {contender.name} | {row} |", flush=True)
        assert one.begun == many, f"{one.begun} holds began"
