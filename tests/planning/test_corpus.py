"""What people type, and what comes of it."""

from pathlib import Path

import pytest

from tests.planning.spoken import USUAL, shown, understood

LINES = Path(__file__).with_name("corpus.tsv").read_text("utf-8").splitlines()
CORPUS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "expected"), CORPUS)
def test_corpus(text: str, expected: str) -> None:
    """Each line is understood, asked about or refused, as it should be."""
    assert shown(understood(text)) == expected


def test_the_corpus_is_wide() -> None:
    """It has at least 150 lines, and many of each kind."""
    kinds = [expected[0] if expected[0] in "?!" else "" for _, expected in CORPUS]
    assert (len(kinds) >= 150, kinds.count("?") >= 20, kinds.count("!") >= 60) == (True, True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mornings", "every day at 06:45"),
        ("tomorrow evening", "on 21 November at 18:00"),
        ("mornings and evenings", "every day at 06:45 and 18:00"),
        ("6", "every day at 18:00"),
        ("today at 6", "on 20 November at 18:00"),
        ("7", "? half 07:00 19:00"),
        ("every day at 6", "every day at 06:00"),
        ("in the evening at 7", "every day at 19:00"),
        ("in the afternoon", "? afternoon"),
    ],
)
def test_what_is_known_of_the_person(text: str, expected: str) -> None:
    """Somebody's morning is 6:45 and evening 18:00: the words mean that, and a bare time is theirs if just one fits."""
    assert shown(understood(text, known=USUAL)) == expected


@pytest.mark.parametrize("typo", ["evry day at 7", "every dya at 7", "wekdays at 7", "tomorow at 7", "mondy at 7 pm"])
def test_a_typo_is_not_guessed(typo: str) -> None:
    """A word that is not known is no other word."""
    assert shown(understood(typo)) == "! unknown"


def test_a_long_text() -> None:
    """Sixty words are read; a longer text is no plan, whatever stands in it."""
    assert shown(understood("please " * 57 + "every day 7")) == "every day at 07:00"
    assert shown(understood("please " * 58 + "every day 7")) == "! unknown"
