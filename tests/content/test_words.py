"""Words by key: sides, counts, sentences, another language."""

from pathlib import Path

import pytest

from bot.content.load import load
from bot.core.library import Side
from bot.words import Words, both_sides


@pytest.fixture
def words(folder: Path) -> Words:
    """The words of the sample content."""
    return load(folder).words


def test_each_side(words: Words) -> None:
    """A text that names a side stands once for each side."""
    key = "stretch.side_drop.step.head_turn.say"

    expected = ["Turn your head to the left.", "Turn your head to the right."]
    assert expected == [words.text(key, side=side) for side in (Side.RIGHT, Side.LEFT)]


def test_no_side_needed(words: Words) -> None:
    """A text that names no side serves whichever side is asked for."""
    key = "stretch.side_drop.step.back.say"

    assert words.text(key) == words.text(key, side=Side.LEFT)


def test_counted(words: Words) -> None:
    """Words that count say one and other, with the number filled in."""
    expected = ["1 round", "2 rounds", "0 rounds"]
    assert expected == [words.text("menu.rounds", count=count) for count in (1, 2, 0)]


def test_counted_and_sided() -> None:
    """A text may count and name a side."""
    words = Words(entries={f"{key}#one": text for key, text in both_sides("a", ("{count} {side}",)).items()})

    assert "1 left" == words.text("a", side=Side.LEFT, count=1)  # noqa: SIM300
    assert "a" in words


def test_sentences(words: Words) -> None:
    """A text keeps its sentences apart for whoever wants them so."""
    assert words.sentences("stretch.side_drop.way_out") == ("Come back slowly.", "Take the way that hurts least.")


def test_other_gaps_stay(words: Words) -> None:
    """Gaps that the moment fills are left open."""
    expected = "Now the right side, {name}."
    assert expected == words.text("side.again", side=Side.RIGHT)


@pytest.mark.parametrize("key", ["nothing", "side.again", "menu.rounds"])
def test_no_words(words: Words, key: str) -> None:
    """A key without words, or asked for without its side or count, is named by the error."""
    with pytest.raises(KeyError, match=key):
        words.text(key)


def test_contains(words: Words) -> None:
    """One can ask whether there are words, for whichever side."""
    asked = ["stretch.side_drop.step.drop.say", "menu.rounds", "stretch.side_drop.step.back.more"]
    assert [key in words for key in asked] == [True, True, False]


def test_translated(words: Words) -> None:
    """Another language is a function over whole sentences; each side is a sentence of its own."""
    seen: list[str] = []
    german = {"Knees to the left.": "Die Knie nach links."}

    def translate(sentence: str) -> str:
        seen.append(sentence)
        return german.get(sentence, sentence)

    translated = words.translated(translate)

    expected = "Die Knie nach links."
    assert expected == translated.text("stretch.side_drop.step.drop.again", side=Side.LEFT)
    assert not [sentence for sentence in seen if "{side}" in sentence]


def test_sources_are_named(words: Words) -> None:
    """A stretch names its sources as their publishers do, whatever their titles claim."""
    expected = "How to drop your knees and cure your back (A publisher, 2011)"
    assert expected == words.text("stretch.side_drop.source")
