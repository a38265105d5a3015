"""How long reminders to many people at the same minute take: `python -m benchmarks.reminders_sim [PEOPLE]`.

A simulation, not a measurement: the sender's own pace (`bot.telegram.bulk`) is asked when each message may leave, in a
time that only exists here. The first messages are gone through one by one; the pace is even, so the rest follows.
What a Telegram server does beyond its limits, and the time a message takes to arrive, are left out.
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.telegram.bulk import FREE, BulkPace

MILLION = 1_000_000
PAID = 1_000
"""Messages a second with `allow_paid_broadcast`, the most Telegram allows."""
STARS_PER_MESSAGE = 0.1
"""What a message above the free rate costs, after Telegram's Bot FAQ."""
EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAMPLE = 20
"""Seconds' worth of messages that are gone through one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """Reminders to so many people at eight: until the last of them left, and the Stars they cost."""

    lasts: timedelta
    stars: int


def morning(people: int, rate: int, answers: int = 0) -> Morning:
    """`rate` messages a second; `answers` a second leave meanwhile, evenly."""
    sample = min(people, SAMPLE * rate)
    half = sample // 2
    moments = _departures(sample, rate, answers)
    # The second half of the sample is free of the burst at the start.
    step = (moments[-1] - moments[half]) / max(1, sample - 1 - half)
    lasts = moments[-1] - EIGHT + step * (people - sample)
    free = round(FREE * lasts.total_seconds()) if rate > FREE else people
    return Morning(lasts=lasts, stars=round(max(0, people - free) * STARS_PER_MESSAGE))


def _departures(messages: int, rate: int, answers: int) -> list[datetime]:
    """When each of the first messages leaves."""
    pace, at = BulkPace(rate=rate), EIGHT
    moments: list[datetime] = []
    between = timedelta(seconds=1) / answers if answers else timedelta.max
    answer = EIGHT if answers else datetime.max.replace(tzinfo=UTC)
    while len(moments) < messages:
        at = max(at, min(pace.next(at), answer))
        if answer <= at:
            pace, answer = pace.after_answer(at), answer + between
        elif pace.room(at):
            pace = pace.after_bulk(at)
            moments.append(at)
    return moments


def told(lasts: timedelta) -> str:
    """A length of time in hours, minutes and seconds."""
    minutes, seconds = divmod(round(lasts.total_seconds()), 60)
    return f"{minutes // 60} h {minutes % 60:02d} min {seconds:02d} s"


def main() -> None:
    """Print a table for the number of people on the command line, else for a million."""
    people = int(sys.argv[1]) if sys.argv[1:] else MILLION
    print(f"{people:,} reminders at 08:00\n")
    print("| messages a second | answers a second meanwhile | the last one leaves after | Stars |")
    print("|---|---|---|---|")
    for rate, answers in ((FREE, 0), (FREE, 10), (FREE, 100), (PAID, 0), (PAID, 100)):
        one = morning(people, rate, answers)
        print(f"| {rate:,} | {answers} | {told(one.lasts)} | {one.stars:,} |")


if __name__ == "__main__":
    main()
