"""A text longer than a message, cut into parts that are messages. Pure.

Telegram counts what is seen, in UTF-16 units; tags count nothing.
"""

import html
import re
from collections.abc import Iterable, Iterator

LONGEST = 4096
"""As many UTF-16 units one message holds."""

_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
_SMALLEST = re.compile(r"<[^>]*>|&[^;\s]*;|.", re.DOTALL)
# Where a text may be cut, the best place first; where nothing else helps, after any character.
_BORDERS = ("\n\n", "\n", " ")


def plain(text: str) -> str:
    """What is seen of an HTML text."""
    return html.unescape(_TAG.sub("", text))


def length(text: str) -> int:
    """How long an HTML text is for Telegram."""
    return len(plain(text).encode("utf-16-le")) // 2


def parts(text: str, longest: int = LONGEST) -> tuple[str, ...]:
    """The text in messages of at most `longest` units, cut at paragraphs where that is possible.

    A text without words is one part still: Telegram shall refuse it, so that it is noticed.
    """
    if 2 * len(text) <= longest:  # as nearly every message; no character has more than two units
        return (text,)
    return tuple(_closed(_packed(_pieces(text, longest, _BORDERS), longest))) or (text,)


def _pieces(text: str, longest: int, borders: tuple[str, ...]) -> Iterator[str]:
    """Pieces that fit, each with the border that follows it."""
    if length(text) <= longest:
        yield text
        return
    if not borders:
        yield from _SMALLEST.findall(text)
        return
    border, *rest = borders
    first, *others = text.split(border)
    for piece in (first, *(border + other for other in others)):
        yield from _pieces(piece, longest, tuple(rest))


def _packed(pieces: Iterable[str], longest: int) -> Iterator[str]:
    """As many pieces together as fit."""
    held = ""
    for piece in pieces:
        if length(held + piece) > longest:
            yield held
            held = piece
        else:
            held += piece
    yield held


def _closed(texts: Iterable[str]) -> Iterator[str]:
    """Tags that are open where a text is cut are closed there and opened again in the next part."""
    held: list[str] = []
    for text in texts:
        whole = "".join(f"<{name}>" for name in held) + text.strip()
        for is_end, name in _TAG.findall(text):
            held = held[:-1] if is_end else [*held, name]
        if plain(whole).strip():
            yield whole + "".join(f"</{name}>" for name in reversed(held))
