"""A lexicon file is checked at the door, and every fault is named by its line."""

from pathlib import Path

import pytest

from bot.understanding.lexicon_file import LexiconFault
from bot.understanding.lexicon_reading import load_lexicon
from bot.understanding.meaning import Waiting
from bot.understanding.pattern import read_pattern
from bot.understanding.read import read

SMALL = """\
language: xx
spelling: {}
ordinary: []
fillers: [uh]
joins: [and]
numbers: {words: {}, none: [], half: [], out_of: [], not_scores: [], around: []}
sides: {right: [], left: [], neither: []}
body_parts: {leg: [bein]}
words:
  numb: [taub]
denial: {words: [], no_denial: [], between: [], lists: [], inside: [], hedges: [], gone: []}
doubt: {past: [], recent: [], present: [], others: [], first_person: [], supposed: [], jokes: [], laughter: []}
idioms: []
no_pain: []
urgent:
  - {sign: both_legs, tier: E, says: [beide <leg> .. <numb>]}
pain: []
facts: []
intents:
  stop: {whole: [halt], inside: [stopp]}
"""


def written(folder: Path, text: str) -> Path:
    """A lexicon file with this text."""
    path = folder / "xx.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path, text: str) -> str:
    """What is said about a faulty lexicon."""
    with pytest.raises(LexiconFault) as told:
        load_lexicon(written(folder, text))
    return str(told.value)


def test_another_language_is_another_file(tmp_path: Path) -> None:
    """A lexicon with other words reads other words; nothing of English is left in the code."""
    lexicon = load_lexicon(written(tmp_path, SMALL))
    said = [read(text, Waiting.HOLD, lexicon).intent for text in ("halt", "beide bein sind taub", "stop")]
    assert said == ["stop", "urgent", "stop"]  # "stop" is a typo of "stopp" here
    assert lexicon.language == "xx"


def test_every_fault_of_shape_is_named_by_its_line(tmp_path: Path) -> None:
    """A wrong tier, an unknown key and an empty word are all named at once."""
    text = SMALL.replace("tier: E", "tier: F").replace("fillers: [uh]", "fillers: ['']\nfill: [uh]")
    told = faults_of(tmp_path, text).splitlines()
    assert [line.rsplit(":", 2)[0] for line in told] == ["xx.yaml:4", "xx.yaml:17", "xx.yaml:5"]


def test_every_pattern_that_cannot_be_read_is_named_by_its_line(tmp_path: Path) -> None:
    """Unknown groups, lost brackets, empty sides: each with its line, all at once."""
    text = SMALL.replace("[beide <leg> .. <numb>]", "[<arm> hurts, a|b, (a, + b, <end>]").replace(
        "[taub]", "[<arm>, a + b, taub <end>, '!']"
    )
    told = faults_of(tmp_path, text)
    assert [line[: line.index(":", 8)] for line in told.splitlines()] == ["xx.yaml:10"] * 4 + ["xx.yaml:16"] * 5
    assert "names <arm>, which is no group above it" in told


def test_a_group_that_stands_for_too_many_phrases_is_a_fault(tmp_path: Path) -> None:
    """Alternatives multiply; a group of more than 5000 phrases is refused."""
    many = " ".join(["(a|b|c|d|e|f|g|h|i|j)"] * 4)
    assert "stands for 10000 phrases" in faults_of(tmp_path, SMALL.replace("[taub]", f"[{many}]"))


def test_a_phrase_that_can_be_empty_is_a_fault(tmp_path: Path) -> None:
    """A group of nothing would stand everywhere."""
    assert "can be empty" in faults_of(tmp_path, SMALL.replace("[taub]", "[(taub|)]"))


def test_a_key_given_twice_is_a_fault(tmp_path: Path) -> None:
    """YAML would silently keep the last one."""
    assert faults_of(tmp_path, SMALL + "  stop: {whole: [ende]}\n") == "xx.yaml:21: stop is given twice"


@pytest.mark.parametrize(
    ("text", "told"),
    [("language: [", "xx.yaml:1: "), ("\x00", "xx.yaml:1: "), ("", "xx.yaml:1: "), ("- a", "xx.yaml:1: ")],
)
def test_a_file_that_is_no_lexicon_is_a_fault(tmp_path: Path, text: str, told: str) -> None:
    """Broken YAML, an empty file, a list: said in one line with the place."""
    assert faults_of(tmp_path, text).startswith(told)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """A missing lexicon is named, not traced."""
    with pytest.raises(LexiconFault, match=r"de\.yaml: cannot be read"):
        load_lexicon(tmp_path / "de.yaml")


def test_alternatives_are_written_out() -> None:
    """`(my|)` may be missing, `(a|b)` is either word."""

    def split(text: str) -> tuple[str, ...]:
        return (text,)

    patterns = read_pattern("(in|down) (my|) leg", split, tuple)
    plain = {" ".join(pattern.plain or ()) for pattern in patterns}
    assert {"in my leg", "in leg", "down my leg", "down leg"} == plain
