"""The record in a person's hands: the picture of their weeks, and the page that they may show a physio."""

from bot.core.effects import Gift, Give, Verb
from bot.core.events import Asked, Chose
from bot.core.library import Library
from bot.core.saying import aside, button, plain, title
from bot.core.session import Person
from bot.core.stations import Next
from bot.core.where import where

ALL = "all"
PERIODS = {"4": 4, "13": 13, ALL: None}
"""How many weeks a report may go back: four weeks, three months, or all there is."""


def progress(person: Person, event: Asked, library: Library) -> Next:
    """The last weeks as a picture, with the same facts in words."""
    return person, (Give(what=Gift.PROGRESS),)


def report(person: Person, event: Asked, library: Library) -> Next:
    """Ask for the period of the page."""
    periods = tuple(button(f"weeks_{name}", Verb.CHOOSE, f"report={name}") for name in PERIODS)
    return person, (aside(person, title("report.which"), plain("report.what"), buttons=(periods,)),)


def reported(person: Person, event: Chose, library: Library) -> Next:
    """The page for the period that was chosen."""
    if event.value not in PERIODS:
        return where(person, library, plain("unclear.here"))
    return person, (Give(what=Gift.REPORT, weeks=PERIODS[event.value]),)
