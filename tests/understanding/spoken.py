"""The lines of the corpus files, and how a line is judged right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understanding.lexicon import Lexicon
from bot.understanding.lexicon_reading import load_lexicon
from bot.understanding.meaning import Intent, Meaning, Waiting
from bot.understanding.read import read

HERE = Path(__file__).parent
ENGLISH = Path(__file__).parents[2] / "content" / "lexicon" / "en.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A typed line, what it should mean, and while what was waited for."""

    waiting: tuple[Waiting, ...]
    intent: Intent
    extra: tuple[str, ...]
    text: str


@cache
def english() -> Lexicon:
    """The English lexicon, loaded once."""
    return load_lexicon(ENGLISH)


def lines_of(name: str) -> tuple[Line, ...]:
    """The lines of a corpus file."""
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return tuple(_line(row) for row in rows if row and not row.startswith("#"))


def faults(lines: Iterable[Line]) -> Iterator[str]:
    """Every line that is understood otherwise than it should be."""
    for line in lines:
        for waiting in line.waiting:
            meaning = read(line.text, waiting, english())
            if line.intent is not meaning.intent or not set(line.extra) <= told(meaning):
                wanted = f"{line.intent} {' '.join(line.extra)}".strip()
                yield f"{waiting}: {line.text!r} should be {wanted}, is {meaning}"
                break


def told(meaning: Meaning) -> set[str]:
    """A meaning in the words of the extra column."""
    said = {
        f"part={meaning.body_part}",
        f"side={meaning.side}",
        f"number={meaning.number}",
        f"sign={meaning.sign}",
    }
    return said | ({"soft"} if meaning.soft else set()) | ({"doubtful"} if meaning.doubtful else set())


def _line(row: str) -> Line:
    waiting, intent, extra, text = row.split("\t")
    ways = tuple(Waiting) if waiting == "any" else (Waiting(waiting),)
    return Line(waiting=ways, intent=Intent(intent), extra=tuple(extra.split()), text=text)
