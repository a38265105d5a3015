"""The samples that must be readable for ever: one file for each value and each version of its form.

`python -m tests.store.samples` writes those that the present version lacks. A file that was part of a release is
never changed or taken away: where a form changes, its version rises, and the old files show that the upgrade works.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from bot.core.agenda import Away, Draft, Page, Quiet, Reminders, Snooze, Why
from bot.core.checks import Check, Place
from bot.core.drafts import Open, Part, Which
from bot.core.effects import (
    Bell,
    Button,
    Gift,
    Give,
    Hold,
    Look,
    Manner,
    Name,
    Phrase,
    Pose,
    Say,
    Tone,
    Verb,
)
from bot.core.library import Side
from bot.core.plans import Plan
from bot.core.questions import Confirmation
from bot.core.record import Done
from bot.core.session import (
    After,
    AnyPhase,
    Checking,
    Choosing,
    Course,
    Ended,
    Feel,
    Feeling,
    Holding,
    Idle,
    Lock,
    Locked,
    Pace,
    Paused,
    Person,
    Poised,
    Readiness,
    Resting,
    Session,
    Settings,
)
from bot.store.codec import DONE, PERSON, SLIP, Form, slip_of

FOLDER = Path(__file__).parent / "kept"
DAY = date(2026, 2, 28)

SESSION = Session(
    routine="back_twist",
    item=1,
    course=Course(stretch="knee_drop", level="LB2", rounds=3, amount=4, reason="calm"),
    at=5,
    pace=Pace.FREE,
    first=Side.LEFT,
    shorter=Side.RIGHT,
    variations=("knees_lower",),
    eased=1,
    pain_before=2,
    quiet=1,
    seconds=90,
    restricted=("deep",),
    done=("prep_breath",),
)

CHECK = Check(
    place=Place(kind="full", screen=2, way="tick", ticks=("Q32",), pending=("Q9",), answered=3),
    known=(("Q1", ("18_69",)),),
    said=(("Q32", ("neck", "knee")), ("Q2", ("not_sure", "no"))),
    past=(Place(kind="full", screen=0),),
    day=DAY,
)

PHASES: tuple[AnyPhase, ...] = (
    Idle(),
    Checking(check=CHECK, wanted="back_twist"),
    Choosing(session=SESSION),
    Poised(session=SESSION),
    Holding(session=SESSION),
    Resting(session=SESSION),
    Paused(session=SESSION, why="silence"),
    Feeling(ask=Feel.DOUBT, before=Paused(session=SESSION), soft=False, score=4, sign="numb", tries=1),
    Ended(session=SESSION, ask=After.WISH),
    Locked(),
)

RECORD = Done(
    on=DAY,
    stretch="prone_twist",
    level="LC2",
    rounds=2,
    amount=20,
    pain_before=3,
    pain_after=1,
    eased=1,
    broken="stop",
    tighter=Side.LEFT,
    wish="easier",
    day_after="same",
    seconds=240,
)


def person_in(phase: AnyPhase) -> Person:
    """A person of whom much is known, standing in a phase."""
    return Person(
        id=123456789012,
        turn=41,
        phase=phase,
        settings=Settings(settle=20, wait=90, language="de", zone="Europe/Berlin"),
        readiness=Readiness(
            answers=(("Q1", ("70_active",)), ("Q17", ("longer",))),
            checked_on=DAY,
            today_on=DAY,
            version=3,
            confirmed=(Confirmation(question="Q17", who="surgeon", on=DAY, event=date(2025, 6, 1)),),
            keeps=datetime(2026, 2, 28, 18, 30, 15, 250000, tzinfo=UTC),
        ),
        recent=(RECORD,),
        lock=Lock(until=datetime(2026, 3, 2, 6, tzinfo=UTC), on=DAY, items=("Q2",)),
        no_twist_on=DAY,
        met=True,
    )


SAY = Say(
    phrases=(
        Phrase(
            key="stretch.knee_drop.step.drop",
            look=Look.TITLE,
            side=Side.RIGHT,
            count=3,
            gaps=(("seconds", 30), ("name", "Ada"), ("stretch", Name(key="stretch.knee_drop.title"))),
            optional=True,
        ),
    ),
    turn=41,
    buttons=((Button(label=Phrase(key="button.ready"), verb=Verb.READY, value="x", tone=Tone.GO),),),
    rings=True,
    manner=Manner.OVER,
    pose=Pose(stretch="knee_drop", pose="end", side=Side.LEFT, variation="knees_lower"),
    holds=(Hold(bell=Bell.HALF, seconds=15, turn=41), Hold(bell=Bell.HOLD, seconds=30, turn=41)),
)

PLAN = Plan(
    id=3,
    times=(time(7, 30), time(21)),
    weekdays=(1, 3, 5),
    every=2,
    from_day=DAY,
    until_day=date(2026, 12, 31),
    routine="back_twist",
    paused_until=date.max,
    skipped=DAY,
)

PLANNED = Person(
    id=123456789012,
    met=True,
    settings=Settings(zone="Europe/Berlin"),
    plans=(PLAN, Plan(id=4, once=datetime(2026, 3, 1, 20, tzinfo=UTC))),
    reminders=Reminders(
        parts=((Part.MORNING, time(7)),),
        quiet=Quiet(start=time(21), end=time(8)),
        follow_up=False,
        looked=datetime(2026, 2, 28, 18, 30, tzinfo=UTC),
        snoozes=(
            Snooze(
                plan=3,
                at=datetime(2026, 2, 28, 20, tzinfo=UTC),
                routine="back_twist",
                chosen=False,
                follows=datetime(2026, 2, 28, 19, tzinfo=UTC),
            ),
        ),
        draft=Draft(
            number=5,
            plan=Plan(id=0, weekdays=(1,)),
            open=(Open(which=Which.HALF, part=Part.EVENING, choices=(time(6), time(18))),),
            page=Page.QUARTER,
            hour=6,
            more=True,
        ),
        drafts=5,
        away=(Away(why=Why.ILL, from_day=DAY, until_day=DAY), Away(why=Why.HOLIDAY, from_day=DAY)),
        missed=DAY,
        asleep=True,
    ),
    seen=datetime(2026, 2, 28, 18, tzinfo=UTC),
)

SAMPLES: Mapping[str, tuple[Form[Any], Any]] = {
    **{f"person_{phase.name}": (PERSON, person_in(phase)) for phase in PHASES},
    "person_planned": (PERSON, PLANNED),
    "slip_say": (SLIP, slip_of(SAY)),
    "slip_give": (SLIP, slip_of(Give())),
    "slip_give_sessions": (SLIP, slip_of(Give(what=Gift.SESSIONS))),
    "slip_give_report": (SLIP, slip_of(Give(what=Gift.REPORT, weeks=13))),
    "slip_reminder": (SLIP, slip_of(replace(SAY, bulk=True, manner=Manner.PRESSED, pressed=77))),
    "slip_lapsing": (SLIP, slip_of(replace(SAY, bulk=True, until=datetime(2026, 2, 28, 20, tzinfo=UTC)))),
    "done": (DONE, RECORD),
}
"""The name of each sample, its form, and the value that every version of it must be read as."""


def place_of(name: str, version: int) -> Path:
    """Where the sample of a version lies."""
    return FOLDER / f"{name}_v{version}.json"


def write_missing() -> None:
    """Write the samples that the present version lacks."""
    for name, (form, value) in SAMPLES.items():
        place = place_of(name, form.version)
        if not place.exists():
            place.write_text(form.write(value) + "\n")


if __name__ == "__main__":
    write_missing()
