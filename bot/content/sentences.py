"""How sentences must be built: short, one to an item, the first one fit for a lock screen."""

import re
import unicodedata
from collections.abc import Iterator

from bot.content.faults import Fault
from bot.content.texts import Form, Text
from bot.core.library import Side
from bot.words import with_side

MOST_WORDS = 20
"""Words in a sentence that can still be taken in while one lies on a mat."""

LOCK_SCREEN = 60
"""Characters that a lock screen shows; with the longer side filled in, the first sentence fits."""

SAFETY = "safety."
"""The keys of the texts that must work when somebody is unwell: no pictures among the words."""

_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
_GAP = re.compile(r"\{([^{}]*)\}")


def split(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for line in text.splitlines() for sentence in _END.split(line.strip()) if sentence]


def built(text: Text) -> Iterator[Fault]:
    """What is wrong with how the sentences of a text are built."""
    if text.form is Form.NAME:
        return
    for position, said in enumerate(text.sentences):
        for what in (*_length(said), *_gaps(text, said), *_single(text, said), *_plain(text, said)):
            yield text.fault(position, what)
    if text.form is Form.HEADLINE:
        yield from _headline(text)


def _length(said: str) -> Iterator[str]:
    for sentence in split(said):
        words = len(sentence.split())
        if words > MOST_WORDS:
            yield f"has a sentence of {words} words; {MOST_WORDS} at most"


def _single(text: Text, said: str) -> Iterator[str]:
    if text.form not in (Form.LIST, Form.HEADLINE):
        return
    if len(split(said)) > 1:
        yield "holds more than one sentence; one for each item of the list"
    if not said.rstrip("\"')").endswith((".", "!", "?")):
        yield "does not end with a full stop"


def _gaps(text: Text, said: str) -> Iterator[str]:
    if "{" in _GAP.sub("", said) or "}" in _GAP.sub("", said):
        yield "has a bracket { or } that is not closed or not opened"
    for name in _GAP.findall(said):
        if text.form is Form.FREE and name.isidentifier():
            continue
        if name not in ("side", "other"):
            yield f"has the gap {{{name}}}; {{side}} and {{other}} are known"


def _plain(text: Text, said: str) -> Iterator[str]:
    pictures = [sign for sign in said if unicodedata.category(sign) == "So"]
    if text.key.startswith(SAFETY) and pictures:
        yield f"has {pictures[0]} in it; a safety text has words only"


def _headline(text: Text) -> Iterator[Fault]:
    length = max(len(with_side(text.sentences[0], side)) for side in Side)
    if length > LOCK_SCREEN:
        yield text.fault(0, f"is {length} characters long; {LOCK_SCREEN} at most in a first sentence")
