"""HTML is read as the real server reads it; the cases are those its own authors test."""

from typing import Any

import pytest

from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import RefusalError

STADIUM = "🏟 🏟&lt;"


def spans(entities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Kind, offset, length and what else an entity carries."""
    extra = ("url", "language", "custom_emoji_id", "unix_time")
    return [(e["type"], e["offset"], e["length"], *(e[key] for key in extra if key in e)) for e in entities]


@pytest.mark.parametrize(
    ("markup", "text", "expected"),
    [
        ("", "", []),
        ("➡️ ➡️", "➡️ ➡️", []),
        ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("➡️ ➡️<ins>➡️ ➡️</ins>", "➡️ ➡️➡️ ➡️", [("underline", 5, 5)]),
        ("➡️ ➡️<strike>➡️ ➡️</strike>", "➡️ ➡️➡️ ➡️", [("strikethrough", 5, 5)]),
        ("a<tg-spoiler>b</tg-spoiler>", "ab", [("spoiler", 1, 1)]),
        ('a<span class="tg-spoiler">b</span>', "ab", [("spoiler", 1, 1)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        (
            "🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>",
            "🏟 🏟🏟 ><🏟",
            [("italic", 5, 7), ("bold", 9, 3)],
        ),
        (STADIUM + "<i    aba  =  190azAz-.   >a</i>", "🏟 🏟<a", [("italic", 6, 1)]),
        (STADIUM + "<i    aba  =  '&lt;&gt;&quot;'>a</>", "🏟 🏟<a", [("italic", 6, 1)]),
        (STADIUM + "<i>a</i   >", "🏟 🏟<a", [("italic", 6, 1)]),
        (STADIUM + "<b></b>", "🏟 🏟<", []),
        (
            "<code><i><b> </b></i></code><i><b><code> </code></b></i>",
            "  ",
            [("code", 0, 1), ("bold", 0, 1), ("italic", 0, 1), ("code", 1, 1), ("bold", 1, 1), ("italic", 1, 1)],
        ),
        ("<i><b> </b> <code> </code></i>", "   ", [("italic", 0, 3), ("bold", 0, 1), ("code", 2, 1)]),
        ("<a   href=  'telegram.org'   > </a>", " ", [("text_link", 0, 1, "http://telegram.org/")]),
        ("<a href='telegram.org?&lt;'> </a>", " ", [("text_link", 0, 1, "http://telegram.org/?<")]),
        ("<a>telegram.org</a>", "telegram.org", [("text_link", 0, 12, "http://telegram.org/")]),
        ("<a>telegram.org </a>", "telegram.org ", []),
        (STADIUM + "<pre  >🏟 🏟&lt;</>", "🏟 🏟<🏟 🏟<", [("pre", 6, 6)]),
        (STADIUM + "<pre><code>🏟 🏟&lt;</code></>", "🏟 🏟<🏟 🏟<", [("pre", 6, 6), ("code", 6, 6)]),
        (STADIUM + '<pre><code class="language-fift">🏟 🏟&lt;</></>', "🏟 🏟<🏟 🏟<", [("pre", 6, 6, "fift")]),
        (STADIUM + '<code class="language-fift"><pre>🏟 🏟&lt;</></>', "🏟 🏟<🏟 🏟<", [("pre", 6, 6, "fift")]),
        (
            STADIUM + '<pre> <code class="language-fift">🏟 🏟&lt;</></>',
            "🏟 🏟< 🏟 🏟<",
            [("pre", 6, 7), ("code", 7, 6)],
        ),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2, "5368")]),
        ('<tg-time unix="1795183879" format="r">soon</tg-time>', "soon", [("date_time", 0, 4, 1795183879)]),
        ('<tg-time format="r">soon</tg-time>', "soon", []),
    ],
)
def test_markup_becomes_text_and_entities(markup: str, text: str, expected: list[tuple[Any, ...]]) -> None:
    """Offsets and lengths count UTF-16 units."""
    plain, entities = parse_html(markup)
    assert (text, expected) == (plain, spans(entities))


SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("&#57311;", SURROGATES),
        ("&#xDFDF", SURROGATES),
        (STADIUM + "<abacaba", "Unclosed start tag at byte offset 13"),
        (STADIUM + "<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        (STADIUM + "<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (STADIUM + "<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        (STADIUM + "<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        (STADIUM + '<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        (STADIUM + "</", "Unexpected end tag at byte offset 13"),
        (STADIUM + "<b></b></", "Unexpected end tag at byte offset 20"),
        (STADIUM + "<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (STADIUM + "<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("<tg-time unix='1' format='rr'>y</tg-time>", "Invalid date format used"),
    ],
)
def test_broken_markup_is_refused_with_its_place(markup: str, fault: str) -> None:
    """Places count bytes of UTF-8."""
    with pytest.raises(RefusalError) as refused:
        parse_html(markup)
    assert refused.value.description == f"Bad Request: can't parse entities: {fault}"
