"""HTML as the Bot API reads it, and its error texts.

Offsets in errors are bytes of UTF-8, offsets in entities are UTF-16 units; both are the server's way.
"""

import re
from dataclasses import dataclass

from bot.sandbox.entities import Entity, checked_link, in_order, units
from bot.sandbox.refusals import RefusalError, bad_request

_SPACE = " \t\r\n\v\0"
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*))")
_TAG_NAME = re.compile(rf"[^{_SPACE}>]*")
_ATTRIBUTE_NAME = re.compile(rf"[^{_SPACE}=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_BLANK = re.compile(rf"[{_SPACE}]*")
_PLAIN = re.compile(r"[^<&]+")
_DATE_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Read HTML into plain text and its entities; refuses what the server refuses, with its text."""
    return _Reader(markup).read()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A start tag that waits for its end."""

    name: str
    argument: str
    unix: int
    offset: int
    chars: int


class _Reader:
    """Walks through the markup once, from left to right."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.found: list[Entity] = []
        self.languages: dict[int, str] = {}

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.markup):
            self._piece()
        if self.open:
            raise self._fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        text = "".join(self.text)
        if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
            raise self._fault(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            )
        return text, in_order(self.found)

    def _piece(self) -> None:
        if self.markup[self.at] == "<":
            if self._peek(1) == "/":
                self._end_tag()
            else:
                self._start_tag()
        elif self.markup[self.at] == "&":
            self._write(self._reference())
        else:
            self._write(self._match(_PLAIN))

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._match(_TAG_NAME).lower()
        if self.at >= len(self.markup):
            raise self._fault("Unclosed start tag", begin)
        if name not in _KINDS:
            raise self._fault(f'Unsupported start tag "{name}"', begin)
        argument, unix = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"', begin)
        chars = sum(map(len, self.text))
        self.open.append(_Open(name=name, argument=argument, unix=unix, offset=self.length, chars=chars))

    def _attributes(self, tag: str, begin: int) -> tuple[str, int]:
        argument, unix = "", 0
        while True:
            self._match(_BLANK)
            if self._peek() == ">":
                self.at += 1
                return argument, unix
            name, value = self._attribute(tag, begin)
            if (tag, name) == ("tg-time", "unix"):
                unix = int(value) if value.isdecimal() else 0
            argument = _argument(tag, name, value) or argument

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._match(_ATTRIBUTE_NAME)
        if not name:
            raise self._fault(f'Empty attribute name in the tag "{tag}"', begin)
        self._match(_BLANK)
        if self._peek() not in ("=", ""):
            return name, ""
        self.at += 1
        self._match(_BLANK)
        if self.at >= len(self.markup):
            raise self._fault(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self._peek() in "'\"" else self._token()
        if self.at >= len(self.markup):
            raise self._fault("Unclosed start tag", begin)
        return name, value

    def _quoted(self) -> str:
        quote, parts = self.markup[self.at], []
        self.at += 1
        while self._peek() not in (quote, ""):
            if self._peek() == "&":
                parts.append(self._reference())
            else:
                parts.append(self.markup[self.at])
                self.at += 1
        self.at += 1
        return "".join(parts)

    def _token(self) -> str:
        begin = self.at
        value = self._match(_TOKEN).lower()
        if self._peek() != "" and self._peek() not in _SPACE + ">":
            raise self._fault("Unexpected end of name token", begin)
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fault("Unexpected end tag", begin)
        self.at += 2
        name = self._match(_TAG_NAME).lower()
        self._match(_BLANK)
        if self._peek() != ">":
            raise self._fault("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise bad_request(
                f"Can't parse entities: Unmatched end tag at byte offset {self._bytes(begin)},"
                f' expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity: Entity = {"offset": tag.offset, "length": self.length - tag.offset, "type": _KINDS[tag.name]}
        if tag.name in ("pre", "code"):
            self._close_code(tag, entity)
            return
        if tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        details = self._details(tag)
        if details is not None:
            self.found.append(entity | details)

    def _details(self, tag: _Open) -> Entity | None:
        """What an entity carries besides its place; None for one the server drops."""
        match tag.name:
            case "a":
                link = checked_link(tag.argument or "".join(self.text)[tag.chars :])
                return None if link is None else {"url": link}
            case "tg-emoji":
                if not tag.argument.isdecimal():
                    raise self._fault("Invalid custom emoji identifier specified")
                return {"custom_emoji_id": tag.argument}
            case "tg-time":
                return self._date(tag)
        return {}

    def _date(self, tag: _Open) -> Entity | None:
        if not _DATE_FORMAT.fullmatch(tag.argument):
            raise self._fault("Invalid date format used")
        format_ = {"date_time_format": tag.argument} if tag.argument else {}
        return {"unix_time": tag.unix} | format_ if tag.unix > 0 else None

    def _close_code(self, tag: _Open, entity: Entity) -> None:
        """`pre` around `code` with a language, in either order, is one block in that language."""
        last = self.found[-1] if self.found else {}
        place = (entity["offset"], entity["length"])
        twins = (last.get("offset"), last.get("length")) == place and {last["type"], tag.name} == {
            "pre",
            "code",
        }
        if twins and "language" not in last:
            language = tag.argument if tag.name == "code" else self.languages.get(id(last), "")
            if language:
                last |= {"type": "pre", "language": language}
                return
        self.found.append(entity)
        if tag.name == "code":
            self.languages[id(entity)] = tag.argument

    def _reference(self) -> str:
        """A character reference, or a bare ampersand left as it stands."""
        match = _REFERENCE.match(self.markup, self.at)
        character = _character(match) if match else None
        if match is None or character is None:
            self.at += 1
            return "&"
        self.at = match.end() + (self.markup[match.end() : match.end() + 1] == ";")
        return character

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.length += units(text)

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.markup, self.at)
        piece = match.group() if match else ""
        self.at += len(piece)
        return piece

    def _peek(self, ahead: int = 0) -> str:
        return self.markup[self.at + ahead : self.at + ahead + 1]

    def _bytes(self, at: int) -> int:
        return len(self.markup[:at].encode("utf-8", "surrogatepass"))

    def _fault(self, text: str, at: int | None = None) -> RefusalError:
        where = "" if at is None else f" at byte offset {self._bytes(at)}"
        return bad_request(f"Can't parse entities: {text}{where}")


def _argument(tag: str, name: str, value: str) -> str:
    """What an attribute says to its tag; empty when the tag does not care."""
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
            return value
        case ("code", "class"):
            return value.removeprefix("language-") if value.startswith("language-") else ""
        case ("span", "class"):
            return value.removeprefix("tg-") if value.startswith("tg-") else ""
        case ("blockquote", "expandable"):
            return "1"
    return ""


def _character(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name)
    digits = hexadecimal if hexadecimal is not None else decimal
    code = int(digits or "0", 16 if hexadecimal is not None else 10)
    if code == 0 or code >= 0x10FFFF or len(match.group()) >= 10:
        return None
    return chr(code)
