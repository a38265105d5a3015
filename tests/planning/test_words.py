"""The door of the words: every fault by file and line, and room for other languages."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content.faults import ContentFaults
from bot.content.root import find_root
from bot.core.drafts import Outcome
from bot.planning.load import load_plan_words
from bot.planning.read import read
from tests.planning.spoken import BERLIN, shown

Spoil = Callable[[str, str], None]

GERMAN = """
language: de
numbers: {6: [sechs], 7: [sieben], 15: [fünfzehn]}
weekdays: {1: [montag, montags], 5: [freitag]}
months: {12: [dezember]}
dates: ["<number> <month>"]
times:
  - say: ["<hour>", "<clock>", "<hour> uhr"]
  - say: ["halb <hour>"]
    minutes: -30
  - {say: ["<hour> uhr <number>", "<hour> uhr <spelled>"], spoken: 1}
parts:
  - {part: evening, say: [abends, am abend], from: "17:00", to: "23:59"}
single_date: ["(am|) <date>"]
daily: [(jeden tag|täglich)]
weekly: ["(jeden|am|) <weekday>"]
from: [ab]
until: [bis]
and: [und]
links: [um]
fillers: [bitte]
negations: [(nicht|kein|keine)]
beyond: [monatlich]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of content that may be spoilt."""
    shutil.copytree(find_root() / "plans", tmp_path / "plans")
    return tmp_path


def faults(root: Path, *spoilt: tuple[str, str], language: str = "en") -> list[str]:
    """What is wrong with the English words when each of these was replaced."""
    path = root / "plans" / "en.yaml"
    text = path.read_text("utf-8")
    for old, new in spoilt:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    with pytest.raises(ContentFaults) as raised:
        load_plan_words(root, language)
    return str(raised.value).splitlines()


def test_every_wrong_shape_at_once(root: Path) -> None:
    """What has the wrong shape is told by line, all of it."""
    spoilt = ("part: noon", "part: tea"), ("days: [6, 7]", "days: [6, 8]"), ("until:", "untill:")
    expected = [
        "plans/en.yaml:1: until is missing",
        "plans/en.yaml:N: parts.2.part is 'tea'; morning, noon, afternoon, evening or night",
        "plans/en.yaml:N: untill is not known; did you mean until?",
        "plans/en.yaml:N: weekday_sets.2.days.2 is 8; 1 to 7",
    ]
    given = faults(root, *spoilt)

    assert sorted(line.split(": ", 1)[1] for line in given) == sorted(line.split(": ", 1)[1] for line in expected)
    assert [int(line.split(":")[1]) > 1 for line in given if "missing" not in line] == [True] * 3


def test_every_wrong_phrase_at_once(root: Path) -> None:
    """Phrases that cannot be read, that lack a slot, that may be empty, and a name given to two numbers."""
    spoilt = (
        ('"(half|half past|thirty past) <hour>"', '"(half|half past|thirty past"'),
        ('"every <number> days"', '"every few days"'),
        ('links: [at, "@",', 'links: ["(at|)", "<hours>",'),
        ("2: [two]", "2: [two, one]"),
        ("language: en", "language: fr"),
    )
    slots = "<clock>, <date>, <hour>, <month>, <number>, <spelled>, <weekday>"
    expected = {
        "language is 'fr'; the file's name says another",
        f"times.2.say.1 has '(', which is no word; the slots are {slots}",
        "every.3.say.1 has the slots none; others are needed here",
        "links.1 is '(at|)'; it must not be able to be empty",
        f"links.2 has '<hours>', which is no word; the slots are {slots}",
        "numbers.2.2 is 'one', which is 1 already",
    }
    assert {line.split(": ", 1)[1] for line in faults(root, *spoilt)} == expected


def test_no_yaml_and_no_file(root: Path) -> None:
    """A file that is none is a fault too."""
    assert faults(root, ("fillers:", "fillers: [")) != []
    assert faults(root, language="tlh") == ["plans/tlh.yaml:1: is missing; content needs this file"]


def in_german(text: str, root: Path) -> Outcome:
    """What comes of a German text on Friday, 20 November 2026, at 13:00."""
    (root / "plans" / "de.yaml").write_text(GERMAN, "utf-8")
    return read(text, load_plan_words(root, "de"), BERLIN, datetime(2026, 11, 20, 12, tzinfo=UTC), routines={})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jeden Tag um halb sieben", "every day at 06:30"),
        ("täglich um 7 Uhr fünfzehn", "every day at 07:15"),
        ("abends um sieben", "every day at 19:00"),
        ("montags und am Freitag um 18 Uhr 15 ab 1 Dezember", "Mon and Fri at 18:15, from 1 December"),
        ("um sieben", "? half 07:00 19:00"),
        ("nicht am Montag", "! negated"),
        ("every day at 7", "! unknown"),
    ],
)
def test_another_language_is_another_file(text: str, expected: str, root: Path) -> None:
    """Half past six is "halb sieben" in German: what a phrase does to the hour is said in the file, not in code."""
    assert shown(in_german(text, root)) == expected
