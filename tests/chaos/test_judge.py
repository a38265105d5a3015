"""The judge sees each thing that can go wrong: a journal that is in order, with one thing spoilt in it."""

from collections.abc import Sequence

import pytest

from tests.chaos.journal import Begun, Deed, Ended, Entry, Journal, Took
from tests.chaos.judge import Figures, Line, judge, judge_chat

HELLO, DOWN, HOLD, BACK = "Hello", "Down", "Stay here", "Back"
SCRIPT = (Line(text=HELLO), Line(text=DOWN), Line(text=HOLD, timed=True), Line(text=BACK, timed=True))
NOISE = Deed(chat=1, what="my zebra slippers", asks=True)
UNHEARD = "I did not get that."
STOPPED = "Stopped. Nothing more will come."


def says(text: str, moment: float = 0.0, *, broken: bool = False) -> Took:
    """The server took this from the bot."""
    return Took(chat=1, text=text, moment=moment, broken=broken)


def does(what: str) -> Deed:
    """The person did this."""
    return Deed(chat=1, what=what)


WELL: Sequence[Entry] = (does("/start"), says(HELLO), does("go"), says(DOWN), says(HOLD), says(BACK))


def faults(*entries: Entry) -> dict[str, int]:
    """What must be 0 and is not."""
    return judge_chat(entries, SCRIPT).faults


def test_all_well() -> None:
    """A session as it should be has no fault, and is counted."""
    expected = Figures(people=1, deeds=2, lines=4, finished=1)
    assert expected == judge_chat(WELL, SCRIPT)


def test_two_answers_to_two_words_that_mean_nothing() -> None:
    """Each is answered; only a third answer would be one too many."""
    twice = [*WELL[:5], NOISE, NOISE, says(UNHEARD), says(UNHEARD)]
    assert faults(*twice, WELL[5]) == {}
    assert faults(*twice, says(UNHEARD), WELL[5]) == {"twice_for_nothing": 1}


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([*WELL[:3]], "updates_lost"),
        ([*WELL[:5], NOISE, WELL[5]], "updates_lost"),
        ([*WELL[:4], WELL[5]], "holds_lost"),
        ([WELL[0], WELL[2], *WELL[3:]], "replies_lost"),
        ([*WELL[:5], says(DOWN), WELL[5]], "out_of_order"),
        ([*WELL[:5], says("What?"), WELL[5]], "out_of_order"),
        ([*WELL[:5], says(HOLD), WELL[5]], "twice_for_nothing"),
        ([*WELL[:5], says(STOPPED), WELL[5]], "after_a_stop"),
    ],
)
def test_one_fault(entries: Sequence[Entry], fault: str) -> None:
    """What went wrong is seen, and nothing else but that the session may not have come to its end."""
    found = faults(*entries)
    assert found.pop("left_in_a_hold", 0) == (entries[-1] != WELL[-1])
    assert found == {fault: 1}


def test_left_in_a_hold() -> None:
    """Whose hold never ends is left in it."""
    assert faults(*WELL[:5]) == {"left_in_a_hold": 1}


def test_never_heard() -> None:
    """Somebody of whom the server knows nothing is not forgotten."""
    assert judge(Journal(), [(1, SCRIPT)]).faults == {"left_in_a_hold": 1}


@pytest.mark.parametrize(
    "between",
    [
        [says(HOLD, broken=True)],
        [says(HOLD, 7.0), Ended(moment=7.1), Begun()],
        [says(HOLD, 7.0), Ended(moment=7.1), Begun(), says(HOLD, 9.0), Ended(moment=9.2), Begun()],
        [Ended(moment=7.0), says(HOLD, 7.1), Begun()],
    ],
)
def test_in_flight(between: Sequence[Entry]) -> None:
    """What was in flight at an end, or was cut off, may be said again."""
    figures = judge_chat([*WELL[:4], *between, *WELL[4:]], SCRIPT)
    copies = sum(isinstance(entry, Took) for entry in between)
    assert (figures.faults, figures.twice_in_flight) == ({}, copies)


def test_long_arrived() -> None:
    """What was taken long before an end was not in flight any more."""
    assert faults(*WELL[:4], says(HOLD, 1.0), Ended(moment=60.0), Begun(), *WELL[4:]) == {"twice_for_nothing": 1}


def test_offered_again() -> None:
    """A pause after we were away, and the step before once more, are no fault."""
    late: list[Entry] = [
        says("Knees back.\n\nI was away for a moment."),
        does("Go on"),
        says(f"Lie down again.\n\n{DOWN}"),
    ]
    figures = judge_chat([*WELL[:5], *late, *WELL[4:]], SCRIPT)
    assert (figures.faults, figures.held_again) == ({}, 1)


def test_stop() -> None:
    """A stop ends the session wherever it comes; what was asked meanwhile may go with it."""
    figures = judge_chat([*WELL[:5], NOISE, does("stop"), says(STOPPED)], SCRIPT)
    assert (figures.faults, figures.stopped, figures.finished) == ({}, 1, 0)


def test_beside() -> None:
    """Nonsense is answered beside the session, and that may be said twice as anything else."""
    answers: list[Entry] = [NOISE, says(UNHEARD, broken=True), says(UNHEARD)]
    figures = judge_chat([*WELL[:5], *answers, WELL[5]], SCRIPT)
    assert (figures.faults, figures.twice_in_flight) == ({}, 1)
