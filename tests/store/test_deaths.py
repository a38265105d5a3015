"""Kill -9 at every point: what was told to be done is there afterwards, and nothing is half done."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.store.sqlite_file import open_file
from tests.store.life import STEPS, Death, live

Picture: TypeAlias = Mapping[str, Sequence[Any]]


def picture(path: Path) -> Picture:
    """Every row of every table, after opening the store again."""
    connection = open_file(path)
    tables = [name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")]
    rows = {table: connection.execute(f"select * from {table}").fetchall() for table in tables}
    connection.close()
    return rows


@pytest.fixture(scope="module")
def deaths(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Death]:
    """Every death of the store."""
    folder = tmp_path_factory.mktemp("deaths")
    subprocess.run([sys.executable, "-m", "tests.store.life", str(folder)], check=True)
    found: Sequence[Death] = json.loads((folder / "deaths.json").read_text())
    return found


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Picture]:
    """How the store looks after no step, after the first, and so on."""
    paths = [tmp_path_factory.mktemp(f"steps{n}") / "unwind.db" for n in range(len(STEPS) + 1)]
    for number, path in enumerate(paths):
        asyncio.run(live(path, STEPS[:number], lambda: None))
    return [picture(path) for path in paths]


def test_every_step_shows(pictures: Sequence[Picture]) -> None:
    """The pictures differ from one another, so that they can tell which steps were taken."""
    assert [n for n, one in enumerate(pictures) if one in pictures[n + 1 :]] == []


def test_a_death_before_any_statement_loses_nothing_and_halves_nothing(
    deaths: Sequence[Death], pictures: Sequence[Picture]
) -> None:
    """Afterwards the store looks as after the last step that was told, or the one under way; never in between."""
    before = [death for death in deaths if death["way"] == "before_statement"]
    ahead = [pictures.index(picture(Path(death["file"]))) - death["told"] for death in before]
    assert len(before) > 100
    assert set(ahead) <= {0, 1}


def test_a_death_after_a_commit_keeps_what_nobody_was_told_of(
    deaths: Sequence[Death], pictures: Sequence[Picture]
) -> None:
    """Once committed, a step is done, although whoever asked for it died before hearing so."""
    after = [death for death in deaths if death["way"] == "after_commit"]
    assert list(pictures) == [picture(Path(death["file"])) for death in after]
    assert [0, *range(len(STEPS))] == [death["told"] for death in after]


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """What was told to be written before the disk was full is there; the turn that met it was told so."""
    path = tmp_path / "unwind.db"
    command = [sys.executable, "-m", "tests.store.full_disk", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert "the database could not be written" in told["fault"]
    people = [id for (id,) in open_and_ask(path, "select id from people order by id")]
    assert list(range(told["written"])) == people[: told["written"]]
    assert people[told["written"] :] == [1_000_000]


def open_and_ask(path: Path, question: str) -> Sequence[Any]:
    """What the file answers after opening the store again."""
    connection = open_file(path)
    answer = connection.execute(question).fetchall()
    connection.close()
    return answer
