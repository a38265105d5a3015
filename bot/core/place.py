"""A place and the time zone that its clocks follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, or a country that has one zone; `region` only where a country has several places of that name.

    `zone` is a name of the tz database: Europe/Berlin.
    """

    name: str
    zone: str
    country: str = ""
    region: str = ""
