"""The readiness check in a chat: taps, ticks, second askings, the way back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.core.counting import fitting
from bot.core.questions import Answers, Confirmation, Verdict
from bot.core.readiness import Assessment, assess
from bot.core.screens import (
    Ask,
    Check,
    Style,
    answers,
    ask,
    back,
    begin,
    confirmations,
    denied,
    fresh,
    give,
    merged,
)
from tests.core.answering import TABLE, TODAY, WORDS, healthy

FULL = ("yes", "18_69", "none", "none", "0", "none", "none", "none")
SHORT = ("none", "0", "none", "same")


def run(check: Check, *codes: str) -> Check:
    """Give one code after the other; every one of them moves the check."""
    for code in codes:
        after = give(check, code, TABLE)
        assert after != check, (code, ask(check, TABLE))
        check = after
    return check


def full(*codes: str) -> Check:
    """A full check after these codes."""
    return run(begin("full", TABLE), *codes)


def now(check: Check) -> Ask:
    """What is asked; there is something to ask."""
    asked = ask(check, TABLE)
    assert asked is not None
    return asked


def result(check: Check) -> Assessment:
    """The judgement of a complete check."""
    assert ask(check, TABLE) is None
    return assess(answers(check), TABLE, today=TODAY)


def test_a_healthy_person_taps_eight_times() -> None:
    """The full check: eight screens, none of them with a second tap."""
    assert len(FULL) == 8
    assert result(full(*FULL)).verdict == Verdict.CLEARED


def test_the_daily_short_check_is_four_taps() -> None:
    """Nothing new, no pain, nothing today, as usual the day after."""
    check = run(begin("short", TABLE, healthy()), *SHORT)

    assert len(SHORT) == 4
    assert result(check).verdict == Verdict.CLEARED


def test_the_today_check_asks_the_short_check_and_the_today_block() -> None:
    """Five taps after two weeks without a session."""
    check = run(begin("today", TABLE, healthy()), "none", "no", "0", "none", "same")

    assert result(check).verdict == Verdict.CLEARED


def test_an_urgent_screen_is_asked_one_by_one() -> None:
    """After "one or more" each urgent question stands alone, and a yes ends the check at once (R3)."""
    check = full("yes", "18_69", "some")

    assert now(check).questions == ("Q2",)
    assert (now(check).style, len(now(check).buttons[0])) == (Style.SINGLE, 3)
    check = run(check, "no", "yes")
    assert result(check).verdict == Verdict.URGENT


def test_not_sure_about_an_urgent_question_is_asked_again_in_simpler_words() -> None:
    """R4: once more; a second "not sure" counts as yes, a "no" goes on."""
    check = full("yes", "18_69", "not_sure", "not_sure")

    assert (now(check).style, now(check).words) == (Style.SECOND, ("readiness.Q2.again",))
    assert result(run(check, "not_sure")).verdict == Verdict.URGENT
    assert now(run(check, "no")).questions == ("Q3",)
    assert ("Q2", ("not_sure", "no")) in answers(run(check, "no"))
    assert check == give(check, "month_unchecked", TABLE)


def test_a_choice_among_the_urgent_ones() -> None:
    """The fall has choices; its second asking is yes or no, and yes is the worrying answer."""
    check = full("yes", "18_69", "none", "some", "no", "no", "no")

    assert now(check).style == Style.CHOICE
    assert check == give(check, "yes", TABLE)
    assert now(run(check, "earlier_unchecked")).questions == ("Q10",)
    assert result(run(check, "not_sure", "yes")).verdict == Verdict.URGENT


def test_fever_ends_after_the_score() -> None:
    """Fever with pain is urgent, fever without it means no session today; nothing more is asked."""
    fever = full("yes", "18_69", "none", "some", "no", "no", "no", "no", "yes")

    assert result(run(fever, "0")).verdict == Verdict.NOT_TODAY
    assert result(run(fever, "3")).verdict == Verdict.URGENT


def test_back_pain_asks_two_questions_more() -> None:
    """Q36 and Q37 come with back pain only."""
    check = full("yes", "18_69", "none", "none", "2", "none", "none")

    assert (now(check).screen, now(check).questions) == ("pain_more", ("Q36", "Q37"))
    assert result(run(check, "none", "none")).verdict == Verdict.PREP_FIRST


def test_what_applies_is_ticked_and_its_choices_asked() -> None:
    """One or more: ticks; yes-or-no questions are answered by the tick, the others ask for their choice."""
    check = full("yes", "18_69", "none", "none", "0", "some")
    toggles = now(check)

    assert toggles.style == Style.TOGGLES
    assert "done" not in _codes(toggles)
    check = run(check, "Q15", "Q17", "Q11", "Q11")
    assert [choice.code for row in now(check).buttons for choice in row if choice.ticked] == ["Q15", "Q17"]
    check = run(check, "done")
    assert (now(check).questions, now(check).style) == (("Q17",), Style.CHOICE)
    check = run(check, "longer", "none", "none")
    said = dict(answers(check))
    assert (said["Q15"], said["Q17"], said["Q11"]) == (("yes",), ("longer",), ("no",))
    assert result(check).verdict == Verdict.ASK_CLINICIAN


def test_done_without_a_tick_and_a_wrong_code_change_nothing() -> None:
    """What does not fit leaves the check as it is."""
    group = full("yes", "18_69", "none", "none", "0")
    toggles = run(group, "some")

    assert group == give(group, "7", TABLE)
    assert toggles == give(toggles, "done", TABLE)
    assert toggles == give(toggles, "Q2", TABLE)
    assert full(*FULL) == give(full(*FULL), "yes", TABLE)


def test_in_doubt_each_ticked_question_is_asked_in_full() -> None:
    """Not sure on the screen, or while ticking, leads to whole questions with "not sure" among the answers."""
    at_once = run(full("yes", "18_69", "none", "none", "0", "not_sure"), "Q15", "done")
    later = run(full("yes", "18_69", "none", "none", "0", "some"), "Q15", "not_sure", "done")

    assert ("readiness.Q15.ask",) == now(at_once).words == now(later).words
    assert ("Q15", ("not_sure",)) in answers(run(at_once, "not_sure"))
    doubting = full("yes", "18_69", "none", "none", "0", "not_sure")
    assert now(doubting).words == ("readiness.screen.history_1.doubt",)
    assert doubting == give(doubting, "not_sure", TABLE)


def test_sore_parts_are_ticked_and_their_score_asked() -> None:
    """Q32: the parts, then how bad the worst is."""
    check = run(full(*FULL[:-1], "some"), "Q32", "Q35", "done")

    assert now(check).style == Style.PARTS
    assert check == give(check, "done", TABLE)
    assert check == give(check, "elbow", TABLE)
    check = run(check, "hip", "neck", "hip", "knee", "done")
    assert (now(check).questions, now(check).style) == (("Q32_score",), Style.SCORE)
    assert sum(len(row) for row in now(check).buttons[:2]) == 11
    check = run(check, "6")
    said = dict(answers(check))
    assert (said["Q32"], said["Q32_score"], said["Q35"]) == (("neck", "knee"), ("6",), ("no",))
    assert result(check).complaints == ("neck", "knee")


def test_not_sure_which_part_is_sore() -> None:
    """All parts count then."""
    check = run(full(*FULL[:-1], "some"), "Q32", "done", "not_sure", "2")

    assert result(check).complaints == ("neck", "shoulder", "hip", "knee")


def test_back_goes_one_question_back() -> None:
    """From anywhere to the question before, what was answered there is asked anew; at the first nothing."""
    check = full("yes", "18_69", "some", "no", "no")

    assert now(run(check, "back")).questions == ("Q3",)
    assert now(run(check, "back", "back", "back")).style == "group"
    assert begin("full", TABLE) == run(check, *["back"] * 5)
    first = begin("full", TABLE)
    assert first == give(first, "back", TABLE) == back(first, TABLE)
    assert "back" not in _codes(now(first))
    assert "back" in _codes(now(check))


def test_an_urgent_yes_cannot_be_taken_back() -> None:
    """V6: a complete check has no way back."""
    check = full("yes", "18_69", "some", "no", "yes")

    assert check == give(check, "back", TABLE) == back(check, TABLE)


def test_back_from_done_finds_the_ticks_again() -> None:
    """Ticks are kept on the way back."""
    check = run(full("yes", "18_69", "none", "none", "0", "some"), "Q17", "done", "back")

    assert [choice.code for row in now(check).buttons for choice in row if choice.ticked] == ["Q17"]


def test_the_short_check_keeps_an_old_fall_and_asks_all_signs() -> None:
    """None of these leaves what is known of the fall; the other signs are "no" again."""
    known = healthy(Q9="checked", Q17="longer")
    check = run(begin("short", TABLE, known), *SHORT)

    said = dict(answers(check))
    assert (said["Q9"], said["Q17"]) == (("checked",), ("longer",))
    assert ("Q9", ("no",)) in answers(run(begin("short", TABLE), "none"))


def test_something_new_makes_the_short_check_a_full_one() -> None:
    """What was just said is not asked again; consent is not asked twice; the rest is."""
    check = run(begin("short", TABLE, healthy(Q17="longer")), "none", "0", "some", "changed", "done", "same")

    assert (check.kind, now(check).screen) == ("full", "age")
    assert "Q17" not in dict(answers(check))
    last = run(check, "18_69", "none", "none")
    check = run(last, "yes")
    assert result(check).verdict == Verdict.CLEARED
    assert run(last, *["back"] * 4).kind == "short"


def test_worse_the_day_after_asks_everything_anew() -> None:
    """Pain still higher after a day: a full check is due, and no twist today."""
    check = run(begin("short", TABLE, healthy()), "none", "0", "none", "worse", "18_69", "none", "none", "yes")

    assert result(check).why_closed("knee_drop") == "worse_after"


def test_a_confirmation_names_who_and_when() -> None:
    """L2 and L6, item by item; coarse words count as the least favourable day."""
    known = healthy(Q17="under_12_months", Q24="not_discussed")
    check = begin("confirm", TABLE, known, items=("Q17", "Q24"), day=TODAY)

    assert now(check).words == ("readiness.reason.spine_surgery_new", "readiness.said.ask")
    check = run(check, "yes", "physio", "this_week")
    assert (now(check).about, now(check).words[-1]) == ("Q17", "readiness.event.operation")
    check = run(check, "to_3_months", "no")
    assert ask(check, TABLE) is None
    assert dict(answers(check)) == dict(known)
    assert (
        Confirmation(question="Q17", who="physio", on=date(2026, 3, 10), event=date(2026, 2, 13)),
    ) == confirmations(check, TABLE, today=TODAY)


def test_a_day_may_be_typed() -> None:
    """An exact day is asked for when it is long ago; 12 March and 2026-03-12 are days too."""
    check = begin("confirm", TABLE, healthy(Q17="longer"), items=("Q17",), day=TODAY)
    check = run(check, "yes", "doctor", "longer")

    assert now(check).style == Style.DATE
    assert check == give(check, "soon", TABLE)
    check = run(check, "12 January", "2020-05-01")
    assert (Confirmation(question="Q17", who="doctor", on=date(2026, 1, 12), event=date(2020, 5, 1)),) == confirmations(
        check, TABLE, today=TODAY
    )


@pytest.mark.parametrize(
    "codes",
    [
        ("not_sure",),
        ("yes", "doctor", "not_sure", "over_a_year"),
        ("yes", "doctor", "longer", "not_sure", "over_a_year"),
        ("yes", "doctor", "today", "not_sure"),
    ],
)
def test_without_a_known_day_nothing_is_confirmed(codes: tuple[str, ...]) -> None:
    """Not sure of the statement, of its day or of the operation's day: no confirmation."""
    check = run(begin("confirm", TABLE, healthy(Q17="longer"), items=("Q17",), day=TODAY), *codes)

    assert ask(check, TABLE) is None
    assert confirmations(check, TABLE, today=TODAY) == ()


def test_a_typed_day_needs_to_know_today() -> None:
    """Without the person's day a typed one is not read."""
    check = run(begin("confirm", TABLE, healthy(Q24="not_discussed"), items=("Q24",)), "yes", "physio")

    assert check == give(check, "12 March", TABLE)


def test_a_sign_of_an_earlier_day() -> None:
    """L1: a doctor has looked at it, or it never was."""
    check = begin("confirm", TABLE, healthy(), signs=("Q3", "words"), day=TODAY)

    assert now(check).words == ("readiness.Q3.line", "readiness.since.ask")
    check = run(check, "yes", "doctor", "yesterday", "never")
    assert denied(check) == ("words",)
    assert [item.question for item in confirmations(check, TABLE, today=TODAY)] == ["Q3"]


def test_merged_answers_prefer_what_was_said_since() -> None:
    """The newer answer stands."""
    known: Answers = (("Q1", ("18_69",)), ("Q2", ("no",)))

    assert merged(known, (("Q2", ("yes",)),)) == (("Q1", ("18_69",)), ("Q2", ("yes",)))


CODES = st.lists(st.integers(0, 40), max_size=60)


@given(st.sampled_from(["full", "short", "today", "confirm"]), CODES)
@settings(max_examples=300, deadline=None)
def test_any_walk_asks_with_words_and_can_be_stored(kind: str, picks: list[int]) -> None:
    """Every key has words, every button moves, every answer fits, a stored check is the same check."""
    known = healthy(Q17="longer", Q22="from_13", Q9="checked")
    check = begin(kind, TABLE, known, items=("Q17", "Q22") if kind == "confirm" else (), day=TODAY)
    for pick in picks:
        asked = ask(check, TABLE)
        if asked is None:
            break
        buttons = [choice for row in asked.buttons for choice in row]
        assert set() == {*asked.words, *(choice.label for choice in buttons)} - set(WORDS)
        assert asked.questions
        after = give(check, buttons[pick % len(buttons)].code, TABLE)
        assert after != check
        assert len(ADAPTER.dump_json(after)) < 12_000
        assert after == ADAPTER.validate_json(ADAPTER.dump_json(after))
        check = after
    for id, said in fresh(check):
        assert said == ("not_sure",) or TABLE.question(id).takes_date or fitting(TABLE.question(id), said)


ADAPTER = TypeAdapter(Check)


@given(st.sampled_from(["full", "short", "today"]), CODES)
@settings(max_examples=300, deadline=None)
def test_parts_count_up_one_by_one(kind: str, picks: list[int]) -> None:
    """An answer leads to the same part or the next, never past the last and never to one before."""
    check = begin(kind, TABLE, healthy(Q17="longer", Q22="from_13", Q9="checked"), day=TODAY)
    asked = ask(check, TABLE)
    assert asked is not None
    assert asked.step == 1
    for pick in picks:
        codes = [code for code in _codes(asked) if code != "back"]
        check = give(check, codes[pick % len(codes)], TABLE)
        after = ask(check, TABLE)
        if after is None:
            break
        assert asked.step <= after.step <= min(asked.step + 1, after.steps)
        asked = after


def test_a_screen_that_is_spared_is_no_part() -> None:
    """Without pain there is less to ask: five of nine is followed by six of eight."""
    check = run(begin("full", TABLE), "yes", "18_69", "none", "none")
    before, after = now(check), now(give(check, "0", TABLE))
    assert [(before.step, before.steps), (after.step, after.steps)] == [(5, 9), (6, 8)]


@given(CODES)
@settings(max_examples=200, deadline=None)
def test_a_complete_full_check_leaves_nothing_unanswered(picks: list[int]) -> None:
    """Unless it ended early, every question has its answer."""
    check = begin("full", TABLE)
    for pick in picks:
        asked = ask(check, TABLE)
        if asked is None:
            break
        codes = [code for code in _codes(asked) if code != "back"]
        check = give(check, codes[pick % len(codes)], TABLE)
    if ask(check, TABLE) is None:
        assert assess(answers(check), TABLE, today=TODAY).verdict is not Verdict.INCOMPLETE


def _codes(asked: Ask) -> list[str]:
    return [choice.code for row in asked.buttons for choice in row]
