"""What a person must never be told: the list is content (`wording.yaml`), held here against every text."""

import re
from collections.abc import Callable, Iterable, Iterator

from bot.content.faults import Fault
from bot.content.models import ForbiddenShape, WordingFile
from bot.content.sentences import split
from bot.content.texts import Form, Text

Judge = Callable[[Text], Iterator[Fault]]


def judge(wording: WordingFile) -> Judge:
    """What finds forbidden words in a text; the sentences that are allowed to hold them pass whole."""
    allowed = {_even(item.say) for item in wording.allowed}
    patterns = [(_pattern(item), item.reason) for item in wording.forbidden]

    def claims(text: Text) -> Iterator[Fault]:
        if text.form is Form.NAME:
            return
        for position, said in enumerate(text.sentences):
            for found, reason in _found(patterns, split(said), allowed):
                yield text.fault(position, f"says {found!r}; {reason}")

    return claims


def unused(wording: WordingFile, texts: Iterable[Text]) -> list[int]:
    """The positions of allowed sentences that nobody says: an exception without a use is a hole."""
    said = {_even(sentence) for text in texts for part in text.sentences for sentence in split(part)}
    return [position for position, item in enumerate(wording.allowed) if _even(item.say) not in said]


def _found(
    patterns: Iterable[tuple[re.Pattern[str], str]], sentences: Iterable[str], allowed: set[str]
) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        even = _even(sentence)
        if even in allowed:
            continue
        for pattern, reason in patterns:
            match = pattern.search(even)
            if match:
                yield match[0], reason


def _even(sentence: str) -> str:
    """The sentence with one kind of apostrophe, dash and space, so that no spelling slips through."""
    return " ".join(sentence.replace("’", "'").replace("-", " ").replace("‑", " ").split())


def _pattern(item: ForbiddenShape) -> re.Pattern[str]:
    words = [re.escape(_even(word).removesuffix("*")) + (r"\w*" * word.endswith("*")) for word in item.words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
