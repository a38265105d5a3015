"""The phrases: keys with texts, flat or nested; a text is one, a list of sentences, or one and other."""

from collections.abc import Iterator
from typing import Any

from bot.content.faults import Document, Fault, Path
from bot.content.texts import Form, Text

COUNTS = {"one", "other"}


def phrases(document: Document) -> tuple[tuple[Text, ...], tuple[Fault, ...]]:
    """The texts of a file of phrases, and what in it is no text."""
    if document.value is None:  # it could not be read, which is a fault already
        return (), ()
    found = tuple(_walk(document, document.value, ()))
    texts = tuple(item for item in found if isinstance(item, Text))
    return texts, tuple(item for item in found if isinstance(item, Fault))


def _walk(document: Document, value: Any, path: Path) -> Iterator[Text | Fault]:
    match value:
        case str() if value.strip() and path:
            yield _text(document, (value.strip(),), path)
        case [*items] if items and all(isinstance(item, str) and item.strip() for item in items):
            yield _text(document, tuple(items), path)
        case dict() if set(value) <= COUNTS and path:
            yield from _counted(document, value, path)
        case dict() if value:
            for key, inner in value.items():
                yield from _walk(document, inner, (*path, key))
        case _:
            yield document.fault(path, "is no text; a text, a list of texts, or one: and other: wanted")


def _counted(document: Document, value: dict[str, Any], path: Path) -> Iterator[Text | Fault]:
    for count in sorted(COUNTS):
        text = value.get(count)
        if isinstance(text, str) and text.strip():
            yield _text(document, (text.strip(),), (*path, count), count)
        else:
            yield document.fault((*path, count), "is missing; words that count need one: and other:")


def _text(document: Document, sentences: tuple[str, ...], path: Path, count: str = "") -> Text:
    key = ".".join(str(part) for part in (path[:-1] if count else path))
    return Text(key=key, sentences=sentences, document=document, path=path, form=Form.FREE, count=count)
