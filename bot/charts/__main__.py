"""Draw one thing and end: the work as JSON on standard input, the file on standard output.

A letter that the typeface does not have is an error and no empty box: whoever asked then tells the facts in words.
"""

import sys
import warnings

from bot.charts.card import Card
from bot.charts.page import page
from bot.charts.picture import picture
from bot.charts.work import WORK


def main() -> None:
    """Read, draw, write."""
    warnings.filterwarnings("error", message="Glyph .* missing")
    work = WORK.validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(picture(work) if isinstance(work, Card) else page(work))


if __name__ == "__main__":
    main()
