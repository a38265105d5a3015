"""Every row of the decision table against a second table, typed by hand from the reference (a3)."""

from datetime import timedelta

import pytest

from bot.core.questions import STRICTNESS, Verdict
from tests.core.answering import TABLE, TODAY, Said, judged, yes_from

# question, answer, other answers, verdict, also, verdict when confirmed (or None: not lifted), no A, no C by the row
Row = tuple[str, Said, dict[str, Said], str, str, str | None, bool, bool]

PAIN: dict[str, Said] = {"Q30": 2}
NOTHING: dict[str, Said] = {}

ROWS: tuple[Row, ...] = (
    ("Q1", "under_18", NOTHING, "ask_clinician", "", None, False, False),
    ("Q1", "70_active", NOTHING, "gentle_only", "", None, False, False),
    ("Q1", "70_inactive", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    *((f"Q{n}", "yes", NOTHING, "urgent", "", None, False, False) for n in range(2, 9)),
    *((f"Q{n}", ("not_sure", "not_sure"), NOTHING, "urgent", "", None, False, False) for n in range(2, 10)),
    *((f"Q{n}", ("not_sure", "yes"), NOTHING, "urgent", "", None, False, False) for n in range(2, 10)),
    *((f"Q{n}", ("not_sure", "no"), NOTHING, "cleared", "", None, False, False) for n in range(2, 11)),
    *((f"Q{n}", "not_sure", NOTHING, "incomplete", "", None, False, False) for n in range(2, 11)),
    ("Q9", "month_unchecked", NOTHING, "urgent", "", None, False, False),
    ("Q9", "earlier_unchecked", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    ("Q9", "checked", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    ("Q10", "yes", PAIN, "urgent", "", None, False, False),
    ("Q10", "yes", NOTHING, "not_today", "", None, False, False),
    ("Q10", ("not_sure", "not_sure"), PAIN, "urgent", "", None, False, False),
    ("Q10", ("not_sure", "not_sure"), NOTHING, "not_today", "", None, False, False),
    *(
        (question, answer, other, "ask_clinician", "", "gentle_only", False, False)
        for question, other in (
            ("Q11", NOTHING),
            ("Q12", NOTHING),
            ("Q13", NOTHING),
            ("Q38", NOTHING),
            ("Q16", NOTHING),
            ("Q27", NOTHING),
        )
        for answer in ("yes", "not_sure")
    ),
    ("Q36", "yes", PAIN, "ask_clinician", "", "prep_first", False, False),
    ("Q37", "yes", PAIN, "ask_clinician", "", "prep_first", False, False),
    ("Q14", "now", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    ("Q14", "past", PAIN, "ask_clinician", "", "prep_first", False, False),
    ("Q14", "past", NOTHING, "gentle_only", "", None, False, False),
    ("Q15", "yes", NOTHING, "ask_clinician", "", "gentle_only", True, True),
    ("Q17", "under_12_months", NOTHING, "ask_clinician", "", "gentle_only", True, True),
    ("Q17", "longer", NOTHING, "ask_clinician", "", "gentle_only", False, True),
    ("Q18", "abdomen", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    ("Q18", "other", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    ("Q19", "hip", NOTHING, "ask_clinician", "", "gentle_only", True, True),
    ("Q19", "shoulder", NOTHING, "ask_clinician", "", "gentle_only", False, True),
    *(
        ("Q20", answer, NOTHING, "ask_clinician", "", "gentle_only", False, True)
        for answer in ("disc", "stenosis", "slip", "other", "not_sure")
    ),
    ("Q21", "unchecked", NOTHING, "ask_clinician", "", "prep_or_gentle", False, False),
    ("Q21", "checked", NOTHING, "prep_first", "gentle_only", None, False, False),
    ("Q22", "up_to_12", NOTHING, "ask_clinician", "", "gentle_only", True, True),
    ("Q22", "from_13", NOTHING, "ask_clinician", "", "prep_first", True, True),
    ("Q22", "not_sure", NOTHING, "ask_clinician", "", "prep_first", True, True),
    ("Q23", "under_12_weeks", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    ("Q23", "to_6_months", NOTHING, "gentle_only", "", None, False, False),
    ("Q24", "not_discussed", NOTHING, "ask_clinician", "", "cleared", False, False),
    ("Q24", "fine", NOTHING, "cleared", "", None, False, False),
    ("Q25", "yes", NOTHING, "ask_clinician", "", "gentle_only", False, False),
    ("Q25", "positional", NOTHING, "gentle_only", "", None, False, True),
    ("Q26", "glaucoma", NOTHING, "gentle_only", "", "cleared", False, True),
    ("Q26", "surgery", NOTHING, "ask_clinician", "", "gentle_only", False, True),
    ("Q28", "yes", NOTHING, "prep_first", "", None, False, False),
    ("Q29", "yes", NOTHING, "ask_clinician", "", "cleared", False, False),
    *(("Q30", score, NOTHING, "prep_first", "", None, False, True) for score in (1, 2, 3)),
    *(("Q30", score, NOTHING, "prep_first", "gentle_only", None, False, True) for score in (4, 5)),
    *(("Q30", score, NOTHING, "ask_clinician", "", None, False, True) for score in (6, 7, 8, 9, 10)),
    ("Q30", "not_sure", NOTHING, "ask_clinician", "", None, False, True),
    ("Q31", "yes", NOTHING, "prep_first", "", None, False, False),
    ("Q32", ("neck",), NOTHING, "cleared", "", None, False, True),
    *(("Q32", (part,), NOTHING, "cleared", "", None, False, False) for part in ("shoulder", "hip", "knee")),
    ("Q32_score", 5, {"Q32": ("hip",)}, "cleared", "", None, False, False),
    ("Q32_score", 6, {"Q32": ("hip",)}, "gentle_only", "", None, False, False),
    ("Q33", "no", NOTHING, "gentle_only", "", None, True, True),
    ("Q34", "no", NOTHING, "cleared", "", None, False, True),
    ("Q35", "no", NOTHING, "cleared", "", None, True, True),
)


def _with(row: Row) -> dict[str, Said]:
    usual: dict[str, Said] = {"Q36": "no", "Q37": "no"}
    return {**usual, **row[2], row[0]: row[1]}


def _name(row: Row) -> str:
    return f"{row[0]}-{row[1]}-{'pain' if row[2] else 'alone'}"


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_row_has_its_verdict(row: Row) -> None:
    """Every row of the table has the effect that the reference gives it."""
    result = judged(**_with(row))

    assert row[3] == result.verdict
    assert tuple(row[4].split()) == result.also


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_row_lifts_as_far_as_it_says(row: Row) -> None:
    """A confirmation dated yesterday lifts a row to its "lift to" column and no further."""
    before = judged(**_with(row))
    result = judged(yes_from(row[0], TODAY - timedelta(days=1)), **_with(row))
    expected = "gentle_only" if row[5] == "prep_or_gentle" else row[5] or before.verdict.value

    assert expected == result.verdict


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_row_closes_what_it_says(row: Row) -> None:
    """ "No A" and "no C" of a row keep those closed, for a reason of the row's own, also when confirmed."""
    result = judged(yes_from(row[0], TODAY - timedelta(days=1)), **_with(row))
    rules = TABLE.question(row[0]).rules
    own = {rule.reason for rule in rules} | {gate.reason for rule in rules for gate in rule.gates}

    if row[3] not in ("urgent", "not_today", "incomplete"):
        assert row[6] == (result.why_closed("reclined_twist") in own)
        assert row[7] == (result.why_closed("prone_twist") in own)


def test_every_rule_of_the_data_is_in_the_hand_typed_table() -> None:
    """No row of the data escapes the comparison."""
    typed = {(row[0], code) for row in ROWS for code in _codes(row[1])}
    data = {
        (question.id, code)
        for question in TABLE.questions.values()
        for rule in question.rules
        for code in rule.answers
        if question.id not in ("changed", "after")
        and question.id != "Q32_score"
        and not (question.id == "Q10" and code == "yes")
    }

    assert set() == data - typed


def _codes(said: Said) -> tuple[str, ...]:
    return said if isinstance(said, tuple) else (str(said),)


def test_restrictions_are_those_of_the_table() -> None:
    """What a row adds besides its outcome: head, pillow, arms, bed, breath."""
    expected = {
        ("Q15", "yes"): ("no_head_turn",),
        ("Q19", "hip"): ("pillow_between_knees",),
        ("Q19", "shoulder"): ("arms_near",),
        ("Q22", "up_to_12"): ("short",),
        ("Q22", "from_13"): ("not_on_back", "knees_wide"),
        ("Q24", "fine"): ("breathe_cue",),
        ("Q25", "positional"): ("no_head_turn", "head_still", "head_raised"),
        ("Q26", "glaucoma"): ("head_raised",),
        ("Q33", "no"): ("firm_bed",),
    }

    assert expected == {key: judged(**{key[0]: key[1]}).restrictions for key in expected}


def test_advice_to_see_a_doctor() -> None:
    """The rows that say "soon" and "see a doctor" give that advice; a confirmation takes it back."""
    soon = ("Q11", "Q12", "Q13", "Q36", "Q37", "Q38", "Q28")

    assert [("soon",)] * len(soon) == [judged(**{id: "yes"}).advice for id in soon]
    assert judged(Q31="yes").advice == ("see_doctor",)
    assert judged(yes_from("Q11", TODAY), Q11="yes").advice == ()


def test_urgent_tiers() -> None:
    """Q6 and fever with pain are for the same day, the others for the emergency number; E goes before D."""
    tiers = {id: judged(**{id: "yes"}).tier for id in ("Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8")}

    assert tiers == {"Q2": "E", "Q3": "E", "Q4": "E", "Q5": "E", "Q6": "D", "Q7": "E", "Q8": "E"}
    assert judged(Q9="month_unchecked").tier == "E"
    assert judged(Q10="yes", Q30=3).tier == "D"
    assert judged(Q6="yes", Q2="yes").tier == "E"
    assert judged().tier is None


def test_not_sure_counts_as_the_strictest_answer() -> None:
    """On a question with choices "not sure" may mean any of them, so every row counts (R4)."""
    for question in TABLE.questions.values():
        if question.urgent or not question.required or question.id in ("Q36", "Q37"):
            continue
        unsure = judged(**{question.id: "not_sure"})
        others = [judged(**{question.id: (code,)}) for code in question.codes]

        assert max(_rank(other.verdict) for other in others) == _rank(unsure.verdict), question.id
        assert set(unsure.open) <= set.intersection(*(set(other.open) for other in others)), question.id


def _rank(verdict: Verdict) -> int:
    return STRICTNESS.index(verdict)
