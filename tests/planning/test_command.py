"""`python -m bot plan`: JSON and 0, or every fault of the question on standard error and 2."""

import json

import pytest

from bot.cli import main

BERLIN = ["--zone", "Europe/Berlin", "--now", "2026-11-20T12:00Z"]


def test_a_text_with_a_routine(capsys: pytest.CaptureFixture[str]) -> None:
    """The text may stand in quotes or not; routines are known by their titles."""
    assert main(["plan", "every", "other", "day", "at", "8", "knee-drop twist", *BERLIN]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "understood": "every other day at 08:00, from 21 November: Knee-drop twist",
        "refused": None,
        "next": ["2026-11-21T07:00Z", "2026-11-23T07:00Z", "2026-11-25T07:00Z"],
    }


def test_a_wrong_question(capsys: pytest.CaptureFixture[str]) -> None:
    """Zone, moment and language are told together, with exit code 2."""
    assert main(["plan", "7", "--zone", "Mars", "--now", "now", "--lang", "tlh"]) == 2

    given = capsys.readouterr()
    assert given.out == ""
    assert [line.split(":")[0] for line in given.err.splitlines()] == ["--zone Mars", "--now now", "--lang tlh"]
