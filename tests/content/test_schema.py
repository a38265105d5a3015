"""The schemas that help an editor are current, and what we ship keeps to them."""

import json
from pathlib import Path

import jsonschema
import pytest

from bot.content.root import find_root
from bot.content.schema import rendered, schemas, write_schemas
from bot.content.yaml_lines import read

ROOT = find_root()
SAMPLE = Path(__file__).parent / "sample"


def schema_of(file: Path, root: Path) -> str:
    """The name of the schema for a content file."""
    folder = file.relative_to(root).parts[0]
    kinds = {"stretches": "stretch", "routines": "routine", "sources": "source", "plans": "plans"}
    return file.stem if file.stem in schemas() else kinds[folder]


def content_files(root: Path) -> list[Path]:
    """The files of a content folder that have a schema."""
    single = [root / f"{name}.yaml" for name in ("phrases", "wording")]
    return sorted([*single, *(file for folder in ("stretches", "routines", "sources", "plans") for file in root.glob(f"{folder}/*.yaml"))])  # fmt: skip  # noqa: E501


def test_current() -> None:
    """The shipped schema files are those of the models; `python -m bot check --write-schema` renews them."""
    shipped = {file.name: file.read_text("utf-8") for file in (ROOT / "schema").glob("*.json")}
    assert rendered() == shipped


def test_written(tmp_path: Path) -> None:
    """Writing the schemas makes the folder and every file."""
    write_schemas(tmp_path)

    assert rendered() == {file.name: file.read_text("utf-8") for file in (tmp_path / "schema").iterdir()}


@pytest.mark.parametrize("name", list(schemas()))
def test_sound(name: str) -> None:
    """Each schema is a schema."""
    jsonschema.Draft202012Validator.check_schema(json.loads(rendered()[f"{name}.json"]))


@pytest.mark.parametrize(
    ("root", "file"), [(root, file) for root in (ROOT, SAMPLE) for file in content_files(root)], ids=str
)
def test_files_keep_to_it(root: Path, file: Path) -> None:
    """A file that loads has no fault in an editor either."""
    document, _ = read(file, root)

    jsonschema.validate(document.value, schemas()[schema_of(file, root)], jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stretch", {"id": "x"}),
        ("routine", {"id": "x", "kind": "prep", "title": "T", "summary": "S.", "items": []}),
        ("phrases", {"hello": 12}),
        ("phrases", {}),
        ("practice", {"S39": {"title": "T"}}),
    ],
)
def test_refuses(name: str, value: object) -> None:
    """What the door refuses, the schema refuses."""
    assert not jsonschema.Draft202012Validator(schemas()[name]).is_valid(value)
