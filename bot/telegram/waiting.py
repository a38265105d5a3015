"""Waiting, in the process's own time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeAlias

LONGEST_PAUSE = 30.0
"""Seconds between two tries at most: whoever lies in a twist must not wait longer once the line is back."""

Pause: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits for so many seconds. Raises CancelledError when the program ends meanwhile."""


Pauses: TypeAlias = Callable[[int], float]
"""Seconds to wait after so many failures in a row."""


def pause_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4, 8, 16, 30, 30, ..."""
    return min(float(1 << min(failures - 1, 5)), LONGEST_PAUSE)


def pausing(stop: asyncio.Event) -> Pause:
    """A pause that the end of the program breaks off."""

    async def pause(seconds: float) -> None:
        await first_of(stop, seconds=seconds)
        if stop.is_set():
            raise asyncio.CancelledError

    return pause


async def first_of(*events: asyncio.Event, seconds: float | None = None) -> None:
    """Wait until one of the events is set, or `seconds` are over."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def unless(stop: asyncio.Event, asking: Coroutine[None, None, None]) -> None:
    """Wait for something that may be left undone when `stop` is set."""
    task, stopped = asyncio.ensure_future(asking), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
    finally:
        task.cancel()
        stopped.cancel()
        await asyncio.gather(task, stopped, return_exceptions=True)
