"""From effects to lines: keys become words, gaps are filled, and what a person reads is safe HTML."""

import pytest

from bot.core.effects import Button, Look, Manner, Name, Phrase, Pose, Say, Tone, Verb
from bot.core.library import Side
from bot.line import Key, Line
from bot.wording import label, line, sentences
from bot.words import Words, both_sides, with_side

WORDS = Words(
    entries={
        "hello": ("Hello.", "Lie down."),
        "aim": ("For a back < that & turns.",),
        "knees.in": ("Let both knees {dir}.",),
        "dir": ("sink",),
        "held": ("{first} and {second}.",),
        "rounds#one": ("{count} round.",),
        "rounds#other": ("{count} rounds.",),
        "stay#right#one": ("Stay on the right for {count} breath.",),
        "stay#right#other": ("Stay on the right for {count} breaths.",),
        "silent": (),
        "button.go": ("Go on",),
        "button.ticked": ("✓ {label}",),
        **both_sides("turn", ("Turn to the {side}.", "Look {other}.")),
    }
)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        (Phrase(key="hello"), ("Hello.", "Lie down.")),
        (Phrase(key="turn", side=Side.LEFT), ("Turn to the left.", "Look right.")),
        (Phrase(key="hello", side=Side.LEFT), ("Hello.", "Lie down.")),
        (Phrase(key="rounds", count=1), ("1 round.",)),
        (Phrase(key="rounds", count=0), ("0 rounds.",)),
        (Phrase(key="stay", side=Side.RIGHT, count=1), ("Stay on the right for 1 breath.",)),
        (Phrase(key="stay", side=Side.RIGHT, count=5), ("Stay on the right for 5 breaths.",)),
        (Phrase(key="hello", count=2), ("Hello.", "Lie down.")),
        (Phrase(key="knees.in", gaps=(("dir", Name(key="dir")),)), ("Let both knees sink.",)),
        (Phrase(key="knees.in", gaps=(("dir", Name(key="none", fallback="dir")),)), ("Let both knees sink.",)),
        (Phrase(key="held", gaps=(("first", 3), ("second", "four"))), ("3 and four.",)),
        (Phrase(key="none", fallback="hello"), ("Hello.", "Lie down.")),
        (Phrase(key="rounds", fallback="hello", count=2), ("2 rounds.",)),
        (Phrase(key="none", optional=True), ()),
        (Phrase(key="none", fallback="neither", optional=True), ()),
    ],
)
def test_sentences(phrase: Phrase, said: tuple[str, ...]) -> None:
    """Side, count, gaps, the words that stand in, and those that may be missing."""
    assert sentences(phrase, WORDS) == said


@pytest.mark.parametrize(
    "phrase",
    [
        Phrase(key="none"),
        Phrase(key="none", fallback="neither"),
        Phrase(key="turn"),
        Phrase(key="stay", side=Side.LEFT, count=1),
        Phrase(key="knees.in", gaps=(("dir", Name(key="none")),)),
        Phrase(key="knees.in", gaps=(("way", "up"),)),
    ],
    ids=["no words", "no words twice", "no side", "another side", "no words for the gap", "another gap"],
)
def test_missing(phrase: Phrase) -> None:
    """A key without words is a fault, and never half a sentence."""
    with pytest.raises(KeyError):
        sentences(phrase, WORDS)


@pytest.mark.parametrize(
    ("phrases", "text"),
    [
        ((), ""),
        ((Phrase(key="hello", look=Look.TITLE),), "<b>Hello.</b> Lie down."),
        ((Phrase(key="hello", look=Look.NOTE),), "<i>Hello. Lie down.</i>"),
        ((Phrase(key="hello", look=Look.ITEM),), "• Hello.\n• Lie down."),
        ((Phrase(key="aim"),), "For a back &lt; that &amp; turns."),
        ((Phrase(key="dir"), Phrase(key="dir")), "sink\n\nsink"),
        (
            (Phrase(key="dir", look=Look.ITEM), Phrase(key="dir", look=Look.ITEM), Phrase(key="dir")),
            "• sink\n• sink\n\nsink",
        ),
        ((Phrase(key="dir"), Phrase(key="dir", look=Look.ITEM)), "sink\n\n• sink"),
        (
            (Phrase(key="dir"), Phrase(key="none", optional=True), Phrase(key="silent"), Phrase(key="dir")),
            "sink\n\nsink",
        ),
    ],
)
def test_text(phrases: tuple[Phrase, ...], text: str) -> None:
    """Paragraphs stand apart, items close; the first sentence of a title stands out; signs of HTML are words."""
    assert line(Say(phrases=phrases, turn=1), WORDS).text == text


def test_line() -> None:
    """Buttons carry the turn, the verb and the value; all else is handed on as it is."""
    go = Phrase(key="button.go")
    rows = (
        (
            Button(label=go, verb=Verb.READY, tone=Tone.GO),
            Button(label=go, verb=Verb.ANSWER, value="yes", ticked=True),
        ),
        (),
        (Button(label=go, verb=Verb.STOP),),
    )
    pose = Pose(stretch="knee_drop", pose="dropped", side=Side.LEFT)
    said = Say(phrases=(Phrase(key="dir"),), turn=12, buttons=rows, rings=True, manner=Manner.OVER, pose=pose)
    assert line(said, WORDS) == Line(
        text="sink",
        buttons=(
            (
                Key(label="Go on", data="12:rdy", tone=Tone.GO),
                Key(label="✓ Go on", data="12:an:yes"),
            ),
            (Key(label="Go on", data="12:stop"),),
        ),
        rings=True,
        manner=Manner.OVER,
        pose=pose,
    )


def test_label() -> None:
    """The words of a button are plain text: nothing in them is escaped."""
    assert label(Phrase(key="aim"), WORDS) == "For a back < that & turns."


def test_too_long() -> None:
    """A button that could not be sent is a fault here, not a refusal there."""
    button = Button(label=Phrase(key="dir"), verb=Verb.ANSWER, value="a" * 64)
    with pytest.raises(ValueError, match="a button carries 64"):
        line(Say(phrases=(), turn=1, buttons=((button,),)), WORDS)


@pytest.mark.parametrize("key", ["hello", "turn", "rounds", "stay"])
def test_in_words(key: str) -> None:
    """A key has words also where they stand for each side, or for one and many."""
    assert key in WORDS


def test_not_in_words() -> None:
    """The mark of a side is no part of a key's name."""
    assert [key for key in ("none", "turn#", "hello#right") if key in WORDS] == []


def test_text_of_words() -> None:
    """The sentences of a key, as one text."""
    assert WORDS.text("turn", side=Side.RIGHT) == "Turn to the right. Look left."


def test_translated() -> None:
    """Another language has the same keys, sentence by sentence."""
    assert WORDS.translated(lambda text: text.replace("Turn", "Dreh")).text("turn", side=Side.LEFT) == (
        "Dreh to the left. Look right."
    )


def test_sides() -> None:
    """Words that name a side become one entry for each; others stay one."""
    assert with_side("{side}, not {other}", Side.LEFT) == "left, not right"
    assert both_sides("a", ("Rest.",)) == {"a": ("Rest.",)}
    assert both_sides("a", ("To the {other}.",)) == {"a#right": ("To the left.",), "a#left": ("To the right.",)}
