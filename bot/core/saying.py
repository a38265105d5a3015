"""What is said in each phase: phrases by key, and the keyboards under them. No sentence stands here."""

from dataclasses import replace
from functools import lru_cache

from bot.core.effects import Bell, Button, Hold, Look, Manner, Name, Phrase, Pose, Rows, Say, Tone, Verb
from bot.core.guidance import Station, in_force
from bot.core.library import Stretch
from bot.core.session import Pace, Person, Session


def say(
    person: Person,
    *phrases: Phrase,
    buttons: Rows = (),
    rings: bool = False,
    manner: Manner = Manner.ANEW,
    pose: Pose | None = None,
    holds: tuple[Hold, ...] = (),
) -> Say:
    """A message of the person's present turn."""
    return Say(
        phrases=phrases,
        turn=person.turn,
        buttons=buttons,
        rings=rings,
        manner=manner,
        pose=pose,
        holds=holds,
    )


def title(key: str) -> Phrase:
    """A phrase that stands out."""
    return Phrase(key=key, look=Look.TITLE)


def plain(key: str) -> Phrase:
    """A phrase like any other."""
    return Phrase(key=key)


def item(key: str) -> Phrase:
    """A phrase in a list."""
    return Phrase(key=key, look=Look.ITEM)


def note(key: str) -> Phrase:
    """A phrase that stands back."""
    return Phrase(key=key, look=Look.NOTE)


def button(name: str, verb: Verb, value: str = "", tone: Tone = Tone.PLAIN) -> Button:
    """A button labelled by the words of `button.<name>`."""
    return Button(label=Phrase(key=f"button.{name}"), verb=verb, value=value, tone=tone)


STOP = button("stop", Verb.STOP, tone=Tone.HALT)
PAIN = button("pain", Verb.PAIN, tone=Tone.HALT)
READY = button("ready", Verb.READY, tone=Tone.GO)
RESUME = button("resume", Verb.RESUME, tone=Tone.GO)
EASIER = button("easier", Verb.EASIER)
PAUSE = button("pause", Verb.PAUSE)
MORE = button("more", Verb.ASK, "more")

POISED: Rows = ((READY,), (EASIER, PAIN), (PAUSE, STOP, MORE))
HOLDING: Rows = ((EASIER, PAIN), (PAUSE, STOP, MORE))
RESTING: Rows = ((READY,), (PAIN, PAUSE, STOP))
PAUSED: Rows = ((RESUME,), (button("repeat", Verb.REPEAT), button("back", Verb.BACK)), (PAIN, STOP))
UNCLEAR: Rows = ((PAIN, STOP),)
EASED: Rows = (
    (READY,),
    tuple(button(f"part.{part}", Verb.EASIER, part) for part in ("neck", "shoulder", "low_back")),
    tuple(button(f"part.{part}", Verb.EASIER, part) for part in ("hip", "knee")),
    (EASIER, PAIN, STOP),
)
SCORE: Rows = (
    tuple(Button(label=Phrase(key=f"score.{n}"), verb=Verb.ANSWER, value=str(n)) for n in range(6)),
    tuple(Button(label=Phrase(key=f"score.{n}"), verb=Verb.ANSWER, value=str(n)) for n in range(6, 11)),
)
YES_NO: Rows = (tuple(button(code, Verb.ANSWER, code) for code in ("yes", "no", "not_sure")),)
SCORES: Rows = (*SCORE, (STOP,))
SURELY: Rows = (*YES_NO, (STOP,))
"""Under the questions about the body; stop stays within reach."""

MENU_AGAIN: Rows = ((button("menu", Verb.CHOOSE, "menu"),),)


def more_keyboard(pace: Pace, sided: bool) -> Rows:
    """The less used wishes, behind "More"."""
    wait = (button("wait", Verb.WAIT),) if pace is Pace.READY else ()
    sides: Rows = ((button("other_side", Verb.CHOOSE, "other_side"), button("shorter", Verb.SHORTER)),) if sided else ()
    return (
        (button("back", Verb.BACK), button("repeat", Verb.REPEAT), button("skip", Verb.SKIP)),
        (*wait, button("harder", Verb.HARDER)),
        *sides,
        (EASIER, PAIN),
        (PAUSE, STOP, button("less", Verb.ASK, "less")),
    )


def hold(person: Person, bell: Bell, seconds: int) -> Hold:
    """A timer of the person's present turn."""
    return Hold(bell=bell, seconds=seconds, turn=person.turn)


def step_phrases(stretch: Stretch, session: Session, station: Station) -> tuple[Phrase, ...]:
    """The words of a step: what to do first (a lock screen shows no more), then its details."""
    key = _step_key(stretch, session, station)
    known = station.round > 1
    words = Phrase(
        key=f"{key}.again" if known else f"{key}.say", fallback=f"{key}.say", look=Look.TITLE, side=station.side
    )
    details = Phrase(key=f"{key}.more", fallback=f"{_own_key(stretch, station)}.more", side=station.side, optional=True)
    return (words, *(() if known else (details,)), *_measure(station))


def _step_key(stretch: Stretch, session: Session, station: Station) -> str:
    """The key of the step's words: of the last variation that changes it, else its own."""
    changed = _changed(stretch, session.course.level, session.variations, station.step.id)
    return (
        f"stretch.{stretch.id}.variation.{changed[0]}.step.{station.step.id}" if changed else _own_key(stretch, station)
    )


def _own_key(stretch: Stretch, station: Station) -> str:
    return f"stretch.{stretch.id}.step.{station.step.id}"


def pose(stretch: Stretch, session: Session, station: Station) -> Pose:
    """The picture of a station."""
    changed = _changed(stretch, session.course.level, session.variations, station.step.id)
    variation, shown = changed or (None, station.step.pose)
    return Pose(stretch=stretch.id, pose=shown, side=station.side, variation=variation)


@lru_cache(maxsize=1024)
def _changed(stretch: Stretch, level: str, names: tuple[str, ...], step: str) -> tuple[str, str] | None:
    """The last variation that changes a step, and the pose it is shown in then; None where none does."""
    for variation in reversed(in_force(stretch, stretch.level(level), names)):
        for change in variation.changes:
            if change.step == step:
                return variation.id, change.pose
    return None


def _measure(station: Station) -> tuple[Phrase, ...]:
    """Round and dose, as numbers: "Round 2 of 3. 3 breaths"."""
    rounds = (
        (Phrase(key="step.round", look=Look.NOTE, gaps=(("round", station.round), ("rounds", station.rounds))),)
        if station.rounds > 1 and station.side is not None and not station.step.rest
        else ()
    )
    dose = (Phrase(key=f"step.{station.unit}", look=Look.NOTE, count=station.count),) if station.unit else ()
    return (*rounds, *dose)


def begin_phrases(stretch: Stretch, session: Session, station: Station) -> tuple[Phrase, ...]:
    """The words that begin a hold; what to feel there is said in the first round only."""
    length = Phrase(key=f"hold.{station.unit}", look=Look.TITLE, count=station.count)
    during = f"{_step_key(stretch, session, station)}.during"
    own = _own_key(stretch, station)
    feel = Phrase(key=during, fallback=f"{own}.during", side=station.side, optional=True)
    return (length, feel) if station.round == 1 else (length,)


def way_out(stretch: Stretch, side: Station) -> Phrase:
    """How to come out of the twist; said before anything else."""
    return Phrase(key=f"stretch.{stretch.id}.way_out", look=Look.TITLE, side=side.side)


def name_of(stretch: str) -> Name:
    """The name of a stretch, to fill a gap."""
    return Name(key=f"stretch.{stretch}.title")


def known(person: Person, stretch: str) -> bool:
    """Whether the person has done this stretch before."""
    return any(done.stretch == stretch for done in person.recent)


def with_gap(phrase: Phrase, **gaps: str | int | Name) -> Phrase:
    """The phrase with its gaps filled."""
    return replace(phrase, gaps=tuple(gaps.items()))


def aside(person: Person, *phrases: Phrase, buttons: Rows = ()) -> Say:
    """A message beside the session: nothing moves, nothing rings, the keyboard that works goes on working."""
    return say(person, *phrases, buttons=buttons, manner=Manner.ASIDE)


def with_time(shown: Say, seconds: int) -> Say:
    """The message, waiting so many seconds at least: a pillow has to be found first, or the mat again."""
    return replace(shown, holds=tuple(replace(wait, seconds=max(wait.seconds, seconds)) for wait in shown.holds))
