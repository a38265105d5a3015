"""What content becomes once it is read and found to be in order."""

from dataclasses import dataclass

from bot.core.library import Library
from bot.words import Words

Reasoned = tuple[tuple[str, str], ...]
"""Fact ids, each with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAudit:
    """The facts of one source by what became of them, in the order of the source."""

    source: str
    title: str
    used: tuple[str, ...]
    changed: Reasoned
    left_out: Reasoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All content, checked: what the core needs, what the bot says, and what became of the sources."""

    library: Library
    words: Words
    audits: tuple[SourceAudit, ...]
