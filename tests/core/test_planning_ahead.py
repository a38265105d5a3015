"""Plans made, changed and put to rest: by words, by buttons, and by both."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.core.agenda import NO_QUIET, Draft, Page, Reminders
from bot.core.drafts import Asking, Open, Outcome, Part, Reason, Refused, Understood, Which
from bot.core.effects import Effect, Gift, Give, Manner, Say, Toast
from bot.core.events import Asked, Chose, Planned
from bot.core.plans import MOST, Plan
from bot.core.session import Person, Settings
from bot.core.stations import Next
from bot.core.waking import wake
from tests.core.practising import PRACTISED, begun, keys, take, then
from tests.core.walking import MORNING

TOKYO = replace(PRACTISED, settings=Settings(zone="Asia/Tokyo"))
DAILY = Plan(id=0, times=(time(7),))
TIME, HALF = Open(which=Which.TIME), Open(which=Which.HALF, choices=(time(7), time(19)))
MORNINGS = Open(which=Which.PART, part=Part.MORNING)


def planned(outcome: Outcome, person: Person = TOKYO, at: datetime = MORNING) -> Next:
    """Words about a reminder were understood like this."""
    return take(person, Planned(at=at, outcome=outcome))


def drafted(draft: Plan = DAILY, *open: Open, person: Person = TOKYO) -> Person:
    """Somebody with a draft, its number 1."""
    return planned(Asking(draft=draft, open=open) if open else Understood(plan=draft), person)[0]


def picked(person: Person, *acts: str, number: int = 1, at: datetime = MORNING) -> Next:
    """These buttons of the draft's pages, one after the other."""
    effects: tuple[Effect, ...] = ()
    for act in acts:
        person, effects = take(person, Chose(at=at, turn=0, what="pick", value=f"{number}.{act}"))
    return person, effects


def draft_of(person: Person) -> Draft:
    """The draft that waits."""
    assert person.reminders.draft is not None
    return person.reminders.draft


def values(effects: tuple[Effect, ...]) -> list[str]:
    """What stands in the buttons that are shown."""
    return [each.value for say in effects if isinstance(say, Say) for row in say.buttons for each in row]


def with_plans(*plans: Plan) -> Person:
    """Somebody who has these."""
    return replace(TOKYO, plans=plans, reminders=Reminders(looked=MORNING))


def chosen(person: Person, what: str, value: str, at: datetime = MORNING) -> Next:
    """A button beside the session."""
    return take(person, Chose(at=at, turn=0, what=what, value=value))


# --- drafts ----------------------------------------------------------------------------------------------


def test_echo_and_yes() -> None:
    """A plan is said back with its next three times, and kept when it is confirmed, not before."""
    person, effects = planned(Understood(plan=DAILY))
    assert keys(effects) == ["remind.understood", *["remind.moment"] * 3, "remind.sure"]
    assert person.plans == ()
    person, effects = picked(person, "ok")
    assert (person.plans, person.reminders.draft, person.reminders.looked) == ((replace(DAILY, id=1),), None, MORNING)
    assert (keys(effects)[0], effects[0].manner) == ("remind.kept", Manner.PRESSED)  # type: ignore[attr-defined]


def test_no() -> None:
    """Whoever says no keeps nothing."""
    person, effects = picked(drafted(), "no")
    assert (person.plans, person.reminders.draft, keys(effects)) == ((), None, ["remind.cancelled"])


def test_old_pages_move_nothing() -> None:
    """The buttons of a draft that is over, or of the one before, get a passing word."""
    person = drafted(replace(DAILY, times=(time(9),)), person=drafted())
    for old in (picked(person, "ok", number=1), picked(with_plans(), "ok"), picked(person, "nonsense", number=2)):
        assert isinstance(old[1][0], Toast)
    assert draft_of(picked(person, "ok")[0]).number == 2


@pytest.mark.parametrize("act", ["d9", "h24", "hx", "t2500", "r.gone", "4x", "%"])
def test_broken_buttons(act: str) -> None:
    """What no page offers moves nothing."""
    person = drafted()
    assert (person, "toast.stale") == (picked(person, act)[0], picked(person, act)[1][0].phrase.key)  # type: ignore[attr-defined]


def test_refused() -> None:
    """What is no plan is told so, with an example and the way by buttons."""
    person, effects = planned(Refused(reason=Reason.BEYOND))
    assert (keys(effects), values(effects)) == (["remind.refused.beyond", "remind.like"], ["remind"])
    assert person is TOKYO


def test_zone_first() -> None:
    """Nobody confirms before the zone is known; then the draft goes on, its days on the person's own calendar."""
    tomorrow = replace(DAILY, from_day=date(2026, 3, 17), until_day=date(2026, 3, 17))
    late = MORNING + timedelta(hours=10)
    person, effects = planned(Understood(plan=tomorrow), PRACTISED, late)
    assert keys(effects)[0] == "remind.zone_first"
    assert keys(picked(person, "ok", at=late)[1])[0] == "remind.zone_first"
    person, effects = chosen(person, "zone", "Asia/Tokyo", late)
    assert keys(effects)[:3] == ["settings.zoned", "settings.zone_named", "remind.understood"]
    assert draft_of(person).plan.from_day == date(2026, 3, 18)


def test_zone_without_a_draft() -> None:
    """Whoever tells the zone for its own sake is told the time back, and no more."""
    assert keys(chosen(PRACTISED, "zone", "Asia/Tokyo")[1]) == ["settings.zoned", "settings.zone_named"]


def test_pain_stays_within_reach() -> None:
    """Under a page that is shown to somebody in a session stand pain and stop."""
    lying = replace(begun(), settings=TOKYO.settings)
    person, effects = planned(Understood(plan=DAILY), lying)
    assert (person.phase, person.turn) == (lying.phase, lying.turn)
    assert [each.verb for each in effects[0].buttons[-1]] == ["pain", "stop"]  # type: ignore[attr-defined]


# --- open times --------------------------------------------------------------------------------------------


def test_time_by_buttons() -> None:
    """A time that was left open is asked for by hour and quarter."""
    person = drafted(Plan(id=0, weekdays=(1,)), TIME)
    person, effects = picked(person, "h7")
    assert values(effects)[:4] == ["pick=1.t0700", "pick=1.t0715", "pick=1.t0730", "pick=1.t0745"]
    assert picked(person, "t0745", "ok")[0].plans == (Plan(id=1, weekdays=(1,), times=(time(7, 45),)),)


def test_time_by_words() -> None:
    """A bare time answers what was left open; what could be either half is asked about."""
    person = drafted(Plan(id=0, weekdays=(1,)), TIME)
    assert draft_of(planned(Understood(plan=DAILY), person)[0]).plan == Plan(id=0, weekdays=(1,), times=(time(7),))
    person, effects = planned(Asking(draft=Plan(id=0), open=(HALF,)), person)
    assert (keys(effects), values(effects)[:2]) == (["remind.half"], ["pick=1.t0700", "pick=1.t1900"])
    assert draft_of(picked(person, "t1900")[0]).plan.weekdays == (1,)


def test_other_words_are_another_plan() -> None:
    """Words with days of their own answer no question: they begin anew."""
    person = drafted(Plan(id=0, weekdays=(1,)), TIME)
    assert draft_of(planned(Understood(plan=replace(DAILY, weekdays=(2,))), person)[0]).plan.weekdays == (2,)


def test_part_is_remembered() -> None:
    """What morning means is asked once and kept; several open times are asked one after the other."""
    person, effects = planned(Asking(draft=Plan(id=0), open=(MORNINGS, TIME)))
    assert keys(effects) == ["remind.part.morning"]
    person, effects = picked(person, "t0630")
    assert (person.reminders.parts, keys(effects)) == (((Part.MORNING, time(6, 30)),), ["remind.hour"])
    assert draft_of(picked(person, "t2000")[0]).plan.times == (time(6, 30), time(20))


def test_past() -> None:
    """A time that has passed while it was asked about, or confirmed, makes no plan."""
    today = Plan(id=0, from_day=date(2026, 3, 16), until_day=date(2026, 3, 16))
    assert keys(picked(drafted(today, TIME), "t0700")[1])[0] == "remind.refused.past"
    person = drafted(Plan(id=0, once=MORNING + timedelta(hours=1)))
    person, effects = picked(person, "ok", at=MORNING + timedelta(hours=2))
    assert (keys(effects)[0], person.reminders.draft, person.plans) == ("remind.refused.past", None, ())


def test_no_plan_without_a_time() -> None:
    """A draft that has no time yet is not kept: the hour is asked for."""
    person = take(TOKYO, Asked(at=MORNING, topic="remind"))[0]
    assert keys(picked(person, "ok")[1]) == ["remind.days"]
    assert keys(picked(person, "echo")[1]) == ["remind.hour"]
    assert keys(picked(drafted(DAILY, TIME), "ok")[1]) == ["remind.hour"]


# --- the pages ---------------------------------------------------------------------------------------------


def test_days() -> None:
    """Days toggle; the last one stays; all seven are every day."""
    person = drafted()
    person = picked(person, "days", *[f"d{day}" for day in range(1, 7)])[0]
    assert draft_of(person).plan.weekdays == (7,)
    assert draft_of(picked(person, "d7")[0]).plan.weekdays == (7,)
    assert draft_of(picked(person, "work")[0]).plan.weekdays == (1, 2, 3, 4, 5)
    assert draft_of(picked(person, *[f"d{day}" for day in range(1, 7)])[0]).plan.weekdays == ()
    assert draft_of(picked(person, "all")[0]).plan.weekdays == ()


def test_more_times() -> None:
    """A time may be added, up to six a day; one that is chosen anew takes the place of all."""
    person = drafted()
    for hour in range(8, 15):
        person = picked(person, "more", f"h{hour}", f"t{hour:02}00")[0]
    assert draft_of(person).plan.times == tuple(time(hour) for hour in range(9, 15))
    assert draft_of(picked(person, "hour", "t0715")[0]).plan.times == (time(7, 15),)


def test_routine() -> None:
    """A plan may name its routine, or leave it to the day."""
    person = picked(drafted(), "which", "r.prep")[0]
    assert (draft_of(person).plan.routine, draft_of(person).page) == ("prep", Page.CONFIRM)
    assert draft_of(picked(person, "which", "r")[0]).plan.routine is None


# --- plans -------------------------------------------------------------------------------------------------


def test_at_most_ten() -> None:
    """An eleventh plan is refused, when it is begun and when it is confirmed."""
    ten = tuple(Plan(id=number + 50, times=(time(number),)) for number in range(MOST))
    full = with_plans(*ten)
    assert keys(planned(Understood(plan=DAILY), full)[1]) == ["remind.too_many"]
    assert "remind" not in values(take(full, Asked(at=MORNING, topic="plans"))[1])
    late = replace(drafted(), plans=ten)
    assert keys(picked(late, "ok")[1]) == ["remind.too_many"]


def test_edit() -> None:
    """A plan that is changed keeps its id, its place, and nothing of it stays put off."""
    plans = (Plan(id=3, times=(time(7),)), Plan(id=5, times=(time(8),)))
    person, effects = chosen(with_plans(*plans), "plan", "edit.3")
    assert keys(effects) == ["remind.days"]
    person = picked(person, "hour", "t0600", "ok")[0]
    assert person.plans == (Plan(id=3, times=(time(6),)), plans[1])


def test_edit_of_a_single_moment() -> None:
    """Of a bare moment the hour is asked for first."""
    once = Plan(id=3, once=MORNING + timedelta(days=1))
    assert keys(chosen(with_plans(once), "plan", "edit.3")[1]) == ["remind.hour"]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("skip", {"skipped": date(2026, 3, 16)}),
        ("pause1", {"paused_until": date(2026, 3, 17)}),
        ("pause28", {"paused_until": date(2026, 4, 13)}),
        ("rest", {"paused_until": date.max}),
        ("on", {}),
    ],
)
def test_rest(act: str, expected: dict[str, date]) -> None:
    """Each way to rest, and its end."""
    plan = Plan(id=3, times=(time(20),))
    assert chosen(with_plans(plan), "plan", f"{act}.3")[0].plans == (replace(plan, **expected),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (Plan(id=3, times=(time(20),), skipped=date(2026, 3, 16)), "remind.skips_today"),
        (Plan(id=3, times=(time(20),), paused_until=date(2026, 3, 20)), "remind.rests_until"),
        (Plan(id=3, times=(time(20),), paused_until=date.max), "remind.rests"),
    ],
)
def test_state(plan: Plan, key: str) -> None:
    """One plan says how it stands."""
    assert keys(chosen(with_plans(plan), "plan", "show.3")[1])[1] == key


@pytest.mark.parametrize("value", ["show.9", "nonsense", "dance.3", "list.0"])
def test_gone(value: str) -> None:
    """Where a plan is gone, or nothing known is asked, the list is shown."""
    assert keys(chosen(with_plans(Plan(id=3, times=(time(20),))), "plan", value)[1])[0] == "remind.list"


def test_delete() -> None:
    """A plan is deleted, and what was put off of it goes along."""
    person = then(with_plans(Plan(id=3, times=(time(20),))), Chose(at=MORNING, what="snooze", value="10.3"))
    person = chosen(person, "plan", "delete.3")[0]
    assert (person.plans, person.reminders.snoozes) == ((), ())


def test_list_of_nobody() -> None:
    """Whoever has no plan begins with the first; whoever is away sees that plans rest."""
    assert keys(take(TOKYO, Asked(at=MORNING, topic="plans"))[1]) == ["remind.days"]
    ill = chosen(TOKYO, "away", "ill")[0]
    assert keys(take(ill, Asked(at=MORNING, topic="plans"))[1])[:2] == ["remind.no_plans", "remind.away.ill"]


# --- away --------------------------------------------------------------------------------------------------


def test_holiday() -> None:
    """A holiday may be given its weeks; what is said names the day the plans ring again."""
    person, effects = chosen(with_plans(Plan(id=3, times=(time(20),))), "away", "holiday")
    assert values(effects) == ["away=1", "away=2", "away=3", "away=back"]
    person, effects = chosen(person, "away", "2")
    assert person.reminders.away[-1].until_day == date(2026, 3, 29)
    assert keys(effects) == ["remind.away.until", "remind.next"]


def test_back() -> None:
    """Back on another day ends the spell the day before; back on the same day there was none."""
    ill = chosen(TOKYO, "away", "ill")[0]
    (spell,) = chosen(ill, "away", "back", MORNING + timedelta(days=3))[0].reminders.away
    assert (spell.from_day, spell.until_day) == (date(2026, 3, 16), date(2026, 3, 18))
    assert chosen(ill, "away", "back")[0].reminders.away == ()


def test_one_spell_after_another() -> None:
    """Sore after ill: the first ends where the second begins; what was over before stays."""
    person = chosen(chosen(TOKYO, "away", "ill")[0], "away", "back", MORNING + timedelta(days=2))[0]
    person = chosen(person, "away", "sore", MORNING + timedelta(days=5))[0]
    assert [spell.why for spell in person.reminders.away] == ["ill", "sore"]


def test_weeks_of_nothing() -> None:
    """An old button about the length of a holiday that is over only says what comes next."""
    assert keys(chosen(TOKYO, "away", "2")[1]) == ["remind.away.back", "remind.nothing_next"]
    assert keys(chosen(TOKYO, "away", "nonsense")[1])[0] == "unclear.here"


# --- settings, and the record --------------------------------------------------------------------------------


def test_habits() -> None:
    """Quiet hours and the follow-up are kept; what is set is ticked."""
    person, effects = chosen(TOKYO, "quiet", "21-7")
    assert person.reminders.quiet.start == time(21)
    assert [each.value for each in effects[0].buttons[0] if each.ticked] == ["quiet=21-7"]  # type: ignore[attr-defined]
    assert chosen(person, "quiet", "none")[0].reminders.quiet == NO_QUIET
    assert chosen(person, "follow", "off")[0].reminders.follow_up is False
    for what in ("quiet", "follow"):
        assert keys(chosen(person, what, "nonsense")[1])[0] == "unclear.here"


def test_records() -> None:
    """The picture comes at once, the page for a period; both also in a lock, for they are the person's own."""
    assert take(TOKYO, Asked(at=MORNING, topic="progress"))[1] == (Give(what=Gift.PROGRESS),)
    assert values(take(TOKYO, Asked(at=MORNING, topic="report"))[1]) == ["report=4", "report=13", "report=all"]
    assert chosen(TOKYO, "report", "13")[1] == (Give(what=Gift.REPORT, weeks=13),)
    assert chosen(TOKYO, "report", "all")[1] == (Give(what=Gift.REPORT),)
    assert keys(chosen(TOKYO, "report", "nonsense")[1])[0] == "unclear.here"


def test_moments_are_utc() -> None:
    """What is stored of a plan in Tokyo rings at its own seven."""
    person = picked(drafted(), "ok")[0]
    assert wake(person) == datetime(2026, 3, 16, 22, tzinfo=UTC)
