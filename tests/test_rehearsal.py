"""The terminal door: it says, presses, waits and sleeps, and writes a conversation down to be played again."""

import io
from datetime import timedelta

import pytest

from bot.core.effects import Manner
from bot.knowledge import Knowledge
from bot.line import Key, Line
from bot.rehearsal import (
    LONGEST_JUMP,
    MORNING,
    Move,
    NoSuchButton,
    Rehearsal,
    Spoken,
    play,
    read_move,
    rehearse,
    written,
)
from bot.store.home import Store


@pytest.fixture
def rehearsal(knowledge: Knowledge, store: Store) -> Rehearsal:
    """Nobody has said anything yet."""
    return Rehearsal(knowledge, store)


async def test_says(rehearsal: Rehearsal) -> None:
    """A command begins the check; typed words answer its question, and the next one stands below them."""
    (hello,) = await rehearsal.says("/start")
    (age,) = await rehearsal.says("yes")
    assert (hello.text.split(".")[0], age.text.split("\n")[0]) == ("Hello, I am Unwind", "Now your age.")
    assert [each.line.manner for each in (hello, age)] == [Manner.ANEW, Manner.ANEW]


async def test_unknown_command(rehearsal: Rehearsal) -> None:
    """A command nobody knows, or none at all, is answered all the same."""
    assert [len(await rehearsal.says(words)) for words in ("/sing", "/", "/stop my leg is numb")] == [1, 1, 1]


async def test_presses(rehearsal: Rehearsal) -> None:
    """A button is found by its label, and the next question takes the place of its message."""
    await rehearsal.says("/start")
    (age,) = await rehearsal.presses("Yes, keep them")
    assert ("18 to 69" in age.labels, age.line.manner) == (True, Manner.OVER)


async def test_no_such_button(rehearsal: Rehearsal) -> None:
    """A label out of sight is named, with those in sight; data that no button carries is refused."""
    with pytest.raises(NoSuchButton, match=r"no button \[Fly\] among \[\]"):
        await rehearsal.presses("Fly")
    with pytest.raises(NoSuchButton, match="nonsense"):
        await rehearsal.presses_data("nonsense")


async def test_old_button(rehearsal: Rehearsal) -> None:
    """A button of a message long gone has a passing word, and moves nothing."""
    await rehearsal.says("/start")
    in_sight = rehearsal.keys()
    old = next(key.data for key in in_sight if key.label == "Yes, keep them")
    await rehearsal.presses("Yes, keep them")
    before = await rehearsal.store.person(rehearsal.person)
    await rehearsal.presses_data(old)
    assert (len(rehearsal.toasts), await rehearsal.store.person(rehearsal.person)) == (1, before)


async def test_waits(rehearsal: Rehearsal) -> None:
    """Time passes as told, to the second, also where nothing rings."""
    assert await rehearsal.waits(90.5) == ()
    assert rehearsal.clock.now() - MORNING == timedelta(seconds=90.5)


async def test_next_bell(rehearsal: Rehearsal) -> None:
    """Where no timer is set, the next bell is an hour off."""
    assert await rehearsal.next_bell() == LONGEST_JUMP


HEALTHY = ("Yes, keep them", "18 to 69", "None of these", "None of these", "0", *["None of these"] * 3)


async def test_sleeps(rehearsal: Rehearsal) -> None:
    """What fell due while the bot was down is rung late, at the moment it is up again."""
    await rehearsal.says("/start")
    for tap in HEALTHY:
        await rehearsal.presses(tap)
    while await rehearsal.next_bell() == LONGEST_JUMP:
        await rehearsal.presses(rehearsal.keys()[0].label)
    late = await rehearsal.sleeps(7200)
    assert [each.at - MORNING for each in late] == [timedelta(seconds=7200)] * len(late)
    assert late != ()


KEYS = ((Key(label="Ready", data="1:rdy"), Key(label="Stop", data="1:stop")),)


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        (Line(text="Rest."), ["<  Rest."]),
        (Line(text="Now.", rings=True), ["<! Now."]),
        (Line(text="Instead.", manner=Manner.OVER, rings=True), ["<~ Instead."]),
        (Line(text="<b>Lie</b> down &amp; rest.\n\nNow."), ["<  Lie down & rest.", "", "   Now."]),
        (Line(text="Go?", buttons=KEYS), ["<  Go?", "   [Ready] [Stop]"]),
    ],
)
def test_written(line: Line, lines: list[str]) -> None:
    """How it is said stands at the start of a line; tags are gone, and buttons follow in brackets."""
    assert list(written([Spoken(at=MORNING, line=line)])) == lines


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("> ready", Move(kind="say", words="ready")),
        ("> [I am ready]", Move(kind="press", words="I am ready")),
        ("~ 20 s", Move(kind="wait", words="20")),
        ("~ 1.5 s", Move(kind="wait", words="1.5")),
        ("# 7200 s down", Move(kind="down", words="7200")),
        ("# A remark.", None),
        ("~ 1.2.3 s", None),
        ("<  Rest.", None),
        ("   [Ready] [Stop]", None),
        ("", None),
    ],
)
def test_read_move(text: str, move: Move | None) -> None:
    """What a person does is read; what the bot said, and remarks, are not."""
    assert read_move(text) == move


TYPED = "/start\n[Fly]\n[Yes, keep them]\n~ 20\n~1.2.3\n\n[18 to 69]\nstop\n"


async def test_round_trip(knowledge: Knowledge, store: Store) -> None:
    """A conversation typed in the terminal, played again as a story, brings the same words."""
    shown = io.StringIO()
    story = await rehearse(knowledge, io.StringIO(TYPED), shown)
    assert await play(Rehearsal(knowledge, store), story) == story
    assert [line for line in story.splitlines() if line[:1] in (">", "~")] == [
        "> /start",
        "> [Yes, keep them]",
        "~ 20 s",
        "> ~1.2.3",
        "~ 3600 s",
        "> [18 to 69]",
        "> stop",
    ]
    assert "no button [Fly]" in shown.getvalue()


async def test_remarks_stay(rehearsal: Rehearsal) -> None:
    """A remark keeps its place; what the bot said before is told anew."""
    told = await play(rehearsal, "# A remark.\n<  What it never says.\n# 60 s down\n")
    assert told == "# A remark.\n# 60 s down\n"
