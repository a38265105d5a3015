"""What the author of a lexicon sees."""

import json

from bot.understanding.lines import judge_lines
from bot.understanding.meaning import Waiting
from tests.understanding.spoken import english


def test_a_line_is_answered_by_one_object() -> None:
    """The line itself and the codes of its meaning, one JSON object a line."""
    told = [json.loads(line) for line in judge_lines(["my left knee hurts\n", "a 7 😀\n"], Waiting.HOLD, english())]
    assert told == [
        {
            "text": "my left knee hurts",
            "intent": "pain_stop",
            "body_part": "knee",
            "side": "left",
            "number": None,
            "why": "pain:joint",
        },
        {"text": "a 7 😀", "intent": "number", "body_part": None, "side": None, "number": 7, "why": "number"},
    ]
