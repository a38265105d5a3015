"""The content door: a folder of files -> the library and the words, or every fault of every file at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from bot.content import shaping
from bot.content.audit import audit, render, unaccounted
from bot.content.checked import Content
from bot.content.claims import judge, unused
from bot.content.doses import doses
from bot.content.faults import ContentFaults, Document, Fault, Path
from bot.content.names import names
from bot.content.newcomers import alone, at_odds, own_routine, own_texts, with_newcomers
from bot.content.phrases import phrases
from bot.content.references import references
from bot.content.root import PLACES, find_root
from bot.content.sentences import built
from bot.content.shelf import Shelf, read_shelf
from bot.content.sides import sides
from bot.content.texts import Form, Text, entries, routine_texts, source_texts, stretch_texts, taken
from bot.content.twists import twists
from bot.content.zones import read_zones
from bot.core.library import Direction, Library
from bot.core.questions import Table
from bot.readiness_content import read_readiness
from bot.words import Words

RULES = names, sides, twists, doses
"""What is held against every stretch; each gives the ways and words of what is wrong."""


def load(root: FilePath | None = None) -> Content:
    """Load a content folder, by default the one of `find_root`; ContentFaults holds every fault there is."""
    root = root or find_root()
    if not root.is_dir():
        raise ContentFaults([Fault(str(root), 1, "is no folder; content is looked for there")])
    shelf, unread = read_shelf(root)
    table, readiness, unready = _readiness(shelf)
    spoken, unspoken = phrases(shelf.phrases)
    texts = (*_texts(shelf), *readiness, *spoken)
    faults = {*unread, *unready, *unspoken, *_stretch_faults(shelf), *references(shelf), *unaccounted(shelf)}
    faults |= {*taken(texts), *_text_faults(shelf, texts), *(at_odds(table, shelf) if table else ())}
    faults |= {*_unnamed_fits(shelf, texts)}
    faults |= set() if faults else {*_idle_exceptions(shelf, texts)}
    if faults or table is None:
        raise ContentFaults(faults)
    return Content(library=_library(shelf, table), words=Words(entries=entries(texts)), audits=audit(shelf))


def report(content: Content) -> Iterator[str]:
    """The audit of the sources as lines of text."""
    yield from render(content.audits)


def _library(shelf: Shelf, table: Table) -> Library:
    routines = [shaping.routine(file.model) for file in shelf.routines]
    routines += [own_routine(file.model) for file in alone(shelf)]
    return Library(
        stretches={file.model.id: shaping.stretch(file.model) for file in shelf.stretches},
        routines={routine.id: routine for routine in routines},
        table=with_newcomers(table, shelf),
        zones=read_zones(PLACES),
    )


def _readiness(shelf: Shelf) -> tuple[Table | None, tuple[Text, ...], tuple[Fault, ...]]:
    """The table, its texts with their places, and its faults."""
    if shelf.readiness.value is None:
        return None, (), ()
    try:
        table, said = read_readiness(shelf.root / "readiness.yaml", shelf.root)
    except ContentFaults as trouble:
        return None, (), trouble.faults
    places = dict(_places(shelf.readiness.value, ()))
    texts = (_placed(shelf.readiness, key, text, places) for key, text in said.items())
    return table, tuple(texts), ()


def _placed(document: Document, key: str, text: str, places: Mapping[str, Path]) -> Text:
    path = places.get(text.strip(), ())
    return Text(key=key, sentences=(text,), document=document, path=path, form=Form.FREE)


def _places(value: Any, path: Path) -> Iterator[tuple[str, Path]]:
    """Every text of a document with its way; the words of a table do not bring it along."""
    if isinstance(value, str):
        yield value.strip(), path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from _places(inner, (*path, key))


def _texts(shelf: Shelf) -> Iterator[Text]:
    titles = {file.model.id: _source_name(file.model) for file in shelf.sources}
    if shelf.practice:
        titles |= {id: item.title for id, item in shelf.practice.model.root.items()}
    for stretch in shelf.stretches:
        yield from stretch_texts(stretch)
        yield from source_texts(stretch, titles)
    for routine in shelf.routines:
        yield from routine_texts(routine)
    for stretch in alone(shelf):
        yield from own_texts(stretch)


def _source_name(source: Any) -> str:
    year = f", {source.date.year}" if source.date else ""
    return f"{source.title} ({source.publisher}{year})"


def _stretch_faults(shelf: Shelf) -> Iterator[Fault]:
    for file in shelf.stretches:
        for rule in RULES:
            yield from (file.document.fault(path, what) for path, what in rule(file.model))


def _unnamed_fits(shelf: Shelf, texts: tuple[Text, ...]) -> Iterator[Fault]:
    """A form that suits a body is offered by a button; the button of its first wish needs words."""
    keys = {text.key for text in texts}
    for file in shelf.stretches:
        for position, variation in enumerate(file.model.variations):
            wish = next(iter(variation.wishes), None)
            if variation.direction is Direction.FIT and wish and f"button.fit.{wish}" not in keys:
                what = f"is {wish!r}; its button has no words: button.fit.{wish} in phrases.yaml"
                yield file.document.fault(("variations", position, "wishes", 0), what)


def _text_faults(shelf: Shelf, texts: tuple[Text, ...]) -> Iterator[Fault]:
    for text in texts:
        yield from built(text)
    if shelf.wording is None:
        return
    claims = judge(shelf.wording.model)
    for text in texts:
        yield from claims(text)


def _idle_exceptions(shelf: Shelf, texts: tuple[Text, ...]) -> Iterator[Fault]:
    """Asked only when all else is well: a text that could not be read may be the one that needs the exception."""
    if shelf.wording is None:
        return
    for position in unused(shelf.wording.model, texts):
        yield shelf.wording.document.fault(("allowed", position, "say"), "is allowed, but nothing says it")
