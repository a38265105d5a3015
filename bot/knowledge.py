"""What is read once, at the start: content and lexicon, whole or not at all."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.content.checked import Content
from bot.content.load import load
from bot.content.root import find_root
from bot.planning.load import load_plan_words
from bot.planning.words import PlanWords
from bot.understanding.lexicon import Lexicon
from bot.understanding.lexicon_reading import load_lexicon

LANGUAGE = "en"
LEXICON = Path("lexicon") / f"{LANGUAGE}.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the bot says, guides and understands."""

    content: Content
    lexicon: Lexicon
    plan_words: PlanWords


def read_knowledge(root: Path | None = None) -> Knowledge:
    """Read a folder of content, by default the one shipped; ContentFaults and LexiconFault name what is wrong."""
    root = root or find_root()
    with _uncollected():
        return Knowledge(
            content=load(root), lexicon=load_lexicon(root / LEXICON), plan_words=load_plan_words(root, LANGUAGE)
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is read stays for ever: to look through it for rubbish, again and again, would be a third of the work."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
