"""The first two judgements: is it urgent, is it a pain? And what is only doubtfully named."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.understanding.arranging import Topic
from bot.understanding.doubt import Standing, stands
from bot.understanding.finding import Hit
from bot.understanding.meaning import Intent, Meaning, Tier, Waiting
from bot.understanding.reading import Reading

STOPS_FROM = 6  # a score that ends the stretch at any feeling; lower ones are judged by the session


@dataclass(frozen=True, slots=True)
class Named:
    """A symptom as it stands in a message."""

    topic: Topic
    hit: Hit
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptoms:
    """Every symptom of a message, worst first."""

    urgent: tuple[Named, ...]
    pain: tuple[Named, ...]

    @property
    def worst_pain(self) -> Named | None:
        """The worst pain that is meant."""
        return next((each for each in self.pain if each.standing is Standing.PRESENT), None)

    @property
    def doubted_urgent(self) -> Named | None:
        """The first urgent sign in doubt."""
        return _doubted(self.urgent)

    @property
    def doubted_pain(self) -> Named | None:
        """The first pain in doubt."""
        return _doubted(self.pain)

    @property
    def denied(self) -> Named | None:
        """The first symptom that is denied."""
        return next((each for each in (*self.urgent, *self.pain) if each.standing is Standing.DENIED), None)


def find_symptoms(reading: Reading) -> Symptoms:
    """Every symptom that a message names, and how it stands."""
    urgent = tuple(_named(reading, (Topic("urgent", sign) for sign in reading.lexicon.urgent)))
    # The pain in "my mum had chest pain" is the doubtful chest pain, not one of its own.
    doubted = [each.hit.places for each in urgent if each.standing is not Standing.PRESENT]
    pain = tuple(
        each
        for each in _named(reading, (Topic("pain", kind) for kind in reading.lexicon.pain))
        if not any(each.hit.places <= places for places in doubted)
    )
    return Symptoms(urgent=urgent, pain=pain)


def judge_urgent(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    """The worst urgent sign that is meant; emergencies before same-day signs."""
    meant = [each for each in symptoms.urgent if each.standing is Standing.PRESENT]
    worst = min(meant, key=lambda each: _tier(reading, each) != "E", default=None)
    return None if worst is None else _told(reading, Intent.URGENT, worst, tier=_tier(reading, worst))


def judge_pain(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    """The worst pain that is meant, unless it is only a score (see judge_score)."""
    worst = symptoms.worst_pain
    if worst is None or _is_score(reading, worst):
        return None
    soft = reading.lexicon.pain[worst.topic.code].soft
    return _told(reading, Intent.PAIN_STOP, worst, number=reading.number(), soft=soft)


def judge_score(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    """A plain pain with a low score, or with the score that was asked for: the number."""
    worst = symptoms.worst_pain
    if worst is None or not _is_score(reading, worst):
        return None
    return Meaning(
        intent=Intent.NUMBER,
        why=f"score:{worst.topic.code}",
        number=reading.number(),
        body_part=reading.body_part(worst.hit),
        side=reading.side(worst.hit),
    )


def judge_hint(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    """Words so near to an urgent sign that silence would be wrong, unless that sign is denied."""
    denied = {each.topic.code for each in symptoms.urgent if each.standing is Standing.DENIED}
    hinted = (Topic("hint", sign) for sign in reading.lexicon.urgent if sign not in denied)
    meant = (each for each in _named(reading, hinted) if each.standing is Standing.PRESENT)
    hint = next(meant, None)
    return judge_doubt(reading, hint and replace(hint, standing=Standing.HINTED))


def judge_doubt(reading: Reading, doubted: Named | None) -> Meaning | None:
    """A sign that is named but not surely meant: something to ask about."""
    if doubted is None:
        return None
    urgent = doubted.topic.kind != "pain"
    return Meaning(
        intent=Intent.UNKNOWN,
        why=f"doubt:{doubted.standing}:{doubted.topic.code}",
        sign=doubted.topic.code,
        tier=_tier(reading, doubted) if urgent else None,
        body_part=reading.body_part(doubted.hit),
        side=reading.side(doubted.hit),
        doubtful=True,
    )


def _is_score(reading: Reading, pain: Named) -> bool:
    """Words go before numbers: a sharp or a numb feeling is no score, whatever the number."""
    number = reading.number()
    if number is None or not reading.lexicon.pain[pain.topic.code].scored:
        return False
    return reading.waiting is Waiting.NUMBER or number < STOPS_FROM


def _told(
    reading: Reading,
    intent: Intent,
    named: Named,
    *,
    tier: Tier | None = None,
    number: int | None = None,
    soft: bool = False,
) -> Meaning:
    part = reading.body_part(named.hit)
    return Meaning(
        intent=intent,
        why=f"{'' if named.hit.exact else 'fuzzy:'}{named.topic.kind}:{named.topic.code}",
        sign=named.topic.code,
        tier=tier,
        number=number,
        body_part=part,
        side=reading.side(named.hit),
        soft=soft and part is None and number is None,
    )


def _named(reading: Reading, topics: Iterable[Topic]) -> Iterable[Named]:
    for topic in topics:
        for hit in reading.hits(topic):
            yield Named(topic, hit, stands(reading, topic, hit))


def _doubted(listed: Iterable[Named]) -> Named | None:
    sure = (Standing.PRESENT, Standing.DENIED)
    return next((each for each in listed if each.standing not in sure), None)


def _tier(reading: Reading, named: Named) -> Tier:
    return reading.lexicon.urgent[named.topic.code]
