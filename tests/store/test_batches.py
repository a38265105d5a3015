"""Batches: jobs share a transaction, those of one person follow each other, and one that fails fails alone."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.batches import Batches
from bot.store.faults import StoreFault


class Kitchen:
    """Does jobs together, one batch after the other, and writes down which were done together."""

    def __init__(self, bad: frozenset[str] = frozenset()) -> None:
        self.bad = bad
        self.batches: list[list[str]] = []

    async def together(self, jobs: Sequence[str]) -> Sequence[object]:
        """Take a while; one bad job spoils the batch."""
        self.batches.append(list(jobs))
        await asyncio.sleep(0)
        if not self.bad.isdisjoint(jobs):
            raise ValueError(", ".join(jobs))
        return [job.upper() for job in jobs]


def someone(*people: int) -> frozenset[int]:
    """The people a job is about."""
    return frozenset(people)


async def test_jobs_that_wait_are_done_together() -> None:
    """What was asked for in the same moment shares one batch, and each gets its own outcome."""
    kitchen = Kitchen()
    batches = Batches(kitchen.together, workers=1, most=10, room=100)
    outcomes = await asyncio.gather(*(batches.run(job, someone(n)) for n, job in enumerate("abc")))
    await batches.close()
    assert outcomes == ["A", "B", "C"]
    assert kitchen.batches == [["a", "b", "c"]]


async def test_a_batch_has_a_size() -> None:
    """No more jobs share a batch than were allowed."""
    kitchen = Kitchen()
    batches = Batches(kitchen.together, workers=1, most=2, room=100)
    await asyncio.gather(*(batches.run(job, someone(n)) for n, job in enumerate("abcde")))
    await batches.close()
    assert kitchen.batches == [["a", "b"], ["c", "d"], ["e"]]


async def test_a_job_that_fails_fails_alone() -> None:
    """The others of its batch are done again, each on its own."""
    kitchen = Kitchen(bad=frozenset("b"))
    batches = Batches(kitchen.together, workers=1, most=10, room=100)
    asked = (batches.run(job, someone(n)) for n, job in enumerate("abc"))
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    await batches.close()
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == ["A", "C"]
    assert [str(outcome) for outcome in outcomes if isinstance(outcome, ValueError)] == ["b"]


async def test_whoever_stops_waiting_harms_nobody() -> None:
    """A caller that was cancelled does not keep the outcome from the others."""
    kitchen = Kitchen()
    batches = Batches(kitchen.together, workers=1, most=10, room=100)
    first, second = (asyncio.ensure_future(batches.run(job, someone(n))) for n, job in enumerate("ab"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "B"
    await batches.close()


async def test_a_closed_line_takes_no_job() -> None:
    """What waits is still done; what comes later is refused."""
    kitchen = Kitchen()
    batches = Batches(kitchen.together, workers=2, most=1, room=100)
    waiting = [asyncio.ensure_future(batches.run(job, someone(n))) for n, job in enumerate("abc")]
    await asyncio.sleep(0)
    await batches.close()
    assert await asyncio.gather(*waiting) == ["A", "B", "C"]
    with pytest.raises(StoreFault, match="closed"):
        await batches.run("d", someone(4))


@given(st.lists(st.integers(1, 3), max_size=30), st.integers(1, 3), st.integers(1, 5))
def test_jobs_of_one_person_follow_each_other(people: list[int], workers: int, most: int) -> None:
    """Whatever the order in the line: two jobs of a person never share a batch, and stay in their order."""
    kitchen = Kitchen()

    async def life() -> None:
        batches = Batches(kitchen.together, workers=workers, most=most, room=5)
        jobs = [f"{person}:{place:02}" for place, person in enumerate(people)]
        await asyncio.gather(*(batches.run(job, someone(int(job[0]))) for job in jobs))
        await batches.close()

    asyncio.run(life())
    done = [job for batch in kitchen.batches for job in batch]
    assert sorted(done) == sorted(set(done))
    for person in "123":
        places = [job for job in done if job[0] == person]
        assert places == sorted(places)
    assert all(len({job[0] for job in batch}) == len(batch) for batch in kitchen.batches)
