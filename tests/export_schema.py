"""Writes the JSON Schema of the export: `python -m tests.export_schema`."""

import json
from pathlib import Path

from bot.export import schema

PLACE = Path(__file__).parents[1] / "docs" / "export.schema.json"


def text() -> str:
    """The schema as it is written."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PLACE.write_text(text(), "utf-8")
