"""The guide for people who write content is true."""

import re
import shutil
from pathlib import Path

from bot.content.load import load
from bot.content.root import find_root
from bot.core.library import Kind, Side, Span

README = (find_root() / "README.md").read_text("utf-8")


def test_example_loads(tmp_path: Path) -> None:
    """The example of the guide, put into the folder as the guide says, is a stretch that can be chosen."""
    example = re.search(r"## The example\n+```yaml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    root = Path(shutil.copytree(find_root(), tmp_path / "content"))
    (root / "stretches/heel_slide.yaml").write_text(example[1], "utf-8")

    content = load(root)

    stretch = content.library.stretches["heel_slide"]
    assert (stretch.kind, stretch.first_side) == (Kind.PREP, Side.RIGHT)
    assert Span(low=5, high=8) == stretch.level("PS").reps
    assert "heel_slide" in content.library.routines
    expected = "Slide your left heel away, then back."
    assert expected == content.words.text("stretch.heel_slide.step.slide.say", side=Side.LEFT)


def test_files_of_the_guide() -> None:
    """Every file and folder the guide speaks of is there."""
    named = re.findall(r"^\| `([a-z_/.<>]+)`", README, re.MULTILINE)

    missing = [name for name in named if not any(find_root().glob(name.replace("<id>", "*").rstrip("/")))]
    assert not missing
