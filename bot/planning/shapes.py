"""The shape of a file of content/plans. The descriptions are what an editor shows while one writes."""

from datetime import time
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.content.models import Shape
from bot.content.walls import Whole
from bot.core.drafts import Part
from bot.planning.making import MOST_AHEAD, MOST_DAYS

Say = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Listed = Annotated[tuple[Say, ...], Field(min_length=1, description="Words, phrases or patterns.")]
Weekday = Annotated[int, Field(ge=1, le=7)]
Month = Annotated[int, Field(ge=1, le=12)]
Small = Annotated[int, Field(ge=0, le=59)]


class Said(Shape):
    """Something people say."""

    say: Listed


class TimeWords(Said):
    """A time of day: its hour, and what is added to it."""

    minutes: Annotated[int, Whole(-59, 59)] = Field(0, description="Minutes added to the hour.")
    spoken: Annotated[int, Whole(-1, 1)] = Field(0, description="1 adds the minutes said, -1 takes them away.")


class FixedWords(Said):
    """A word that is a time by itself."""

    at: time


class HalfWords(Said):
    """A half of the day, or any span that a time may be called after."""

    from_: time = Field(alias="from")
    to: time


class PartWords(HalfWords):
    """A part of the day that may stand for a time."""

    part: Part


class SetWords(Said):
    """Days of the week under one name."""

    days: Annotated[tuple[Annotated[int, Whole(1, 7)], ...], Field(min_length=1)]


class EveryWords(Said):
    """Every so many days; without `days` the phrase has the number."""

    days: Annotated[int, Whole(2, MOST_DAYS)] | None = None


class SingleWords(Said):
    """One day, counted from today; without `days` the phrase has the number."""

    days: Annotated[int, Whole(0, MOST_AHEAD)] | None = None
    part: Part | None = None


class AfterWords(Said):
    """A while from now, in minutes: each number said times its unit, and what is added."""

    each: tuple[Annotated[int, Whole(1, 1440)], ...] = ()
    add: Annotated[int, Whole(0, 1440)] = 0


class PlansFile(Shape):
    """One language's words for times, days and plans. A list may be missing where the language has no such words."""

    language: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    numbers: dict[Small, Listed]
    weekdays: dict[Weekday, Listed]
    months: dict[Month, Listed]
    dates: Listed
    times: Annotated[tuple[TimeWords, ...], Field(min_length=1)]
    fixed: tuple[FixedWords, ...] = ()
    halves: tuple[HalfWords, ...] = ()
    parts: tuple[PartWords, ...] = ()
    daily: Listed
    weekday_sets: tuple[SetWords, ...] = ()
    weekday_ranges: tuple[Say, ...] = ()
    weekly: Listed
    every: tuple[EveryWords, ...] = ()
    single: tuple[SingleWords, ...] = ()
    single_weekday: tuple[Say, ...] = ()
    single_date: tuple[Say, ...] = ()
    after: tuple[AfterWords, ...] = ()
    from_: Listed = Field(alias="from")
    until: Listed
    and_: Listed = Field(alias="and")
    links: Listed
    fillers: Listed
    negations: Listed
    beyond: Listed
