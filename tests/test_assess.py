"""`python -m bot assess FILE`: answers in YAML or JSON, the verdict as JSON, every fault by line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.assess import AssessError, assess_file
from tests.core.answering import TABLE

TODAY = date(2026, 3, 16)


def verdict(folder: Path, text: str, name: str = "answers.yaml") -> dict[str, Any]:
    """The verdict on a file with this text."""
    path = folder / name
    path.write_text(text, "utf-8")
    return assess_file(path, TABLE, today=TODAY)


def faults(folder: Path, text: str) -> list[str]:
    """The faults of a file with this text."""
    with pytest.raises(AssessError) as caught:
        verdict(folder, text)
    return str(caught.value).splitlines()


def test_yaml_with_healthy_defaults(tmp_path: Path) -> None:
    """The shape is the agreed one, and the reason carries question, answer, effect and source."""
    result = verdict(tmp_path, "defaults: healthy\nQ30: 2\n")

    assert list(result) == ["verdict", "also", "open", "closed", "because"]
    assert (result["verdict"], result["also"]) == ("prep_first", [])
    assert result["because"][0] == {
        "question": "Q30",
        "answer": 2,
        "effect": "prep_first; no prone_twist",
        "source": "seed A12, S35",
    }
    assert "prone_twist" in result["closed"]
    assert result == json.loads(json.dumps(result))


def test_json_with_tabs_and_truths(tmp_path: Path) -> None:
    """JSON is read too; true and false are yes and no, 4.0 is 4."""
    text = '{\n\t"defaults": "healthy",\n\t"Q28": true,\n\t"Q11": false,\n\t"Q30": 4.0,\n\t"Q32": ["hip"]\n}'
    result = verdict(tmp_path, text, "answers.json")

    assert (result["verdict"], result["also"]) == ("prep_first", ["gentle_only"])
    assert next(item["answer"] for item in result["because"] if item["question"] == "Q32") == ["hip"]


def test_two_askings(tmp_path: Path) -> None:
    """An urgent answer may be a list of the first and the second asking."""
    urgent = verdict(tmp_path, "defaults: healthy\nQ2: [not_sure, not_sure]\n")
    fine = verdict(tmp_path, "defaults: healthy\nQ2: [not_sure, no]\n")

    assert (urgent["verdict"], urgent["open"]) == ("urgent", [])
    assert urgent["because"][0]["answer"] == ["not_sure", "not_sure"]
    assert fine["verdict"] == "cleared"


def test_null_is_left_unanswered_even_with_defaults(tmp_path: Path) -> None:
    """Given as nothing is not the same as not given."""
    result = verdict(tmp_path, "defaults: healthy\nQ2:\n")

    assert (result["verdict"], result["open"]) == ("incomplete", [])
    assert result["because"][0] == {"question": "Q2", "answer": None, "effect": "unanswered", "source": "DC"}


def test_without_defaults_what_is_missing_is_unanswered(tmp_path: Path) -> None:
    """One answer alone opens nothing."""
    assert verdict(tmp_path, "Q30: 0\n")["verdict"] == "incomplete"
    assert verdict(tmp_path, "{}")["verdict"] == "incomplete"


def test_confirmations_and_days(tmp_path: Path) -> None:
    """Who, on and event; the file's own today rules; without one the day comes from outside."""
    text = (
        "defaults: healthy\nQ17: under_12_months\nconfirmed: {Q17: {who: Dr Ng, on: 2026-01-31, event: 2025-06-01}}\n"
    )

    assert verdict(tmp_path, text)["verdict"] == "gentle_only"
    assert verdict(tmp_path, text + "today: 2026-02-01\n")["verdict"] == "gentle_only"
    assert verdict(tmp_path, text + "today: 2026-01-30\n")["verdict"] == "ask_clinician"
    assert verdict(tmp_path, text.replace("Dr Ng", '""'))["verdict"] == "ask_clinician"
    assert verdict(tmp_path, text.replace(", on: 2026-01-31", ""))["verdict"] == "ask_clinician"


def test_without_any_today_the_clock_is_asked(tmp_path: Path) -> None:
    """A file can be judged as it is."""
    path = tmp_path / "answers.yaml"
    path.write_text("defaults: healthy\nscreened_on: 2000-01-01\n", "utf-8")

    assert assess_file(path, TABLE)["verdict"] == "incomplete"


def test_history_may_be_told(tmp_path: Path) -> None:
    """Sessions, a pass of the preparation, an urgent sign of an earlier day."""
    calm = verdict(tmp_path, "defaults: healthy\ncalm_sessions: 3\n")
    prepared = verdict(tmp_path, "defaults: healthy\nQ30: 5\nQ36: no\nQ37: no\nprep_score: 3\n")
    sign = verdict(tmp_path, "defaults: healthy\nfired: {Q3: 2026-03-10}\n")
    never = verdict(tmp_path, "defaults: healthy\nfired: {Q3: 2026-03-10}\nnever_had: [Q3]\n")

    assert "prone_twist" in calm["open"]
    assert prepared["verdict"] == "gentle_only"
    assert sign["verdict"] == "ask_clinician"
    assert never["verdict"] == "gentle_only"


def test_answers_may_stand_under_a_heading(tmp_path: Path) -> None:
    """`answers:` and the top level mean the same; no sore part may be written in three ways."""
    result = verdict(tmp_path, "defaults: healthy\nanswers:\n  Q28: yes\n  Q32: none\n")

    assert result["verdict"] == "prep_first"
    assert verdict(tmp_path, "defaults: healthy\nQ32: no\n")["verdict"] == "cleared"
    assert verdict(tmp_path, "defaults: healthy\nQ32: []\n")["verdict"] == "cleared"


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    """All at once, in the order of the lines."""
    text = "\n".join(
        (
            "Q17: maybe",
            "Q30: 11",
            "Q32: [elbow]",
            "Q2: [no, no, no]",
            "Q99: yes",
            "who: doctor",
            "defaults: sick",
            "today: tomorrow",
            "calm_sessions: many",
            "prep_score: [1]",
            "confirmed: {Q98: {who: me}, Q17: yes, Q24: {by: me, on: 2026-13-01}}",
            "fired: [Q3]",
            "never_had: Q3",
            "answers: 4",
            "Q11: 2026-01-01",
            "Q5: {yes: no}",
            "screened_on: 0001-01-01",
        )
    )
    said = faults(tmp_path, text)

    assert said[:10] == [
        "answers.yaml:1: Q17 is maybe; one of no, under_12_months, longer, not_sure",
        "answers.yaml:2: Q30 is 11; a whole number from 0 to 10, or not_sure",
        "answers.yaml:3: Q32 is [elbow]; a list of neck, shoulder, hip, knee, or none",
        "answers.yaml:4: Q2 is [no, no, no]; one of yes, no, not_sure, or a list of the first and the second asking",
        "answers.yaml:5: Q99 is no question and nothing else that is known",
        "answers.yaml:6: who is no question and nothing else that is known",
        "answers.yaml:7: defaults is sick; only healthy is known",
        "answers.yaml:8: today is tomorrow; a day such as 2026-01-31",
        "answers.yaml:9: calm_sessions is many; a whole number from 0",
        "answers.yaml:10: prep_score is [1]; a whole number from 0",
    ]
    assert [int(line.split(":")[1]) for line in said[10:]] == [11] * 4 + [12, 13, 14, 15, 16, 17]


def test_a_check_from_the_future_is_a_fault(tmp_path: Path) -> None:
    """It cannot have been."""
    said = faults(tmp_path, "defaults: healthy\nscreened_on: 2026-03-17\n")

    assert said == ["answers.yaml:2: screened_on is 2026-03-17, after today (2026-03-16)"]


@pytest.mark.parametrize("text", ["- Q30\n", "hello\n", "", "Q30: 1\nQ30: 2\n", "{\n  'Q30: 2\n", "[" * 3000])
def test_what_is_no_file_of_answers(tmp_path: Path, text: str) -> None:
    """A list, a word, nothing, a key given twice, broken or bottomless YAML: one clear error."""
    assert faults(tmp_path, text)[0].startswith("answers.yaml:")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The error names it."""
    with pytest.raises(AssessError, match=r"nowhere\.yaml:1: cannot be read"):
        assess_file(tmp_path / "nowhere.yaml", TABLE)


def test_a_wrong_value_is_repeated_in_short(tmp_path: Path) -> None:
    """A fault is a line: what is long or deep is cut."""
    text = f"defaults: healthy\nQ2: [[yes, [no]], {{a: b}}]\nQ3: {'x' * 500}\n"
    deep, long = faults(tmp_path, text)

    assert deep.startswith("answers.yaml:2: Q2 is [[...], {...}]; one of yes, no, not_sure")
    assert long.startswith(f"answers.yaml:3: Q3 is {'x' * 57}...; one of yes")


def test_a_file_that_is_no_page_is_not_read(tmp_path: Path) -> None:
    """It would take minutes, and nobody answers at such length."""
    assert faults(tmp_path, "#" * 100_001) == ["answers.yaml:1: is larger than 100000 bytes; answers are a page"]
