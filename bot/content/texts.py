"""Every text of a file with its key and the place it came from; from these the words are made and judged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.content.faults import Document, Fault, Path
from bot.content.models import ChangeShape, RoutineFile, StepShape, StretchFile, Told
from bot.content.shapes import Shaped
from bot.words import Sentences, both_sides


class Form(StrEnum):
    """What a text must look like: a title, a list of sentences, one for a lock screen, free text, a name.

    A name is the title that others gave their work: it is shown as it is.
    """

    TITLE = "title"
    LIST = "list"
    HEADLINE = "headline"
    FREE = "free"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text: its key, its sentences, and where it stands. `count` is one or other for words that count."""

    key: str
    sentences: Sentences
    document: Document
    path: Path
    form: Form = Form.LIST
    count: str = ""

    def fault(self, position: int, what: str) -> Fault:
        """A fault of one sentence of this text."""
        ways = ((*self.path, position, "say"), (*self.path, position), self.path)
        return self.document.fault(next((way for way in ways if way in self.document.lines), self.path), what)

    def entries(self) -> dict[str, Sentences]:
        """What stands in the words for this text: one entry, or one for each side."""
        mark = f"#{self.count}" if self.count else ""
        return {key + mark: sentences for key, sentences in both_sides(self.key, self.sentences).items()}


def stretch_texts(file: Shaped[StretchFile]) -> Iterator[Text]:
    """The texts of a stretch, under `stretch.<id>.`."""
    model, top = file.model, f"stretch.{file.model.id}"
    yield _one(file, f"{top}.title", model.title, ("title",), Form.TITLE)
    yield _one(file, f"{top}.summary", model.summary, ("summary",), Form.LIST)
    yield from _told(file, f"{top}.needs", "needs", model.needs)
    yield from _told(file, f"{top}.cautions", "cautions", model.cautions)
    if model.way_out:
        way_out = model.way_out.say
        yield _many(file, f"{top}.way_out", way_out, ("way_out", "say"), Form.HEADLINE)
    for position, level in enumerate(model.levels):
        at: Path = ("levels", position, "title")
        yield _one(file, f"{top}.level.{level.id}.title", level.title, at, Form.TITLE)
    for position, step in enumerate(model.steps):
        yield from _step(file, f"{top}.step.{step.id}", step, ("steps", position))
    for position, variation in enumerate(model.variations):
        at, key = ("variations", position), f"{top}.variation.{variation.id}"
        yield _many(file, f"{key}.say", variation.say, (*at, "say"), Form.HEADLINE)
        for number, change in enumerate(variation.changes):
            yield from _step(file, f"{key}.step.{change.step}", change, (*at, "changes", number))


def _step(file: Shaped[Any], key: str, step: StepShape | ChangeShape, at: Path) -> Iterator[Text]:
    parts = {"say": step.say, "more": step.more, "again": step.again, "during": step.during}
    for part, sentences in parts.items():
        if sentences:
            form = Form.LIST if part == "more" else Form.HEADLINE
            yield _many(file, f"{key}.{part}", sentences, (*at, part), form)


def _told(file: Shaped[Any], key: str, part: str, told: tuple[Told, ...]) -> Iterator[Text]:
    if told:
        yield _many(file, key, (item.say for item in told), (part,), Form.LIST)


def routine_texts(file: Shaped[RoutineFile]) -> Iterator[Text]:
    """The texts of a routine, under `routine.<id>.`."""
    top = f"routine.{file.model.id}"
    yield _one(file, f"{top}.title", file.model.title, ("title",), Form.TITLE)
    yield _one(file, f"{top}.summary", file.model.summary, ("summary",), Form.LIST)


def source_texts(file: Shaped[StretchFile], names: Mapping[str, str]) -> Iterator[Text]:
    """What a preview names as the source, under `stretch.<id>.source`: the names of its sources."""
    said = [names[id] for id in file.model.sources if id in names]
    yield _many(file, f"stretch.{file.model.id}.source", said, ("sources",), Form.NAME)


def _one(file: Shaped[Any], key: str, sentence: str, path: Path, form: Form) -> Text:
    return _many(file, key, (sentence,), path, form)


def _many(file: Shaped[Any], key: str, sentences: Iterable[str], path: Path, form: Form) -> Text:
    return Text(key=key, sentences=tuple(sentences), document=file.document, path=path, form=form)


def entries(texts: Iterable[Text]) -> dict[str, Sentences]:
    """The words of all texts by key."""
    return {key: sentences for text in texts for key, sentences in text.entries().items()}


def taken(texts: Iterable[Text]) -> Iterator[Fault]:
    """A fault for each text whose key an earlier one has."""
    seen: dict[str, Text] = {}
    for text in texts:
        name = f"{text.key}#{text.count}"
        if name in seen:
            yield text.document.fault(text.path, f"has the key {text.key}; {seen[name].document.file} has it too")
        seen.setdefault(name, text)
