"""What the rules of content have in common: a finding is the way to a value and what is wrong with it."""

from collections.abc import Iterable, Iterator, Sequence

from bot.content.faults import Path

Finding = tuple[Path, str]


def unknown(path: Path, names: Sequence[str], known: Iterable[str], what: str) -> Iterator[Finding]:
    """A finding for each name that is not known; `what` says what it should name."""
    choices = sorted(set(known))
    for position, name in enumerate(names):
        if name not in choices:
            yield (*path, position), f"is {name!r}; {what}: {', '.join(choices) or 'there is none'}"


def twice(path: Path, ids: Sequence[str]) -> Iterator[Finding]:
    """A finding for each id that an earlier item of the list has."""
    for position, id in enumerate(ids):
        if id in ids[:position]:
            yield (*path, position), "has an id that is given twice"
