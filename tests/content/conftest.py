"""A small content folder that is whole, and a copy of it that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.faults import ContentFaults
from bot.content.load import load
from bot.content.root import find_root

SAMPLE = Path(__file__).parent / "sample"

Spoil = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample content, with the words of the real readiness check."""
    copy = Path(shutil.copytree(SAMPLE, tmp_path / "content"))
    real = (find_root() / "readiness.yaml").read_text("utf-8")
    with (copy / "readiness.yaml").open("a", encoding="utf-8") as readiness:
        readiness.write(real[real.index("\nwords:\n") :])
    return copy


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Replace words that stand in a file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return replace


@pytest.fixture
def faults(folder: Path) -> Callable[[], list[str]]:
    """The faults of the copy, as lines."""

    def found() -> list[str]:
        with pytest.raises(ContentFaults) as caught:
            load(folder)
        return str(caught.value).splitlines()

    return found
