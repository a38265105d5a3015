"""Safety texts are easy to read: Flesch-Kincaid grade 6 at most, measured with a simple count of syllables.

Written here, because the library made for it (textstat) brings two dictionaries and setuptools for one formula.
"""

import re

import pytest

from bot.content.phrases import phrases
from bot.content.root import find_root
from bot.content.sentences import split
from bot.content.yaml_lines import read

HIGHEST_GRADE = 6.0

EMERGENCY = "What you tell me needs help right away. Call your local emergency number."


def syllables(word: str) -> int:
    """The syllables of an English word: its groups of vowels, less a silent e at the end."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$", word.lower()) is not None
    return max(1, groups - silent)


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade of a text."""
    sentences = split(text)
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+|\d+", sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def safety_texts() -> dict[str, str]:
    """The texts under `safety`, by key."""
    document, _ = read(find_root() / "phrases.yaml", find_root())
    texts, _ = phrases(document)
    return {text.key: " ".join(text.sentences) for text in texts if text.key.startswith("safety.")}


@pytest.mark.parametrize(("key", "text"), safety_texts().items(), ids=list(safety_texts()))
def test_easy(key: str, text: str) -> None:
    """A person who is unwell can read it."""
    assert grade(text) <= HIGHEST_GRADE


def test_there_are_some() -> None:
    """The check has something to check."""
    assert {"safety.t_e", "safety.t_d", "safety.t_p"} <= set(safety_texts())


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Stop now. Rest.", -4.0, 1.0),
        (EMERGENCY, 3.0, 7.0),
        ("Spondylolisthesis necessitates professional physiotherapeutic consultation.", 20.0, 60.0),
    ],
)
def test_measure(text: str, low: float, high: float) -> None:
    """The measure tells easy from hard."""
    assert low < grade(text) < high
