"""All files of a content folder, read and held against their shapes; what spans files is judged elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel

from bot.content.faults import Document, Fault
from bot.content.models import PracticeFile, RoutineFile, SourceFile, StretchFile, WordingFile
from bot.content.shapes import Shaped, shape
from bot.content.yaml_lines import read

M = TypeVar("M", bound=BaseModel)

FOLDERS = "stretches", "routines", "sources"

PRACTICE = "sources/practice.yaml"
"""The file among the sources that lists those without facts."""

SINGLE = PRACTICE, "phrases.yaml", "readiness.yaml", "wording.yaml"
"""The files that content must have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The files of content by kind, and every document, also the faulty ones, by file name."""

    root: FilePath
    documents: Mapping[str, Document]
    stretches: tuple[Shaped[StretchFile], ...]
    routines: tuple[Shaped[RoutineFile], ...]
    sources: tuple[Shaped[SourceFile], ...]
    practice: Shaped[PracticeFile] | None
    wording: Shaped[WordingFile] | None

    def ids(self, folder: str) -> frozenset[str]:
        """The ids of all files of a folder."""
        return frozenset(document.name for file, document in self.documents.items() if file.startswith(f"{folder}/"))

    @property
    def stretch_ids(self) -> frozenset[str]:
        """The ids of all stretches."""
        return self.ids("stretches")

    @property
    def phrases(self) -> Document:
        """The sentences of the bot."""
        return self.documents["phrases.yaml"]

    @property
    def readiness(self) -> Document:
        """The readiness check."""
        return self.documents["readiness.yaml"]


def read_shelf(root: FilePath) -> tuple[Shelf, tuple[Fault, ...]]:
    """Read a content folder; the faults are those of files that cannot be read or have another shape."""
    faults: list[Fault] = list(_strays(root))
    documents = _documents(root, faults)
    shelf = Shelf(
        root=root,
        documents=documents,
        stretches=_folder(documents, "stretches", StretchFile, faults),
        routines=_folder(documents, "routines", RoutineFile, faults),
        sources=_folder(documents, "sources", SourceFile, faults),
        practice=_shaped(documents[PRACTICE], PracticeFile, faults),
        wording=_shaped(documents["wording.yaml"], WordingFile, faults),
    )
    return shelf, tuple(faults)


def _strays(root: FilePath) -> Iterator[Fault]:
    """Files that somebody meant to be read, but that are not because of their ending."""
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*")):
            if path.suffix in (".yml", ".json", ".txt"):
                what = f"is not read; its name must end in .yaml, not {path.suffix}"
                yield Fault(f"{folder}/{path.name}", 1, what)


def _documents(root: FilePath, faults: list[Fault]) -> dict[str, Document]:
    found = [path.relative_to(root).as_posix() for folder in FOLDERS for path in root.glob(f"{folder}/*.yaml")]
    documents: dict[str, Document] = {}
    for file in sorted({*found, *SINGLE}):
        documents[file], unread = read(root / file, root)
        faults.extend(unread)
    return documents


def _folder(
    documents: Mapping[str, Document], folder: str, model: type[M], faults: list[Fault]
) -> tuple[Shaped[M], ...]:
    files = [document for file, document in documents.items() if file.startswith(f"{folder}/") and file != PRACTICE]
    return tuple(shaped for file in files if (shaped := _shaped(file, model, faults)))


def _shaped(document: Document, model: type[M], faults: list[Fault]) -> Shaped[M] | None:
    if document.value is None:  # it could not be read, which is a fault already
        return None
    shaped, found = shape(document, model)
    faults.extend(found)
    return shaped
