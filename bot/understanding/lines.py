"""Lines of text with what was understood, for the author of a lexicon."""

import json
from collections.abc import Iterable, Iterator

from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import Waiting
from bot.understanding.read import read


def judge_lines(lines: Iterable[str], waiting: Waiting, lexicon: Lexicon) -> Iterator[str]:
    """A JSON object for every line: the line itself, and the codes of its meaning."""
    for line in lines:
        text = line.rstrip("\r\n")
        meaning = read(text, waiting, lexicon)
        yield json.dumps(
            {
                "text": text,
                "intent": meaning.intent,
                "body_part": meaning.body_part,
                "side": meaning.side,
                "number": meaning.number,
                "why": meaning.why,
            },
            ensure_ascii=False,
        )
