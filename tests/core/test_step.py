"""The laws of the machine, one at a time, in every phase a person may stand in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.effects import Hush, Manner, Say, Toast
from bot.core.events import (
    Answered,
    Asked,
    Began,
    Chose,
    HoldEnded,
    Left,
    PainFelt,
    Readied,
    SettleEnded,
    SilenceFell,
    Stopped,
    Suspended,
    Unclear,
    UrgentSaid,
    WentBack,
)
from bot.core.screens import Place
from bot.core.session import Checking, Choosing, Feeling, Holding, Idle, Locked, Paused, Person, Poised, Readiness
from bot.core.step import EVERYWHERE, MOVES
from tests.core.practising import PLACES, PRACTISED, after, begun, in_twist, keys, run, take, then
from tests.core.walking import MORNING

OPEN_PLACES = {name: person for name, person in PLACES.items() if name != "locked"}


def test_places() -> None:
    """These tests know every phase of the machine."""
    phases = {type(person.phase) for person in PLACES.values()}

    assert {phase for phase, _ in MOVES} <= phases
    assert {name: person.phase.name for name, person in PLACES.items()} == {name: name for name in PLACES}


# --- law 1: stop and pain always win ------------------------------------------------------------------


@pytest.mark.parametrize("person", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_stop(person: Person) -> None:
    """Stop ends whatever there is: first the timers and unsent words go, then one message, and no timer is set."""
    now, effects = take(person, Stopped(at=after(5)))

    says = [effect for effect in effects if isinstance(effect, Say)]
    assert (now.phase, effects[0], len(says)) == (Idle(), Hush(), 1)
    assert says[0].holds == ()


@pytest.mark.parametrize("person", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_nothing_follows_stop(person: Person) -> None:
    """A timer that was running when stop was said moves nothing and says nothing."""
    stopped = then(person, Stopped(at=after(5)))

    timers = [bell(at=after(9), due=after(9), turn=person.turn) for bell in (SettleEnded, HoldEnded, SilenceFell)]
    assert [take(stopped, timer) for timer in timers] == [(stopped, ())] * 3


@pytest.mark.parametrize("person", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_pain(person: Person) -> None:
    """Pain opens the question how strong it is, wherever it is told."""
    now, effects = take(person, PainFelt(at=after(5), soft=True))

    assert (now.phase.name, effects[0]) == ("feeling", Hush())


@pytest.mark.parametrize("person", PLACES.values(), ids=PLACES)
def test_urgent(person: Person) -> None:
    """An urgent sign locks, wherever it is told, and sends to care."""
    now, effects = take(person, UrgentSaid(at=after(5), sign="Q2", tier="E"))

    assert (now.phase, effects[0], "safety.t_e" in keys(effects)) == (Locked(), Hush(), True)


@pytest.mark.parametrize("event", [Stopped(at=after(5)), PainFelt(at=after(5), soft=True)])
def test_way_out_of_the_twist(event: Stopped | PainFelt) -> None:
    """Whoever lies in a twist is led out of it before anything else is asked."""
    _, effects = take(in_twist(), event)

    said = [key for key in keys(effects) if key != "safety.t_p_stop"]
    assert said[0] == "stretch.knee_drop.way_out"


def test_doubtful_sign() -> None:
    """A sign that may be a joke is asked about once; it locks nobody yet."""
    now, effects = take(in_twist(), UrgentSaid(at=after(5), sign="Q3", tier="E", doubtful=True))

    assert isinstance(now.phase, Feeling)
    assert keys(effects) == ["stretch.knee_drop.way_out", "safety.t_joke_check"]


def test_old_stop_button() -> None:
    """Stop has no number, so that a keyboard of last week stops as well."""
    assert "turn" not in Stopped.__dataclass_fields__
    assert "turn" not in PainFelt.__dataclass_fields__


def test_left() -> None:
    """Whoever blocks the bot in a hold finds the place kept, paused; nothing more is sent, no reminder either."""
    person = in_twist()
    now, effects = take(person, Left(at=after(5)))

    assert (now.phase, effects) == (Paused(session=run(person), why="left"), (Hush(),))
    idle, effects = take(PRACTISED, Left(at=after(5)))
    assert (idle.phase, idle.reminders.asleep, effects) == (PRACTISED.phase, True, (Hush(),))


# --- law 2: no twist without a verdict ----------------------------------------------------------------


def test_next_morning() -> None:
    """A session paused yesterday waits for the short check of today."""
    paused = then(begun(), Suspended(at=after(5)))
    now, _ = take(paused, Readied(at=MORNING + timedelta(days=1)))

    assert isinstance(now.phase, Checking)
    assert now.phase.session == run(paused)


def test_no_longer_open() -> None:
    """A preview from before a pain begins nothing; the menu says that the stretch is not open now."""
    shown = then(PRACTISED, Chose(at=MORNING, what="routine", value="knee_drop"))
    now, effects = take(replace(shown, no_twist_on=MORNING.date()), Chose(at=after(5), what="go", value="ready"))

    assert isinstance(now.phase, Choosing)
    assert keys(effects)[0] == "menu.no_longer"


# --- law 3: one number settles all staleness ----------------------------------------------------------


@pytest.mark.parametrize("person", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_old_button(person: Person) -> None:
    """A button from before moves nothing, and a passing word says so."""
    now, effects = take(person, Readied(at=after(5), turn=person.turn - 1))

    assert now == person
    assert [effect.phrase.key for effect in effects if isinstance(effect, Toast)] == ["toast.stale"]


def test_old_timer() -> None:
    """A timer from before is silent."""
    person = in_twist()

    assert take(person, HoldEnded(at=after(9), due=after(9), turn=person.turn - 1)) == (person, ())


def test_timer_of_another_phase() -> None:
    """A timer of this turn that has nothing to do here is silent as well."""
    person = in_twist()

    assert take(person, SilenceFell(at=after(9), due=after(9), turn=person.turn)) == (person, ())


def test_button_of_now() -> None:
    """A button of this turn moves."""
    person = begun()

    assert run(take(person, Readied(at=after(5), turn=person.turn))[0]).at == 1


@pytest.mark.parametrize("what", ["menu", "check", "confirm"])
def test_old_menu_button(what: str) -> None:
    """A menu button means the same whenever it is pressed."""
    now, effects = take(PRACTISED, Chose(at=after(5), what=what, turn=-1))

    assert now.phase.name in ("choosing", "checking")
    assert not any(isinstance(effect, Toast) for effect in effects)


def test_old_question_button() -> None:
    """What only asks is answered from an old button, too; "more" of an old keyboard is not."""
    person = begun()
    asks = (take(person, Asked(at=after(5), topic=topic, turn=-1))[1] for topic in ("help", "more"))

    assert [type(effects[0]) for effects in asks] == [Say, Toast]


# --- law 4: the lock ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        Began(at=after(5)),
        Readied(at=after(5)),
        Chose(at=after(5), what="menu"),
        Chose(at=after(5), what="check", turn=-1),
        Answered(at=after(5), code="no"),
        Stopped(at=after(5)),
        PainFelt(at=after(5), kind="sharp"),
        UrgentSaid(at=after(5), sign="Q3", tier="E", doubtful=True),
        Unclear(at=after(5)),
    ],
    ids=lambda event: type(event).__name__,
)
def test_lock_answers(event: Readied) -> None:
    """Locked: whatever is asked, the same answer, and nothing moves."""
    person = PLACES["locked"]
    now, effects = take(person, event)

    assert (now, keys(effects)) == (person, ["safety.t_not_lifted"])


def test_lock_and_questions() -> None:
    """Help is given beside a lock."""
    _, effects = take(PLACES["locked"], Asked(at=after(5), topic="help"))

    assert keys(effects)[0] == "help.title"


def test_lock_has_run_out() -> None:
    """After the lock the whole check comes again."""
    person = PLACES["locked"]
    assert person.lock is not None
    now, effects = take(person, Readied(at=person.lock.until))

    assert (now.phase.name, keys(effects)[0]) == ("checking", "check.full")


def test_lock_a_second_before() -> None:
    """It stands until its last second."""
    person = PLACES["locked"]
    assert person.lock is not None

    assert take(person, Readied(at=person.lock.until - timedelta(seconds=1)))[0].phase == Locked()


def test_lock_without_an_end() -> None:
    """Where nothing says until when, nobody is locked for ever."""
    assert take(Person(id=1, met=True, phase=Locked()), Readied(at=MORNING))[0].phase.name == "checking"


# --- law 5: every input has an answer -----------------------------------------------------------------


@pytest.mark.parametrize("what", ["words", "sticker", "photo", "voice", "thanks"])
@pytest.mark.parametrize("person", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_not_understood(person: Person, what: str) -> None:
    """What was not understood is answered, and moves nothing."""
    now, effects = take(person, Unclear(at=after(5), what=what))

    assert (now, len(effects)) == (person, 1)


@pytest.mark.parametrize("person", OPEN_PLACES.values(), ids=OPEN_PLACES)
def test_everywhere(person: Person) -> None:
    """Hello, a choice and a question are answered wherever a person stands."""
    events = (Began(at=after(5)), Chose(at=after(5), what="nonsense"), Asked(at=after(5), topic="nonsense"))
    assert {type(event) for event in events} <= set(EVERYWHERE)

    assert all(keys(take(person, event)[1]) for event in events)


def test_first_word() -> None:
    """Somebody new is greeted, whatever they say first, and the check begins."""
    now, effects = take(Person(id=1), Readied(at=MORNING))

    assert (now.met, now.phase.name, keys(effects)[0]) == (True, "checking", "hello.title")


def test_group() -> None:
    """In a group nobody is greeted with questions about their health."""
    now, effects = take(Person(id=1), Unclear(at=MORNING, what="group"))

    assert (now, keys(effects)) == (Person(id=1), ["unclear.group"])


def test_typed_answer() -> None:
    """A typed answer is answered below it; a pressed one changes the question in its place."""
    person = PLACES["ended"]
    manners = [
        [
            effect.manner
            for effect in take(person, Answered(at=after(5), code="0", turn=turn))[1]
            if isinstance(effect, Say)
        ]
        for turn in (None, person.turn)
    ]

    assert manners == [[Manner.ANEW], [Manner.OVER]]


# --- what time alone changes --------------------------------------------------------------------------


def test_answers_that_were_not_to_be_kept() -> None:
    """Without consent the answers are gone the next day, whoever writes first."""
    unkept = replace(PRACTISED, readiness=replace(PRACTISED.readiness, keeps=None))
    same_day, next_day = (
        take(unkept, Asked(at=MORNING + timedelta(days=days), topic="help"))[0].readiness for days in (0, 1)
    )

    assert (same_day, next_day) == (unkept.readiness, Readiness())


def test_answers_that_were_to_be_kept() -> None:
    """With consent they stay."""
    assert take(PRACTISED, Asked(at=MORNING + timedelta(days=1), topic="help"))[0] == PRACTISED


def test_late_hold() -> None:
    """A hold that ended while the bot was away is offered again and not counted as done."""
    person = in_twist()
    now, effects = take(person, HoldEnded(at=after(60), due=after(29), turn=person.turn))

    assert (now.phase, keys(effects)) == (
        Paused(session=run(person), why="late"),
        ["stretch.knee_drop.way_out", "paused.late"],
    )


def test_hold_in_time() -> None:
    """A hold that ended in time counts, and leads to the way back."""
    person = in_twist()
    now, _ = take(person, HoldEnded(at=after(30), due=after(30), turn=person.turn))

    assert (now.phase.name, run(now).seconds) == ("resting", 8)


def test_back_in_a_check() -> None:
    """Back leads to the question before."""
    first = PLACES["checking"]
    second = then(first, Answered(at=MORNING, code="18_69"))
    asked = [_place(person) for person in (first, second, then(second, WentBack(at=MORNING)))]

    assert asked[0] == asked[2] != asked[1]


def _place(person: Person) -> Place:
    assert isinstance(person.phase, Checking)
    return person.phase.check.place


def test_hold_begins() -> None:
    """Ready in the twist begins the hold."""
    assert isinstance(in_twist().phase, Holding)
    assert isinstance(begun().phase, Poised)
