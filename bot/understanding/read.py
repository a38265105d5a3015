"""Reads typed words as a meaning, in the order of judgement.

Urgent signs come first, then pain, stop, the answer to an open question, pause, easier, back and
its like, harder, and last whatever goes on. One message may carry two meanings; the earlier wins.

How near neighbours are told apart:

- `wait` is "not yet" while a step waits for "ready"; the same words in a hold must stop its clock,
  so they are `pause` there. "Take a break" or "doorbell" is `pause` everywhere.
- "Keep going", "don't stop", a denied symptom, "fine" in a hold: `resume`. "No pain": the number 0.
- "ok", "next", a thumb up are `ready` only while a step waits; in a hold they are `resume`.
- Listed misspellings ("rdy", "redy") are the word itself. A guessed typo is never `ready`, `harder`,
  `skip`, `resume` or `yes`: it may hold a person back, not send them on.
- A fact told ("I'm 20 weeks pregnant") is `stop` with a `new_fact:Q..` sign; a fact mentioned in a
  question ("good for my slipped disc?") is `unknown` with that sign.
"""

from functools import lru_cache

from bot.understanding.answers import judge_answer
from bot.understanding.arranging import Topic
from bot.understanding.commands import Found, find_command, is_meant, is_negated, is_plainly, is_whole
from bot.understanding.doubt import Standing, stands
from bot.understanding.finding import Hit
from bot.understanding.lexicon import Group, Lexicon, Mark
from bot.understanding.meaning import Intent, Meaning, Waiting
from bot.understanding.reading import Reading
from bot.understanding.symptoms import (
    Symptoms,
    find_symptoms,
    judge_doubt,
    judge_hint,
    judge_pain,
    judge_score,
    judge_urgent,
)

# What a command under "not" asks for. Never a step forward: "don't wait" goes on with what is on.
_NEGATED = {
    Intent.STOP: Intent.RESUME,
    Intent.SKIP: Intent.RESUME,
    Intent.PAUSE: Intent.RESUME,
    Intent.WAIT: Intent.RESUME,
    Intent.BACK: Intent.RESUME,
    Intent.EASIER: Intent.RESUME,
}


ONE_WORD = 12
"""Letters of the longest word whose meaning is remembered: "ready", "stop", "repeat"."""


def read(text: str, waiting: Waiting, lexicon: Lexicon) -> Meaning:
    """What the typed text means while the bot waits for `waiting`. Never raises, and keeps no words but single ones,
    which most people type most of the time: nothing tells whose they were.
    """
    one_word = len(text) <= ONE_WORD and text.isalpha()
    return _remembered(text, waiting, lexicon) if one_word else _judged(text, waiting, lexicon)


@lru_cache(maxsize=512)
def _remembered(text: str, waiting: Waiting, lexicon: Lexicon) -> Meaning:
    return _judged(text, waiting, lexicon)


def _judged(text: str, waiting: Waiting, lexicon: Lexicon) -> Meaning:
    reading = Reading(text, waiting, lexicon)
    symptoms = find_symptoms(reading)
    return (
        judge_urgent(reading, symptoms)
        or judge_pain(reading, symptoms)
        or _stop(reading, symptoms)
        or judge_doubt(reading, symptoms.doubted_urgent)
        or judge_score(reading, symptoms)
        or _fact_mentioned(reading)
        or judge_answer(reading, symptoms)
        or _pause(reading)
        or _easier(reading)
        or _first(reading, Intent.BACK, Intent.REPEAT, Intent.SKIP, Intent.SHORTER, Intent.OTHER_SIDE, Intent.HARDER)
        or _onward(reading)
        or judge_doubt(reading, symptoms.doubted_pain)
        or _rest(reading, symptoms)
    )


def _stop(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    doubted = symptoms.doubted_urgent
    found = find_command(reading, Intent.STOP)
    # "Leave this out" is made of two words for stop, and is none.
    if found and found[0] is not Found.NEGATED and not is_plainly(reading, Intent.SKIP):
        return Meaning(
            intent=Intent.STOP,
            why=_why(Intent.STOP, found[1]),
            sign=doubted.topic.code if doubted else None,
            doubtful=doubted is not None,
        )
    question = _fact(reading, "told", {Standing.PRESENT, Standing.PAST, Standing.HEDGED, Standing.SUPPOSED})
    if question is None:
        return None
    return Meaning(intent=Intent.STOP, why=f"fact:{question}", sign=f"new_fact:{question}")


def _fact_mentioned(reading: Reading) -> Meaning | None:
    question = _fact(reading, "mentioned", {Standing.PRESENT, Standing.SUPPOSED})
    if question is None:
        return None
    return Meaning(intent=Intent.UNKNOWN, why=f"fact_asked:{question}", sign=f"new_fact:{question}")


def _fact(reading: Reading, where: str, standings: set[Standing]) -> str | None:
    for question in reading.lexicon.facts:
        topic = Topic("fact", question, where)
        if any(stands(reading, topic, hit) in standings for hit in reading.hits(topic)):
            return question
    return None


def _pause(reading: Reading) -> Meaning | None:
    not_ready = is_negated(reading, Intent.READY)
    if is_meant(reading, Intent.PAUSE):
        return Meaning(intent=Intent.PAUSE, why="pause")
    if not is_meant(reading, Intent.WAIT) and not not_ready:
        return None
    intent = Intent.PAUSE if reading.waiting is Waiting.HOLD else Intent.WAIT
    return Meaning(intent=intent, why="negated:ready" if not_ready else "wait")


def _easier(reading: Reading) -> Meaning | None:
    found = find_command(reading, Intent.EASIER)
    if found and found[0] is not Found.NEGATED:
        part, side = reading.body_part(found[1]), reading.side(found[1])
        return Meaning(intent=Intent.EASIER, why=_why(Intent.EASIER, found[1]), body_part=part, side=side)
    if is_negated(reading, Intent.HARDER):
        return Meaning(intent=Intent.EASIER, why="negated:harder")
    return None


def _first(reading: Reading, *intents: Intent) -> Meaning | None:
    for intent in intents:
        found = find_command(reading, intent)
        if found and found[0] is not Found.NEGATED:
            return Meaning(intent=intent, why=_why(intent, found[1]))
    return None


def _onward(reading: Reading) -> Meaning | None:
    """Resume or ready: as the whole message, or a plain request to go on inside a longer one."""
    if is_whole(reading, Intent.READY) and not is_plainly(reading, Intent.RESUME):
        return Meaning(intent=Intent.READY, why="ready")
    return _first(reading, Intent.RESUME)


def _rest(reading: Reading, symptoms: Symptoms) -> Meaning:
    return (
        _first(reading, Intent.REMIND, Intent.HELP)
        or _bare_number(reading)
        or _no_pain(reading)
        or _first(reading, Intent.THANKS, Intent.YES, Intent.NO, Intent.NOT_SURE)
        or _bare_side(reading)
        or judge_hint(reading, symptoms)
        or _negated(reading)
        or _denied(symptoms)
        or _unknown(reading)
    )


def _bare_number(reading: Reading) -> Meaning | None:
    number = reading.number()
    if number is None or not reading.is_only(reading.number_places()):
        return None
    return Meaning(intent=Intent.NUMBER, why="number", number=number, body_part=reading.body_part())


def _bare_side(reading: Reading) -> Meaning | None:
    side = reading.side()
    if side is None or not reading.is_only(reading.side_places() | reading.places(Group.SIDE_FIRST)):
        return None
    return Meaning(intent=Intent.SIDE, why="side", side=side)


def _no_pain(reading: Reading) -> Meaning | None:
    return Meaning(intent=Intent.NUMBER, why="no_pain", number=0) if reading.marks(Mark.NO_PAIN) else None


def _negated(reading: Reading) -> Meaning | None:
    for intent, instead in _NEGATED.items():
        if is_negated(reading, intent):
            return Meaning(intent=instead, why=f"negated:{intent}")
    return None


def _denied(symptoms: Symptoms) -> Meaning | None:
    if symptoms.denied is None:
        return None
    return Meaning(intent=Intent.RESUME, why=f"denied:{symptoms.denied.topic.code}")


def _unknown(reading: Reading) -> Meaning:
    idiom = bool(reading.marks(Mark.IDIOM))
    return Meaning(
        intent=Intent.UNKNOWN,
        why="idiom" if idiom else "unknown",
        body_part=reading.body_part(),
        side=reading.side(),
    )


def _why(intent: Intent, hit: Hit) -> str:
    return intent.value if hit.exact else f"fuzzy:{intent}"
