"""How fast a chat is written to, and how fast bulk flows: laws, with the time as an argument."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.bulk import SLACK, BulkPace
from bot.telegram.counts import Counts, Lane
from bot.telegram.pace import BURST, Pace

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
ANN, BEA, ROOM = 7, 8, -100
MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)

gaps = st.lists(st.integers(min_value=0, max_value=3_000_000), min_size=1, max_size=60)
"""Microseconds between one moment and the next."""


def later(seconds: float) -> datetime:
    """The moment so many seconds after AT."""
    return AT + timedelta(seconds=seconds)


def moments(microseconds: Sequence[int]) -> list[datetime]:
    """The moments with these gaps."""
    found = [AT]
    for gap in microseconds:
        found.append(found[-1] + gap * MICROSECOND)
    return found


def most_within(length: timedelta, left: Sequence[datetime]) -> int:
    """The most that left within any stretch of time of this length, its end left out."""
    return max((sum(start <= each < start + length for each in left) for start in left), default=0)


# --- a chat ------------------------------------------------------------------------------------------


def left_of(pace: Pace, chat: int, tries: Sequence[datetime]) -> list[datetime]:
    """When messages leave to a chat for which one waits at each of these moments."""
    left = []
    for at in tries:
        if chat not in pace.held(at):
            pace.spend(chat, at)
            left.append(at)
    return left


@given(gaps, st.sampled_from([0.3, 1.0, 7.0]), st.sampled_from([1, 10]))
def test_never_more_than_a_burst_and_the_rate(microseconds: Sequence[int], rate: float, seconds: int) -> None:
    """In no stretch of time, however it is cut, do more messages leave than a burst and what the rate adds."""
    left = left_of(Pace(rate), ANN, moments(microseconds))
    assert most_within(timedelta(seconds=seconds), left) <= BURST + rate * seconds


@given(gaps)
def test_a_chat_never_waits_longer_than_said(microseconds: Sequence[int]) -> None:
    """At the moment that `next` tells, one more may leave, and not a microsecond sooner."""
    pace = Pace(1.0)
    for at in moments(microseconds):
        pace.spend(ANN, at)
        ready = pace.next(at)
        if ready is not None:
            assert ANN in pace.held(ready - MICROSECOND)
            assert ready - at <= timedelta(seconds=BURST + 1)
            assert pace.held(ready) == frozenset()
            return


def test_a_burst_then_one_a_second() -> None:
    """Five at once, then one a second; the first second of a new burst comes after five."""
    pace = Pace(1.0)
    left = left_of(pace, ANN, [AT] * 9 + [later(tenth / 10) for tenth in range(1, 31)])
    assert [(at - AT).total_seconds() for at in left] == [0, 0, 0, 0, 0, 1, 2, 3]
    assert left_of(pace, ANN, [later(8)] * 9) == [later(8)] * BURST


def test_chats_do_not_wait_for_each_other() -> None:
    """Only the chat that was written to waits."""
    pace = Pace(1.0)
    pace.spend(ANN, AT, BURST)
    pace.spend(BEA, AT, BURST - 1)
    assert pace.held(AT) == frozenset({ANN})


def test_what_leaves_all_the_same_is_owed() -> None:
    """An urgent message, or a keyboard that goes, is paid back by waiting, but for no longer than a burst takes."""
    pace = Pace(1.0)
    pace.spend(ANN, AT, BURST + 2)
    assert pace.next(AT) == later(3)
    pace.spend(ANN, AT, 100)
    assert pace.next(AT) == later(BURST + 1)


def test_a_group_is_written_to_more_slowly() -> None:
    """Less than twenty messages a minute: in a person's chat it would be more than sixty."""
    tries = [later(tenth / 10) for tenth in range(600)]
    assert (len(left_of(Pace(1.0), ROOM, tries)), len(left_of(Pace(1.0), ANN, tries))) == (19, 64)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 4_000_000)), max_size=60))
def test_only_chats_of_the_last_seconds_are_remembered(writing: Sequence[tuple[int, int]]) -> None:
    """A chat whose burst is whole again is forgotten at the next message to anybody."""
    pace, at, last = Pace(1.0), AT, dict[int, datetime]()
    for chat, gap in writing:
        at += gap * MICROSECOND
        pace.spend(chat, at)
        last[chat] = at
        assert pace.known() <= sum(at - then <= 2 * BURST * SECOND for then in last.values())


@pytest.mark.parametrize("hours", [1, 24 * 365])
def test_a_clock_that_jumps_back_keeps_nobody_waiting(hours: int) -> None:
    """What is written down for a time that is far ahead now is forgotten."""
    pace = Pace(1.0)
    pace.spend(ANN, AT, BURST)
    before = AT - timedelta(hours=hours)
    assert pace.held(before) == frozenset()
    assert left_of(pace, ANN, [before] * 9) == [before] * BURST


def test_no_rate_no_waiting() -> None:
    """With 0 nobody waits, and nothing is remembered."""
    pace = Pace(0)
    assert len(left_of(pace, ANN, [AT] * 1000)) == 1000
    assert (pace.known(), pace.next(AT)) == (0, None)


# --- bulk --------------------------------------------------------------------------------------------

rates = st.sampled_from([1, 2, 30, 100])
turns = st.lists(st.integers(min_value=3_000, max_value=90_000), min_size=5, max_size=80)
"""Microseconds between two looks, with hiccups of nearly a tenth of a second."""


def flow(pace: BulkPace, looks: Sequence[datetime], answers: Sequence[int] = ()) -> tuple[BulkPace, list[datetime]]:
    """When bulk leaves if there always is some, and what the pace is then; so many answers leave before each look."""
    left: list[datetime] = []
    for number, at in enumerate(looks):
        for _ in range(answers[number % len(answers)] if answers else 0):
            pace = pace.after_answer(at)
        for _ in range(pace.room(at)):
            pace = pace.after_bulk(at)
            left.append(at)
    return pace, left


@given(rates, turns, st.lists(st.integers(0, 9), max_size=5))
def test_bulk_never_above_its_rate(rate: int, microseconds: Sequence[int], answers: Sequence[int]) -> None:
    """In no second, wherever it begins, do more leave than the rate, and at no moment more than a fifth of it."""
    _, left = flow(BulkPace(rate=rate), moments(microseconds), answers)
    assert most_within(SECOND, left) <= rate
    assert most_within(MICROSECOND, left) <= rate * SLACK.total_seconds() + 1


@given(rates, turns)
def test_bulk_uses_its_rate(rate: int, microseconds: Sequence[int]) -> None:
    """With hiccups of up to a tenth of a second, at least 98 of 100 places are used."""
    looks = moments(list(microseconds) * (1 + 3_000_000 // sum(microseconds)))
    _, left = flow(BulkPace(rate=rate), looks)
    assert len(left) >= 0.98 * rate * (looks[-1] - AT).total_seconds() - rate * SLACK.total_seconds() - 1


@given(rates, turns, st.lists(st.integers(0, 9), max_size=5))
def test_bulk_knows_when_it_may_go_on(rate: int, microseconds: Sequence[int], answers: Sequence[int]) -> None:
    """At the moment that `next` tells there is room, and not a microsecond sooner."""
    looks = moments(microseconds)
    pace, _ = flow(BulkPace(rate=rate), looks, answers)
    moment = pace.next(looks[-1])
    assert (pace.room(looks[-1]), pace.room(moment) > 0) == (0, True)
    assert pace.room(moment - MICROSECOND) == 0


@given(st.sampled_from([30, 100]), st.integers(1, 9))
def test_bulk_takes_what_answers_leave_and_never_starves(rate: int, answers: int) -> None:
    """Together they keep the rate while answers are fewer than half of it; bulk keeps its half whatever comes."""
    looks = [later(number / 20) for number in range(20 * 20)]
    _, left = flow(BulkPace(rate=rate), looks, [answers])
    rest = max(rate - 20 * answers, rate - rate // 2)
    assert 0.95 * rest * 20 <= len(left) <= rest * 20 + rate // 2


def test_bulk_is_even() -> None:
    """Thirty a second leave one every thirtieth of it, not thirty at once."""
    _, left = flow(BulkPace(rate=30), [later(thousandth / 1000) for thousandth in range(200)])
    assert [(at - AT) // timedelta(milliseconds=1) for at in left] == [0, 34, 67, 101, 134, 167]


def test_bulk_after_the_clock_jumped_back() -> None:
    """It goes on at once, and is never faster for it."""
    pace, _ = flow(BulkPace(rate=30), [later(number / 100) for number in range(100)])
    before = AT - timedelta(days=1)
    assert pace.next(before) == before
    pace, left = flow(pace, [before + timedelta(milliseconds=number) for number in range(3000)])
    assert most_within(SECOND, left) <= 30
    assert 60 <= len(left) <= 90


# --- counts ------------------------------------------------------------------------------------------


def test_counts() -> None:
    """Each lane counts for itself."""
    counts = Counts()
    for bulk in (True, False, True):
        counts.observe("arrived", bulk=bulk)
    assert counts.seen() == {(Lane.BULK, "arrived"): 2, (Lane.ANSWER, "arrived"): 1}
