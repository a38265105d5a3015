"""Where content lies: a folder that is shipped with the program, and in it the tables that all content shares."""

from pathlib import Path

import bot


def find_root(package: Path = Path(bot.__file__).parent) -> Path:
    """The content folder: inside the installed package when it is there, else beside it in the checkout."""
    packed = package / "content_files"
    return packed if packed.is_dir() else package.parent / "content"


PLACES = find_root() / "places"
"""The tables of cities and zones. They are data, not words: other content shares them."""
