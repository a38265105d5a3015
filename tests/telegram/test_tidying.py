"""Old keyboards go when nobody waits, and never at anybody's cost."""

import asyncio

from bot.telegram.flow import Flow
from bot.telegram.tidying import MOST_AT_ONCE, MOST_WAITING, Leisure, Tidying
from tests.telegram.made import AT


class Clearing:
    """Clears that end when they are told to."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []
        self.may_end = asyncio.Event()

    async def clear(self, person: int, message: int) -> None:
        """Begin, and wait."""
        self.begun.append((person, message))
        await self.may_end.wait()


async def ended(clearing: Clearing, tidying: Tidying) -> None:
    """All that has set out is done."""
    clearing.may_end.set()
    await asyncio.gather(*tidying.under_way())


async def test_nothing_goes_before_there_is_time() -> None:
    """A keyboard that is to go waits until somebody says that there is time."""
    clearing, freed = Clearing(), asyncio.Event()
    tidying = Tidying(clearing.clear, freed.set)
    tidying.later(7, 1)
    assert (frozenset(), []) == (tidying.under_way(), clearing.begun)
    tidying.begin()
    await ended(clearing, tidying)
    assert ([(7, 1)], frozenset()) == (clearing.begun, tidying.under_way())
    assert freed.is_set()


async def test_few_go_at_once_the_latest_first() -> None:
    """What lies lowest in a chat is seen most."""
    clearing = Clearing()
    tidying = Tidying(clearing.clear, lambda: None)
    for message in range(MOST_AT_ONCE + 2):
        tidying.later(7, message)
    tidying.begin()
    tidying.begin()
    await asyncio.sleep(0)
    assert [(7, message) for message in range(MOST_AT_ONCE + 1, 1, -1)] == clearing.begun
    await ended(clearing, tidying)
    tidying.begin()
    await ended(clearing, tidying)
    assert clearing.begun[MOST_AT_ONCE:] == [(7, 1), (7, 0)]


async def test_those_of_long_ago_stay() -> None:
    """No more wait than there is room for: the oldest have scrolled away, and their buttons move nothing."""
    clearing = Clearing()
    clearing.may_end.set()
    tidying = Tidying(clearing.clear, lambda: None)
    for message in range(MOST_WAITING + 3):
        tidying.later(7, message)
    for _ in range(MOST_WAITING):
        tidying.begin()
        await asyncio.gather(*tidying.under_way())
    assert {(7, message) for message in range(3, MOST_WAITING + 3)} == set(clearing.begun)


async def test_they_go_apart() -> None:
    """However many wait, one sets out, and the next only when it is said that it may."""
    clearing, freed = Clearing(), asyncio.Event()
    tidying = Tidying(clearing.clear, freed.set, Leisure(apart=0.001))
    for message in range(3):
        tidying.later(7, message)
    tidying.begin()
    tidying.begin()
    await asyncio.sleep(0)
    assert clearing.begun == [(7, 2)]
    await freed.wait()
    tidying.begin()
    await asyncio.sleep(0)
    assert clearing.begun == [(7, 2), (7, 1)]
    await ended(clearing, tidying)


async def test_none_sets_out_at_the_end() -> None:
    """Nor does one that is to go only then."""
    clearing = Clearing()
    tidying = Tidying(clearing.clear, lambda: None)
    tidying.later(7, 1)
    tidying.end()
    tidying.later(7, 2)
    tidying.begin()
    assert tidying.under_way() == frozenset()


def test_it_is_calm_while_most_lanes_are_free() -> None:
    """Neither under load nor after a flood is there time."""
    flow = Flow.full(32)
    flooded = flow.after_flood(7, AT).after_flood(8, AT)
    assert [flow.is_calm(busy) for busy in (0, 8, 9)] == [True, True, False]
    assert not flooded.is_calm(0)
