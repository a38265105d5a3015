"""Whether a named symptom is meant: denied, long past, somebody else's, supposed, or a joke.

The denial must stand right before the symptom: within three words, no break, and nothing between
but words like "any" or "feel". "No pain or numbness" carries the denial on; "no, my leg is numb"
does not deny. A denial inside a symptom ("can't feel") is part of it.
"""

from enum import StrEnum

from bot.understanding.arranging import Topic
from bot.understanding.finding import Hit
from bot.understanding.lexicon import Group, Mark
from bot.understanding.message import Break
from bot.understanding.reading import Reading

_REACH = 3
_OF_A_LIST = (Group.PART, Group.SENSATION, Group.BETWEEN)


class Standing(StrEnum):
    """How a named symptom stands; every value but PRESENT and DENIED is a doubt."""

    PRESENT = "present"
    DENIED = "denied"
    HEDGED = "hedged"
    PAST = "past"
    OTHERS = "others"
    SUPPOSED = "supposed"
    JOKE = "joke"
    HINTED = "hinted"


def stands(reading: Reading, topic: Topic, hit: Hit) -> Standing:
    """How the symptom of this hit stands."""
    urgent = topic.kind == "urgent"
    denial = _denial(reading, hit)
    if denial is Standing.PRESENT:
        return _doubt(reading, hit, urgent=urgent)
    # A doubtful denial of an urgent sign is asked about; of anything else it is a denial.
    return denial if urgent else Standing.DENIED


def denied_command(reading: Reading, hit: Hit, *, anywhere: bool) -> bool:
    """Whether a command is negated: right before it, or `anywhere` before it in its clause."""
    if anywhere:
        return reading.denied_within(reading.clause_before(hit.start))
    return _denied_before(reading, hit, hit.start) is not None


def _denial(reading: Reading, hit: Hit) -> Standing:
    if _gone_after(reading, hit):
        return Standing.HEDGED
    found = [place for chunk in hit.chunks if (place := _denied_before(reading, hit, chunk.start)) is not None]
    if not found:
        return Standing.PRESENT
    inner = not hit.places.isdisjoint(reading.places(Group.INNER_DENIAL))
    listed = reading.message.parted(min(found), hit.start) is Break.COMMA
    return Standing.HEDGED if inner or listed or _hedged(reading, min(found)) else Standing.DENIED


def _denied_before(reading: Reading, hit: Hit, start: int) -> int | None:
    """The place of the denial that reaches the word at `start`, if there is one."""
    passed, chained, place = 0, False, start - 1
    while place >= 0 and passed <= _REACH:
        parting = reading.message.breaks[place + 1]
        chained = chained or place in reading.places(Group.LISTING) or _goes_on(reading, place + 1, parting)
        if parting is Break.SENTENCE or (parting is Break.COMMA and not chained):
            return None
        if place not in hit.places:
            if reading.denies(place):
                return place
            if not _lets_through(reading, place, chained=chained):
                return None
            passed += not chained
        place -= 1
    return None


def _goes_on(reading: Reading, place: int, parting: Break) -> bool:
    """Whether the comma before `place` is one of a list that ends in "or"."""
    if parting is not Break.COMMA:
        return False
    rest = range(place, len(reading.message.words))
    listing = next((each for each in rest if each in reading.places(Group.LISTING)), None)
    return listing is not None and all(_is_symptom(reading, each) for each in range(place, listing))


def _lets_through(reading: Reading, place: int, *, chained: bool) -> bool:
    through = (Group.BETWEEN, Group.HEDGE, Group.PART, Group.RIGHT, Group.LEFT)
    if any(place in reading.places(group) for group in through):
        return True
    return chained and (_is_symptom(reading, place) or place in reading.places(Group.LISTING))


def _is_symptom(reading: Reading, place: int) -> bool:
    return place in reading.symptoms or any(place in reading.places(group) for group in _OF_A_LIST)


def _hedged(reading: Reading, denial: int) -> bool:
    """Whether the clause of the denial holds a hedge: "I don't think", "not numb any more"."""
    hedges = reading.places(Group.HEDGE)
    place = denial
    while place < len(reading.message.words) and (place == denial or not reading.message.breaks[place]):
        if place in hedges:
            return True
        place += 1
    return any(place in hedges for place in reading.clause_before(denial))


def _gone_after(reading: Reading, hit: Hit) -> bool:
    return any(gone.start == hit.end for gone in reading.marks(Mark.GONE))


def _doubt(reading: Reading, hit: Hit, *, urgent: bool) -> Standing:
    if _of_others(reading, hit):
        return Standing.OTHERS
    if _past(reading, hit, urgent=urgent):
        return Standing.PAST
    if _before(reading, Mark.SUPPOSED, hit):
        return Standing.SUPPOSED
    return Standing.JOKE if urgent and _joking(reading) else Standing.PRESENT


def _of_others(reading: Reading, hit: Hit) -> bool:
    """Somebody else is named in the same clause, and nobody says "I" or "my" after that."""
    first = reading.places(Group.FIRST_PERSON)
    clause = reading.clause_before(hit.start)
    others = [mark.end for mark in reading.marks(Mark.OTHERS) if mark.start in clause]
    return bool(others) and first.isdisjoint(range(max(others), hit.end))


def _past(reading: Reading, hit: Hit, *, urgent: bool) -> bool:
    """Long ago; a pain is past from yesterday on, an urgent sign of last night is not."""
    marks = (Mark.PAST,) if urgent else (Mark.PAST, Mark.RECENT)
    told = any(_same_sentence(reading, mark, hit) for kind in marks for mark in reading.marks(kind))
    return told and not reading.places(Group.PRESENT)


def _same_sentence(reading: Reading, mark: Hit, hit: Hit) -> bool:
    first, last = sorted((mark, hit), key=lambda each: each.start)
    return reading.message.parted(first.start, last.start) is not Break.SENTENCE


def _before(reading: Reading, mark: Mark, hit: Hit) -> bool:
    sentence = reading.sentence_before(hit.start)
    return any(each.start in sentence for each in reading.marks(mark))


def _joking(reading: Reading) -> bool:
    """A joke is named, and nobody says "no joke"."""
    meant = [joke for joke in reading.marks(Mark.JOKES) if not reading.in_no_denial(joke)]
    return any(not denied_command(reading, joke, anywhere=False) for joke in meant)
