"""A text as plain words and numbers: small letters, no accents, no apostrophes; what says nothing is left out."""

import re
import unicodedata

_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_TOKEN = re.compile(r"\d{1,2}\.\d{1,2}\.(?=\s*\S)|\d+(?:[:.,/-]\d+)*|[^\W\d_]+|\S")
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})
_SILENT = frozenset(".!?:\"'“”„‘’()…")
_AND = frozenset(",;&+/")

COMMA = ","
"""The token of every sign that stands between things of a list."""


def tokens(text: str) -> tuple[str, ...]:
    """The words, numbers and meaningful signs of a text.

    A time such as 7:30 is one token, "7am" is two; "10.12." with words behind it is one, and no time but a date.
    """
    found = _TOKEN.findall(_plain(text))
    return tuple(COMMA if token in _AND else token for token in found if not _says_nothing(token))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text)).casefold()
    return "".join(sign if sign.isspace() or unicodedata.category(sign) not in _INVISIBLE else "" for sign in folded)


def _says_nothing(token: str) -> bool:
    return token in _SILENT or unicodedata.category(token[0]) in ("So", "Sk")
