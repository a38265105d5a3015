"""A YAML text as nodes, each with its line: read by libyaml where it is there, seven times as fast. Pure.

libyaml gives the events only. The nodes are made of them in Python, which knows how deep it may go; libyaml's own
way would end the process on a text of brackets inside brackets.
"""

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import BaseResolver

APART = re.compile(r"\t|(?<![\w\"'])\?")
"""Where the two readers part: libyaml lets tabs by, and places what is missing after a `? key` a line further down."""


class Exact(yaml.SafeLoader):
    """PyYAML's own reader: its faults name line and cause. No word is a number or a truth of itself."""

    yaml_implicit_resolvers: dict[str, Any] = {}


if TYPE_CHECKING or yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs hide it

    class Quick(Composer, CParser, SafeConstructor, BaseResolver):
        """libyaml's events, composed as PyYAML composes its own."""

        yaml_implicit_resolvers: dict[str, Any] = {}

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)
            SafeConstructor.__init__(self)
            BaseResolver.__init__(self)
else:
    Quick = Exact


def compose(text: str, quick: type[Quick] = Quick, exact: type[Exact] = Exact) -> yaml.Node | None:
    """The root of a YAML text; None when there is nothing in it. Raises yaml.YAMLError, always that of `exact`.

    `quick` reads what is in order. What it refuses is read again by `exact`, which tells where the fault is.
    """
    if not APART.search(text):
        try:
            return quick(text).get_single_node()
        except (yaml.YAMLError, UnicodeEncodeError):
            pass  # said below
    return exact(text).get_single_node()
