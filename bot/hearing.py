"""From words a person typed to an event: the meaning is found where it is known what the bot waits for. Pure."""

import re
from datetime import datetime, time

from bot.core.asking import Style, ask
from bot.core.events import (
    Answered,
    Asked,
    Chose,
    ClockRead,
    Eased,
    Event,
    Hardened,
    PainFelt,
    Placed,
    Readied,
    Repeated,
    Resumed,
    Shortened,
    Sided,
    Skipped,
    Stopped,
    Suspended,
    Unclear,
    UrgentSaid,
    Waited,
    WentBack,
)
from bot.core.library import Side
from bot.core.questions import Table
from bot.core.session import After, AnyPhase, Checking, Ended, Feel, Feeling, Holding, Poised, Resting
from bot.heard import Said
from bot.places import zones_near, zones_of
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import Intent, Meaning, Waiting
from bot.understanding.read import read

PLAIN: dict[Intent, type[Event]] = {
    Intent.READY: Readied,
    Intent.WAIT: Waited,
    Intent.HARDER: Hardened,
    Intent.REPEAT: Repeated,
    Intent.BACK: WentBack,
    Intent.SKIP: Skipped,
    Intent.PAUSE: Suspended,
    Intent.RESUME: Resumed,
    Intent.SHORTER: Shortened,
}
"""Meanings that carry nothing but themselves."""

SAFETY = (Intent.URGENT, Intent.PAIN_STOP, Intent.STOP)
"""What counts even in words that were edited later."""


MAY_BE_A_DAY = (Intent.NUMBER, Intent.UNKNOWN)

A_DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\S{0,2}\s+(\w+\s+)?\w{3,}\.?,?(\s+\d{4})?|\w{3,}\.?\s+\d{1,2}\S{0,2}(\s+\d{4})?"
)
"""The look of a typed calendar day: `2026-03-12`, `12 March`, `March 12th 2026`. The check reads it, or refuses it."""

ZONE = re.compile(r"zone\s+(\S.*)", re.IGNORECASE)
"""What stands behind the command /zone, and how the command itself is typed; a name of the bot, not of a language."""

A_CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?:\s*(?P<half>[ap])\.?m\b)?", re.IGNORECASE)
"""A time of day: `18:42`, `6.42 pm`."""

UNNAMED = "unnamed"

PLAIN_PAIN = "hurts"
"""A pain without any quality; that a body part is named only says which gentler form fits (b5)."""


def hear(said: Said, phase: AnyPhase, lexicon: Lexicon, table: Table, at: datetime) -> Event:
    """What these words mean to somebody who stands in this phase; `table` tells which question a check has open."""
    meaning = read(said.text, waiting(phase, table), lexicon)
    if said.edited and meaning.intent not in SAFETY and not meaning.doubtful:
        return Unclear(at=at, what="edited")
    if (wanted := ZONE.fullmatch(said.text.strip())) and meaning.intent not in SAFETY:
        return _whereabouts(wanted[1], at)
    if isinstance(phase, Checking) and meaning.intent in MAY_BE_A_DAY and A_DAY.fullmatch(said.text.strip()):
        return Answered(at=at, code=said.text.strip())
    return event(meaning, said, at)


def _whereabouts(words: str, at: datetime) -> Event:
    """A place, or the time of day it is there; a name that is a slip away is offered, not taken."""
    if clock := A_CLOCK.search(words):
        return ClockRead(at=at, clock=time(_hour(clock), int(clock["minute"])))
    places = zones_of(words)
    return Placed(at=at, places=places) if places else Placed(at=at, places=zones_near(words), sure=False)


def _hour(clock: re.Match[str]) -> int:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    return hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour


def waiting(phase: AnyPhase, table: Table) -> Waiting:
    """What the bot waits for in this phase."""
    match phase:
        case Holding() | Resting():
            return Waiting.HOLD
        case Poised():
            return Waiting.STEP
        case Feeling(ask=Feel.SCORE | Feel.AGAIN | Feel.MIDDLE) | Ended(ask=After.SCORE):
            return Waiting.NUMBER
        case Checking(check=check) if (asked := ask(check, table)) and asked.style is Style.SCORE:
            return Waiting.NUMBER
        case Checking() | Feeling() | Ended():
            return Waiting.QUESTION
        case _:
            return Waiting.IDLE


def event(meaning: Meaning, said: Said, at: datetime) -> Event:
    """The event of a meaning. An urgent sign in doubt is asked about, a pain in doubt is asked for its score."""
    if meaning.doubtful and meaning.tier is not None:
        return UrgentSaid(at=at, sign=meaning.sign or UNNAMED, tier=meaning.tier, doubtful=True)
    if meaning.doubtful and meaning.intent is not Intent.STOP:
        return Unclear(at=at, part=meaning.body_part or meaning.sign or UNNAMED)
    plain = PLAIN.get(meaning.intent)
    return plain(at=at) if plain else _carrying(meaning, said, at)


def _carrying(meaning: Meaning, said: Said, at: datetime) -> Event:
    """The events that carry a body part, a side, a number or a sign."""
    match meaning.intent:
        case Intent.URGENT:
            return UrgentSaid(at=at, sign=meaning.sign or UNNAMED, tier=meaning.tier or "E")
        case Intent.PAIN_STOP:
            return PainFelt(
                at=at,
                kind=meaning.sign or "pain",
                part=meaning.body_part,
                score=meaning.number,
                soft=meaning.soft or meaning.sign == PLAIN_PAIN,
            )
        case Intent.STOP:
            return Stopped(at=at, fact=meaning.sign)
        case Intent.EASIER:
            return Eased(at=at, part=meaning.body_part)
        case Intent.SIDE if meaning.side:
            return Sided(at=at, side=Side(meaning.side))
        case Intent.NUMBER if meaning.number is not None:
            return Answered(at=at, code=str(meaning.number))
        case Intent.YES | Intent.NO | Intent.NOT_SURE:
            return Answered(at=at, code=meaning.intent.value)
        case Intent.OTHER_SIDE:
            return Chose(at=at, what="other_side")
        case Intent.HELP:
            return Asked(at=at, topic="help")
        case _:
            return _unclear(meaning, said, at)


def _unclear(meaning: Meaning, said: Said, at: datetime) -> Event:
    if meaning.intent in (Intent.THANKS, Intent.REMIND):
        return Unclear(at=at, what=meaning.intent.value)
    if meaning.sign and meaning.sign.startswith("new_fact"):
        return Stopped(at=at, fact=meaning.sign)
    return Unclear(at=at, what=said.otherwise, part=meaning.body_part)
