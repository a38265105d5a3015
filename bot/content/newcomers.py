"""What a stretch that brings only its own file is given, so that one file is enough to add it.

It gets a routine of its own, and the narrowest opening there is: for people with the verdict `cleared`.
Whoever wants it open more widely, or closed for some answers, names it in the readiness check.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.content.faults import Fault
from bot.content.models import StretchFile
from bot.content.shapes import Shaped
from bot.content.shelf import Shelf
from bot.content.texts import Form, Text
from bot.core.library import Item, Kind, Routine
from bot.core.questions import Table, Verdict


def alone(shelf: Shelf) -> tuple[Shaped[StretchFile], ...]:
    """The stretches that no routine holds."""
    held = {item.stretch for file in shelf.routines for item in file.model.items}
    held |= {file.model.id for file in shelf.routines}
    return tuple(file for file in shelf.stretches if file.model.id not in held)


def own_routine(stretch: StretchFile) -> Routine:
    """The routine of a stretch that no routine holds: the stretch alone."""
    return Routine(id=stretch.id, kind=stretch.kind, items=(Item(stretch=stretch.id),))


def own_texts(file: Shaped[StretchFile]) -> Iterator[Text]:
    """The words of that routine: those of the stretch."""
    said = {"title": (file.model.title, Form.TITLE), "summary": (file.model.summary, Form.LIST)}
    for part, (sentence, form) in said.items():
        yield Text(
            key=f"routine.{file.model.id}.{part}",
            sentences=(sentence,),
            document=file.document,
            path=(part,),
            form=form,
        )


def with_newcomers(table: Table, shelf: Shelf) -> Table:
    """The table with the stretches that it does not name, open for the cleared only."""
    new = [file.model for file in shelf.stretches if file.model.id not in table.stretches]
    ids = tuple(stretch.id for stretch in new)
    opened = (*table.opens[Verdict.CLEARED], *ids)
    return replace(
        table,
        stretches=(*table.stretches, *ids),
        twists=(*table.twists, *(stretch.id for stretch in new if stretch.kind is Kind.TWIST)),
        opens={**table.opens, Verdict.CLEARED: opened},
    )


def at_odds(table: Table, shelf: Shelf) -> Iterator[Fault]:
    """Where the readiness check and the stretches do not fit together."""
    for name in table.stretches:
        if name not in shelf.stretch_ids:
            group = "twists" if name in table.twists else "prep"
            yield shelf.readiness.fault((group,), f"names {name}; no such stretch")
    for file in shelf.stretches:
        named, twist = file.model.id in table.stretches, file.model.kind is Kind.TWIST
        if named and twist != (file.model.id in table.twists):
            what = f"is {file.model.kind.value!r}; readiness.yaml lists it otherwise"
            yield file.document.fault(("kind",), what)
        if not named and file.model.position == "front":
            what = "is 'front'; name the stretch in readiness.yaml: not everybody can lie so"
            yield file.document.fault(("position",), what)
