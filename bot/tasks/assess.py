"""Judge the answers of a readiness check in a YAML or JSON file."""

import json
from argparse import Namespace

from bot.assess import assess_file
from bot.content.root import find_root
from bot.readiness_content import read_readiness
from bot.settings import read_settings


def main(asked: Namespace) -> int:
    """Return the exit code."""
    root = read_settings().content_dir or find_root()
    table, _ = read_readiness(root / "readiness.yaml", root)
    print(json.dumps(assess_file(asked.file, table), indent=2, ensure_ascii=False))
    return 0
