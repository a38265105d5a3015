"""What is wrong with content, by file and line, in words that the writer of the content understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.refusals import Refusal

Path = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions (from 0)."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right: the file (as seen from the content folder), the line, and what is wrong."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class ContentFaults(Refusal):
    """The content cannot be used; the message has a line for every fault in every file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file as it was read: its values and the line of each of them."""

    file: str
    value: Any
    lines: Mapping[Path, int]

    @property
    def name(self) -> str:
        """The file's name without folder and ending: the id of what it holds."""
        return self.file.rpartition("/")[2].removesuffix(".yaml")

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path, what: str) -> Fault:
        """A fault of the value at `path`: its way in plain words, then what is wrong with it."""
        return Fault(self.file, self.line(path), f"{self.way(path)} {what}".strip())

    def way(self, path: Path) -> str:
        """The way to a value with list items named by their id, else counted from 1: `steps.drop.say.1`."""
        names: list[str] = []
        here = self.value
        for part in path:
            here = _inside(here, part)
            names.append(_item_name(here, part) if isinstance(part, int) else part)
        return ".".join(names)


def _inside(value: Any, part: str | int) -> Any:
    try:
        return value[part]
    except (KeyError, IndexError, TypeError):
        return None


def _item_name(item: Any, position: int) -> str:
    if isinstance(item, dict):
        for key in ("id", "step", "stretch"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return str(position + 1)
