"""Reads all that is known: every file of content, with every fault there is."""

from pathlib import Path

from bot.content.load import load
from bot.content.root import find_root
from bot.knowledge import Knowledge
from bot.planning.load import load_plan_words
from bot.uncollected import uncollected
from bot.understanding.lexicon_reading import load_lexicon

LANGUAGE = "en"
LEXICON = Path("lexicon") / f"{LANGUAGE}.yaml"


def read_knowledge(root: Path | None = None) -> Knowledge:
    """Read a folder of content, by default the one shipped; ContentFaults and LexiconFault name what is wrong."""
    root = root or find_root()
    with uncollected():
        return Knowledge(
            content=load(root), lexicon=load_lexicon(root / LEXICON), plan_words=load_plan_words(root, LANGUAGE)
        )
