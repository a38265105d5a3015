"""The words of every key: what the bot says, in one language. Pure; read from content, never written here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.core.library import Side

Sentences = tuple[str, ...]

GAPS = "{side}", "{other}"
"""The two gaps that are filled when words are read, so that every side is a sentence of its own."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """Every text the bot can say, by key; a text is a tuple of sentences. Two that were read apart are two.

    A text that names a side stands twice, as `key#right` and `key#left`; a text that counts stands as
    `key#one` and `key#other`; one that does both as `key#right#one` and so on.
    """

    entries: Mapping[str, Sentences]

    def __contains__(self, key: str) -> bool:
        """Whether this key has words, for whichever side or count."""
        return any(f"{key}{mark}" in self.entries for mark in ("", "#right", "#one", "#right#one"))

    def text(self, key: str, *, side: Side | None = None, count: int | None = None) -> str:
        """The words of a key as one text; KeyError names the key that has none."""
        return " ".join(self.sentences(key, side=side, count=count))

    def sentences(self, key: str, *, side: Side | None = None, count: int | None = None) -> Sentences:
        """The words of a key, sentence by sentence, `{count}` filled; KeyError names a key without words."""
        for name in _names(key, side, count):
            if name in self.entries:
                return _counted(self.entries[name], count)
        raise KeyError(key)

    def translated(self, translate: Callable[[str], str]) -> "Words":
        """These words in another language: `translate` gives the sentence for the English one (gettext)."""
        return Words(entries={key: tuple(translate(text) for text in texts) for key, texts in self.entries.items()})


def _names(key: str, side: Side | None, count: int | None) -> list[str]:
    """The names a text may stand under, the most exact first; words that name no side serve both."""
    sides = [f"#{side}", ""] if side else [""]
    counts = [f"#{'one' if count == 1 else 'other'}", ""] if count is not None else [""]
    return [f"{key}{by_side}{by_count}" for by_side in sides for by_count in counts]


def _counted(texts: Sentences, count: int | None) -> Sentences:
    if count is None:
        return texts
    return tuple(text.replace("{count}", str(count)) for text in texts)


def both_sides(key: str, texts: Sentences) -> dict[str, Sentences]:
    """The entries of a text: one, or one for each side where a sentence names a side.

    The English word of a side is its code; other languages translate the whole sentence.
    """
    if not any(gap in text for text in texts for gap in GAPS):
        return {key: texts}
    return {f"{key}#{side}": tuple(with_side(text, side) for text in texts) for side in Side}


def with_side(text: str, side: Side) -> str:
    """The text with `{side}` and `{other}` filled for this side."""
    return text.replace("{side}", side).replace("{other}", side.other)
