"""What one run of a contender brought, and how all of them are shown side by side."""

import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OURS = "Unwind"
COMPARED = ("rate", "cpu", "p50", "p99", "memory")
BUSY = 0.9
"""So much of a processor, and the server may have been the limit, not the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One run: updates a second, seconds of processor for 1,000 updates (of the bot, and of what it needs beside
    it), milliseconds to an answer, megabytes; how many people waited long at the end, and how much of a processor the
    server took that the people are in."""

    rate: float
    cpu: float
    p50: float
    p99: float
    memory: float
    silent: float
    driver: float


def median(runs: Sequence[Figures]) -> Figures:
    """Each figure in the middle of those of all runs."""
    columns = {name: statistics.median(getattr(run, name) for run in runs) for name in Figures.__slots__}
    return Figures(**columns)


def report(found: Mapping[str, Figures]) -> None:
    """A table of all, how ours compare with the others, and whose figures are not to be trusted."""
    print("| | updates/s | CPU s per 1,000 | p50 ms | p99 ms | MB |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, one in found.items():
        print(f"| {name} | {one.rate:,.0f} | {one.cpu:.2f} | {one.p50:.1f} | {one.p99:.1f} | {one.memory:.0f} |")
        if one.silent:
            print(f"{name}: {one.silent:.0f} had waited for more than 3 s at the end", file=sys.stderr)
        if one.driver > BUSY:
            print(f"{name}: the server took {one.driver:.0%} of a processor; it may be the limit", file=sys.stderr)
    ours = [name for name in found if name.startswith(OURS)]
    others = [name for name in found if name not in ours]
    if ours and others:
        print("\n| ours to theirs | updates/s | CPU | p50 | p99 | MB |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, other in ((name, other) for name in ours for other in others):
        print(f"| {name} : {other} | {_ratios(found[name], found[other])} |")


def _ratios(one: Figures, other: Figures) -> str:
    """How many times the updates, and what share of the processor, of the times and of the memory."""
    return " | ".join(f"{getattr(one, name) / getattr(other, name):.2f}" for name in COMPARED)
