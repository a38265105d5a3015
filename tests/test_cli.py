"""The command line: what each command prints, and its exit code: 0, 1 for faulty content or input, 2 for settings."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.content.root import find_root
from bot.settings import Settings

ROOT = Path(__file__).parents[1]

Types = Callable[[str], None]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting in the environment, a folder without `.env`, and a folder of caches of its own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """What a person types into the terminal."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_check_finds_what_is_shipped_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """It prints the audit of every source, and says where the database would lie."""
    assert main(["check"]) == 0

    said = capsys.readouterr().out
    sources = {path.stem for path in (find_root() / "sources").glob("*.yaml")} - {"practice"}
    assert {source for source in sources if source in said} == sources
    assert "unwind.db" in said.splitlines()[-1]


def test_check_names_every_fault_by_file_and_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two files spoilt: both are named in one run, on standard error, with exit code 1."""
    content = Path(shutil.copytree(find_root(), tmp_path / "content"))
    for name in ("bridge", "knee_drop"):
        path = content / "stretches" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("minutes:", "minuets:"), "utf-8")
    monkeypatch.setenv("CONTENT_DIR", str(content))

    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert re.search(r"^stretches/bridge\.yaml:\d+: ", said.err, re.MULTILINE)
    assert re.search(r"^stretches/knee_drop\.yaml:\d+: ", said.err, re.MULTILINE)


def test_a_bad_setting_is_named_by_every_command_that_reads_settings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, before anything else is looked at."""
    monkeypatch.setenv("PORT", "many")

    assert [main([command]) for command in ("check", "understand", "rehearse", "run")] == [2, 2, 2, 2]
    assert {line.split(":")[0] for line in capsys.readouterr().err.splitlines()} == {"PORT"}


@pytest.mark.parametrize("form", ["mermaid", "svg"])
def test_draw_prints_the_diagram(capsys: pytest.CaptureFixture[str], form: str) -> None:
    """Each form opens as its readers expect, and names the way from a step into its hold."""
    assert main(["draw", "--form", form]) == 0

    said = capsys.readouterr().out
    assert said.startswith({"mermaid": "stateDiagram-v2\n", "svg": "<svg "}[form])
    assert {"Poised", "Holding", "SettleEnded"} <= set(re.findall(r"\w+", said))


def test_understand_writes_an_object_for_every_line(capsys: pytest.CaptureFixture[str], types: Types) -> None:
    """The line itself and the codes of its meaning; nothing typed is lost, an empty line is answered too."""
    types("ready\nstop\n\nthis hurts my knee\n")

    assert main(["understand"]) == 0
    judged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(item) for item in judged] == [["text", "intent", "body_part", "side", "number", "why"]] * 4
    assert [item["text"] for item in judged] == ["ready", "stop", "", "this hurts my knee"]
    assert [item["intent"] for item in judged[:2]] == ["ready", "stop"]
    assert (judged[3]["intent"], judged[3]["body_part"]) == ("pain_stop", "knee")


def test_understand_knows_what_is_waited_for(capsys: pytest.CaptureFixture[str], types: Types) -> None:
    """The same word may answer a question or not."""
    types("7\n")

    assert main(["understand", "--waiting", "number"]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == 7


def test_understand_has_no_words_of_an_unknown_language(capsys: pytest.CaptureFixture[str], types: Types) -> None:
    """One line that names the missing lexicon, exit code 1."""
    types("listo\n")

    assert main(["understand", "--lang", "tlh"]) == 1
    assert "tlh.yaml" in capsys.readouterr().err


VECTORS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("V1", "", "cleared", {}),
    ("V4", "Q30: 7", "ask_clinician", {"open": ["belly_breathing"]}),
    ("V5", "Q2: [not_sure, not_sure]", "urgent", {"open": []}),
    ("V7", "Q10: yes\nQ30: 3", "urgent", {}),
    ("V8", "Q10: yes", "not_today", {"open": []}),
    (
        "V9",
        "Q17: under_12_months\nconfirmed: {Q17: {who: surgeon, on: 2026-01-31, event: 2025-06-01}}",
        "gentle_only",
        {},
    ),
    (
        "V10",
        "Q17: under_12_months\nconfirmed: {Q17: {who: surgeon, on: 2025-01-31, event: 2025-06-01}}",
        "ask_clinician",
        {},
    ),
    ("V12", "Q21: checked\nQ30: 1", "prep_first", {"also": ["gentle_only"]}),
    ("V13", "Q15: yes\nQ9: month_unchecked", "urgent", {}),
    ("V20", "Q2:", "incomplete", {"open": []}),
]
"""Vectors of the readiness check, as a clinician would write them down."""


@pytest.mark.parametrize(("answers", "verdict", "more"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_assess_prints_the_verdict(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: str, verdict: str, more: dict[str, Any]
) -> None:
    """A file of answers in, the verdict as JSON out."""
    pain = "" if "Q30" not in answers else "Q36: no\nQ37: no\n"
    path = tmp_path / "answers.yaml"
    path.write_text(f"defaults: healthy\ntoday: 2026-02-20\n{pain}{answers}\n", "utf-8")

    assert main(["assess", str(path)]) == 0
    judged = json.loads(capsys.readouterr().out)
    assert list(judged) == ["verdict", "also", "open", "closed", "because"]
    assert judged["verdict"] == verdict
    assert {key: judged[key] for key in more} == more


def test_assess_names_what_it_cannot_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A missing file and a wrong answer: one line each, exit code 1."""
    (tmp_path / "answers.yaml").write_text("Q30: eleven\n", "utf-8")

    assert main(["assess", "answers.yaml"]) == 1
    assert main(["assess", "missing.yaml"]) == 1
    wrong, missing = capsys.readouterr().err.splitlines()
    assert wrong.startswith("answers.yaml:1: Q30 is eleven")
    assert missing.startswith("missing.yaml")


def test_rehearse_writes_the_conversation_as_a_story(
    capsys: pytest.CaptureFixture[str], types: Types, tmp_path: Path
) -> None:
    """What is typed and what is said stand in the story, in order."""
    types("/start\n")

    assert main(["rehearse", "--story", "hello.txt"]) == 0
    story = (tmp_path / "hello.txt").read_text("utf-8")
    assert story.splitlines()[0] == "> /start"
    assert "Unwind" in story
    assert "Unwind" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["fly"], ["assess"], ["draw", "--form", "oil"]])
def test_what_is_no_command(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """A wrong command line is answered with how it is used, exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: unwind")


def test_run_starts_the_sandbox_and_ends_on_a_signal(tmp_path: Path) -> None:
    """Without a token it says where its page is; SIGTERM, as a service manager sends it, ends it with code 0."""
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env={**clean, "PORT": "0", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        _, errors = running.communicate(timeout=60)

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", first)
    assert (running.returncode, "Traceback" in errors) == (0, False)
    assert [each.name for each in tmp_path.iterdir()] == ["cache"]  # what was read of content, for the next start


def test_the_page_is_announced_only_when_the_database_is_open(tmp_path: Path) -> None:
    """A file that is no database ends the program, before anybody is sent to a page that nobody answers."""
    (tmp_path / "no.db").write_text("letters to my physio")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        env={**os.environ, "PORT": "0", "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{tmp_path}/no.db"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().endswith("no.db is not a database. Nothing was touched.")
