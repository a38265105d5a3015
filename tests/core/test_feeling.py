"""How much it hurts, and what follows: the score table of b4, the three-part check, and stop."""

from dataclasses import replace

import pytest

from bot.core.effects import Hush
from bot.core.events import PainFelt, Skipped, Stopped, Unclear, UrgentSaid
from bot.core.session import Feeling, Idle, Locked, Paused, Person, Readiness
from tests.core.answering import TODAY
from tests.core.practising import PLACES, PRACTISED, after, begun, in_twist, keys, run, says, take, then
from tests.core.walking import MORNING, checked

SOFT = PainFelt(at=MORNING, soft=True)
SHARP = PainFelt(at=MORNING, kind="sharp")


def asked(person: Person) -> tuple[str, str | None]:
    """The phase, and the question about the body that is open."""
    return (person.phase.name, person.phase.ask.value if isinstance(person.phase, Feeling) else None)


def form(person: Person) -> tuple[str, ...]:
    """The forms in force in the session that runs."""
    return run(person).variations


# --- a score that was asked for -----------------------------------------------------------------------

ASKED = then(in_twist(), Unclear(at=MORNING, part="low_back"))
"""In a twist somebody said "my back": the clock stands, and the score is asked."""

SORE = then(
    in_twist(person=replace(PRACTISED, readiness=replace(checked(Q30=2), prep_on=TODAY, prep_score=2))),
    Unclear(at=MORNING, part="low_back"),
)
"""The same, with a back that was at 2 before the session and calm in the preparation."""


@pytest.mark.parametrize(
    ("start", "score", "expected"),
    [
        (ASKED, "0", ("paused", None)),
        (ASKED, "1", ("poised", None)),
        (ASKED, "3", ("poised", None)),
        (ASKED, "4", ("feeling", "again")),
        (ASKED, "5", ("feeling", "again")),
        (ASKED, "6", ("feeling", "three")),
        (ASKED, "10", ("feeling", "three")),
        (SORE, "1", ("paused", None)),
        (SORE, "2", ("paused", None)),
        (SORE, "3", ("paused", None)),
        (SORE, "4", ("feeling", "again")),
    ],
)
def test_score(start: Person, score: str, expected: tuple[str, str | None]) -> None:
    """0 goes on; 1 to 3 is eased when there was none before; 4 and 5 are eased and asked again; 6 ends (b4)."""
    assert asked(then(start, says(score))) == expected


def test_calm_score() -> None:
    """A calm score leads back to the session, which waits for "resume"."""
    now, effects = take(ASKED, says("0"))

    assert (isinstance(now.phase, Paused), keys(effects)[0]) == (True, "feeling.good")


def test_low_score_is_eased() -> None:
    """A low score leads to the form that fits the part that was named."""
    assert (form(in_twist()), form(then(ASKED, says("2")))) == ((), ("pillows",))


def test_risen_score() -> None:
    """Two more than at the start: gentler; again two more: it counts as pain."""
    start = replace(ASKED, phase=_with_session(ASKED, pain_before=1))
    eased = then(start, says("3"))
    again = then(start, says("3"), Unclear(at=MORNING, part="low_back"), says("3"))

    assert (asked(eased), asked(again)) == (("poised", None), ("feeling", "three"))


def _with_session(person: Person, **told: int) -> Feeling:
    assert isinstance(person.phase, Feeling)
    assert isinstance(person.phase.before, Paused)
    session = replace(person.phase.before.session, **told)  # type: ignore[arg-type]
    return replace(person.phase, before=Paused(session=session))


@pytest.mark.parametrize(("later", "expected"), [("4", ("feeling", "three")), ("0", ("paused", None))])
def test_amber_again(later: str, expected: tuple[str, str | None]) -> None:
    """After a few breaths: still 4 or more counts as pain, less goes on."""
    assert asked(then(ASKED, says("5"), says(later))) == expected


def test_amber_after_easier() -> None:
    """4 in a session that was eased already counts as pain at once."""
    eased = then(ASKED, says("2"), Unclear(at=MORNING, part="low_back"))

    assert asked(then(eased, says("4"))) == ("feeling", "three")


def test_joking_number() -> None:
    """A number above ten is asked again once; the second time it counts as red."""
    once, effects = take(ASKED, says("11"))

    assert (asked(once), keys(effects)) == (("feeling", "score"), ["feeling.score_again"])
    assert asked(then(once, says("99"))) == ("feeling", "three")
    assert asked(then(once, says("0"))) == ("paused", None)


@pytest.mark.parametrize("person", [ASKED, then(ASKED, says("7"))], ids=["score", "three"])
def test_no_answer(person: Person) -> None:
    """What does not fit the question is no answer; it is asked again."""
    now, effects = take(person, says("banana"))

    assert (now, keys(effects)[0]) == (person, "unclear.question")


# --- pain that was told -------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [SOFT, SHARP])
def test_told(event: PainFelt) -> None:
    """The way out first, then how much, then the three parts, whatever the score."""
    told = then(in_twist(), event)

    assert (asked(told), asked(then(told, says("0")))) == (("feeling", "score"), ("feeling", "three"))


def test_told_with_a_number() -> None:
    """Pain told with its number is not asked for it again."""
    now, effects = take(in_twist(), replace(SOFT, score=3))

    assert (asked(now), effects[0]) == (("feeling", "three"), Hush())
    assert keys(effects) == ["safety.t_p_stop", "stretch.knee_drop.way_out", "feeling.three"]


def test_soft_and_low() -> None:
    """A little pain, nothing else: one level gentler (T-EASE)."""
    now, effects = take(then(in_twist(), SOFT, says("3")), says("no"))

    assert (now.phase.name, keys(effects)[0], form(now)) == ("poised", "safety.t_ease", ("half_range",))


@pytest.mark.parametrize(("pain", "score"), [(SOFT, "4"), (SOFT, "8"), (SHARP, "0"), (SHARP, "9")])
def test_ends(pain: PainFelt, score: str) -> None:
    """4 or more, or a sharp pain at any number: no more twists today (T-P2), and the record says why."""
    now, effects = take(then(in_twist(), pain, says(score)), says("no"))

    assert (now.phase, now.no_twist_on, now.recent[-1].broken) == (Idle(), TODAY, "pain")
    assert keys(effects) == ["safety.t_p2"]


@pytest.mark.parametrize("kind", ["spreading", "numb", "dizzy"])
def test_grave(kind: str) -> None:
    """Leg signs, numbness and dizziness are kept as grave: the whole check is due again."""
    now = then(in_twist(), PainFelt(at=MORNING, kind=kind), says("1"), says("no"))

    assert now.recent[-1].grave


def test_sharp_ends_the_day_at_once() -> None:
    """A sharp pain ends the twists of the day, also for whoever never answers."""
    assert then(in_twist(), SHARP).no_twist_on == TODAY


@pytest.mark.parametrize("code", ["yes", "not_sure"])
def test_three_parts(code: str) -> None:
    """A yes to the three parts locks; "not sure" is asked once more, and then counts as yes."""
    three = then(in_twist(), SOFT, says("2"), says("not_sure"))

    assert asked(three) == ("feeling", "three")
    assert then(three, says(code)).phase == Locked()
    assert then(then(in_twist(), SOFT, says("2")), says("yes")).phase == Locked()


def test_told_in_the_menu() -> None:
    """Pain told beside any session breaks none off: the questions of today are due again."""
    now = then(PRACTISED, SOFT, says("2"), says("no"))

    assert (now.phase, now.readiness.today_on, now.recent) == (Idle(), None, PRACTISED.recent)


def test_strong_in_the_menu() -> None:
    """Strong pain beside any session ends the twists of the day."""
    now = then(PRACTISED, SOFT, says("7"), says("no"))

    assert (now.phase, now.no_twist_on, now.recent) == (Idle(), TODAY, PRACTISED.recent)


# --- half-way through preparation ---------------------------------------------------------------------


def middle() -> Person:
    """At the question in the middle of the preparation."""
    person = begun("prep")
    while person.phase.name != "feeling":
        person = then(person, Skipped(at=MORNING))
    return person


@pytest.mark.parametrize(
    ("score", "expected"), [("0", ("poised", None)), ("3", ("poised", None)), ("4", ("feeling", "three"))]
)
def test_middle(score: str, expected: tuple[str, str | None]) -> None:
    """Calm goes on with the next exercise; 4 or more ends the preparation."""
    assert asked(then(middle(), says(score))) == expected


# --- a doubtful sign ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "expected"), [("yes", "locked"), ("not_sure", "locked"), ("no", "paused")])
def test_doubt(code: str, expected: str) -> None:
    """Yes and "not sure" lock; an outspoken no leads back to the session."""
    doubt = then(in_twist(), UrgentSaid(at=MORNING, sign="Q3", tier="D", doubtful=True))
    now, effects = take(doubt, says(code))

    assert (now.phase.name, "safety.t_d" in keys(effects)) == (expected, expected == "locked")


# --- stop ---------------------------------------------------------------------------------------------


def stop(person: Person, fact: str | None = None) -> tuple[Person, list[str]]:
    """Stop, and what is said then."""
    now, effects = take(person, Stopped(at=after(5), fact=fact))
    return now, keys(effects)


def test_stop_in_a_twist() -> None:
    """The way out, then goodbye; the record says that it was stopped."""
    now, said = stop(in_twist())

    assert (said, now.recent[-1].broken) == (["stretch.knee_drop.way_out", "stopped.done"], "stop")


def test_stop_when_nothing_runs() -> None:
    """Nothing is under way, and nothing is recorded."""
    now, said = stop(PRACTISED)

    assert (said, now.recent) == (["stopped.idle"], PRACTISED.recent)


def test_stop_while_pain_is_asked() -> None:
    """Stop in the middle of the questions about a pain ends the twists of the day, as the pain would have."""
    now, said = stop(PLACES["feeling"])

    assert (said, now.no_twist_on, now.recent[-1].broken) == (["safety.t_p2"], TODAY, "pain")


def test_stop_while_the_score_is_asked() -> None:
    """Nobody told a pain there: it is a stop like any other."""
    now, said = stop(ASKED)

    assert (said, now.no_twist_on) == (["stopped.done"], None)


def test_new_fact() -> None:
    """A pregnancy told by the way ends the session and asks for the whole check."""
    now, said = stop(in_twist(), "new_fact:Q22")

    assert (said[-1], now.readiness.checked_on) == ("stopped.new_fact", None)


def test_known_fact() -> None:
    """What the check has heard of already is a stop like any other."""
    person = replace(PRACTISED, readiness=checked(Q20="other"))
    now, said = stop(person, "new_fact:Q20")

    assert (said, now.readiness) == (["stopped.idle"], person.readiness)


def test_stop_without_consent() -> None:
    """Without consent to keep them, the answers go with the session."""
    unkept = replace(in_twist(), readiness=replace(PRACTISED.readiness, keeps=None))

    assert stop(unkept)[0].readiness == Readiness()
