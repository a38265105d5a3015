"""Draw the state diagram from MOVES."""

from argparse import Namespace

from bot.diagram import mermaid
from bot.picture import svg


def main(asked: Namespace) -> int:
    """Return the exit code."""
    print(mermaid() if asked.form == "mermaid" else svg())
    return 0
