"""A stretch as odd as content may be: it begins with a rest, ends without one, and its twist has no hold.

What we ship is tidier. The moves must be declared for whatever a physiotherapist may write.
"""

from dataclasses import replace

from bot.core.library import (
    Direction,
    Dose,
    Item,
    Kind,
    Level,
    Library,
    Routine,
    Side,
    Span,
    Step,
    Stretch,
    Variation,
    When,
)
from bot.words import Words

STEPS = (
    Step(id="wait", when=When.START, pose="start", rest=5),
    Step(id="lie", when=When.START, pose="start"),
    Step(id="stay", when=When.START, pose="start", dose=Dose(seconds=Span(low=25, high=25))),
    Step(id="turn", when=When.SIDE, pose="turned", twisted=True),
    Step(id="back", when=When.SIDE, pose="start", rest=5),
    Step(id="pause", when=When.SIDE, pose="start", rest=5),
    Step(id="look", when=When.FINISH, pose="start"),
)

SMALLER = Variation(id="smaller", direction=Direction.GENTLER, complaints=("any",), leaves_out=("lie", "stay"))

ODD = Stretch(
    id="odd",
    kind=Kind.PREP,
    minutes=1,
    position="back",
    steps=STEPS,
    levels=(Level(id="O1", number=1, rounds=Span(low=2, high=2)),),
    variations=(SMALLER,),
    first_side=Side.RIGHT,
)

TWICE = Routine(id="odd", kind=Kind.PREP, items=(Item(stretch="odd", asks=True), Item(stretch="odd")))


def with_odd(library: Library) -> Library:
    """The library with the odd stretch, in a routine that does it twice; open wherever preparation is."""
    table = library.table
    opens = {verdict: (*open, "odd") if "pelvic_tilt" in open else open for verdict, open in table.opens.items()}
    return replace(
        library,
        stretches={**library.stretches, "odd": ODD},
        routines={**library.routines, "odd": TWICE},
        table=replace(table, stretches=(*table.stretches, "odd"), opens=opens),
    )


def with_odd_words(words: Words) -> Words:
    """The words with those of the odd stretch."""
    steps = {f"stretch.odd.step.{step.id}.say": ("Do this.",) for step in STEPS}
    named = (
        f"stretch.odd.{name}" for name in ("title", "way_out", "level.O1.title", "variation.smaller.say", "source")
    )
    shown = ("routine.odd.title", "routine.odd.summary")
    return Words(entries={**words.entries, **steps, **dict.fromkeys((*named, *shown), ("Odd.",))})
