"""How far a confirmation lifts and how long it holds (a4), what a past sign leaves (L1), which check is due (a5)."""

from datetime import date, timedelta

import pytest

from bot.core.clearance import Proof, judge, months_before, read_day
from bot.core.counting import fitting
from bot.core.due import FINE, Trouble, due
from bot.core.questions import Answers, Confirmation, Experience, Fired, Verdict
from bot.core.readiness import assess, keeps_answers, to_confirm
from tests.core.answering import TABLE, TODAY, TWISTS, A, B, C, healthy, judged, yes_from

LIFT = next(rule.lift for rule in TABLE.question("Q17").rules)
PREGNANCY = next(rule.lift for rule in TABLE.question("Q22").rules)


def day(days_ago: int) -> date:
    """The day so many days before today."""
    return TODAY - timedelta(days=days_ago)


@pytest.mark.parametrize(
    ("who", "on", "event", "expected"),
    [
        ("physio", day(0), None, Proof.COUNTS),
        ("physio", day(7), day(7), Proof.COUNTS),
        ("physio", date(2025, 3, 16), None, Proof.COUNTS),
        ("physio", date(2025, 3, 15), None, Proof.TOO_OLD),
        ("physio", day(-1), None, Proof.FUTURE),
        ("physio", day(8), day(7), Proof.BEFORE_EVENT),
        (" ", day(0), None, Proof.NOBODY),
    ],
)
def test_a_confirmation_needs_who_and_a_real_day(who: str, on: date, event: date | None, expected: Proof) -> None:
    """L3 and L6: not in the future, not before the event, not older than 12 months, and someone is named."""
    assert LIFT is not None
    item = Confirmation(question="Q17", who=who, on=on, event=event)

    assert expected == judge(item, LIFT, TABLE.limits, today=TODAY)


def test_a_confirmation_in_pregnancy_holds_six_weeks() -> None:
    """L3: 42 days, and one dated before week 13 began is none for the weeks after it."""
    assert PREGNANCY is not None

    assert judged(yes_from("Q22", day(42)), Q22="up_to_12").verdict == Verdict.GENTLE_ONLY
    assert judged(yes_from("Q22", day(43)), Q22="up_to_12").verdict == Verdict.ASK_CLINICIAN
    assert judged(yes_from("Q22", day(5), event=day(4)), Q22="from_13").verdict == Verdict.ASK_CLINICIAN


def test_each_item_needs_its_own_confirmation() -> None:
    """L4: one of two items confirmed lifts nothing; both do."""
    one = judged(yes_from("Q17", day(1)), Q17="longer", Q24="not_discussed")
    both = judged(yes_from("Q17", day(1)), yes_from("Q24", day(1)), Q17="longer", Q24="not_discussed")

    assert one.verdict == Verdict.ASK_CLINICIAN
    assert both.verdict == Verdict.GENTLE_ONLY


def test_strong_pain_is_lifted_on_the_next_day_only() -> None:
    """Q30 6 to 10: no twist that day even with a confirmation; one dated after it leaves prep and gentle."""
    answers = healthy(Q30=8, Q36="no", Q37="no")
    same_day = assess(answers, TABLE, today=TODAY, screened_on=TODAY, confirmed=[yes_from("Q30", TODAY)])
    next_day = assess(answers, TABLE, today=TODAY, screened_on=day(1), confirmed=[yes_from("Q30", TODAY)])
    too_early = assess(answers, TABLE, today=TODAY, screened_on=day(1), confirmed=[yes_from("Q30", day(1))])

    assert Verdict.ASK_CLINICIAN == same_day.verdict == too_early.verdict
    assert "confirmation: next_day_only" in same_day.because[0].effect
    assert (next_day.verdict, next_day.also) == (Verdict.PREP_FIRST, (Verdict.GENTLE_ONLY,))


def test_gentle_only_opens_the_back_twist_after_three_knee_drops() -> None:
    """L7: A at level 1 after three B sessions without a stop sign, unless the table says no A; C never."""
    done = Experience(b_sessions=3, calm_sessions=9)
    gentle = assess(healthy(Q1="70_active"), TABLE, today=TODAY, experience=done)
    no_floor = assess(healthy(Q33="no"), TABLE, today=TODAY, experience=done)
    before = assess(healthy(Q1="70_active"), TABLE, today=TODAY, experience=Experience(b_sessions=2))

    assert {A, B} == set(gentle.open) & TWISTS
    level = gentle.level(A)
    assert level is not None
    assert level.top == 1
    assert {B} == set(no_floor.open) & TWISTS == set(before.open) & TWISTS
    assert before.why_closed(A) == "gate_three_knee_drops"
    assert gentle.level("march") is None
    assert gentle.why_closed(A) is None


def test_cleared_opens_the_prone_twist_after_three_calm_sessions() -> None:
    """D2: the gate of C is calm sessions; pain now, the stomach or newness close it in spite of them."""
    done = Experience(b_sessions=3, calm_sessions=3)
    results = {
        name: C in assess(healthy(**{id: code}), TABLE, today=TODAY, experience=done).open
        for name, id, code in (("fine", "Q0", "yes"), ("stomach", "Q34", "no"), ("new", "Q35", "no"))
    }

    assert results == {"fine": True, "stomach": False, "new": False}


def test_what_an_urgent_sign_of_an_earlier_day_leaves() -> None:
    """L1: that day urgent; later a doctor's word since then, or "it never was", and then gentle only."""
    sign = Fired(question="Q3", on=day(2))

    def left(*confirmed: Confirmation, fired: Fired = sign) -> Verdict:
        return assess(healthy(), TABLE, today=TODAY, confirmed=confirmed, fired=[fired]).verdict

    assert left() == Verdict.ASK_CLINICIAN
    assert left(yes_from("Q3", day(3))) == Verdict.ASK_CLINICIAN
    assert left(yes_from("Q3", day(1))) == Verdict.GENTLE_ONLY
    assert left(fired=Fired(question="Q3", on=day(2), denied=True)) == Verdict.GENTLE_ONLY
    assert left(yes_from("Q3", day(0)), fired=Fired(question="Q3", on=TODAY, denied=True)) == Verdict.URGENT


def test_months_before_ends_with_the_month() -> None:
    """The 29th of February a year later is the 28th."""
    assert date(2027, 2, 28) == months_before(date(2028, 2, 29), 12)
    assert date(2025, 12, 31) == months_before(date(2026, 1, 31), 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-12", date(2026, 3, 12)),
        ("12 March", date(2026, 3, 12)),
        (" 12th of march 2025 ", date(2025, 3, 12)),
        ("March 12", date(2026, 3, 12)),
        ("Dec 3", date(2025, 12, 3)),
        ("29 February", date(2024, 2, 29)),
        ("2026-02-30", None),
        ("12 Smarch", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_type_them(text: str, expected: date | None) -> None:
    """ISO, day and month either way round; without a year the latest such day that is past."""
    assert expected == read_day(text, TABLE.months, today=TODAY)


def test_consent_is_an_outspoken_yes() -> None:
    """Not sure, no and silence keep nothing."""
    kept = {said: keeps_answers(healthy(Q0=said), TABLE) for said in ("yes", "no", "not_sure")}

    assert kept == {"yes": True, "no": False, "not_sure": False}
    assert not keeps_answers((), TABLE)


def test_only_effects_that_can_be_lifted_are_to_be_confirmed() -> None:
    """Age under 18 and pain that is only prepared for have no "lift to"."""
    assert to_confirm(healthy(Q17="longer", Q29="yes", Q1="under_18", Q28="yes"), TABLE) == ("Q17", "Q29")


def test_day_after_worse_leaves_no_twist_and_prep_only_with_little_pain() -> None:
    """b4: worse than before means no twist, prep only when 0 to 3; a little sore keeps the level."""
    worse = judged(after="worse")
    hurting = judged(after="worse", Q30=4, Q36="no", Q37="no")

    assert set() == set(worse.open) & TWISTS
    assert "march" in worse.open
    assert hurting.open == ("belly_breathing",)
    assert judged(after="sore").restrictions == ("no_step_up",)


def test_due_checks() -> None:
    """a5: full after 90 days, six weeks, a new version, grave stops; today block after two weeks; else short."""

    def asked(
        checked: int | None = 10,
        seen: int = 1,
        version: int = TABLE.version,
        session: int | None = 1,
        trouble: Trouble = FINE,
        again: bool = False,
        **changes: str,
    ) -> str | None:
        return due(
            TABLE,
            today=TODAY,
            checked_on=None if checked is None else day(checked),
            today_on=day(seen),
            version=version,
            last_session=None if session is None else day(session),
            answers=(*healthy(**changes), ("gone", ("yes",))),
            trouble=trouble,
            asked=again,
        )

    assert "full" == asked(checked=None) == asked(version=99) == asked(again=True)
    assert (asked(checked=90), asked(checked=91)) == ("short", "full")
    assert (asked(checked=80, session=41), asked(checked=80, session=42)) == ("today", "full")
    assert (asked(checked=80, session=13), asked(checked=80, session=14)) == ("short", "today")
    assert asked(checked=20, session=None) == "today"
    assert (asked(checked=14, Q22="up_to_12"), asked(checked=15, Q22="up_to_12")) == ("short", "full")
    assert "full" == asked(trouble=Trouble(grave=True)) == asked(trouble=Trouble(stops=2))
    assert asked(trouble=Trouble(rising=True)) == "full"
    assert asked(trouble=Trouble(stops=1, last_stop=day(1))) == "today"
    assert asked(trouble=Trouble(stops=1, last_stop=day(2))) == "short"
    assert asked(seen=0) is None


def test_a_check_that_was_left_open_is_due_again() -> None:
    """An answer is missing: full. A fever ended it early: not again today, but tomorrow from the start."""

    def asked(answers: Answers, seen: int) -> str | None:
        return due(TABLE, today=TODAY, checked_on=day(seen), today_on=day(seen), version=TABLE.version, answers=answers)

    fever = healthy(Q10="yes", Q11=None, Q30=0)
    assert asked(healthy(Q11=None), 0) == "full"
    assert asked(fever, 0) is None
    assert asked(fever, 1) == "full"
    assert asked(healthy(), 1) == "short"
    assert asked((), 1) == "short"


def test_which_answers_fit() -> None:
    """Only codes of the question, one of them; two askings for urgent ones, any parts for parts."""
    fits = {
        ("Q17", ("longer",)): True,
        ("Q17", ("yes",)): False,
        ("Q17", ("no", "no")): False,
        ("Q2", ("not_sure", "no")): True,
        ("Q2", ("no", "no", "no")): False,
        ("Q9", ("not_sure", "yes")): True,
        ("Q9", ("yes",)): False,
        ("Q30", ("11",)): False,
        ("Q32", ("hip", "knee")): True,
        ("Q32", ("hip", "hip")): False,
        ("Q32", ("not_sure",)): True,
        ("Q32", ()): True,
    }

    assert fits == {key: fitting(TABLE.question(key[0]), key[1]) for key in fits}
