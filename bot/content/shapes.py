"""A document held against its shape: a model, or faults in plain words with their lines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from bot.content.faults import Document, Fault, Path

M = TypeVar("M", bound=BaseModel)

_FORMS = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and _, such as knee_drop",
    r"^[A-Z][A-Z0-9]*$": "capital letters and digits, such as LB1",
    r"^[A-Z]+[0-9]+[a-z]?$": "a letter and a number, such as B12",
    r"^[A-Z]+$": "capital letters, such as B",
}

_WANTED = {
    "string_type": "a text wanted; a text that has a colon needs quotes",
    "tuple_type": "a list wanted, each item after a dash",
    "bool_type": "true or false",
    "int_type": "a whole number wanted",
    "dict_type": "keys with values wanted",
    "too_short": "at least one wanted",
    "date_from_datetime_parsing": "a date such as 2011-01-31 wanted",
    "date_parsing": "a date such as 2011-01-31 wanted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped(Generic[M]):
    """A file that has the right shape, and the document it was read from."""

    document: Document
    model: M


def shape(document: Document, model: type[M]) -> tuple[Shaped[M] | None, tuple[Fault, ...]]:
    """Hold a document against a shape; without faults there is a model, else every fault of the file."""
    try:
        # As JSON, because strict pydantic then takes lists for tuples and texts for codes, no more.
        found = model.model_validate_json(json.dumps(document.value))
    except ValidationError as trouble:
        return None, tuple(_faults(document, model, trouble))
    return Shaped(document=document, model=found), ()


def _faults(document: Document, model: type[BaseModel], trouble: ValidationError) -> Iterator[Fault]:
    for error in trouble.errors(include_url=False):
        path = tuple(part for part in error["loc"] if part != "[key]")
        if not (error["type"] == "too_short" and error["input"]):  # items that are faulty, not too few
            yield document.fault(path, _what(error, model, path))


def _what(error: Mapping[str, Any], model: type[BaseModel], path: Path) -> str:
    """What is wrong, as `is 90; 5 to 60` or `is missing`."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return f"is not known; {_meant(str(path[-1]), _known(model, path[:-1]))}"
    if kind in ("enum", "literal_error"):
        codes = context["expected"].replace("'", "")
        return f"is {_shown(error['input'])}; {codes}"
    if kind == "model_type":
        return f"is {_shown(error['input'])}; keys with values wanted, such as {_known(model, path)[0]}: ..."
    return f"is {_shown(error['input'])}; {_wanted(error, context)}"


def _wanted(error: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind == "string_pattern_mismatch":
        return _FORMS[context["pattern"]]
    if kind == "string_too_short":
        least = context["min_length"]
        return f"a text of at least {least} characters" if least > 1 else "a text wanted"
    return _WANTED.get(kind, str(error["msg"]))


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return repr(value) if value else "empty"
    if value is None or value in ([], {}):
        return "empty"
    if isinstance(value, dict):
        return "made of keys and values"
    if isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        return "a list"
    return json.dumps(value, ensure_ascii=False)


def _meant(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known here: {', '.join(known)}"


def _known(model: type[BaseModel], path: Path) -> list[str]:
    inner = _model_at(model, path)
    return list(inner.model_fields) if inner else []


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The shape of what stands at `path`: list positions and the free keys of a mapping are passed over."""
    free = issubclass(model, RootModel)
    here = _innermost(model.model_fields["root"].annotation) if free else model
    for part in path:
        if here is not None and isinstance(part, str) and part in here.model_fields:
            here = _innermost(here.model_fields[part].annotation)
    return here


def _innermost(annotation: Any) -> type[BaseModel] | None:
    """The shape inside a list, a mapping or an optional value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, list, dict, Union, UnionType):
        return next(filter(None, map(_innermost, get_args(annotation))), None)
    return None
