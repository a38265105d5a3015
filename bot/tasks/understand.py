"""Read lines, write what they mean as JSON."""

import sys
from argparse import Namespace

from bot.content.root import find_root
from bot.reading import LEXICON
from bot.settings import read_settings
from bot.uncollected import settle
from bot.understanding.lexicon_reading import load_lexicon
from bot.understanding.lines import judge_lines
from bot.understanding.meaning import Waiting


def main(asked: Namespace) -> int:
    """Return the exit code."""
    root = read_settings().content_dir or find_root()
    lexicon = load_lexicon(root / LEXICON.with_stem(asked.lang))
    settle()
    for judged in judge_lines(sys.stdin, Waiting(asked.waiting), lexicon):
        print(judged, flush=True)
    return 0
