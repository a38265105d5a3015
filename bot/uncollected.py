"""Loading without the collector: what is loaded stays, and to look through it for rubbish again and again is slow."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 100_000
"""Values made beyond those let go before a look for circles among them. Ours are trees, which go when nobody holds
them: Python's usual 700 would be reached with every other update."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector off meanwhile."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def settle() -> None:
    """Begin to collect, seldom, and in what comes from now on; what is there stays, and is never looked through."""
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    gc.enable()
