"""Moments as databases keep them: whole microseconds since 1970, in UTC, so that they sort as numbers; and how far
ahead one may lie."""

from datetime import UTC, datetime, timedelta

from bot.core.stations import SILENCE

LONGEST_WAIT = timedelta(seconds=SILENCE)
"""No bell is set for later than this."""

SKEW = timedelta(minutes=1)
"""How far two readings of the clock may lie apart without anybody having set it, as those of two machines do."""

FAR = LONGEST_WAIT + SKEW
"""A bell that lies further ahead was set before the clock was set back: nobody is left in a hold for those hours."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970; TypeError when `moment` does not know its zone."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """The moment that many microseconds after 1970, aware, in UTC."""
    return EPOCH + micros * MICROSECOND
