"""The door of content/readiness.yaml: whole today, and every fault named by file and line."""

from pathlib import Path

import pytest

from bot.content.faults import ContentFaults
from bot.readiness_content import read_readiness
from tests.core.answering import CONTENT, TABLE, WORDS

TEXT = (CONTENT / "readiness.yaml").read_text("utf-8")


def faults(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """The faults of the file after these changes."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "readiness.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentFaults) as caught:
        read_readiness(path, folder)
    return str(caught.value).splitlines()


def test_every_question_of_the_reference_is_there() -> None:
    """Q0 to Q38, and no other question has to be answered."""
    expected = {f"Q{number}" for number in range(39)}

    assert expected <= set(TABLE.questions)
    assert expected - {"Q0"} == {id for id, question in TABLE.questions.items() if question.required}


def test_words_have_flat_keys() -> None:
    """One key for each text, as `wording` looks them up."""
    expected = "readiness.Q2.ask readiness.Q2.again readiness.Q2.line readiness.Q17.choice.longer"

    assert set(expected.split()) <= set(WORDS)
    assert {"readiness.verdict.cleared", "readiness.screen.urgent_1.intro"} <= set(WORDS)


def test_words_claim_nothing() -> None:
    """No word says diagnosis, screening, safe for everyone, cured; the first screen says what this is."""
    said = " ".join(WORDS.values()).lower()

    assert [word for word in ("diagnos", "screening", "cure", "heal ", "par-q", "risk-free") if word in said] == []
    consent = WORDS["readiness.screen.consent.intro"]
    assert "automatic program" in consent
    assert "No clinician has reviewed" in consent
    assert "works without storing" in consent


def test_sources_and_reasons_stand_in_every_row() -> None:
    """A row without a source cannot be audited."""
    rules = [rule for question in TABLE.questions.values() for rule in question.rules]

    assert all(rule.sources for rule in rules)
    assert {f"readiness.reason.{rule.reason}" for rule in rules} <= set(WORDS)


def test_a_wrong_shape_is_named_by_line(tmp_path: Path) -> None:
    """Unknown keys and wrong values, both at once."""
    said = faults(tmp_path, ("full_days: 90", "full_days: 900"), ("kind: score", "kind: number"))

    assert len(said) == 2
    assert said[0].startswith("readiness.yaml:15: limits.full_days ")
    assert "questions.Q30.kind" in said[1]


def test_broken_yaml_is_named_by_line(tmp_path: Path) -> None:
    """No YAML, no table."""
    assert faults(tmp_path, ("version: 1", "version: [1"))[0].startswith("readiness.yaml:")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("consent: Q0", "consent: Q99", "names Q99, which is no question"),
        ("back_pain: {question: Q30", "back_pain: {question: Q99", "names Q99, which is no question"),
        ("full: [consent,", "full: [welcome,", "names welcome, which is no screen"),
        ("age: {questions: [Q1]}", "age: {questions: [Q99]}", "names Q99, which is no question"),
        ("keeps: [Q9]", "keeps: [Q11]", "names Q11, which is no question of it"),
        ("age: {questions: [Q1]}", "age: {questions: [Q0]}", "is asked 0 times in the full check; once"),
        ("    line: Losing weight without trying\n", "", "has no line, but stands on the screen history_1"),
        ("when: back_pain", "when: leg_pain", "names leg_pain, which is no circumstance"),
        ('healthy: "18_69"', "healthy: adult", "names adult, which is no answer of it"),
        ("days: {today: 0", "days: {now: 0", "names now, which is no answer of it"),
        ("then: {any: [Q32_score]}", "then: {all: [Q32_score]}", "names all, which is no answer of it"),
        ("then: {any: [Q32_score]}", "then: {any: [Q99]}", "names Q99, which is no question"),
        ("    again: Does wiping feel numb or strange?\n", "", "has no simpler words under again"),
        ("ask: How old are you?", "ask: " + "how " * 21, "has 21 words; 20 at most"),
        ("line: Weak bones", "line: " + "Weak " * 20, "characters; 60 at most"),
        ("{scores: [1, 3], ", "{", "has no answer and no scores"),
        ('{answer: "yes", again: true', "{scores: [1, 2], again: true", "scores only where the kind is score"),
        ("answer: under_18", "answer: child", "names child, which is no answer of the question"),
        ("given: back_pain", "given: pain", "names pain, which is no circumstance"),
        ("outcomes: [urgent], tier: D", "outcomes: [urgent]", "is urgent with a tier (E or D), or neither"),
        ("tier: D,", "tier: D, lift: {outcomes: []},", "is urgent: nothing lifts it"),
        ("closes: [reclined_twist", "closes: [headstand", "names headstand, which is no stretch of the table"),
        ("outcomes: [prep_first], advice", "outcomes: [cleared], advice", "names cleared, which is no outcome"),
        ("  urgent: []\n", "", "does not say what urgent opens"),
        ("ask_clinician: [belly_breathing]", "ask_clinician: [rest]", "names rest, which is no stretch"),
        ("{stretch: prone_twist, needs", "{stretch: plough, needs", "names plough, which is no stretch"),
        ("knee_drop: {start: 1", "plough: {start: 1", "names plough, which is no stretch"),
        ("levels:\n  cleared:", "levels:\n  prep_first:", "has no levels for cleared"),
        ("    weak_bones: You have", "    bones: You have", "has no words for reason.weak_bones"),
        ("    age.intro: Now your age.\n", "", "has no words for screen.age.intro"),
        ("    short: Keep it short.\n", "", "has no words for restriction.short"),
    ],
)
def test_what_does_not_fit_together(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """Names that lead nowhere, words that are missing or long, rows that contradict themselves."""
    said = faults(tmp_path, (old, new))

    assert any(expected in line for line in said), said
    assert all(line.startswith("readiness.yaml:") for line in said)
