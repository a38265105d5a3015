"""What is read once, at the start: content and lexicon, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from bot.content.load import Content, find_root, load
from bot.understanding.lexicon import Lexicon, load_lexicon

LEXICON = Path("lexicon") / "en.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the bot says, guides and understands."""

    content: Content
    lexicon: Lexicon


def read_knowledge(root: Path | None = None) -> Knowledge:
    """Read a folder of content, by default the one shipped; ContentFaults and LexiconFault name what is wrong."""
    root = root or find_root()
    return Knowledge(content=load(root), lexicon=load_lexicon(root / LEXICON))
