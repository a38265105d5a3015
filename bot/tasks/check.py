"""Check settings and content, and print the audit of the sources."""

from argparse import Namespace

from bot.content.load import report
from bot.content.root import find_root
from bot.content.schema import write_schemas
from bot.reading import read_knowledge
from bot.recall import keep
from bot.settings import read_settings


def main(asked: Namespace) -> int:
    """Return the exit code."""
    settings = read_settings()
    root = settings.content_dir or find_root()
    if asked.write_schema:
        write_schemas(root)
    known = read_knowledge(root)
    keep(known, root)
    print("\n".join(report(known.content)))
    print(f"settings and content are in order; the database is {settings.database_shown}")
    return 0
