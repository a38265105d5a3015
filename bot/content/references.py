"""What refers from file to file: ids and file names, stretches, levels, sources and facts."""

from collections.abc import Iterator
from typing import Any

from bot.content.faults import Document, Fault, Path
from bot.content.findings import Finding, unknown
from bot.content.models import RoutineFile, StretchFile
from bot.content.shelf import Shelf
from bot.core.library import Kind

GENTLE_LEVEL = 1
"""The highest level of every twist but one in a routine that holds several."""


def references(shelf: Shelf) -> Iterator[Fault]:
    """Every fault of a name that another file should answer."""
    named = [(file.document, file.model.id) for file in shelf.stretches]
    named += [(file.document, file.model.id) for file in shelf.routines]
    named += [(file.document, file.model.id) for file in shelf.sources]
    for document, id in named:
        if id != document.name:
            yield document.fault(("id",), f"is {id!r}; the file is called {document.name}.yaml")
    for stretch in shelf.stretches:
        yield from (stretch.document.fault(*finding) for finding in _stretch(stretch.model, shelf))
    for routine in shelf.routines:
        yield from (routine.document.fault(*finding) for finding in _routine(routine.model, shelf))
    yield from _letters(shelf)


def _stretch(stretch: StretchFile, shelf: Shelf) -> Iterator[Finding]:
    for position, gate in enumerate(stretch.gates):
        yield from unknown(("gates", position, "after"), gate.after, shelf.stretch_ids, "a stretch wanted")
    for position, variation in enumerate(stretch.variations):
        others = shelf.stretch_ids - {stretch.id}
        if variation.becomes and variation.becomes not in others:
            yield (
                ("variations", position, "becomes"),
                f"is {variation.becomes!r}; another stretch wanted: {', '.join(sorted(others))}",
            )
    if any(file.model.id in stretch.sources for file in shelf.sources):
        yield from _uncited(stretch)


def _uncited(stretch: StretchFile) -> Iterator[Finding]:
    """A stretch with a list of facts behind it says for every step and variation where it comes from."""
    for part, items in (("steps", stretch.steps), ("variations", stretch.variations)):
        for position, item in enumerate(items):
            if not (item.facts or item.sources):
                yield (part, position, "facts"), "is missing; say which facts or sources this carries"


def _routine(routine: RoutineFile, shelf: Shelf) -> Iterator[Finding]:
    known = {file.model.id: file.model for file in shelf.stretches}
    for position, item in enumerate(routine.items):
        at = ("items", position)
        if item.stretch not in shelf.stretch_ids:
            choices = ", ".join(sorted(shelf.stretch_ids))
            yield (*at, "stretch"), f"is {item.stretch!r}; a stretch wanted: {choices}"
        stretch = known.get(item.stretch)
        levels = [level.id for level in stretch.levels] if stretch else []
        if stretch and item.level and item.level not in levels:
            yield (*at, "level"), f"is {item.level!r}; a level of {item.stretch} wanted: {', '.join(levels)}"
        if stretch and stretch.kind is Kind.TWIST and routine.kind is Kind.PREP:
            yield (*at, "stretch"), f"is {item.stretch!r}, a twist; a routine of kind prep holds none"
    if routine.calm_pass and routine.kind is not Kind.PREP:
        yield ("calm_pass",), "is true; only a routine of kind prep prepares"
    yield from _many_twists(routine, known)


def _many_twists(routine: RoutineFile, known: dict[str, StretchFile]) -> Iterator[Finding]:
    """One twist at full dose a day is enough: of several, all but one stay at a light level."""
    full = [
        position
        for position, item in enumerate(routine.items)
        if item.stretch in known and known[item.stretch].kind is Kind.TWIST
        if not any(level.id == item.level and level.number <= GENTLE_LEVEL for level in known[item.stretch].levels)
    ]
    for position in full[1:]:
        yield (
            ("items", position),
            f"is a second twist at full dose; give it a level of number {GENTLE_LEVEL} at most",
        )


def _letters(shelf: Shelf) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for file in shelf.sources:
        letter = file.model.letter
        if letter in seen:
            yield file.document.fault(("letter",), f"is {letter}; {seen[letter]} has it already")
        seen.setdefault(letter, file.document.file)
        for fact in file.model.facts:
            if fact.rstrip("0123456789") != letter:
                yield file.document.fault(("facts", fact), f"does not begin with {letter}")


def citations(document: Document) -> Iterator[tuple[Path, str]]:
    """Every fact and source that a file cites, with the place."""
    yield from _cited(document.value, ())


def _cited(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if key in ("facts", "sources") and isinstance(inner, list):
            yield from (((*path, key, at), _plain(id)) for at, id in enumerate(inner) if isinstance(id, str))
        else:
            yield from _cited(inner, (*path, key))


def _plain(id: str) -> str:
    """The id of a fact without the word that some tables put before it: `seed A12`."""
    return id.removeprefix("seed ")
