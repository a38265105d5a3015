"""What was read is recalled at the next start, and nothing else ever is."""

import os
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from bot import recall
from bot.content.faults import ContentFaults
from bot.content.root import find_root
from bot.knowledge import Knowledge
from bot.recall import keep, place, recalled
from bot.understanding.meaning import Waiting
from bot.understanding.read import read

WHILE_WAITING = Waiting("step")


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder of caches."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of content of its own."""
    return Path(shutil.copytree(find_root(), tmp_path / "content", ignore=shutil.ignore_patterns("*.tsv")))


def test_what_was_read_is_recalled_as_it_was(root: Path, knowledge: Knowledge) -> None:
    """Library, words and plan words are equal; the lexicon reads as it did."""
    keep(knowledge, root)
    found = recalled(root)

    assert found is not None
    assert asdict(found.content.library) == asdict(knowledge.content.library)
    assert found.content.words.entries == knowledge.content.words.entries
    assert found.content.audits == knowledge.content.audits
    assert found.plan_words.phrases.keys() == knowledge.plan_words.phrases.keys()
    said = "my left leg is numb", "stop", "ready", "no pain, 2 out of 10", "an hour"
    assert [read(text, WHILE_WAITING, found.lexicon) for text in said] == [
        read(text, WHILE_WAITING, knowledge.lexicon) for text in said
    ]


def test_it_is_read_apart_and_once(root: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process never looks for a reader: the first time one beside it reads, the second time nobody does."""
    monkeypatch.setattr("bot.recall.READER", "bot.nowhere")
    first = recall.knowledge(root)
    monkeypatch.setattr("bot.recall._read_apart", lambda root: False)

    assert asdict(first.content.library) == asdict(recall.knowledge(root).content.library)
    assert asdict(first.content.library) == asdict(knowledge.content.library)


def test_no_process_can_be_made(root: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is read here."""
    monkeypatch.setattr("sys.executable", str(root / "nowhere"))

    assert asdict(recall.knowledge(root).content.library) == asdict(knowledge.content.library)


def test_faults_are_told_here(root: Path) -> None:
    """What is wrong with content is for whoever started the bot."""
    strayed(root)
    with pytest.raises(ContentFaults, match=r"mine\.yml"):
        recall.knowledge(root)


def changed(root: Path) -> None:
    """One word of content is another."""
    phrases = root / "phrases.yaml"
    phrases.write_text(phrases.read_text("utf-8") + "# \n", "utf-8")


def strayed(root: Path) -> None:
    """A file that content refuses is there."""
    (root / "stretches" / "mine.yml").touch()


def damaged(root: Path) -> None:
    """One bit of what was kept is another."""
    kept = bytearray(place().read_bytes())
    kept[len(kept) // 2] ^= 1
    place().write_bytes(kept)


def cut(root: Path) -> None:
    """Only the beginning of it was written."""
    os.truncate(place(), 40)


def emptied(root: Path) -> None:
    """Nothing of it was written."""
    os.truncate(place(), 0)


def opened_to_all(root: Path) -> None:
    """Others may write it."""
    place().chmod(0o666)


def opened_to_group(root: Path) -> None:
    """Others of a group may write it."""
    place().chmod(0o664)


def gone(root: Path) -> None:
    """Somebody cleared the folder."""
    place().unlink()


CHANGES = changed, strayed, damaged, cut, emptied, opened_to_all, opened_to_group, gone


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nothing_else_is_recalled(root: Path, knowledge: Knowledge, change: Callable[[Path], None]) -> None:
    """Of other content, broken, or open to others: it is passed over."""
    keep(knowledge, root)
    change(root)

    assert recalled(root) is None


def test_somebody_elses_is_not_recalled(root: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of another user is passed over, unless it is root's."""
    keep(knowledge, root)
    monkeypatch.setattr(os, "geteuid", lambda: place().stat().st_uid + 1)

    assert (recalled(root) is None) == (place().stat().st_uid != 0)


def test_another_program(root: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What another program read is nothing to this one."""
    keep(knowledge, root)
    kept = place().read_bytes()
    monkeypatch.setattr("bot.recall.PACKAGE", tmp_path)
    place().write_bytes(kept)

    assert recalled(root) is None


def test_nowhere_to_keep_it(root: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no file can be made, it is read again at each start; nobody is troubled."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep(knowledge, root)

    assert recalled(root) is None
    assert asdict(recall.knowledge(root).content.library) == asdict(knowledge.content.library)
