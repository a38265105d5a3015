"""The test vectors of the reference (a6), and what surrounds them."""

from datetime import date, timedelta

from bot.core.questions import Experience, Verdict
from bot.core.readiness import Assessment, assess
from tests.core.answering import BREATHING, TABLE, TODAY, TWISTS, A, B, C, Said, healthy, judged, yes_from

OK, GENTLE, PREP = Verdict.CLEARED, Verdict.GENTLE_ONLY, Verdict.PREP_FIRST
ASK, URGENT, NOT_TODAY, INCOMPLETE = (
    Verdict.ASK_CLINICIAN,
    Verdict.URGENT,
    Verdict.NOT_TODAY,
    Verdict.INCOMPLETE,
)
YESTERDAY, LAST_WEEK = TODAY - timedelta(days=1), TODAY - timedelta(days=7)
PAIN_QUESTIONS: dict[str, Said] = {"Q36": "no", "Q37": "no"}


def test_v1_nothing_else_is_cleared() -> None:
    """Cleared opens the back twist and the knee drop; the prone twist waits for its gate."""
    result = judged()

    assert result.verdict == OK
    assert {A, B} == set(result.open) & TWISTS
    assert result.why_closed(C) == "gate_three_calm_sessions"
    assert result.because == ()


def test_v2_a_little_pain_is_prep_first_then_cleared() -> None:
    """Score 2: preparation; after a calm pass the cleared level, started low, and no prone twist."""
    result = judged(Q30=2, Q36="no", Q37="no")
    after = _after_prep(2, Q30=2)

    assert (result.verdict, result.also) == (PREP, ())
    assert set() == set(result.open) & TWISTS
    assert (OK, {A, B}) == (after.verdict, set(after.open) & TWISTS)
    level = after.level(B)
    assert level is not None
    assert level.start == 0


def test_v3_medium_pain_is_prep_then_gentle_only_when_it_calms() -> None:
    """Score 5: the first six exercises; gentle only if the score is 3 or less after it, else no twist today."""
    result = judged(Q30=5, Q36="no", Q37="no")

    assert (result.verdict, result.also) == (PREP, (GENTLE,))
    assert len(result.open) == 6
    assert (GENTLE, {B}) == _verdict_and_twists(_after_prep(3, Q30=5))
    assert (PREP, set()) == _verdict_and_twists(_after_prep(4, Q30=5))
    assert _after_prep(4, Q30=5).why_closed(B) == "pain_after_prep"


def test_v4_strong_pain_asks_a_clinician() -> None:
    """Score 7: no twist today."""
    result = judged(Q30=7, Q36="no", Q37="no")

    assert (result.verdict, result.open) == (ASK, (BREATHING,))


def test_v5_not_sure_twice_is_urgent() -> None:
    """Q2 not sure, asked again, not sure."""
    result = judged(Q2=("not_sure", "not_sure"))

    assert (result.verdict, result.open) == (URGENT, ())


def test_v6_a_yes_taken_back_stays_urgent() -> None:
    """Q3 yes, then no: the first yes counts."""
    assert judged(Q3=("yes", "no")).verdict == URGENT


def test_v7_fever_with_back_pain_is_urgent_the_same_day() -> None:
    """Q10 yes and Q30 = 3."""
    result = judged(Q10="yes", Q30=3)

    assert (result.verdict, result.tier) == (URGENT, "D")


def test_v8_fever_without_back_pain_is_a_day_flag() -> None:
    """Q10 yes and Q30 = 0: no session today."""
    result = judged(Q10="yes")

    assert (result.verdict, result.also, result.open) == (NOT_TODAY, (), ())


def test_v9_spine_surgery_confirmed_after_it() -> None:
    """Confirmation dated after the operation: gentle only, no A, no C."""
    result = judged(yes_from("Q17", date(2026, 1, 31), event=date(2025, 6, 1)), Q17="under_12_months")

    assert (GENTLE, {B}) == _verdict_and_twists(result)
    assert result.why_closed(A) == "spine_surgery_new"
    assert result.why_closed("book_opening") == "spine_surgery_new"


def test_v10_spine_surgery_confirmed_before_it() -> None:
    """Confirmation dated before the operation: it counts for nothing."""
    result = judged(yes_from("Q17", date(2025, 5, 31), event=date(2025, 6, 1)), Q17="under_12_months")

    assert (result.verdict, result.open) == (ASK, (BREATHING,))
    assert "confirmation: date_before_event" in result.because[0].effect


def test_v11_pregnant_from_week_13_confirmed() -> None:
    """No seed twist; preparation on hands and knees or on the side only, also after a calm pass of it."""
    confirmed = yes_from("Q22", YESTERDAY)
    result = judged(confirmed, Q22="from_13")
    after = assess(
        healthy(Q22="from_13"),
        TABLE,
        today=TODAY,
        confirmed=[confirmed],
        experience=Experience(prep_score=0),
    )

    assert result.open == ("cat_cow", "bottom_to_heels", "book_opening")
    assert (result.verdict, result.open) == (after.verdict, after.open)


def test_v12_leg_signs_checked_with_a_little_pain() -> None:
    """Prep first, then gentle only."""
    result = judged(Q21="checked", Q30=1, Q36="no", Q37="no")

    assert (result.verdict, result.also) == (PREP, (GENTLE,))
    assert _after_prep(1, Q21="checked", Q30=1).verdict == GENTLE


def test_v13_the_strictest_wins() -> None:
    """Weak bones and an unchecked fall this month: urgent, and both are named, the strictest first."""
    result = judged(Q15="yes", Q9="month_unchecked")

    assert (result.verdict, result.also) == (URGENT, ())
    assert [reason.question for reason in result.because] == ["Q9", "Q15"]


def test_v14_glaucoma() -> None:
    """Gentle only, no C."""
    result = judged(Q26="glaucoma")

    assert (GENTLE, {B}) == _verdict_and_twists(result)
    assert result.why_closed(C) == "glaucoma"


def test_v15_seventy_active_and_new() -> None:
    """Gentle only, start with B."""
    result = judged(Q1="70_active", Q35="no")

    assert (GENTLE, {B}) == _verdict_and_twists(result)


def test_v16_new_to_twists() -> None:
    """Cleared, B first, C locked; after one knee drop A opens."""
    result = judged(Q35="no")
    later = assess(healthy(Q35="no"), TABLE, today=TODAY, experience=Experience(b_sessions=1))

    assert (OK, {B}) == _verdict_and_twists(result)
    assert result.why_closed(A) == "start_with_knee_drop"
    assert {A, B} == set(later.open) & TWISTS


def test_v17_heart_confirmed() -> None:
    """Not discussed, confirmed last week: cleared."""
    result = judged(yes_from("Q24", LAST_WEEK), Q24="not_discussed")

    assert (OK, {A, B}) == _verdict_and_twists(result)
    assert result.because[0].effect == "ask_clinician -> cleared; breathe_cue"


def test_v18_night_pain_and_stiffness() -> None:
    """Ask a clinician first."""
    result = judged(Q12="yes", Q28="yes")

    assert (result.verdict, result.also) == (ASK, ())


def test_v19_an_old_check_is_asked_again() -> None:
    """90 days hold, 91 do not."""
    held = assess(healthy(), TABLE, today=TODAY, screened_on=TODAY - timedelta(days=90))
    over = assess(healthy(), TABLE, today=TODAY, screened_on=TODAY - timedelta(days=91))

    assert held.verdict == OK
    assert (over.verdict, over.open) == (INCOMPLETE, ())
    assert over.because[-1].key == "check_too_old"


def test_v20_an_urgent_question_left_open() -> None:
    """No twist, no prep."""
    result = judged(Q2=None)

    assert (result.verdict, result.open, result.missing) == (INCOMPLETE, (), ("Q2",))


def test_v21_cough_pain() -> None:
    """Ask a clinician first."""
    assert judged(Q37="yes", Q36="no", Q30=2).verdict == ASK


def test_v22_an_old_fall_confirmed() -> None:
    """Gentle only."""
    assert judged(yes_from("Q9", LAST_WEEK), Q9="earlier_unchecked").verdict == GENTLE


def test_a_day_flag_and_a_gap_tell_what_was_found_beside_them() -> None:
    """Not today and incomplete cancel nothing: the strictest outcome so far stands in `also`."""
    assert judged(Q10="yes", Q17="longer", Q28="yes").also == (ASK,)
    assert judged(Q21="checked", Q11=None).also == (PREP, GENTLE)
    assert judged(Q2=None, Q10="yes").verdict == INCOMPLETE
    assert judged(Q11=None, Q10="yes").verdict == NOT_TODAY


def _after_prep(score: int, **changes: Said) -> Assessment:
    answers = healthy(**{**PAIN_QUESTIONS, **changes})
    return assess(answers, TABLE, today=TODAY, experience=Experience(prep_score=score))


def _verdict_and_twists(result: Assessment) -> tuple[Verdict, set[str]]:
    return result.verdict, set(result.open) & TWISTS
