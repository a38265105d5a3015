"""Any value of a type that is kept: a Hypothesis strategy read from its fields, defaults or not."""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]


@cache
def any_of(kind: Any) -> Strategy:
    """Values of a type: every field of a dataclass is drawn, also where it has a default."""
    if dataclasses.is_dataclass(kind):
        return _any_dataclass(kind)
    origin = get_origin(kind)
    if origin in READINGS:
        return READINGS[origin](get_args(kind))
    return _any_plain(kind)


def _any_dataclass(kind: Any) -> Strategy:
    """Values of a dataclass; deferred, for a phase may hold a phase."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: _later(hints[field.name]) for field in dataclasses.fields(kind)})


def _later(kind: Any) -> Strategy:
    """Values of a type that is looked at only when one is drawn."""

    def definition() -> Strategy:
        return any_of(kind)

    return st.deferred(definition)


def _any_tuple(inside: tuple[Any, ...]) -> Strategy:
    """Tuples of a fixed shape, or up to two of a kind."""
    if inside[1:] == (Ellipsis,):
        return st.lists(any_of(inside[0]), max_size=2).map(tuple)
    return st.tuples(*map(any_of, inside))


def _any_plain(kind: Any) -> Strategy:
    """Values that hold no others."""
    if kind is datetime:
        return st.datetimes(timezones=st.just(UTC))
    if kind is str:
        return st.text(max_size=4)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return st.from_type(kind)


READINGS: Mapping[Any, Callable[[tuple[Any, ...]], Strategy]] = {
    tuple: _any_tuple,
    Union: lambda inside: st.one_of(*map(any_of, inside)),
    types.UnionType: lambda inside: st.one_of(*map(any_of, inside)),
    Literal: st.sampled_from,
}
