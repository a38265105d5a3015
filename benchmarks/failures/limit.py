"""60 people answer at once, and the server takes 30 messages a second from the bot, as Telegram does."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.contest import Contender, ask
from benchmarks.failures.stage import NO_END, bots, stage

PEOPLE = 60
LIMIT = 30
BEFORE, DURING = 45.0, 30.0
"""Seconds in which all come past what is asked only once, and seconds that count after it."""
DEAD = 20.0
"""Seconds without an answer after which nobody waits any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """Who had waited for so long, in the end; how many messages were refused in all; updates answered in a second, and
    how long that took, in seconds."""

    dead: int
    refused: int
    rate: float
    p50: float
    p99: float


def limited(contender: Contender, many: int) -> Limited:
    """One run; the limit is there from the first hello."""
    with stage(contender, many) as on:
        ask(on.port, "/weather", json.dumps({"limit": LIMIT}).encode())
        on.start()
        ask(on.port, "/arrive", b"")
        time.sleep(BEFORE)
        ask(on.port, "/mark", b"")
        time.sleep(DURING)
        found = ask(on.port, f"/stats?silent={DEAD}")
    return Limited(
        dead=int(found["silent"]),
        refused=int(found["FLOOD"]),
        rate=found["answers"] / DURING,
        p50=found["p50"] / 1000,
        p99=found["p99"] / 1000,
    )


def main(many: int = PEOPLE, wanted: Sequence[str] = ()) -> None:
    """All contenders; a table."""
    print(f"{many} people answer at once, the server takes {LIMIT} messages a second\n")
    print(
        f"| | died, of {many} | refused (429) | answers/s | p50 s | p99 s |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    for contender in bots(NO_END, wanted):
        one = limited(contender, many)
        row = f"{one.dead} | {one.refused} | {one.rate:.1f} | {one.p50:.2f} | {one.p99:.2f}"
        print(f"| {contender.name} | {row} |", flush=True)
