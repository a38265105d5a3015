"""Entities of a text, counted in UTF-16 units: their order, their links, those the server finds itself."""

import re
from typing import Any

Entity = dict[str, Any]

# Of two entities over the same text the server lists the one with the smaller number first.
_PRIORITY = {"blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49}
_PRIORITY |= {
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_LINK = re.compile(r"(?:(https?|tg|ton)://)?([^/?#]+)([^?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_SEEN = {
    "url": re.compile(r"(?<![\w@])https?://[^\s<>\"]+[^\s<>\".,:;!?)'\]]"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w", re.ASCII),
    "bot_command": re.compile(r"(?<![\w/<>])/\w{1,64}(?:@\w{3,32})?(?![\w/<>])", re.ASCII),
    "mention": re.compile(r"(?<![\w@/.])@[A-Za-z]\w{2,31}(?!\w)", re.ASCII),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,255}"),
}
_OPAQUE = frozenset({"code", "pre", "text_link", *_SEEN})


def units(text: str) -> int:
    """How long `text` is for Telegram: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: list[Entity]) -> list[Entity]:
    """Sorted as the server sorts: by place, the longer first, then by kind."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], _PRIORITY.get(e["type"], 50)))


def checked_link(url: str) -> str | None:
    """The address as the server stores it, or None for one it drops."""
    match = _LINK.fullmatch(url)
    if match is None:
        return None
    scheme, host, path, rest = match.groups()
    if scheme and scheme.lower() in {"tg", "ton"}:
        return url
    if "." not in host or any(c.isspace() for c in host):
        return None
    return f"{(scheme or 'http').lower()}://{host}{path or '/'}{rest}"


def found_in(text: str, given: list[Entity]) -> list[Entity]:
    """`given` and what the server sees by itself: commands, mentions, hashtags, links, addresses."""
    entities = list(given)
    for kind, pattern in _SEEN.items():
        for match in pattern.finditer(text):
            entity = {"offset": units(text[: match.start()]), "length": units(match.group()), "type": kind}
            if not any(_overlap(entity, other) for other in entities if other["type"] in _OPAQUE):
                entities.append(entity)
    return in_order(entities)


def _overlap(one: Entity, other: Entity) -> bool:
    ends = one["offset"] + one["length"], other["offset"] + other["length"]
    return bool(one["offset"] < ends[1] and other["offset"] < ends[0])
