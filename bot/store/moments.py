"""Moments as databases keep them: whole microseconds since 1970, in UTC, so that they sort as numbers."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970; TypeError when `moment` does not know its zone."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """The moment that many microseconds after 1970, aware, in UTC."""
    return EPOCH + micros * MICROSECOND
