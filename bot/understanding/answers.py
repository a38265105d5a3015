"""Answers to a question that is open: yes, no, not sure, a side, a score."""

from bot.understanding.commands import find_command, is_meant
from bot.understanding.lexicon import Mark
from bot.understanding.meaning import Intent, Meaning, Waiting
from bot.understanding.reading import Reading
from bot.understanding.symptoms import Symptoms


def judge_answer(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    """What the message answers, when a question or a score is open."""
    if reading.waiting is Waiting.NUMBER:
        return _score(reading, symptoms)
    if reading.waiting is Waiting.QUESTION:
        return _reply(reading, symptoms)
    return None


def _score(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    number = reading.number()
    if number is not None and not is_meant(reading, Intent.REMIND):
        return Meaning(
            intent=Intent.NUMBER,
            why="answer:number",
            number=number,
            body_part=reading.body_part(),
            side=reading.side(),
        )
    if reading.marks(Mark.NO_PAIN) or symptoms.denied or reading.covers(reading.marks(Mark.NONE)):
        return Meaning(intent=Intent.NUMBER, why="answer:no_pain", number=0)
    return _unsure(reading)


def _reply(reading: Reading, symptoms: Symptoms) -> Meaning | None:
    unsure = _unsure(reading)
    if unsure:
        return unsure
    if is_meant(reading, Intent.WAIT) or is_meant(reading, Intent.PAUSE):
        return None
    return _leading(reading, Intent.NO) or _leading(reading, Intent.YES) or _side(reading) or _denied(symptoms)


def _unsure(reading: Reading) -> Meaning | None:
    if is_meant(reading, Intent.NOT_SURE):
        return Meaning(intent=Intent.NOT_SURE, why="answer:not_sure")
    return None


def _leading(reading: Reading, intent: Intent) -> Meaning | None:
    """The message is this answer, or begins with it."""
    found = find_command(reading, intent)
    starts = {hit.start for where in ("whole", reading.waiting) for hit in reading.commands(intent, where) if hit.exact}
    begins = 0 in starts
    if begins or (found and is_meant(reading, intent)):
        return Meaning(intent=intent, why=f"answer:{intent}", side=reading.side(), body_part=reading.body_part())
    return None


def _side(reading: Reading) -> Meaning | None:
    side = reading.side()
    if side is None:
        return None
    return Meaning(intent=Intent.SIDE, why="answer:side", side=side, body_part=reading.body_part())


def _denied(symptoms: Symptoms) -> Meaning | None:
    if symptoms.denied is None:
        return None
    return Meaning(intent=Intent.NO, why=f"answer:denied:{symptoms.denied.topic.code}")
