"""Read a wish to be reminded, write the plan and its next times as JSON."""

from argparse import Namespace

from bot.content.load import load
from bot.content.root import find_root
from bot.planning.load import load_plan_words
from bot.planning.read import read
from bot.planning.telling import checked, routine_names, told
from bot.settings import read_settings


def main(asked: Namespace) -> int:
    """Return the exit code."""
    root = read_settings().content_dir or find_root()
    now = checked(asked.zone, asked.now, asked.lang, root)
    words, content = load_plan_words(root, asked.lang), load(root)
    routines = routine_names(content.library.routines, content.words)
    outcome = read(" ".join(asked.text), words, asked.zone, now, routines=routines)
    print(told(outcome, content.words, asked.zone, now))
    return 0
