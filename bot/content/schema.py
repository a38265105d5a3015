"""JSON Schemas of the content files, for completion and checks while one writes in an editor."""

import json
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from bot.content.models import PracticeFile, RoutineFile, SourceFile, StretchFile, WordingFile
from bot.planning.shapes import PlansFile

SHAPES: dict[str, type[BaseModel]] = {
    "stretch": StretchFile,
    "routine": RoutineFile,
    "source": SourceFile,
    "practice": PracticeFile,
    "wording": WordingFile,
    "plans": PlansFile,
}
"""Each kind of file with its shape; the name is that of the schema's file."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every kind of content file, by name."""
    return {name: _schema(name, model) for name, model in SHAPES.items()} | {"phrases": PHRASES}


def _schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    found = model.model_json_schema()
    return {"$schema": GenerateJsonSchema.schema_dialect, **found, "title": f"Unwind: {name}"}


PHRASES: dict[str, Any] = {
    "$schema": GenerateJsonSchema.schema_dialect,
    "title": "Unwind: phrases",
    "description": "Keys with texts, flat or nested.",
    "$defs": {
        "text": {"type": "string", "minLength": 1},
        "counted": {
            "type": "object",
            "description": "Words that count: for one, and for every other number.",
            "properties": {"one": {"$ref": "#/$defs/text"}, "other": {"$ref": "#/$defs/text"}},
            "required": ["one", "other"],
            "additionalProperties": False,
        },
        "phrases": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "anyOf": [
                    {"$ref": "#/$defs/text"},
                    {"type": "array", "items": {"$ref": "#/$defs/text"}, "minItems": 1},
                    {"$ref": "#/$defs/counted"},
                    {"$ref": "#/$defs/phrases"},
                ]
            },
        },
    },
    "$ref": "#/$defs/phrases",
}
"""Written by hand, since a text, a list and a pair of texts are told apart by what they are, not by a key."""


def rendered() -> dict[str, str]:
    """The text of every schema file, by its name."""
    return {f"{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in schemas().items()}


def write_schemas(root: FilePath) -> None:
    """Write the schemas into the folder `schema` of a content folder."""
    folder = root / "schema"
    folder.mkdir(exist_ok=True)
    for name, text in rendered().items():
        (folder / name).write_text(text, "utf-8")
