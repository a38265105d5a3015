"""Opening a SQLite file: every reason not to is told in plain words, and nothing is touched."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import gettempdir

import apsw
import pytest

from bot.core.session import Person
from bot.store.faults import StoreDown, StoreFault
from bot.store.home import Changes
from bot.store.queries import Migration, migrations
from bot.store.sqlite import open_sqlite
from bot.store.sqlite_file import MARK, migrate, open_file
from tests.store.made import drafts, heads, person, put


def written(path: Path) -> None:
    """A database with one person and one letter."""

    async def write() -> None:
        store = await open_sqlite(path)
        await put(store, Changes(people=[person()], letters=drafts("hello")))
        await store.close()

    asyncio.run(write())


def run_sql(path: Path, *statements: str) -> None:
    """Change a file behind the store's back."""
    connection = apsw.Connection(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file in a folder, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    """A file is opened again without a migration, and holds what it held."""
    path = tmp_path / "unwind.db"
    written(path)

    async def read() -> tuple[Person | None, list[str]]:
        store = await open_sqlite(path)
        found = await store.person(1), await heads(store)
        await store.close()
        return found

    assert (person(), ["hello"]) == asyncio.run(read())


def test_missing_folders_are_made(tmp_path: Path) -> None:
    """A path into folders that are not there yet is no fault; the file is its owner's alone."""
    path = tmp_path / "data" / "unwind" / "unwind.db"
    open_file(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_commits_reach_the_disk(tmp_path: Path) -> None:
    """The file is kept with a write-ahead log, full durability and foreign keys."""
    connection = open_file(tmp_path / "unwind.db")
    names = ("journal_mode", "synchronous", "foreign_keys", "locking_mode", "application_id")
    assert [connection.pragma(name) for name in names] == ["wal", 2, 1, "normal", MARK]
    connection.close()


def test_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """A file that a newer program wrote is refused with both numbers, and stays byte for byte."""
    path = tmp_path / "unwind.db"
    written(path)
    run_sql(path, "pragma user_version = 7")
    before = contents(tmp_path)
    known = len(migrations("sqlite"))
    with pytest.raises(StoreFault) as caught:
        open_file(path)
    assert str(caught.value) == (
        f"unwind.db was written by a newer version (schema 7; this one knows {known}). Nothing was touched."
    )
    assert before == contents(tmp_path)


def test_a_log_that_waits_is_left_alone(tmp_path: Path) -> None:
    """Where a newer program died and left its log beside the file, neither is changed."""
    path = tmp_path / "unwind.db"
    written(path)
    dying = apsw.Connection(str(path))
    dying.execute("pragma user_version = 7")
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copy", "*-shm", "*.lock"))
    dying.close()
    before = contents(copy)
    assert sorted(before) == ["unwind.db", "unwind.db-wal"]
    with pytest.raises(StoreFault, match="schema 7"):
        open_file(copy / "unwind.db")
    assert before == contents(copy)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    """Some other file is never overwritten."""
    path = tmp_path / "unwind.db"
    path.write_bytes(b"Dear diary, " * 1000)
    before = contents(tmp_path)
    with pytest.raises(StoreFault, match=r"^unwind\.db is not a database\. Nothing was touched\.$"):
        open_file(path)
    assert before == contents(tmp_path)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """Our tables are never put beside somebody else's."""
    path = tmp_path / "unwind.db"
    run_sql(path, "create table recipes (cake text)")
    before = contents(tmp_path)
    with pytest.raises(StoreFault, match="is the database of another program"):
        open_file(path)
    assert before == contents(tmp_path)


def test_a_damaged_file_is_left_alone(tmp_path: Path) -> None:
    """A file with a page that cannot be right is refused, and stays byte for byte."""
    path = tmp_path / "unwind.db"
    written(path)
    damaged = bytearray(path.read_bytes())
    damaged[4096 * 2 : 4096 * 3] = b"\xa5" * 4096
    path.write_bytes(damaged)
    before = contents(tmp_path)
    with pytest.raises(StoreFault, match=r"^unwind\.db is damaged \(.+\)\. Nothing was touched\.$"):
        open_file(path)
    assert before == contents(tmp_path)


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    """A path that names a folder says so."""
    with pytest.raises(StoreFault, match="is a folder; the database must be a file"):
        open_file(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """Where a file stands in the way of a folder, the fault names the path and the reason."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreFault, match=r"data/unwind\.db cannot be written: "):
        open_file(tmp_path / "data" / "unwind.db")


OPEN = """
import os, sys
from pathlib import Path
from bot.core.session import Person
from bot.store.faults import StoreFault
from bot.store.sqlite_file import open_file
if os.geteuid() == 0:
    os.setuid(65534)
try:
    open_file(Path(sys.argv[1]))
except StoreFault as fault:
    sys.exit(str(fault))
"""
"""Opens a file as somebody who is not root: root may write everywhere."""


def refusal(path: Path) -> str:
    """What another process, which is not root's, says when it opens `path`; empty when it could."""
    done = subprocess.run([sys.executable, "-c", OPEN, str(path)], capture_output=True, text=True, check=False)
    return done.stderr.strip()


@pytest.fixture
def open_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that everybody can reach and read, but only its owner may write to."""
    folder = tmp_path_factory.mktemp("shared")
    everybodys = Path(gettempdir())
    for place in (folder, *folder.parents):
        if everybodys in place.parents:
            place.chmod(place.stat().st_mode | 0o055)
    return folder


def test_an_unwritable_folder_is_named(open_folder: Path) -> None:
    """A folder one may not write to is refused by name, and stays empty."""
    open_folder.chmod(0o555)
    path = open_folder / "unwind.db"
    assert refusal(path) == f"{path} cannot be written: Permission denied"
    assert contents(open_folder) == {}


def test_a_read_only_file_is_named(open_folder: Path) -> None:
    """A file one may read but not write is refused, and stays byte for byte."""
    path = open_folder / "unwind.db"
    written(path)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    before = contents(open_folder)
    assert refusal(path) == f"{path} cannot be written: it is read-only"
    assert before == contents(open_folder)


async def test_a_second_process_is_refused(open_folder: Path) -> None:
    """While one bot runs, another on the same file is told so; the first goes on."""
    path = open_folder / "unwind.db"
    store = await open_sqlite(path)
    for place in (open_folder, path):
        place.chmod(0o777)
    expected = "unwind.db is in use by another process; one bot at a time. Nothing was touched."
    assert expected == refusal(path)
    await put(store, Changes(people=[person()]))
    assert person() == await store.person(1)
    await store.close()


def test_a_file_is_free_again_after_closing(tmp_path: Path) -> None:
    """The lock ends with the connection."""
    path = tmp_path / "unwind.db"
    open_file(path).close()
    open_file(path).close()


GOOD = Migration(number=100, name="0100_good.sql", script="create table good (id integer primary key) strict;")
BAD = Migration(
    number=101, name="0101_bad.sql", script="create table bad (id integer); insert into nowhere values (1);"
)


def test_a_failed_migration_leaves_the_old_version(tmp_path: Path) -> None:
    """One step that fails undoes the steps before it too, and is named."""
    connection = open_file(tmp_path / "unwind.db")
    before = connection.execute("select name from sqlite_schema").fetchall()
    with pytest.raises(StoreFault, match=r"unwind\.db stays as it was: 0101_bad\.sql failed .*nowhere"):
        migrate(connection, "unwind.db", [*migrations("sqlite"), GOOD, BAD])
    assert before == connection.execute("select name from sqlite_schema").fetchall()
    assert connection.pragma("user_version") == len(migrations("sqlite"))
    connection.close()


def test_only_what_is_missing_is_migrated(tmp_path: Path) -> None:
    """A later step is applied to a file that has the earlier ones, once."""
    connection = open_file(tmp_path / "unwind.db")
    for _ in range(2):
        migrate(connection, "unwind.db", [*migrations("sqlite"), GOOD])
    assert connection.pragma("user_version") == 100
    connection.close()


def test_migrations_are_numbered_without_a_gap() -> None:
    """The number of a file is its place, so that the version of a schema counts its steps."""
    numbers = [step.number for step in migrations("sqlite")]
    assert list(range(1, len(numbers) + 1)) == numbers


async def test_locked_by_a_tool(tmp_path: Path) -> None:
    """While somebody's tool writes, what we asked is not to blame; afterwards it can be asked again."""
    path = tmp_path / "unwind.db"
    store = await open_sqlite(path)
    tool = apsw.Connection(str(path))
    tool.execute("begin immediate")
    with pytest.raises(StoreDown):
        await put(store, Changes(people=[person(1)]))
    tool.execute("rollback")
    await put(store, Changes(people=[person(1)]))
    assert await store.people(0, 10) == [1]
    tool.close()
    await store.close()
