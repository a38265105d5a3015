"""A text is cleaned, trimmed and searched as the server does it."""

from typing import Any

import pytest

from bot.sandbox.entities import units
from bot.sandbox.formatting import formatted, kept
from bot.sandbox.refusals import RefusalError


def found(text: str) -> list[tuple[str, str]]:
    """Kind and words of all the server finds in a text."""
    kept_text = kept(text, [])
    raw = kept_text.text.encode("utf-16-le")
    return [
        (e["type"], raw[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le"))
        for e in kept_text.entities
    ]


@pytest.mark.parametrize(("text", "length"), [("", 0), ("abc", 3), ("ü", 1), ("🙂", 2), ("👨‍💻", 5)])
def test_length_counts_utf16_units(text: str, length: int) -> None:
    """A character outside the first plane counts twice."""
    assert length == units(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", [("bot_command", "/start")]),
        ("🙂 /stop@unwind_bot now", [("bot_command", "/stop@unwind_bot")]),
        ("and/or 1/2 </b>", []),
        ("see https://example.org/a?b. Or", [("url", "https://example.org/a?b")]),
        ("write me@example.org @ana #twist", [("email", "me@example.org"), ("mention", "@ana"), ("hashtag", "#twist")]),
    ],
)
def test_the_server_finds_commands_and_links(text: str, expected: list[tuple[str, str]]) -> None:
    """People's messages carry the entities a bot relies on."""
    assert expected == found(text)


def test_blanks_around_are_cut_and_entities_move_along() -> None:
    """Leading and trailing blanks are not kept."""
    assert formatted("  <b>a </b> ", "HTML").entities[0] == {"offset": 0, "length": 1, "type": "bold"}


def test_returns_vanish_and_entities_move_along() -> None:
    """A carriage return is not a character of a message."""
    entity = {"type": "bold", "offset": 3, "length": 1}
    assert formatted("a\r\nb", entities=[entity]).entities[0] == {"offset": 2, "length": 1, "type": "bold"}


@pytest.mark.parametrize(
    ("text", "mode", "entities", "fault"),
    [
        ("a", "BBCode", None, "unsupported parse_mode"),
        ("a", "MarkdownV2", None, "the sandbox reads parse_mode HTML only"),
        ("ü" * 16385, "", None, "text is too long"),
        ("a", "", [{"type": "bold", "offset": 0}], "can't parse MessageEntity: Can't find field \"length\""),
        (
            "ab",
            "",
            [{"type": "bold", "offset": 1, "length": 2}],
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, mode: str, entities: Any, fault: str) -> None:
    """With the server's words."""
    with pytest.raises(RefusalError) as refused:
        formatted(text, mode, entities)
    assert refused.value.description == f"Bad Request: {fault}"
