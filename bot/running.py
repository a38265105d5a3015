"""How the program runs: on uvloop, and hardly ever looking for rubbish; docs/speed.md says what that brings."""

import asyncio
import gc
from collections.abc import Coroutine

import uvloop

YOUNG = 100_000
"""Values made beyond those let go before a look for circles among them. Ours are trees, which need no such look: the
usual 700 are reached with every other update."""


def run(program: Coroutine[None, None, None]) -> None:
    """Run to the end. What was read before lives as long as the process, so it is never looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(program)
