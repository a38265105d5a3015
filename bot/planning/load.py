"""The door of the words for plans: a file of content/plans becomes words, or every fault by line."""

from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath

from bot.content.faults import ContentFaults, Document, Fault, Path
from bot.content.shapes import shape
from bot.content.yaml_lines import read
from bot.core.drafts import Reason
from bot.planning import making
from bot.planning.patterns import PatternFault, Phrase, phrases
from bot.planning.pieces import Clock, Piece, Rhythm, Sign, Span
from bot.planning.shapes import HalfWords, PlansFile, SingleWords
from bot.planning.tokens import COMMA
from bot.planning.words import FOLDER, Make, PlanWords

Row = tuple[Path, str, Make]
"""The place of a pattern in its file, the pattern, and what it makes."""

NUMBERS = {"<number>", "<hour>", "<spelled>", "<clock>"}


def load_plan_words(root: FilePath, language: str) -> PlanWords:
    """The words of a language, from a folder of content; ContentFaults names every fault by file and line."""
    document, unread = read(root / FOLDER / f"{language}.yaml", root)
    if unread:
        raise ContentFaults(unread)
    shaped, faults = shape(document, PlansFile)
    if shaped is None:
        raise ContentFaults(faults)
    reader = _Reader(document)
    found = reader.words(shaped.model)
    if reader.faults:
        raise ContentFaults(reader.faults)
    return found


class _Reader:
    """Writes out the patterns, and gathers what is wrong with them instead of ending at the first."""

    def __init__(self, document: Document) -> None:
        self.faults: list[Fault] = []
        self._document = document

    def words(self, file: PlansFile) -> PlanWords:
        """The words of a file that has the right shape."""
        if file.language != self._document.name:
            what = f"is {file.language!r}; the file's name says another"
            self.faults.append(self._document.fault(("language",), what))
        dates = [phrase for place, text in _placed(file.dates, "dates") for phrase in self._phrases(place, text)]
        entries: dict[str, list[tuple[Phrase, Make]]] = {COMMA: [((COMMA,), making.always(Sign.AND))]}
        for place, text, make in _rows(file):
            for phrase in self._phrases(place, text):
                for whole in _with_dates(phrase, dates):
                    self._expect_slots(place, whole, make)
                    entries.setdefault(whole[0], []).append((whole, make))
        return PlanWords(
            language=file.language,
            phrases={first: tuple(listed) for first, listed in entries.items()},
            numbers=self._names(file.numbers, "numbers"),
            weekdays=self._names(file.weekdays, "weekdays"),
            months=self._names(file.months, "months"),
        )

    def _phrases(self, place: Path, text: str) -> tuple[Phrase, ...]:
        try:
            return phrases(text)
        except PatternFault as fault:
            self.faults.append(self._document.fault(place, str(fault)))
            return ()

    def _names(self, listed: dict[int, tuple[str, ...]], key: str) -> dict[Phrase, int]:
        names: dict[Phrase, int] = {}
        for number, place, phrase, text in self._named(listed, key):
            if names.setdefault(phrase, number) != number:
                self.faults.append(self._document.fault(place, f"is {text!r}, which is {names[phrase]} already"))
        return names

    def _named(self, listed: dict[int, tuple[str, ...]], key: str) -> Iterator[tuple[int, Path, Phrase, str]]:
        """Every way to say each number, with where it stands."""
        for number, texts in listed.items():
            for place, text in _placed(texts, key, str(number)):
                yield from ((number, place, phrase, text) for phrase in self._phrases(place, text))

    def _expect_slots(self, place: Path, phrase: Phrase, make: Make) -> None:
        """Try the phrase with a number in each slot: a phrase that lacks one it needs is told now, not to a person."""
        slots = tuple((atom, (1, 0, 0) if atom == "<clock>" else (1,)) for atom in phrase if atom.startswith("<"))
        try:
            make(slots)
        except (ValueError, KeyError, IndexError, TypeError):
            what = f"has the slots {', '.join(slot for slot, _ in slots) or 'none'}; others are needed here"
            self.faults.append(self._document.fault(place, what))


def _placed(texts: Sequence[str], *place: str | int) -> Iterator[tuple[Path, str]]:
    return (((*place, position), text) for position, text in enumerate(texts))


def _with_dates(phrase: Phrase, dates: Sequence[Phrase]) -> Iterator[Phrase]:
    """The phrase with each way to say a date put in for its slot."""
    if "<date>" not in phrase:
        yield phrase
        return
    at = phrase.index("<date>")
    yield from ((*phrase[:at], *date, *phrase[at + 1 :]) for date in dates)


def _rows(file: PlansFile) -> Iterator[Row]:
    """Every pattern of a file with what it makes; where two phrases are as long, the first one counts."""
    plain: dict[str, tuple[tuple[str, ...], Piece]] = {
        "negations": (file.negations, Reason.NEGATED),
        "beyond": (file.beyond, Reason.BEYOND),
        "and": (file.and_, Sign.AND),
        "from": (file.from_, Sign.FROM),
        "until": (file.until, Sign.UNTIL),
        "daily": (file.daily, Rhythm()),
        "links": (file.links, Sign.LINK),
        "fillers": (file.fillers, Sign.FILLER),
    }
    for key, (texts, piece) in plain.items():
        yield from ((place, text, making.always(piece)) for place, text in _placed(texts, key))
    for key, make in making.MAKES.items():
        yield from ((place, text, make) for place, text in _placed(getattr(file, key), key))
    spans: dict[object, Span] = {words.part: _span(words) for words in file.parts}
    for key, position, texts, make in (*_times(file), *_days(file, spans)):
        yield from ((place, text, make) for place, text in _placed(texts, key, position, "say"))


def _times(file: PlansFile) -> Iterator[tuple[str, int, tuple[str, ...], Make]]:
    for at, time in enumerate(file.times):
        yield "times", at, time.say, making.clock(time.minutes, time.spoken)
    for at, fixed in enumerate(file.fixed):
        yield "fixed", at, fixed.say, making.always(Clock(fixed.at.hour, fixed.at.minute, exact=True))
    for at, half in enumerate(file.halves):
        yield "halves", at, half.say, making.always(_span(half))
    for at, part in enumerate(file.parts):
        yield "parts", at, part.say, making.always(_span(part))
    for at, wait in enumerate(file.after):
        yield "after", at, wait.say, making.after(wait.each, wait.add)


def _days(file: PlansFile, spans: dict[object, Span]) -> Iterator[tuple[str, int, tuple[str, ...], Make]]:
    for at, days in enumerate(file.weekday_sets):
        yield "weekday_sets", at, days.say, making.always(Rhythm(frozenset(days.days)))
    for at, every in enumerate(file.every):
        yield "every", at, every.say, making.every(every.days)
    for at, single in enumerate(file.single):
        yield "single", at, single.say, making.single(single.days, _span_of(single, spans))


def _span(words: HalfWords) -> Span:
    return Span(words.from_, words.to, getattr(words, "part", None))


def _span_of(single: SingleWords, spans: dict[object, Span]) -> Span | None:
    return spans.get(single.part)
