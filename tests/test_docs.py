"""The documents tell the truth: what they name exists, and what exists is named."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bot.cli import main
from bot.commands import COMMANDS
from bot.diagram import ANYWHERE, GUIDED, arrows, mermaid
from bot.picture import PLACES, svg
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "content/README.md", "docs/hosting.md", "docs/scale.md")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def read(name: str) -> str:
    """The text of a file of the project."""
    return (ROOT / name).read_text("utf-8")


@pytest.fixture
def commands(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The commands of the command line, as its help names them."""
    with pytest.raises(SystemExit):
        main(["--help"])
    named = re.search(r"\{([a-z,]+)\}", capsys.readouterr().out)
    assert named is not None
    return set(named[1].split(","))


def targets() -> set[str]:
    """The targets of the Makefile that a person may ask for."""
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert phony is not None
    return set(phony[1].split())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_relative_link_leads_somewhere(name: str) -> None:
    """Links and pictures name files of the project, or a whole address."""
    links = [link for link in LINK.findall(read(name)) if not re.match(r"https?://", link)]

    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_is_named_exists(name: str, commands: set[str]) -> None:
    """`make ...` is a target, `python -m bot ...` and `unwind ...` a command."""
    text = read(name)
    made = set(re.findall(r"(?:^|`)make ([a-z]+)(?=`|$| +#| ARGS)", text, re.MULTILINE))
    run = set(re.findall(r"(?:python -m bot|`unwind) ([a-z]+)", text))

    assert made - targets() == set()
    assert run - commands == set()


def test_the_readme_names_every_command(commands: set[str]) -> None:
    """Each command of the command line has its row, each target of the Makefile its line."""
    text = read("README.md")
    rows = set(re.findall(r"^\| `([a-z]+)[ `]", text, re.MULTILINE))
    lines = set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))

    assert rows == commands
    assert lines == targets()


def test_the_readme_names_every_setting_in_order() -> None:
    """The table of settings is that of .env.example."""
    rows = re.findall(r"^\| `([A-Z_]+)` \|", read("README.md"), re.MULTILINE)

    assert rows == [name.upper() for name in Settings.model_fields]


def test_what_a_person_may_send_is_a_command_of_the_bot() -> None:
    """/privacy, /export and the like exist."""
    named = set(re.findall(r"`/([a-z]+)`", read("README.md") + read("CHANGELOG.md"))) - {
        "data",
        "newbot",
        "healthz",
        "metrics",
    }

    assert named >= {"remind", "plans", "zone", "progress", "report", "privacy", "export", "forget"}
    assert named - set(COMMANDS) == set()


def test_every_file_that_contributing_names_exists() -> None:
    """A path in backticks is there."""
    paths = re.findall(r"`((?:bot|tests|content)/[\w./]+)`", read("CONTRIBUTING.md"))

    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_example_of_a_test_is_a_test() -> None:
    """What CONTRIBUTING shows stands in the suite, word for word."""
    text = read("CONTRIBUTING.md")
    named, shown = re.search(r"from `(tests/[^`]+)`", text), re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert named is not None
    assert shown is not None

    assert shown[1] in read(named[1])


def test_the_diagram_is_current() -> None:
    """`make docs` was run since MOVES changed."""
    assert read("docs/states.mmd") == f"{mermaid()}\n"
    assert read("docs/states.svg") == f"{svg()}\n"


def test_the_picture_shows_every_arrow() -> None:
    """The SVG is well-formed, every box has its place, and each arrow its number, its events and its way."""
    picture = ET.fromstring(svg())
    texts = ["".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    ends = {end for arrow in arrows() for end in (arrow.start, arrow.to)} - {GUIDED, ANYWHERE}

    assert ends == set(PLACES)
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}path"))) == len(arrows())
    assert {str(arrow.number) for arrow in arrows()} <= set(texts)
    heads = {text.partition(":")[0] for text in texts}
    assert {f"{arrow.number} {arrow.start} → {arrow.to}" for arrow in arrows()} <= heads


def test_the_service_and_the_container_start_a_command_that_exists(commands: set[str]) -> None:
    """Both run `unwind run`."""
    service = re.search(r"^ExecStart=\S+/unwind (\w+)$", read("deploy/unwind.service"), re.MULTILINE)
    container = re.search(r'^ENTRYPOINT \["unwind"\]\nCMD \["(\w+)"\]$', read("Containerfile"), re.MULTILINE)

    assert service is not None
    assert container is not None
    assert {service[1], container[1]} == {"run"} <= commands
