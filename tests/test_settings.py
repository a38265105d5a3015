"""Settings: read from the environment or `.env`, every fault named at once, no value ever shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsFault, read_settings

EXAMPLE = Path(__file__).parents[1] / ".env.example"
TOKEN = f"123456:{'A' * 35}"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting in the environment, and a folder without `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_example_names_every_setting_with_its_default() -> None:
    """.env.example and Settings agree on names, order and defaults."""
    given = [line.split("=", 1) for line in EXAMPLE.read_text("utf-8").splitlines() if line and line[0] != "#"]
    known = [[name.upper(), str(field.default or "")] for name, field in Settings.model_fields.items()]

    assert known == given


def test_the_example_says_something_about_each_setting() -> None:
    """Each group of settings has a comment above it; .env.example can be used as it is."""
    groups = EXAMPLE.read_text("utf-8").strip().split("\n\n")

    assert all(group.startswith("# ") for group in groups)
    Path(".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert Settings(_env_file=None) == read_settings()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set for one start needs no edit of a file; what the file alone says counts."""
    Path(".env").write_text("PORT=9000\nLOG_LEVEL=DEBUG\n", "utf-8")
    monkeypatch.setenv("PORT", "9001")

    assert (read_settings().port, read_settings().log_level) == (9001, "DEBUG")


def test_every_fault_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One start shows all that is wrong, each by its setting; the values are not repeated."""
    wrong = {
        "BOT_TOKEN": "secret-but-no-token",
        "BOT_API_URL": "ftp://example.org",
        "DATABASE_URL": "mysql://root:hunter2@example.org",
        "CHAT_RATE": "-1",
        "BULK_RATE": "1001",
        "PROXY_URL": "socks5://me:hunter3@example.org",
        "CONTENT_DIR": "nowhere",
        "LOG_LEVEL": "LOUD",
        "PORT": "99999",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsFault) as caught:
        read_settings()

    assert list(wrong) == [fault.split(":")[0] for fault in caught.value.faults]
    assert [value for value in wrong.values() if value in str(caught.value)] == []


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings, in whatever way, does not print the token."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    settings = read_settings()
    assert settings.bot_token is not None

    assert settings.bot_token.get_secret_value() == TOKEN
    assert [
        shown
        for shown in (str(settings), repr(settings), settings.model_dump_json(), str(vars(settings)))
        if "AAA" in shown
    ] == []


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///unwind.db", Path("unwind.db")),
        ("sqlite:////var/lib/unwind/unwind.db", Path("/var/lib/unwind/unwind.db")),
        ("sqlite:///~/unwind.db", Path("~/unwind.db").expanduser()),
    ],
)
def test_where_the_database_lies(monkeypatch: pytest.MonkeyPatch, url: str, path: Path) -> None:
    """Three slashes: a path from here or from home; four: from the root."""
    monkeypatch.setenv("DATABASE_URL", url)

    assert path == read_settings().database


def test_without_a_word_the_database_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's data folder, as the system names it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(Path.cwd()))

    database = read_settings().database
    assert isinstance(database, Path)
    assert (database.name, database.is_absolute()) == ("unwind.db", True)


def test_a_postgresql_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its URL is what it is opened with; what is shown names the host and the database alone."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db.example:5432/unwind")

    assert read_settings().database == "postgresql://me:secret@db.example:5432/unwind"
    assert read_settings().database_shown == "postgresql://db.example/unwind"


@pytest.mark.parametrize(
    ("url", "hidden"),
    [("", ()), ("http://proxy.example:3128", ()), ("http://me:hunter%2F3@proxy.example:3128", ("hunter/3",))],
)
def test_the_password_of_the_proxy_is_a_secret(
    monkeypatch: pytest.MonkeyPatch, url: str, hidden: tuple[str, ...]
) -> None:
    """It is told to the log, to be hidden there, and not shown with the settings; without a proxy there is none."""
    monkeypatch.setenv("PROXY_URL", url)
    settings = read_settings()

    assert (url or None, hidden) == (settings.proxy, settings.secrets)
    assert "hunter" not in repr(settings)


def test_a_bad_setting_ends_the_start_with_code_2(tmp_path: Path) -> None:
    """`python -m bot run` names every bad setting, shows no traceback and no value, and returns 2."""
    wrong = {"BOT_TOKEN": "my-secret", "PORT": "many", "LOG_LEVEL": "LOUD"}
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        env={**clean, **wrong, "PYTHONPATH": str(EXAMPLE.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["BOT_TOKEN", "LOG_LEVEL", "PORT"]
    assert "my-secret" not in done.stderr
