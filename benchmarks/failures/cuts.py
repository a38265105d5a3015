"""800 people go into a hold while the line is cut behind some messages, and others are answered with a 5xx."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.contest import Contender, ask
from benchmarks.crowd import FIRST
from benchmarks.failures.lays import Heard, lays
from benchmarks.failures.stage import HOLD, bots, gather, stage, until_quiet
from benchmarks.lying import SIGNS

PEOPLE = 800
SHARE = 0.02
"""How many messages are cut off after they were taken, and as many are answered with 500 or 502, of 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What went wrong, and what became of it: people whose "ready" was never answered, holds never told to be over,
    words said again after a cut, and for nothing."""

    cuts: int
    troubles: int
    unanswered: int
    lost: int
    after_a_cut: int
    for_nothing: int


def cut(contender: Contender, many: int, seed: int = 1) -> Cut:
    """One run."""
    with stage(contender, many, " lying") as on:
        on.start()
        gather(on.port, many)
        ask(on.port, "/weather", json.dumps({"cut": SHARE, "trouble": SHARE, "seed": seed}).encode())
        ask(on.port, "/lie", b"")
        until_quiet(on.port)
        heard: Heard = ask(on.port, "/heard")  # type: ignore[assignment]
        cuts: list[tuple[int, str]] = ask(on.port, "/cuts")  # type: ignore[assignment]
        met = ask(on.port, "/stats")
    found = lays(heard, SIGNS[contender.who], range(FIRST, FIRST + many))
    said, broken = Counter((chat, text) for chat, _, text in heard), Counter((chat, text) for chat, text in cuts)
    again = sum(times - 1 for times in said.values())
    after_a_cut = sum(min(times - 1, broken[words]) for words, times in said.items())
    return Cut(
        cuts=int(met["CUT"]),
        troubles=int(met["TROUBLE"]),
        unanswered=sum(not lay.begun for lay in found),
        lost=sum(not lay.over for lay in found),
        after_a_cut=after_a_cut,
        for_nothing=again - after_a_cut,
    )


def main(many: int = PEOPLE, wanted: Sequence[str] = ()) -> None:
    """All contenders; a table."""
    print(f"{many} holds; {SHARE:.0%} of all messages are cut off after they were taken, {SHARE:.0%} meet 500 or 502\n")
    print(
        "| | cut off | 5xx | people without an answer | holds never told over | twice after a cut | twice for nothing |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for contender in bots(HOLD, wanted):
        one = cut(contender, many)
        fate = f"{one.cuts} | {one.troubles} | {one.unanswered} | {one.lost} | {one.after_a_cut} | {one.for_nothing}"
        print(f"| {contender.name} | {fate} |", flush=True)
