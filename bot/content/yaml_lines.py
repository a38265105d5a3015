"""YAML with the line of every value, read as JSON would be: texts, numbers, true, false and nothing else.

YAML 1.1 reads `no` as false, `12:30` as 750 and `2011-01-31` as a date. A writer of content means the words,
so only the few plain forms of YAML 1.2 are numbers or truths here; everything else is text.
"""

import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from bot.content.faults import Document, Fault, Path
from bot.yaml_nodes import Exact, Quick, compose

_PLAIN = {
    "tag:yaml.org,2002:null": (re.compile(r"^(?:null|~|)$"), ["n", "~", ""]),
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|false)$"), ["t", "f"]),
    "tag:yaml.org,2002:int": (re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")),
    "tag:yaml.org,2002:float": (re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789")),
}

_ADVICE = {
    "but got '<stream end>'": "a bracket is not closed",
    "but got '{'": "a text that has { } needs quotes around it",
    "but got ':'": "a bracket is not closed, or a text that has a colon needs quotes around it",
    "but got '?'": "a text that has a question mark needs quotes around it",
    "mapping values are not allowed": "a text that has a colon needs quotes around it",
    "found character '\\t'": "use spaces, not tabs",
    "did not find expected": "check the indent, the commas and the quotes here and one line above",
    "expected <block end>": "check the indent here and one line above",
    "could not find expected ':'": "a colon is missing, here or one line above",
    "quoted scalar": "a quote is not closed",
}


class _Plain(Exact):
    """Reads only the plain forms above."""


class _QuickPlain(Quick):
    """Reads the same, quickly."""


for _tag, (_form, _first) in _PLAIN.items():
    _Plain.add_implicit_resolver(_tag, _form, _first)
    _QuickPlain.add_implicit_resolver(_tag, _form, _first)


def read(path: FilePath, root: FilePath) -> tuple[Document, tuple[Fault, ...]]:
    """Read one file below `root`: its values with their lines, and what keeps it from being read."""
    file = path.relative_to(root).as_posix()
    try:
        return parse(path.read_text("utf-8"), file)
    except FileNotFoundError:
        return _nothing(file), (Fault(file, 1, "is missing; content needs this file"),)
    except (OSError, UnicodeDecodeError) as trouble:
        return _nothing(file), (Fault(file, 1, f"cannot be read: {trouble}"),)


def parse(text: str, file: str) -> tuple[Document, tuple[Fault, ...]]:
    """Read YAML text; a text that is no YAML, or gives a key twice, is a fault."""
    try:
        node = compose(text, _QuickPlain, _Plain)
        if node is None:
            return _nothing(file), (Fault(file, 1, "is empty"),)
        value = _value(SafeConstructor(), node)
        return Document(file=file, value=value, lines=dict(_lines(node, ()))), tuple(_twice(node, file))
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        return _nothing(file), (Fault(file, mark.line + 1 if mark else 1, _advice(trouble)),)
    except yaml.YAMLError as trouble:
        return _nothing(file), (Fault(file, 1, f"is no YAML: {trouble}".splitlines()[0]),)


def _nothing(file: str) -> Document:
    return Document(file=file, value=None, lines={})


def _advice(trouble: yaml.MarkedYAMLError) -> str:
    said = f"{trouble.context or ''} {trouble.problem or ''}".strip()
    advice = next((advice for words, advice in _ADVICE.items() if words in said), "")
    return f"is no YAML: {advice or said}"


def _value(maker: SafeConstructor, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {_key(key): _value(maker, value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(maker, item) for item in node.value]
    return maker.construct_object(node)


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.constructor.ConstructorError(None, None, "a key is one word or one text", node.start_mark)
    return str(node.value)


def _lines(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*path, str(key.value)))
            yield (*path, str(key.value)), key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _lines(item, (*path, position))


def _twice(node: yaml.Node, file: str) -> Iterator[Fault]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _twice(item, file)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                yield Fault(file, key.start_mark.line + 1, f"{key.value} is given twice")
            seen.add(str(key.value))
            yield from _twice(value, file)
