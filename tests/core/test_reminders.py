"""Reminders that fall due: which are sent, which are dropped, and what is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.core.agenda import NO_QUIET, Away, Quiet, Reminders, Snooze, Why
from bot.core.effects import Manner, Name, Say
from bot.core.events import Asked, Began, Chose, Left, PainFelt, Readied, Stopped, UrgentSaid, Woken
from bot.core.library import Side
from bot.core.plans import Plan
from bot.core.record import Done
from bot.core.session import Checking, Choosing, Ended, Idle, Lock, Locked, Pace, Person, Poised, Settings
from bot.core.stations import Next
from bot.core.waking import wake
from tests.core.practising import PRACTISED, begun, keys, run, take, then
from tests.core.walking import MORNING, checked

HOUR = timedelta(hours=1)
EIGHT = Plan(id=1, times=(time(8),))
SINCE = MORNING - timedelta(minutes=1)

REMINDED = replace(
    PRACTISED, settings=Settings(zone="Etc/UTC"), plans=(EIGHT,), reminders=Reminders(looked=SINCE, follow_up=False)
)
"""Somebody practised who is to be reminded at eight, which it is at `MORNING`."""


def woken(person: Person, at: datetime = MORNING) -> Next:
    """The reminders of somebody are looked at."""
    return take(person, Woken(at=at))


def said(person: Person, at: datetime = MORNING) -> list[str]:
    """The keys of the reminder that comes, if one does."""
    return keys(woken(person, at)[1])


def known(person: Person, **changes: object) -> Person:
    """The person with other reminders."""
    return replace(person, reminders=replace(person.reminders, **changes))  # type: ignore[arg-type]


def buttons(say: Say) -> list[str]:
    """What stands in the buttons."""
    return [button.value for row in say.buttons for button in row]


def only(after: Next) -> Say:
    """The one message of a move."""
    (effect,) = after[1]
    assert isinstance(effect, Say)
    return effect


# --- what a reminder is ----------------------------------------------------------------------------------


def test_reminder() -> None:
    """It rings, stands beside the session, leaves in the bulk lane, and offers six answers."""
    say = only(woken(REMINDED))
    assert (say.rings, say.bulk, say.manner, say.turn) == (True, True, Manner.ASIDE, REMINDED.turn)
    names = ["start=knee_drop", "snooze=10.1", "snooze=60.1", "snooze=tonight.1", "snooze=no.1", "snooze=week.1"]
    assert names == buttons(say)


def test_words_vary() -> None:
    """Five days in a row have five openings; the same day has the same."""
    days = [timedelta(days=ahead) for ahead in range(5)]
    heard = [said(known(REMINDED, looked=SINCE + ahead), MORNING + ahead)[0] for ahead in days]
    assert len(set(heard)) == 5
    assert heard[0] == said(REMINDED)[0]


def test_named_routine() -> None:
    """The routine that the plan names is offered, if it is open."""
    say = only(woken(replace(REMINDED, plans=(replace(EIGHT, routine="reclined_twist"),))))
    assert buttons(say)[0] == "start=reclined_twist"
    assert ("routine", Name(key="routine.reclined_twist.title")) in say.phrases[0].gaps


def test_closed_routine() -> None:
    """A routine that is closed is not offered: a line says so, and names what is open."""
    person = replace(REMINDED, plans=(replace(EIGHT, routine="prone_twist"),), readiness=checked(Q26="glaucoma"))
    say = only(woken(person))
    assert buttons(say)[0] == "start=knee_drop"
    assert [phrase.key for phrase in say.phrases][1:] == ["remind.closed"]


def test_unknown_routine() -> None:
    """A routine that is no longer in the library is as if none had been named."""
    assert "remind.closed" not in said(replace(REMINDED, plans=(replace(EIGHT, routine="gone"),)))


def test_nothing_open() -> None:
    """Where nothing is known to be open, it leads to the readiness check."""
    stranger = replace(REMINDED, readiness=Person(id=1).readiness, recent=())
    say = only(woken(stranger))
    assert [phrase.key for phrase in say.phrases] == ["remind.check"]
    assert buttons(say)[0] == "start="
    assert isinstance(take(stranger, Chose(at=MORNING, what="start"))[0].phase, Checking)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (Done(on=date(2026, 3, 10), stretch="knee_drop", level="LB1", tighter=Side.LEFT), ("remind.tighter", "2")),
        (Done(on=date(2026, 3, 14), stretch="knee_drop", level="LB1", eased=1), ("remind.eased", "6")),
        (Done(on=date(2026, 3, 8), stretch="knee_drop", level="LB1", tighter=Side.LEFT), ("remind.tighter", "last")),
        (Done(on=date(2026, 3, 16), stretch="knee_drop", level="LB1", eased=1), ("remind.eased", "last")),
    ],
)
def test_remembered(last: Done, expected: tuple[str, str]) -> None:
    """What was remembered of the last time is said, with the day of the week while that is clear."""
    phrase = only(woken(replace(REMINDED, recent=(last,)))).phrases[1]
    assert (phrase.key, phrase.gaps) == (expected[0], (("day", Name(key=f"remind.on.{expected[1]}")),))


START = Chose(at=MORNING, turn=3, what="start", value="knee_drop")


def test_start() -> None:
    """Start leads into the first pose of a stretch that is known, hands-free; from old reminders, too."""
    person, (said,) = take(replace(REMINDED, turn=9), START)
    assert isinstance(person.phase, Poised)
    assert isinstance(said, Say)
    assert (person.phase.session.pace, said.manner) == (Pace.FREE, Manner.ANEW)
    assert {"reason.up", "stretch.knee_drop.level.LB1.title"} <= {phrase.key for phrase in said.phrases[1:]}


def test_start_something_new() -> None:
    """What was never done has its preview first, in a new message below."""
    person, (said,) = take(replace(REMINDED, recent=()), START)
    assert isinstance(said, Say)
    assert (person.phase.name, said.manner) == ("choosing", Manner.ANEW)


def test_start_what_is_closed() -> None:
    """What is not open any more leads to what is."""
    person, _ = take(REMINDED, replace(START, value="nothing_we_know"))
    assert person.phase == Choosing()


def test_start_the_next_day() -> None:
    """First the short check; after it the first pose at once."""
    person, _ = take(REMINDED, replace(START, at=MORNING + timedelta(days=1)))
    assert isinstance(person.phase, Checking)
    assert (person.phase.wanted, person.phase.straight) == ("knee_drop", True)


# --- when nothing comes ----------------------------------------------------------------------------------


def test_nothing_due() -> None:
    """Who is looked at too early hears nothing and stays as they were."""
    assert woken(REMINDED, MORNING - timedelta(seconds=30)) == (REMINDED, ())


def test_locked() -> None:
    """In a lock nothing rings; when it has run out, the next one does."""
    lock = Lock(until=MORNING + 12 * HOUR, on=MORNING.date(), items=("Q2",))
    person, effects = woken(replace(REMINDED, phase=Locked(), lock=lock))
    assert effects == ()
    assert said(person, MORNING + timedelta(days=1)) == ["remind.check"]


def test_after_pain() -> None:
    """After pain that ended the twists of the day nothing rings on it; the next day it does."""
    hurt = then(REMINDED, PainFelt(at=SINCE, kind="sharp"))
    person, effects = woken(hurt)
    assert effects == ()
    assert said(person, MORNING + timedelta(days=1)) != []


def test_open_question_about_pain() -> None:
    """While the score of a pain is asked for, nothing rings that day."""
    assert said(then(REMINDED, PainFelt(at=SINCE, soft=True)), MORNING + HOUR) == []


def test_doubtful_sign() -> None:
    """While an urgent sign is asked about, nothing rings that day."""
    assert said(then(REMINDED, UrgentSaid(at=SINCE, sign="Q3", tier="E", doubtful=True)), MORNING + HOUR) == []


def test_in_a_session() -> None:
    """Whoever is stretching is not called, and not later either."""
    person, effects = woken(replace(begun(), plans=(EIGHT,), reminders=REMINDED.reminders))
    assert (effects, wake(person)) == ((), MORNING + timedelta(days=1))


def test_in_a_question() -> None:
    """Whoever answers us just now is not called; whoever left the question open hours ago is."""
    ended = replace(REMINDED, phase=Ended(session=run(begun())))
    assert said(replace(ended, seen=MORNING - timedelta(minutes=5))) == []
    assert said(replace(ended, seen=MORNING - HOUR)) != []


def test_put_off_beside_a_question() -> None:
    """What was put off beside an open question comes, for that is no answer to the question."""
    ended = replace(REMINDED, phase=Ended(session=run(begun())))
    assert said(snoozed("10", ended)[0], MORNING + timedelta(minutes=10)) != []


def test_while_away() -> None:
    """Ill without an end in sight, nothing is to come; with a last day, the day after it."""
    ill = Away(why=Why.ILL, from_day=date(2026, 3, 15))
    assert wake(known(REMINDED, away=(ill,))) is None
    assert datetime(2026, 3, 18, 8, tzinfo=UTC) == wake(
        known(REMINDED, away=(replace(ill, until_day=date(2026, 3, 17)),))
    )


# --- lateness and quiet hours ------------------------------------------------------------------------------


@pytest.mark.parametrize(("late", "comes"), [(0, True), (120, True), (121, False)])
def test_lateness(late: int, comes: bool) -> None:
    """Up to two hours late it is sent; later it is left out, and told of the next time, once."""
    person, effects = woken(REMINDED, MORNING + timedelta(minutes=late))
    assert bool(effects) is comes
    assert (person.reminders.missed is None) is comes


def test_left_out_is_told_once() -> None:
    """The next reminder says that one was left out; the one after it does not."""
    person, _ = woken(REMINDED, MORNING + 3 * HOUR)
    person, effects = woken(person, MORNING + timedelta(days=1))
    assert keys(effects)[-1] == "remind.missed"
    assert "remind.missed" not in said(person, MORNING + timedelta(days=2))


def test_left_out_is_told_at_the_hello() -> None:
    """Whoever says hello first is told then."""
    person, _ = woken(REMINDED, MORNING + 3 * HOUR)
    person, effects = take(person, Began(at=MORNING + 4 * HOUR))
    assert keys(effects)[0] == "remind.missed_today"
    assert keys(take(person, Began(at=MORNING + 5 * HOUR))[1])[0] != "remind.missed_today"


def test_one_for_many() -> None:
    """Several plans and several occasions make one message: the latest, and of two at one minute the older plan."""
    twins = (EIGHT, replace(EIGHT, id=2), Plan(id=3, times=(time(7, 30),)))
    person = known(replace(REMINDED, plans=twins), looked=MORNING - HOUR)
    assert buttons(only(woken(person, MORNING + HOUR)))[1] == "snooze=10.1"


def test_after_days_away_from_the_world() -> None:
    """After an outage of days the one that is young is sent, with one line for those that were not."""
    person, effects = woken(REMINDED, MORNING + timedelta(days=3, hours=1))
    assert keys(effects)[-1] == "remind.missed"
    assert wake(person) == MORNING + timedelta(days=4)


def test_chosen_in_quiet_hours() -> None:
    """A time that the person chose rings in quiet hours, but not much later than chosen."""
    quiet = known(REMINDED, quiet=Quiet(start=time(6), end=time(12)))
    assert said(quiet) != []
    assert said(quiet, MORNING + timedelta(minutes=11)) == []


def test_without_quiet_hours() -> None:
    """Who wants no quiet hours has none."""
    late = replace(known(REMINDED, quiet=NO_QUIET), plans=(Plan(id=1, times=(time(7),)),))
    assert said(known(late, looked=MORNING - 2 * HOUR)) != []


# --- follow-ups --------------------------------------------------------------------------------------------


def test_follow_up() -> None:
    """Nobody answers: one silent message an hour later, and none after that."""
    person, _ = woken(known(REMINDED, follow_up=True))
    person, effects = woken(person, MORNING + HOUR)
    (say,) = effects
    assert isinstance(say, Say)
    assert (say.phrases[0].key, say.rings) == ("remind.follow", False)
    assert wake(person) == MORNING + timedelta(days=1)


def test_answered() -> None:
    """Whoever did anything after the reminder is not followed up."""
    person, _ = woken(known(REMINDED, follow_up=True))
    person = then(person, Readied(at=MORNING + timedelta(minutes=20)), Chose(at=MORNING + HOUR / 2, what="menu"))
    assert said(person, MORNING + HOUR) == []


@pytest.mark.parametrize("hour", [21, 23])
def test_no_follow_up_at_night(hour: int) -> None:
    """None would come in quiet hours, or on another day."""
    plan = Plan(id=1, times=(time(hour),))
    at = datetime(2026, 3, 16, hour, tzinfo=UTC)
    person, effects = woken(known(replace(REMINDED, plans=(plan,)), follow_up=True, looked=at - HOUR), at)
    assert (len(effects), person.reminders.snoozes) == (1, ())


def test_late_follow_up() -> None:
    """A follow-up that would come too late is dropped without a word, then or later."""
    person, _ = woken(known(REMINDED, follow_up=True))
    person, effects = woken(person, MORNING + 4 * HOUR)
    assert (effects, person.reminders.missed) == ((), None)


# --- snoozes -----------------------------------------------------------------------------------------------


def snoozed(how: str, person: Person = REMINDED, at: datetime = MORNING) -> Next:
    """A button under the reminder."""
    return take(person, Chose(at=at, turn=0, what="snooze", value=f"{how}.1"))


@pytest.mark.parametrize(("how", "minutes"), [("10", 10), ("60", 60)])
def test_snooze(how: str, minutes: int) -> None:
    """It comes again after so long, and the plan stays as it was."""
    person, effects = snoozed(how, woken(REMINDED)[0])
    assert only((person, effects)).manner is Manner.PRESSED
    assert wake(person) == MORNING + timedelta(minutes=minutes)
    assert person.plans == (EIGHT,)


def test_snooze_keeps_the_routine() -> None:
    """What was put off offers the routine of its plan, and gives way to the next wish."""
    person = replace(REMINDED, plans=(replace(EIGHT, routine="prep"), Plan(id=2, times=(time(20),))))
    person = then(
        person, Chose(at=MORNING, what="snooze", value="10.2"), Chose(at=MORNING, what="snooze", value="60.1")
    )
    person = then(person, Chose(at=MORNING, what="snooze", value="10.1"))
    assert [(each.plan, each.routine) for each in person.reminders.snoozes] == [(2, None), (1, "prep")]


def test_tonight() -> None:
    """Tonight is the person's own evening, or eight; when it has begun, it is let be."""
    assert wake(snoozed("tonight", woken(REMINDED)[0])[0]) == datetime(2026, 3, 16, 20, tzinfo=UTC)
    late = snoozed("tonight", at=datetime(2026, 3, 16, 19, 50, tzinfo=UTC))
    assert keys(late[1])[0] == "remind.late_already"


def test_not_today() -> None:
    """Nothing more rings today, of no plan."""
    person = replace(REMINDED, plans=(EIGHT, Plan(id=2, times=(time(20),))))
    assert wake(snoozed("no", woken(person)[0])[0]) == MORNING + timedelta(days=1)


def test_week() -> None:
    """The plan rests for a week."""
    assert wake(snoozed("week", woken(REMINDED)[0])[0]) == MORNING + timedelta(days=7)


@pytest.mark.parametrize("value", ["nonsense", "10.x", "x.1"])
def test_broken_snooze(value: str) -> None:
    """A button that says nothing known changes no plan."""
    person, effects = take(REMINDED, Chose(at=MORNING, what="snooze", value=value))
    assert (person.reminders, bool(effects)) == (REMINDED.reminders, True)


def test_single_plan_ends() -> None:
    """A plan that has rung for the last time goes; its reminder can still be put off, but not for a week."""
    once = Plan(id=1, once=MORNING)
    person, effects = woken(replace(REMINDED, plans=(once,)))
    assert "snooze=week.1" not in buttons(only((person, effects)))
    person, effects = snoozed("10", person)
    assert person.plans == ()
    assert said(person, MORNING + timedelta(minutes=10)) != []


def test_stop_calls_nobody_back() -> None:
    """Whoever says stop is not called back for what was put off."""
    assert then(snoozed("10")[0], Stopped(at=MORNING)).reminders.snoozes == ()
    assert then(REMINDED, Stopped(at=MORNING)).plans == (EIGHT,)


# --- blocked, moved, asleep ----------------------------------------------------------------------------------


def test_blocked_and_back() -> None:
    """Plans of somebody who blocked the bot sleep; on return they ring from then on, and nothing was missed."""
    person = then(snoozed("10")[0], Left(at=MORNING))
    assert (wake(person), person.plans) == (None, (EIGHT,))
    back = then(person, Began(at=MORNING + timedelta(days=9, hours=1)))
    assert (wake(back), back.reminders.missed) == (MORNING + timedelta(days=10), None)


def test_back_with_a_question() -> None:
    """Whoever only asks, and moves nothing, is back, too."""
    person = then(REMINDED, Left(at=MORNING))
    back = then(person, Asked(at=MORNING + timedelta(days=9, hours=1), topic="help"))
    assert (wake(back), back.seen) == (MORNING + timedelta(days=10), person.seen)


def test_moved_while_due() -> None:
    """What is due by the old clock still comes, once; from then on the new clock rules."""
    moved = then(REMINDED, Chose(at=MORNING, what="zone", value="Asia/Tokyo"))
    assert wake(moved) == MORNING
    person, effects = woken(moved)
    assert (len(effects), wake(person)) == (1, datetime(2026, 3, 16, 23, tzinfo=UTC))


def test_help_is_no_sign_of_life() -> None:
    """What moves nothing leaves the person as they were."""
    assert take(REMINDED, Asked(at=MORNING, topic="help"))[0] is REMINDED


def test_forgotten() -> None:
    """Nothing is left of somebody who is forgotten, not even that they were here."""
    person = then(REMINDED, Chose(at=MORNING, what="forget", value="yes"))
    assert (person.plans, person.seen, person.phase) == ((), None, Idle())


def test_snooze_in_the_store_of_somebody_without_plans() -> None:
    """A snooze alone wakes as well."""
    person = known(Person(id=1, met=True), looked=SINCE, snoozes=(Snooze(plan=1, at=MORNING),))
    assert wake(person) == MORNING
