"""What is asked beside a session: help, privacy, settings, export, forget. Nothing moves, what runs runs on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.asides import SETTLE_CHOICES, WAIT_CHOICES
from bot.core.effects import Button, Effect, Erase, Gift, Give, Manner, Say, Verb
from bot.core.events import Asked, Began, Chose
from bot.core.session import Checking, Choosing, Locked, Person, Readiness, Settings
from tests.core.practising import PLACES, PRACTISED, after, begun, in_twist, keys, says, take, then
from tests.core.walking import MORNING, checked

RUNNING = ("poised", "holding", "resting")


def ask(topic: str) -> Asked:
    """A question asked beside everything."""
    return Asked(at=after(5), topic=topic)


def choose(what: str, value: str = "") -> Chose:
    """Something chosen."""
    return Chose(at=after(5), what=what, value=value)


def buttons(effects: tuple[Effect, ...]) -> list[Button]:
    """Every button under what was said."""
    return [button for effect in effects if isinstance(effect, Say) for row in effect.buttons for button in row]


def verbs(effects: tuple[Effect, ...]) -> set[Verb]:
    """What can be pressed."""
    return {button.verb for button in buttons(effects)}


@pytest.mark.parametrize("topic", ["help", "privacy", "settings", "forget", "nonsense"])
@pytest.mark.parametrize("person", PLACES.values(), ids=PLACES)
def test_beside(person: Person, topic: str) -> None:
    """Whatever is asked, wherever: it is answered beside the session, and nothing moves."""
    now, effects = take(person, ask(topic))

    manners = [effect.manner for effect in effects if isinstance(effect, Say)]
    assert (now, manners) == (person, [Manner.ASIDE])


def test_help() -> None:
    """Help keeps pain and stop within reach; what nobody knows is answered with help."""
    _, effects = take(PRACTISED, ask("help"))

    assert (keys(effects), verbs(effects)) == (["help.title", "help.text", "help.honest"], {Verb.PAIN, Verb.STOP})
    assert take(PRACTISED, ask("nonsense"))[1] == effects


def test_privacy() -> None:
    """Privacy tells whether answers are kept; who agreed can take it back."""
    unkept = replace(PRACTISED, readiness=replace(PRACTISED.readiness, keeps=None))
    told = [take(person, ask("privacy"))[1] for person in (PRACTISED, unkept)]

    assert [{"privacy.kept", "privacy.not_kept"}.intersection(keys(effects)) for effects in told] == [
        {"privacy.kept"},
        {"privacy.not_kept"},
    ]
    assert ["consent=no" in [button.value for button in buttons(effects)] for effects in told] == [True, False]


def test_export() -> None:
    """What is held is given as a file; what was done, as a table too."""
    assert take(PRACTISED, ask("export")) == (PRACTISED, (Give(), Give(what=Gift.SESSIONS)))
    new = replace(PRACTISED, recent=())
    assert take(new, ask("export")) == (new, (Give(),))


# --- settings -----------------------------------------------------------------------------------------


def test_every_choice() -> None:
    """Each choice that is offered can be chosen, and is what is set then."""
    offered = [
        button.value.split("=") for button in buttons(take(PRACTISED, ask("settings"))[1]) if "=" in button.value
    ]
    chosen = [then(PRACTISED, choose(what, value)).settings for what, value in offered]

    expected = [
        *(Settings(settle=seconds) for seconds in SETTLE_CHOICES),
        *(Settings(wait=seconds) for seconds in WAIT_CHOICES),
    ]
    assert chosen == expected


@pytest.mark.parametrize(
    ("what", "value", "expected"),
    [
        ("settle", "30", Settings(settle=30)),
        ("settle", "1", Settings(settle=5)),
        ("settle", "999", Settings(settle=60)),
        ("wait", "1", Settings(wait=15)),
        ("wait", "9999", Settings(wait=300)),
        ("wait", "soon", Settings()),
    ],
)
def test_set(what: str, value: str, expected: Settings) -> None:
    """A number outside its walls is moved to the nearer one; what is no number sets nothing."""
    assert then(PRACTISED, choose(what, value)).settings == expected


def test_set_in_a_hold() -> None:
    """A setting changed in a hold leaves the hold alone."""
    person = in_twist()
    now = then(person, choose("settle", "30"))

    assert (now.phase, now.turn) == (person.phase, person.turn)


def test_language() -> None:
    """Hello in another language is remembered; hello without one changes nothing."""
    spoken = [then(PRACTISED, Began(at=MORNING, language=language)).settings.language for language in ("de", "")]

    assert spoken == ["de", "en"]


# --- forget, and consent ------------------------------------------------------------------------------


def test_forget_is_asked_first() -> None:
    """Nothing is forgotten before it is chosen once more."""
    _, effects = take(PRACTISED, ask("forget"))

    assert [button.value for button in buttons(effects)] == ["forget=yes", "kept"]


def test_forget_is_taken_back() -> None:
    """Whoever keeps it is told that nothing was forgotten."""
    now, effects = take(PRACTISED, ask("kept"))

    assert (now, keys(effects)) == (PRACTISED, ["forget.kept"])


def test_forget() -> None:
    """Everything is forgotten; a hold is left by its way out."""
    person = in_twist()
    now, effects = take(person, choose("forget", "yes"))

    assert (now, effects[0]) == (Person(id=1, turn=person.turn + 1), Erase())
    assert keys(effects) == ["stretch.knee_drop.way_out", "forget.done"]


def test_forget_keeps_the_lock() -> None:
    """A lock stays as a bare moment, without the sign that set it."""
    person = PLACES["locked"]
    assert person.lock is not None
    now = then(person, choose("forget", "yes"))

    assert (now.phase, now.lock, now.readiness) == (Locked(), replace(person.lock, items=()), Readiness())


def test_forget_an_old_lock() -> None:
    """A lock that has run out is forgotten with the rest."""
    person = PLACES["locked"]
    late = Chose(at=MORNING + timedelta(days=2), what="forget", value="yes")

    assert then(person, late).lock is None


def test_consent_back() -> None:
    """Taken back, the answers are gone at once; in a session they last until its end."""
    assert then(PRACTISED, choose("consent", "no")).readiness == Readiness()
    assert then(begun(), choose("consent", "no")).readiness == replace(PRACTISED.readiness, keeps=None)


# --- more and less ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUNNING)
def test_more_and_less(name: str) -> None:
    """ "More" shows the less used wishes under the same message, "less" takes them away; stop is in both."""
    more, less = (take(PLACES[name], ask(topic)) for topic in ("more", "less"))

    assert more[0] == less[0] == PLACES[name]
    assert (Verb.HARDER in verbs(more[1]), Verb.HARDER in verbs(less[1])) == (True, False)
    assert {Verb.STOP, Verb.PAIN} <= verbs(more[1]) & verbs(less[1])


def test_more_outside_a_session() -> None:
    """Where nothing runs, "more" and "less" say where the person stands."""
    assert [keys(take(PRACTISED, ask(topic))[1]) for topic in ("more", "less")] == [["where.idle"]] * 2


def test_less_in_a_pause() -> None:
    """In a pause "less" shows the pause's buttons."""
    assert Verb.RESUME in verbs(take(PLACES["paused"], ask("less"))[1])


# --- the check before what was wanted -----------------------------------------------------------------


def test_wanted_before_the_check() -> None:
    """A routine that was asked for before the short check of the day is shown after it."""
    yesterday = replace(PRACTISED.readiness, today_on=MORNING.date() - timedelta(days=1))
    person = then(replace(PRACTISED, readiness=yesterday), choose("routine", "knee_drop"))
    assert isinstance(person.phase, Checking)

    for code in ("none", "0", "none", "same"):
        person = then(person, says(code))

    assert isinstance(person.phase, Choosing)
    assert person.phase.session is not None
    assert person.phase.session.routine == "knee_drop"


def test_wanted_but_closed_by_the_check() -> None:
    """With back pain told in it, the menu says what is open instead."""
    yesterday = replace(checked(), today_on=MORNING.date() - timedelta(days=1))
    person = then(replace(PRACTISED, readiness=yesterday), choose("routine", "knee_drop"), says("none"), says("5"))
    while isinstance(person.phase, Checking):
        person = then(person, says("none"), says("no"), says("same"))

    assert person.phase == Choosing()
