"""Loading without the collector: what is loaded stays, and to look through it for rubbish again and again is slow."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
    """Begin to collect, in what comes from now on alone; what is there stays, and is never looked through."""
    gc.freeze()
    gc.enable()
