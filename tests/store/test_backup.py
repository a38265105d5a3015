"""A backup is one moment of the database, taken while the bot goes on."""

import asyncio
import stat
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from bot.store.faults import StoreFault
from bot.store.home import Changes
from bot.store.sqlite import open_sqlite
from bot.store.sqlite_backup import back_up
from tests.store.made import drafts, heads, person, put

BACKUP = """
import sys
from pathlib import Path
from bot.store.sqlite_backup import back_up

print(back_up(Path(sys.argv[1]), Path(sys.argv[2])))
"""


async def test_a_backup_beside_a_running_bot(tmp_path: Path) -> None:
    """Another process copies the file while this one writes; the copy opens, and holds what was committed before."""
    store = await open_sqlite(tmp_path / "unwind.db")
    await put(store, Changes(people=[person(1)], letters=drafts("hello")))
    command = (sys.executable, "-c", BACKUP, str(tmp_path / "unwind.db"), str(tmp_path / "copy.db"))
    copying = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL)
    for id in range(2, 300):
        await put(store, Changes(people=[person(id)]))
    assert await copying.wait() == 0
    await put(store, Changes(people=[person(999)]))
    await store.close()
    restored = await open_sqlite(tmp_path / "copy.db")
    assert (person(1), ["hello"]) == (await restored.person(1), await heads(restored))
    assert await restored.person(999) is None
    await restored.close()


async def test_a_backup_of_a_bot_that_is_down(tmp_path: Path) -> None:
    """The file may as well be at rest; it stays as it is."""
    store = await open_sqlite(tmp_path / "unwind.db")
    await put(store, Changes(people=[person(1)]))
    await store.close()
    before = (tmp_path / "unwind.db").read_bytes()
    size = back_up(tmp_path / "unwind.db", tmp_path / "copy.db")
    assert size == (tmp_path / "copy.db").stat().st_size
    assert before == (tmp_path / "unwind.db").read_bytes()


async def test_a_backup_is_for_its_owner(tmp_path: Path) -> None:
    """It holds health answers: others may not read it."""
    await (await open_sqlite(tmp_path / "unwind.db")).close()
    back_up(tmp_path / "unwind.db", tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def refusal(database: Path, copy: Path) -> str:
    """The words of the fault that stands in the way."""
    with pytest.raises(StoreFault) as raised:
        back_up(database, copy)
    return str(raised.value)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A file that is there already stays."""
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    assert refusal(tmp_path / "unwind.db", copy) == f"{copy} is there already. Nothing was touched."
    assert copy.read_text() == "precious"


def test_no_database_no_backup(tmp_path: Path) -> None:
    """A file that is not there is named, and not made."""
    missing = tmp_path / "unwind.db"
    assert refusal(missing, tmp_path / "copy.db") == f"{missing} is not there: nothing to back up"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_not_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    """Another program's file is not passed off as a backup, and nothing is left behind."""
    other = tmp_path / "other.db"
    other.write_bytes(content)
    assert "other.db" in refusal(other, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """A folder that is not there is named with the reason."""
    connection = apsw.Connection(str(tmp_path / "unwind.db"))
    connection.execute("pragma application_id = 1433302884; create table people (id)")
    connection.close()
    assert "could not be copied" in refusal(tmp_path / "unwind.db", tmp_path / "nowhere" / "copy.db")
