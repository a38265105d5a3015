"""What a bot sends as text becomes what the server keeps: parsed, cleaned, trimmed, its entities found."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.entities import Entity, found_in, in_order, units
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import bad_request

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x20]")
_TAKEN = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"})
_TAKEN |= {"blockquote", "expandable_blockquote", "custom_emoji", "date_time"}
MOST_BYTES = 1 << 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """A text and its entities."""

    text: str
    entities: tuple[Entity, ...] = ()

    def body(self, text_key: str, entities_key: str) -> dict[str, Any]:
        """The fields of a message; no field for what is empty."""
        parts: dict[str, Any] = {text_key: self.text} if self.text else {}
        return parts | ({entities_key: list(self.entities)} if self.entities else {})


def formatted(text: str, parse_mode: str = "", entities: object = None) -> Formatted:
    """Read `text` under `parse_mode`, or with the entities given; refuses as the server does."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if not text or mode in ("", "none"):
        return kept(text, _given(entities, text))
    if mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox reads parse_mode HTML only")
    if mode != "html":
        raise bad_request("Unsupported parse_mode")
    return kept(*parse_html(text))


def kept(text: str, entities: list[Entity]) -> Formatted:
    """The text as a chat shows it: blanks trimmed, entities moved along, commands and links found."""
    clean = _CONTROL.sub(" ", text).replace("\r", "")
    if "\r" in text:
        entities = _without_returns(text, entities)
    front = units(clean) - units(clean.lstrip())
    trimmed = clean.strip()
    moved = [_cut(entity, -front, units(trimmed)) for entity in entities]
    shown = [entity for entity in moved if entity["length"] > 0]
    return Formatted(text=trimmed, entities=tuple(found_in(trimmed, in_order(shown))))


def _without_returns(text: str, entities: list[Entity]) -> list[Entity]:
    raw = text.encode("utf-16-le", "surrogatepass")

    def place(offset: int) -> int:
        return units(raw[: offset * 2].decode("utf-16-le", "surrogatepass").replace("\r", ""))

    ends = [(place(e["offset"]), place(e["offset"] + e["length"])) for e in entities]
    return [e | {"offset": a, "length": b - a} for e, (a, b) in zip(entities, ends, strict=True)]


def _cut(entity: Entity, move: int, end: int) -> Entity:
    first = min(max(entity["offset"] + move, 0), end)
    last = min(max(entity["offset"] + entity["length"] + move, 0), end)
    return entity | {"offset": first, "length": last - first}


def _given(entities: object, text: str) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    return [_checked(entity, units(text)) for entity in entities if _is_taken(entity)]


def _is_taken(entity: object) -> bool:
    if not isinstance(entity, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    return entity.get("type") in _TAKEN


def _checked(entity: dict[str, Any], end: int) -> Entity:
    for name in ("offset", "length"):
        if not isinstance(entity.get(name), int):
            raise bad_request(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    if entity["offset"] + entity["length"] > end:
        raise bad_request(
            f"Entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text"
            f" at UTF-16 offset {entity['offset'] + entity['length']}"
        )
    return {key: value for key, value in entity.items() if value is not None}
