"""What typed words are taken for, by what the bot waits for: in every phase, in a person's words."""

from datetime import UTC, date, datetime

import pytest

from bot.core.events import (
    Answered,
    Asked,
    Chose,
    Eased,
    Event,
    Hardened,
    PainFelt,
    Readied,
    Repeated,
    Resumed,
    Shortened,
    Sided,
    Skipped,
    Stopped,
    Suspended,
    Unclear,
    UrgentSaid,
    Waited,
    WentBack,
)
from bot.core.library import Side
from bot.core.questions import NO, Answers
from bot.core.screens import begin, give
from bot.core.session import (
    After,
    AnyPhase,
    Checking,
    Choosing,
    Course,
    Ended,
    Feel,
    Feeling,
    Holding,
    Idle,
    Locked,
    Paused,
    Poised,
    Resting,
    Session,
)
from bot.heard import Said
from bot.hearing import hear, waiting
from bot.knowledge import Knowledge
from bot.understanding.meaning import Waiting

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SESSION = Session(routine="knee_drop", course=Course(stretch="knee_drop", level="LB1", rounds=2))
POISED, HOLDING, RESTING = Poised(session=SESSION), Holding(session=SESSION), Resting(session=SESSION)
PAUSED, CHOOSING, IDLE, LOCKED = Paused(session=SESSION), Choosing(), Idle(), Locked()
SCORE, THREE = Feeling(ask=Feel.SCORE), Feeling(ask=Feel.THREE)
HOW_WAS_IT, WHICH_SIDE = Ended(session=SESSION), Ended(session=SESSION, ask=After.SIDE)

SAID = [
    (POISED, "ready", Readied(at=AT)),
    (POISED, "ok", Readied(at=AT)),
    (POISED, "gimme a sec", Waited(at=AT)),
    (POISED, "too much for my hip", Eased(at=AT, part="hip")),
    (POISED, "too easy", Hardened(at=AT)),
    (POISED, "say that again", Repeated(at=AT)),
    (POISED, "go back", WentBack(at=AT)),
    (POISED, "skip this one", Skipped(at=AT)),
    (POISED, "i need a break", Suspended(at=AT)),
    (POISED, "left side", Sided(at=AT, side=Side.LEFT)),
    (POISED, "start with the right side please", Sided(at=AT, side=Side.RIGHT)),
    (POISED, "other side first", Chose(at=AT, what="other_side")),
    (POISED, "what can you do", Asked(at=AT, topic="help")),
    (POISED, "stop", Stopped(at=AT)),
    (POISED, "btw im 20 weeks pregnant", Stopped(at=AT, fact="new_fact:Q22")),
    (POISED, "is this good for my slipped disc?", Stopped(at=AT, fact="new_fact:Q20")),
    (POISED, "thanks a lot", Unclear(at=AT, what="thanks")),
    (POISED, "remind me every morning", Unclear(at=AT, what="remind")),
    (POISED, "purple elephants", Unclear(at=AT)),
    (POISED, "my back", Unclear(at=AT, part="back")),
    (HOLDING, "wait", Suspended(at=AT)),
    (HOLDING, "ok", Resumed(at=AT)),
    (HOLDING, "keep going", Resumed(at=AT)),
    (HOLDING, "ouch", PainFelt(at=AT, kind="hurts", soft=True)),
    (HOLDING, "back hurts", PainFelt(at=AT, kind="hurts", part="back", soft=True)),
    (HOLDING, "sharp pain in my knee", PainFelt(at=AT, kind="sharp", part="knee")),
    (HOLDING, "it hurts, 7", PainFelt(at=AT, kind="hurts", score=7, soft=True)),
    (HOLDING, "cant feel my bum", UrgentSaid(at=AT, sign="saddle", tier="E")),
    (HOLDING, "foot is floppy since this morning", UrgentSaid(at=AT, sign="weak_leg", tier="D")),
    (HOLDING, "lol nearly peed myself laughing", UrgentSaid(at=AT, sign="bladder", tier="E", doubtful=True)),
    (HOLDING, "my knee hurt yesterday", Unclear(at=AT, part="knee")),
    (HOLDING, "it hurt yesterday", Unclear(at=AT, part="hurts")),
    (HOLDING, "shorter on this side", Shortened(at=AT)),
    (RESTING, "wait", Suspended(at=AT)),
    (RESTING, "7", Answered(at=AT, code="7")),
    (PAUSED, "lets go on", Resumed(at=AT)),
    (CHOOSING, "help", Asked(at=AT, topic="help")),
    (IDLE, "start", Resumed(at=AT)),
    (IDLE, "it hurts", PainFelt(at=AT, kind="hurts", soft=True)),
    (LOCKED, "stop", Stopped(at=AT)),
    (SCORE, "four or five", Answered(at=AT, code="5")),
    (SCORE, "none at all", Answered(at=AT, code="0")),
    (SCORE, "no idea", Answered(at=AT, code="not_sure")),
    (THREE, "no", Answered(at=AT, code="no")),
    (THREE, "yes", Answered(at=AT, code="yes")),
    (HOW_WAS_IT, "like a 3", Answered(at=AT, code="3")),
    (WHICH_SIDE, "rigth one", Sided(at=AT, side=Side.RIGHT)),
]


@pytest.mark.parametrize(("phase", "said", "expected"), SAID, ids=lambda each: getattr(each, "name", None))
def test_said(knowledge: Knowledge, phase: AnyPhase, said: str, expected: Event) -> None:
    """These words are this event to somebody who stands here."""
    assert heard(knowledge, phase, said) == expected


def heard(knowledge: Knowledge, phase: AnyPhase, words: str, **more: bool | str) -> Event:
    """What the words are taken for."""
    said = Said(text=words, **more)  # type: ignore[arg-type]
    return hear(said, phase, knowledge.lexicon, knowledge.content.library.table, AT)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ready", Unclear(at=AT, what="edited")),
        ("purple elephants", Unclear(at=AT, what="edited")),
        ("stop", Stopped(at=AT)),
        ("it hurts", PainFelt(at=AT, kind="hurts", soft=True)),
        ("cant feel my bum", UrgentSaid(at=AT, sign="saddle", tier="E")),
        ("my knee hurt yesterday", Unclear(at=AT, part="knee")),
    ],
)
def test_edited(knowledge: Knowledge, said: str, expected: Event) -> None:
    """Of words edited later, only what may need help counts."""
    assert expected == heard(knowledge, POISED, said, edited=True)


@pytest.mark.parametrize("otherwise", ["words", "command", "reaction"])
def test_otherwise(knowledge: Knowledge, otherwise: str) -> None:
    """What means nothing is reported as what it was."""
    assert heard(knowledge, POISED, "🦄", otherwise=otherwise) == Unclear(at=AT, what=otherwise)


def checking(knowledge: Knowledge, *codes: str, kind: str = "full", items: tuple[str, ...] = ()) -> Checking:
    """A check after these answers."""
    known: Answers = tuple((item, ("yes",)) for item in items)
    table = knowledge.content.library.table
    check = begin(kind, table, known, items=items, day=date(2026, 3, 2))
    for code in codes:
        check = give(check, code, table)
    return Checking(check=check)


def test_check(knowledge: Knowledge) -> None:
    """A check waits for yes or no, and for a number where it asks how much it hurts."""
    table = knowledge.content.library.table
    first, pain = checking(knowledge), checking(knowledge, "yes", "18_69", NO, NO)
    assert [waiting(phase, table) for phase in (first, pain)] == [Waiting.QUESTION, Waiting.NUMBER]
    assert [heard(knowledge, first, "yes please"), heard(knowledge, pain, "about a 2")] == [
        Answered(at=AT, code="yes"),
        Answered(at=AT, code="2"),
    ]


@pytest.mark.parametrize("said", ["2026-03-01", "1 March", "March 1st", " 12th of March 2026 "])
def test_day(knowledge: Knowledge, said: str) -> None:
    """A day typed in a check is the answer to whatever asks for one; the check reads it, or refuses it."""
    assert heard(knowledge, checking(knowledge), said) == Answered(at=AT, code=said.strip())


def test_day_elsewhere(knowledge: Knowledge) -> None:
    """Outside of a check a day is no answer."""
    assert heard(knowledge, POISED, "1 March") == Unclear(at=AT)


@pytest.mark.parametrize(
    ("phase", "expected"), [(IDLE, "idle"), (POISED, "step"), (HOLDING, "hold"), (SCORE, "number")]
)
def test_waiting(knowledge: Knowledge, phase: AnyPhase, expected: str) -> None:
    """What the bot waits for follows from the phase alone."""
    assert waiting(phase, knowledge.content.library.table) == expected
