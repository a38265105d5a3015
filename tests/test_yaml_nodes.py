"""Two readers of YAML, one quick and one exact: what both take they read alike, to the line."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.root import find_root
from bot.content.yaml_lines import parse
from bot.yaml_nodes import APART, Exact, Quick, compose

CONTENT = sorted(find_root().rglob("*.yaml"))
PIECES = [
    "a",
    "b: ",
    "- ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ",",
    ": ",
    ":",
    " #c",
    "'",
    '"',
    "|\n",
    ">\n",
    "&x ",
    "*x",
    "3",
]

Told = tuple[Any, ...]


def told(node: yaml.Node | None) -> Told:
    """A node and what is in it, each with its tag and line."""
    if node is None:
        return ()
    if isinstance(node, yaml.MappingNode):
        inside: Any = [(told(key), told(value)) for key, value in node.value]
    else:
        inside = [told(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value
    return node.tag, node.start_mark.line, inside


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: file.name)
def test_shipped(file: Path) -> None:
    """Every file we ship is read quickly, as the exact reader reads it."""
    text = file.read_text("utf-8")
    assert APART.search(text) is None
    assert told(Exact(text).get_single_node()) == told(Quick(text).get_single_node())


@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_alike(text: str) -> None:
    """Whatever the text, the nodes or the fault are those of the exact reader."""
    assert outcome(text, Exact) == outcome(text, Quick)


def outcome(text: str, quick: Any) -> Any:
    """What comes of a text: its nodes, or the fault with its words and place. An anchor inside itself never ends."""
    try:
        return told(compose(text, quick))
    except yaml.YAMLError as fault:
        return str(fault)
    except RecursionError:
        return "endless"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: [1\n", 3, "a bracket is not closed"),
        ("a: 1\n\tb: 2\n", 2, "use spaces, not tabs"),
        ("a: 1\nb: c: 2\n", 2, "a text that has a colon needs quotes around it"),
        ("a: 1\nb: 'c\n", 3, "a quote is not closed"),
    ],
)
def test_faults(text: str, line: int, what: str) -> None:
    """A fault has its line and an advice, whichever reader met it first."""
    _, faults = parse(text, "x.yaml")
    assert [str(fault) for fault in faults] == [f"x.yaml:{line}: is no YAML: {what}"]


def test_deep() -> None:
    """A text of nothing but brackets ends in an error, not with the process."""
    with pytest.raises(RecursionError):
        compose("[" * 200_000)


def test_no_text() -> None:
    """Half a character is a fault of the text, not of ours."""
    with pytest.raises(yaml.YAMLError):
        compose("a: \ud800")
