"""What follows a stretch: the next one that is open now, and the care that a twist asks for."""

from dataclasses import replace

from bot.core.events import Skipped
from bot.core.session import Ended, Feeling, Person
from tests.core.practising import PRACTISED, begun, keys, run, says, standing_at, take, then
from tests.core.walking import MORNING, checked

SKIP = Skipped(at=MORNING)
CALM = says("0")


def done(person: Person) -> list[str]:
    """The stretches that were done since the morning."""
    return [each.stretch for each in person.recent[len(PRACTISED.recent) :]]


def last_words(routine: str, person: Person) -> tuple[Person, list[str]]:
    """Through a routine, calm whenever that is asked: the person at its end, and what was said there."""
    person, said = begun(routine, person), list[str]()
    while not isinstance(person.phase, Ended):
        person, effects = take(person, CALM if isinstance(person.phase, Feeling) else SKIP)
        said = keys(effects)
    return person, said


def test_closed_in_the_middle() -> None:
    """With a sore hip the preparation goes past the knee that falls out, to what comes after it."""
    sore = replace(PRACTISED, readiness=checked(Q32=("hip",)))
    now, _ = last_words("prep", sore)

    assert done(now) == ["belly_breathing", "pelvic_tilt", "knee_fold", "march", "knee_to_chest"]


def test_closed_at_the_end() -> None:
    """With pain at 4 the short preparation ends before its small twist, with the questions of every end."""
    hurting = replace(PRACTISED, readiness=checked(Q30=4))
    now, said = last_words("prep_short", hurting)

    assert done(now) == ["belly_breathing", "pelvic_tilt", "knee_fold", "knee_to_chest"]
    assert said == ["ended.done", "ended.score"]


def test_care_of_the_next_twist() -> None:
    """The next twist of a routine says what it needs and asks care for, as no preview has told it."""
    asked = then(standing_at("rest", begun("all_twists")), SKIP)
    now, effects = take(asked, CALM)

    care = ["next_stretch", "stretch.reclined_twist.needs", "stretch.reclined_twist.cautions"]
    assert (asked.phase.name, run(now).course.stretch, keys(effects)[:3]) == ("feeling", "reclined_twist", care)


def test_next_exercise() -> None:
    """A small exercise just begins, with its first step."""
    now, effects = take(standing_at("breathe", begun("prep")), SKIP)

    assert run(now).course.stretch == "pelvic_tilt"
    assert keys(effects)[:2] == ["next_stretch", "stretch.pelvic_tilt.step.lie_down.say"]
