"""The shape of a lexicon file, and its faults by line."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from yaml.constructor import BaseConstructor
from yaml.reader import ReaderError

from bot.refusals import Refusal
from bot.understanding.meaning import Intent, Tier, Waiting
from bot.yaml_nodes import compose

Place: TypeAlias = tuple[str | int, ...]
Listed = tuple[Annotated[str, Field(min_length=1)], ...]
Score = Annotated[int, Field(ge=0, le=100)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
QuestionId = Annotated[str, Field(pattern=r"^Q\d+$")]


class LexiconFault(Refusal):
    """A lexicon that cannot be used; the message names every fault, one a line."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberWords(_Shape):
    """How scores are written."""

    words: Mapping[Score, Listed]
    none: Listed
    half: Listed
    out_of: Listed
    not_scores: Listed
    around: Listed


class SideWords(_Shape):
    """How sides are named, and where such a word means something else.

    `first` are the words that may stand beside a side in the wish to begin with it.
    """

    right: Listed
    left: Listed
    neither: Listed
    first: Listed = ()


class DenialWords(_Shape):
    """How a symptom or a command is denied."""

    words: Listed
    no_denial: Listed
    between: Listed
    lists: Listed
    inside: Listed
    hedges: Listed
    gone: Listed


class DoubtWords(_Shape):
    """What makes a named symptom doubtful: long past, somebody else's, supposed, a joke."""

    past: Listed
    recent: Listed
    present: Listed
    others: Listed
    first_person: Listed
    supposed: Listed
    jokes: Listed
    laughter: Listed


class Sign(_Shape):
    """An urgent sign: E needs emergency help, D a doctor the same day.

    `says` names it. `asks` is too little to name it and too much to pass over: it leads to a question.
    """

    sign: Code
    tier: Tier
    says: Listed
    asks: Listed = ()


class PainKind(_Shape):
    """A kind of pain that ends the stretch.

    `scored`: a number beside it says how bad it is; `soft`: without a body part it tells no detail.
    """

    kind: Code
    says: Listed
    scored: bool = False
    soft: bool = False


class Fact(_Shape):
    """News about a person's health: told ends the session, mentioned only asks again."""

    question: QuestionId
    told: Listed = ()
    mentioned: Listed = ()


class IntentWords(_Shape):
    """Words of one intent: as the whole message, anywhere in it, or whole while waiting for something.

    `not_here` are phrases in which those words mean something else.
    """

    not_here: Listed = ()
    whole: Listed = ()
    inside: Listed = ()
    waiting: Mapping[Waiting, Listed] = {}


Spoken: TypeAlias = Literal[
    Intent.READY, Intent.WAIT, Intent.EASIER, Intent.HARDER, Intent.REPEAT, Intent.BACK, Intent.SKIP,
    Intent.PAUSE, Intent.RESUME, Intent.STOP, Intent.YES, Intent.NO, Intent.NOT_SURE, Intent.REMIND,
    Intent.HELP, Intent.THANKS, Intent.OTHER_SIDE, Intent.SHORTER,
]  # fmt: skip


class LexiconFile(_Shape):
    """One language's words."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    spelling: Mapping[str, Listed]
    ordinary: Listed
    fillers: Listed
    joins: Listed
    numbers: NumberWords
    sides: SideWords
    body_parts: Mapping[Code, Listed]
    words: Mapping[Code, Listed]
    denial: DenialWords
    doubt: DoubtWords
    idioms: Listed
    no_pain: Listed
    urgent: tuple[Sign, ...]
    pain: tuple[PainKind, ...]
    facts: tuple[Fact, ...]
    intents: Mapping[Spoken, IntentWords]


class Lines:
    """Where each value of a YAML file stands, so that a fault can be found."""

    def __init__(self, root: yaml.Node | None, name: str) -> None:
        self._name = name
        self._lines: dict[Place, int] = {(): 1}
        self.doubles = [self.fault(place, f"{place[-1]} is given twice") for place in self._walk(root, ())]

    def fault(self, place: Place, what: str) -> str:
        """The fault with the file and the nearest line that is known."""
        known = next(place[:size] for size in range(len(place), -1, -1) if place[:size] in self._lines)
        return f"{self._name}:{self._lines[known]}: {what}"

    def _walk(self, node: yaml.Node | None, place: Place) -> Iterator[Place]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*place, str(key.value))
                double = inner in self._lines
                self._lines[inner] = key.start_mark.line + 1
                yield from [inner] if double else self._walk(value, inner)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                self._lines[(*place, number)] = value.start_mark.line + 1
                yield from self._walk(value, (*place, number))


def read_file(path: Path) -> tuple[LexiconFile, Lines]:
    """The file's content and its lines, or a LexiconFault naming everything that is wrong in shape."""
    try:
        text = path.read_text(encoding="utf-8")
        # Every scalar is a string: in a lexicon "no", "yes", "on" and "off" are words, not truth values.
        root = compose(text)
        data = BaseConstructor().construct_document(root) if root else None
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconFault(f"{path.name}: cannot be read: {fault}") from fault
    except ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise LexiconFault(f"{path.name}:{line}: {fault.reason}") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise LexiconFault(f"{path.name}:{line}: {fault.problem}") from fault
    lines = Lines(root, path.name)
    if lines.doubles:
        raise LexiconFault("\n".join(lines.doubles))
    try:
        return LexiconFile.model_validate(data), lines
    except ValidationError as fault:
        raise LexiconFault("\n".join(_shape_faults(fault, lines))) from fault


def _shape_faults(fault: ValidationError, lines: Lines) -> Iterator[str]:
    for error in fault.errors():
        place = tuple(step for step in error["loc"] if step != "[key]")
        yield lines.fault(place, f"{'.'.join(map(str, place))}: {error['msg']}")
