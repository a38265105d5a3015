"""All files of a content folder, read and held against their shapes; what spans files is judged elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel

from bot.content.faults import Document, Fault
from bot.content.models import PracticeFile, RoutineFile, SourceFile, StretchFile, WordingFile
from bot.content.shapes import Shaped, shape
from bot.content.yaml_lines import read

M = TypeVar("M", bound=BaseModel)

PRACTICE = "practice"
"""The file among the sources that lists those without facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The files of content by kind. The ids are those of all files, also of the faulty ones."""

    root: FilePath
    stretches: tuple[Shaped[StretchFile], ...]
    routines: tuple[Shaped[RoutineFile], ...]
    sources: tuple[Shaped[SourceFile], ...]
    practice: Shaped[PracticeFile] | None
    wording: Shaped[WordingFile] | None
    phrases: Document
    readiness: Document
    stretch_ids: frozenset[str]
    source_ids: frozenset[str]

    @property
    def references(self) -> frozenset[str]:
        """The numbers of the sources without facts."""
        return frozenset(self.practice.model.root) if self.practice else frozenset()


def read_shelf(root: FilePath) -> tuple[Shelf, tuple[Fault, ...]]:
    """Read a content folder; the faults are those of files that cannot be read or have another shape."""
    faults: list[Fault] = list(_strays(root))
    names = {folder: _names(root, folder) for folder in ("stretches", "routines", "sources")}
    shelf = Shelf(
        root=root,
        stretches=_folder(root, "stretches", names["stretches"], StretchFile, faults),
        routines=_folder(root, "routines", names["routines"], RoutineFile, faults),
        sources=_folder(root, "sources", [*(set(names["sources"]) - {PRACTICE})], SourceFile, faults),
        practice=_file(root, f"sources/{PRACTICE}.yaml", PracticeFile, faults),
        wording=_file(root, "wording.yaml", WordingFile, faults),
        phrases=_document(root, "phrases.yaml", faults),
        readiness=_document(root, "readiness.yaml", faults),
        stretch_ids=frozenset(names["stretches"]),
        source_ids=frozenset(names["sources"]) - {PRACTICE},
    )
    return shelf, tuple(faults)


def _names(root: FilePath, folder: str) -> list[str]:
    return sorted(path.stem for path in (root / folder).glob("*.yaml"))


def _strays(root: FilePath) -> Iterator[Fault]:
    """Files that somebody meant to be read, but that are not because of their ending."""
    for folder in ("stretches", "routines", "sources"):
        for path in sorted((root / folder).glob("*")):
            if path.suffix in (".yml", ".json", ".txt"):
                yield Fault(
                    f"{folder}/{path.name}", 1, f"is not read; its name must end in .yaml, not {path.suffix}"
                )


def _folder(
    root: FilePath, folder: str, names: list[str], model: type[M], faults: list[Fault]
) -> tuple[Shaped[M], ...]:
    files = (_file(root, f"{folder}/{name}.yaml", model, faults) for name in sorted(names))
    return tuple(file for file in files if file)


def _file(root: FilePath, name: str, model: type[M], faults: list[Fault]) -> Shaped[M] | None:
    before = len(faults)
    document = _document(root, name, faults)
    if len(faults) > before and document.value is None:
        return None
    shaped, found = shape(document, model)
    faults.extend(found)
    return shaped


def _document(root: FilePath, name: str, faults: list[Fault]) -> Document:
    document, found = read(root / name, root)
    faults.extend(found)
    return document
