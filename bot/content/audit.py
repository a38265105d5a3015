"""What became of every fact of every source: used, changed with a reason, or left out with a reason."""

from collections.abc import Iterator, Mapping

from bot.content.checked import SourceAudit
from bot.content.faults import Document, Fault, Path
from bot.content.models import SourceFile
from bot.content.references import citations
from bot.content.shapes import Shaped
from bot.content.shelf import Shelf

OURS = {"DC", "GK"}
"""Marks of what has no source: our own design choice, and general knowledge."""

Citations = Mapping[str, tuple[tuple[Document, Path], ...]]


def audit(shelf: Shelf) -> tuple[SourceAudit, ...]:
    """The audit of every source with a list of facts."""
    cited = _cited(shelf)
    return tuple(_source(file.model, cited) for file in shelf.sources)


def _source(source: SourceFile, cited: Citations) -> SourceAudit:
    facts = source.facts.items()
    return SourceAudit(
        source=source.id,
        title=source.title,
        used=tuple(id for id, fact in facts if id in cited and not fact.changed),
        changed=tuple((id, fact.changed) for id, fact in facts if fact.changed),
        left_out=tuple((id, fact.left_out) for id, fact in facts if fact.left_out),
    )


def _cited(shelf: Shelf) -> Citations:
    places: dict[str, tuple[tuple[Document, Path], ...]] = {}
    for file, document in shelf.documents.items():
        for path, id in citations(document) if not file.startswith("sources/") else ():
            places[id] = (*places.get(id, ()), (document, path))
    return places


def unaccounted(shelf: Shelf) -> Iterator[Fault]:
    """A fault for each fact of which nobody says what became of it, and for each citation of nothing.

    While a file cannot be read, nobody knows what it cites or holds; then only what is certain is a fault.
    """
    cited = _cited(shelf)
    whole = all(document.value is not None for document in shelf.documents.values())
    for file in shelf.sources:
        for id in file.model.facts:
            yield from _misused(file, id, cited)
            yield from _unused(file, id, cited) if whole else ()
    if whole and shelf.practice and len(shelf.sources) + 1 == len(shelf.ids("sources")):
        yield from _citing_nothing(shelf, cited)


def _citing_nothing(shelf: Shelf, cited: Citations) -> Iterator[Fault]:
    facts = {id for file in shelf.sources for id in file.model.facts}
    references = set(shelf.practice.model.root) if shelf.practice else set()
    known = facts | references | shelf.ids("sources") | OURS
    for id, places in cited.items():
        if not {id, id.rstrip("abcdef")} & known:
            yield from (document.fault(path, f"is {id!r}; no source has it") for document, path in places)


def _unused(file: Shaped[SourceFile], id: str, cited: Citations) -> Iterator[Fault]:
    fact, at = file.model.facts[id], ("facts", id)
    if id not in cited and fact.changed:
        yield file.document.fault((*at, "changed"), "has a reason, but nothing cites the fact")
    if id not in cited and not fact.changed and not fact.left_out:
        yield file.document.fault(at, "is cited nowhere; cite it, or write the reason as left_out")


def _misused(file: Shaped[SourceFile], id: str, cited: Citations) -> Iterator[Fault]:
    fact, at = file.model.facts[id], ("facts", id)
    if fact.changed and fact.left_out:
        yield file.document.fault(at, "is both changed and left_out; one of them")
    if fact.left_out:
        for document, path in cited.get(id, ()):
            yield document.fault(path, f"is {id!r}, which {file.document.file} leaves out: {fact.left_out}")


def render(audits: tuple[SourceAudit, ...]) -> Iterator[str]:
    """The audit as lines of text: totals, then every reason."""
    for entry in audits:
        total = len(entry.used) + len(entry.changed) + len(entry.left_out)
        yield f"{entry.source}: {entry.title}"
        counts = f"used {len(entry.used)}, changed {len(entry.changed)}, left out {len(entry.left_out)}"
        yield f"  {total} facts: {counts}"
        yield f"  used: {' '.join(entry.used) or 'none'}"
        yield from (f"  changed {id}: {reason}" for id, reason in entry.changed)
        yield from (f"  left out {id}: {reason}" for id, reason in entry.left_out)
