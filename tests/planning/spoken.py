"""How the words for plans are tried: English, in Berlin, on Friday, 20 November 2026, at 13:00."""

from datetime import UTC, datetime, time
from functools import cache

from bot.content.checked import Content
from bot.content.load import load
from bot.content.root import find_root
from bot.core.drafts import Asking, Outcome, Part, Refused, Understood
from bot.core.plan_words import in_words
from bot.core.plans import Plan
from bot.planning.load import load_plan_words
from bot.planning.read import read
from bot.planning.telling import routine_names
from bot.planning.words import PlanWords
from bot.wording import label

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
USUAL = {Part.MORNING: time(6, 45), Part.EVENING: time(18)}


@cache
def english() -> PlanWords:
    """The English words, loaded once."""
    return load_plan_words(find_root(), "en")


@cache
def content() -> Content:
    """All content, loaded once."""
    return load()


def understood(text: str, now: datetime = NOW, known: dict[Part, time] | None = None) -> Outcome:
    """What comes of a text."""
    routines = routine_names(content().library.routines, content().words)
    return read(text, english(), BERLIN, now, routines=routines, known=known or {})


def echo(plan: Plan) -> str:
    """A plan said back."""
    return " ".join(label(phrase, content().words) for phrase in in_words(plan, BERLIN))


def shown(outcome: Outcome) -> str:
    """An outcome on one line: the plan said back, "? " and what is asked, or "! " and the reason."""
    match outcome:
        case Understood(plan=plan):
            return echo(plan)
        case Asking(open=open):
            asked = (f"{each.part or each.which}{''.join(f' {at:%H:%M}' for at in each.choices)}" for each in open)
            return f"? {', '.join(asked)}"
        case Refused(reason=reason):
            return f"! {reason}"
