"""How much, and how it grows: D1 to D8 of the dose rules, told with the levels that are shipped."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.library import Gate, Kind, Level, Mode, Span, Stretch
from bot.core.progress import Bounds, course, gate_reason, harder, may_harden, within_gate
from bot.core.record import Done
from bot.core.session import Course
from tests.core.answering import TODAY
from tests.core.walking import LIBRARY

STRETCHES = tuple(LIBRARY.stretches.values())
DROP, RECLINED, PRONE = (LIBRARY.stretches[name] for name in ("knee_drop", "reclined_twist", "prone_twist"))

CLEARED, GENTLE = Bounds(start_level=1, top_level=4), Bounds(start_level=0, top_level=1)


def ago(days: int) -> date:
    """A day before today."""
    return TODAY - timedelta(days=days)


def drop(days: int = 1, level: str = "LB1", rounds: int = 3, amount: int | None = 1, **told: Any) -> Done:
    """A knee drop, done calmly so many days ago, unless more is told of it."""
    calm = Done(on=ago(days), stretch="knee_drop", level=level, rounds=rounds, amount=amount)
    return replace(calm, **told)


def dose(
    *recent: Done, bounds: Bounds = CLEARED, stretch: Stretch = DROP, mode: Mode = Mode.HELD
) -> tuple[object, ...]:
    """The dose for today: level, rounds, amount and why."""
    today = course(stretch, recent, TODAY, bounds, mode)
    return (today.level, today.rounds, today.amount, today.reason)


# --- D1: the start ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stretch", "bounds", "expected"),
    [
        (DROP, CLEARED, ("LB1", 3, 1, "start")),
        (DROP, GENTLE, ("LB0", 3, 1, "start")),
        (RECLINED, CLEARED, ("LA1", 1, 3, "start")),
        (PRONE, CLEARED, ("LC1", 1, 15, "start")),
        (LIBRARY.stretches["pelvic_tilt"], Bounds(), ("PS", 1, 5, "start")),
    ],
)
def test_start(stretch: Stretch, bounds: Bounds, expected: tuple[object, ...]) -> None:
    """Somebody new begins at level 1, gently at level 0, with the lowest figure of the level (D1)."""
    assert dose(stretch=stretch, bounds=bounds) == expected


def test_start_in_the_other_form() -> None:
    """Who moves instead of holding has levels of their own, and begins there anew."""
    held = Done(on=ago(1), stretch="prone_twist", level="LC2", amount=20)

    assert dose(held, stretch=PRONE, mode=Mode.DYNAMIC) == ("LC1D", 1, 8, "start")
    assert dose(held, stretch=PRONE) == ("LC2", 1, 20, "same")


def test_only_one_form() -> None:
    """A stretch without levels in the form that was asked for keeps its own."""
    assert dose(stretch=DROP, mode=Mode.DYNAMIC) == ("LB1", 3, 1, "start")


def test_no_figure() -> None:
    """A level that only counts rounds has no amount, and grows by rounds."""
    plain = Level(id="X1", number=1, rounds=Span(low=1, high=2))
    stretch = replace(DROP, id="plain", levels=(plain,))
    once, twice = (
        tuple(drop(days, "X1", rounds, stretch="plain", amount=None) for days in (3, 1)) for rounds in (1, 2)
    )

    assert dose(stretch=stretch) == ("X1", 1, None, "start")
    assert dose(*once, stretch=stretch) == ("X1", 2, None, "up")
    assert dose(*twice, stretch=stretch) == ("X1", 2, None, "top")


# --- D3: up -------------------------------------------------------------------------------------------


def test_once_calm() -> None:
    """One calm session is not enough to grow."""
    assert dose(drop(1)) == ("LB1", 3, 1, "same")


def test_twice_calm() -> None:
    """After two calm sessions in a row one round more."""
    assert dose(drop(3), drop(1)) == ("LB1", 4, 1, "up")


def climb(stretch: Stretch, mode: Mode = Mode.HELD) -> list[tuple[str, int, int | None]]:
    """Every dose of somebody who is always calm, from the first day until nothing grows any more."""
    doses: list[tuple[str, int, int | None]] = []
    recent: list[Done] = []
    today, reason = TODAY, "start"
    while reason != "top":
        now = course(stretch, recent, today, Bounds(), mode)
        reason, figures = now.reason, (now.level, now.rounds, now.amount)
        doses += [figures] if figures not in doses else []
        recent.append(
            Done(on=today, stretch=stretch.id, level=now.level, rounds=now.rounds, amount=now.amount, pain_after=0)
        )
        today += timedelta(days=1)
    return doses


def test_growth() -> None:
    """First more rounds, then longer in the twist, then the next level; no level is passed over."""
    expected = [
        *(("LB1", rounds, 1) for rounds in (3, 4, 5)),
        *(("LB2", 5, breaths) for breaths in (1, 2)),
        *(("LB3", rounds, 1) for rounds in (6, 7, 8)),
        ("LB3", 8, 2),
        *(("LB4", rounds, 1) for rounds in (9, 10)),
        ("LB4", 10, 2),
    ]
    assert climb(DROP) == expected


def test_growth_in_breaths() -> None:
    """The reclined twist grows breath by breath, and never in rounds."""
    assert climb(RECLINED) == [("LA1", 1, 3), ("LA2", 1, 4), ("LA2", 1, 5), ("LA3", 1, 4), ("LA3", 1, 5)]


def test_growth_in_seconds() -> None:
    """The held twist on the stomach grows by five seconds, up to thirty."""
    assert climb(PRONE) == [("LC1", 1, 15), ("LC2", 1, 20), ("LC2", 1, 25), ("LC2", 1, 30)]


def test_growth_in_repetitions() -> None:
    """The moving twist on the stomach grows set by set, then up to twelve repetitions."""
    expected = [("LC1D", 1, 8), ("LC2D", 2, 8), ("LC3D", 3, 8), *(("LC4D", 3, reps) for reps in (10, 11, 12))]
    assert climb(PRONE, Mode.DYNAMIC) == expected


NOT_CALM: tuple[dict[str, Any], ...] = (
    {"eased": 1},
    {"pain_after": 4, "pain_before": 3},
    {"broken": "stop"},
    {"broken": "silence"},
)


@pytest.mark.parametrize("told", NOT_CALM)
@pytest.mark.parametrize("first", [True, False])
def test_not_calm(told: dict[str, Any], first: bool) -> None:
    """A session with "easier", with pain of 4, or that was broken off, is no ground for more (D3)."""
    upset = drop(3 if first else 1, **told)
    pair = (upset, drop(1)) if first else (drop(3), upset)

    assert dose(*pair) == ("LB1", 3, 1, "same")


def test_two_doses() -> None:
    """Two calm sessions at different doses are not yet two at this one."""
    assert dose(drop(3, rounds=3), drop(1, rounds=4)) == ("LB1", 4, 1, "same")


def test_full_dose() -> None:
    """At the top of the last level nothing grows any more."""
    full = (drop(days, level="LB4", rounds=10, amount=2) for days in (3, 1))

    assert dose(*full) == ("LB4", 10, 2, "top")


# --- D4: down -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"eased": 2},
        {"wish": "easier"},
        {"day_after": "sore"},
        {"day_after": "worse"},
        {"pain_before": 0, "pain_after": 2},
        {"pain_after": 3},
    ],
)
def test_down(told: dict[str, Any]) -> None:
    """ "Easier" twice, the wish for less, a sore day after, or a score two higher: one level down (D4, b4)."""
    assert dose(drop(1, level="LB3", rounds=7, **told)) == ("LB2", 5, 1, "down")


def test_down_inside_a_level() -> None:
    """On the lightest level less means fewer rounds."""
    assert dose(drop(1, level="LB0", rounds=3, wish="easier")) == ("LB0", 3, 1, "lightest")
    held = replace(drop(1, level="LA1", amount=3, rounds=1), stretch="reclined_twist", wish="easier")
    assert dose(held, stretch=RECLINED) == ("LA1", 1, 3, "lightest")
    tilts = Done(on=ago(1), stretch="pelvic_tilt", level="PL", amount=9, wish="easier")
    assert dose(tilts, stretch=LIBRARY.stretches["pelvic_tilt"]) == ("PS", 1, 5, "down")


def test_score_that_stayed() -> None:
    """A score that rose by one only leaves the dose as it was."""
    assert dose(drop(1, pain_before=2, pain_after=3)) == ("LB1", 3, 1, "same")


@pytest.mark.parametrize(("level", "expected"), [("LB4", "LB1"), ("LB1", "LB1"), ("LB0", "LB0")])
def test_after_pain(level: str, expected: str) -> None:
    """After a stop for pain the next dose is of level 1, or of level 0 for whoever was there (D4)."""
    assert dose(drop(1, level=level, rounds=9, broken="pain")) == (expected, 3, 1, "pain")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (14, ("LB3", 7, 1, "same")),
        (15, ("LB2", 5, 1, "rest")),
        (42, ("LB2", 5, 1, "rest")),
        (43, ("LB1", 3, 1, "again")),
    ],
)
def test_break(days: int, expected: tuple[object, ...]) -> None:
    """After more than two weeks one level down; after more than six, back to the start (D4)."""
    assert dose(drop(days, level="LB3", rounds=7)) == expected


def test_break_of_the_gentle() -> None:
    """After a long break nobody begins higher than they were, or than their answers let them start."""
    assert dose(drop(50, level="LB0"), bounds=CLEARED) == ("LB0", 3, 1, "again")
    assert dose(drop(50, level="LB1"), bounds=GENTLE) == ("LB0", 3, 1, "again")


def test_break_before_growth() -> None:
    """Two calm sessions long ago are no ground for more."""
    assert dose(drop(22), drop(20)) == ("LB0", 3, 1, "rest")


# --- D8: once a day at full dose ----------------------------------------------------------------------


def test_second_of_a_day() -> None:
    """Another twist on the same day is of level 1, whichever was done first."""
    earlier = drop(1, level="LB3", rounds=7)
    today = Done(on=TODAY, stretch="reclined_twist", level="LA2", amount=4)

    assert dose(earlier, today) == ("LB1", 3, 1, "second")


def test_second_of_a_day_when_light_anyway() -> None:
    """Who is at level 1 or below stays there, twist before or not."""
    assert dose(drop(0, level="LB0"), bounds=GENTLE) == ("LB0", 3, 1, "same")


@pytest.mark.parametrize("told", [{"broken": "stop"}, {"twist": False}])
def test_no_second(told: dict[str, Any]) -> None:
    """Preparation, and a twist that was not done to its end, leave the full dose of the day."""
    earlier, today = drop(1, level="LB3", rounds=7), Done(on=TODAY, stretch="reclined_twist", level="LA1")

    assert dose(earlier, replace(today, **told)) == ("LB3", 7, 1, "same")


def test_preparation_is_free() -> None:
    """Preparation after a twist keeps its dose."""
    tilts = Done(on=ago(1), stretch="pelvic_tilt", level="PL", amount=9, twist=False)

    assert dose(tilts, drop(0), stretch=LIBRARY.stretches["pelvic_tilt"]) == ("PL", 1, 9, "same")


def test_day_after_a_second() -> None:
    """The light second twist of yesterday does not take anybody's level away."""
    full, light = drop(1, level="LB3", rounds=7), drop(1, level="LB1")

    assert dose(full, light) == ("LB3", 7, 1, "same")


def test_day_after_a_second_that_hurt() -> None:
    """What was felt in a second twist counts all the same."""
    full, light = drop(1, level="LB3", rounds=7), drop(1, level="LB1", broken="pain")

    assert dose(full, light) == ("LB1", 3, 1, "pain")


# --- the walls of the verdict -------------------------------------------------------------------------


def test_gentle_only() -> None:
    """Who may only go gently is brought down to level 1, and told that the answers ask for it."""
    assert dose(drop(1, level="LB3", rounds=7), bounds=GENTLE) == ("LB1", 3, 1, "verdict")


# --- D5: harder ---------------------------------------------------------------------------------------

NOW = Course(stretch="knee_drop", level="LB1", rounds=4, amount=1, reason="up")
TWICE_CALM = (drop(3), drop(1))


def test_harder() -> None:
    """ "Harder" is one step more."""
    assert harder(DROP, NOW, TWICE_CALM, TODAY, CLEARED) == replace(NOW, rounds=5, reason="harder")


def test_harder_by_the_record() -> None:
    """It is granted after two calm sessions, not after one, and not to somebody new."""
    assert [may_harden(DROP, NOW, recent) for recent in (TWICE_CALM, TWICE_CALM[:1], ())] == [True, False, False]


def test_harder_after_easier() -> None:
    """A session that was eased is no ground for more."""
    assert may_harden(DROP, NOW, (drop(3), drop(1, eased=1))) is False


def test_harder_once() -> None:
    """Once in a session: who asks again is told to wait for the next time."""
    raised = harder(DROP, NOW, TWICE_CALM, TODAY, CLEARED)

    assert raised is not None
    assert may_harden(DROP, raised, TWICE_CALM) is False


def test_harder_in_the_form_done() -> None:
    """Calm sessions of holding are no ground for more of moving."""
    held = Done(on=ago(1), stretch="prone_twist", level="LC1", amount=15)
    moving = Course(stretch="prone_twist", level="LC1D", rounds=1, amount=8)

    assert may_harden(PRONE, moving, (held, held)) is False


def test_harder_at_the_top() -> None:
    """At the full dose there is no more."""
    full = replace(NOW, level="LB4", rounds=10, amount=2)

    assert harder(DROP, full, TWICE_CALM, TODAY, CLEARED) is None


def test_harder_within_the_verdict() -> None:
    """At the top of the level that the answers allow there is no more."""
    assert harder(DROP, replace(NOW, rounds=5), TWICE_CALM, TODAY, GENTLE) is None
    assert harder(DROP, replace(NOW, rounds=3), TWICE_CALM, TODAY, GENTLE) == replace(NOW, reason="harder")


def test_harder_on_the_second_of_a_day() -> None:
    """The second twist of a day stays at level 1, also for whoever wants more (D8)."""
    light = Course(stretch="reclined_twist", level="LA1", rounds=1, amount=3, reason="second")

    assert harder(RECLINED, light, (*TWICE_CALM, drop(0)), TODAY, CLEARED) is None


# --- the gates ----------------------------------------------------------------------------------------


def calm(stretch: str, *days: int) -> tuple[Done, ...]:
    """Calm sessions of a stretch, so many days ago."""
    return tuple(Done(on=ago(each), stretch=stretch, level="L") for each in days)


@pytest.mark.parametrize(
    ("recent", "expected"),
    [
        ((), "gate_three_calm_sessions"),
        (calm("knee_drop", 3, 1), "gate_three_calm_sessions"),
        (calm("knee_drop", 14, 3, 1), ""),
        (calm("knee_drop", 15, 3, 1), "gate_three_calm_sessions"),
        ((*calm("knee_drop", 5, 3), *calm("reclined_twist", 1)), ""),
        (calm("prone_twist", 5, 3, 1), "gate_three_calm_sessions"),
        (tuple(replace(done, eased=1) for done in calm("knee_drop", 5, 3, 1)), "gate_three_calm_sessions"),
    ],
)
def test_prone_gate(recent: tuple[Done, ...], expected: str) -> None:
    """The twist on the stomach opens after three calm twists on the back within two weeks (D2)."""
    assert gate_reason(PRONE, "cleared", recent, 0, TODAY) == expected


def test_prone_gate_with_pain() -> None:
    """It stays shut on a day with any back pain at all (D2)."""
    assert gate_reason(PRONE, "cleared", calm("knee_drop", 5, 3, 1), 1, TODAY) == "gate_pain"


def test_prone_gate_for_the_gentle() -> None:
    """It opens to nobody who may only go gently, whatever they have done (D2)."""
    assert gate_reason(PRONE, "gentle_only", calm("knee_drop", 5, 3, 1), 0, TODAY) == "gentle_only"


def test_reclined_gate() -> None:
    """The reclined twist opens after one calm knee drop, however long ago (D1)."""
    reasons = [gate_reason(RECLINED, "cleared", recent, 0, TODAY) for recent in ((), calm("knee_drop", 300))]
    assert reasons == ["gate_one_calm_session", ""]


def test_no_gate() -> None:
    """A stretch without gates is shut to nobody."""
    assert gate_reason(LIBRARY.stretches["pelvic_tilt"], "prep_first", (), 10, TODAY) == ""


def test_gate_draws_walls_in() -> None:
    """A gate may allow less than the readiness check, and never more."""
    gated = replace(DROP, gates=(Gate(verdict="cleared", top_level=2), Gate(verdict="gentle_only", top_level=9)))

    assert within_gate(gated, "cleared", CLEARED) == Bounds(start_level=1, top_level=2)
    assert within_gate(gated, "gentle_only", GENTLE) == GENTLE
    assert within_gate(gated, "prep_first", CLEARED) == CLEARED


# --- laws ---------------------------------------------------------------------------------------------


def figure(level: Level) -> Span | None:
    """The figure of a level, whatever it counts."""
    return level.seconds or level.breaths or level.reps


@st.composite
def records(draw: st.DrawFn) -> tuple[Stretch, Mode, tuple[Done, ...]]:
    """A stretch and any record of it at its own doses, with other twists between; the oldest first."""
    stretch = draw(st.sampled_from(STRETCHES))
    days = sorted(draw(st.lists(st.integers(0, 60), max_size=8)), reverse=True)
    return stretch, draw(st.sampled_from(Mode)), tuple(draw(_done(stretch, ago(day))) for day in days)


@st.composite
def _done(draw: st.DrawFn, stretch: Stretch, on: date) -> Done:
    stretch = draw(st.sampled_from((stretch, stretch, stretch, RECLINED)))
    level = draw(st.sampled_from(stretch.levels))
    span = figure(level)
    return Done(
        on=on,
        stretch=stretch.id,
        level=level.id,
        rounds=draw(st.integers(level.rounds.low, level.rounds.high)),
        amount=draw(st.integers(span.low, span.high)) if span else None,
        pain_before=draw(st.none() | st.integers(0, 5)),
        pain_after=draw(st.none() | st.just(0) | st.integers(0, 10)),
        eased=draw(st.just(0) | st.integers(0, 3)),
        broken=draw(st.none() | st.sampled_from(("stop", "pain", "silence"))),
        wish=draw(st.none() | st.sampled_from(("easier", "same", "harder"))),
        day_after=draw(st.none() | st.sampled_from(("same", "sore", "worse"))),
        twist=stretch.kind is Kind.TWIST,
    )


BOUNDS = st.builds(Bounds, top_level=st.integers(1, 5), start_level=st.integers(0, 2))


def inside(stretch: Stretch, dose: Course) -> bool:
    """Whether a dose lies inside the walls of its level."""
    level, span = stretch.level(dose.level), figure(stretch.level(dose.level))
    rounds = level.rounds.low <= dose.rounds <= level.rounds.high
    amount = dose.amount is None if span is None else dose.amount is not None and span.low <= dose.amount <= span.high
    return rounds and amount


def lightest(stretch: Stretch, mode: Mode) -> int:
    """The number of the lightest level in this form."""
    return min(level.number for level in stretch.levels if level.mode is mode or not _has(stretch, mode))


def _counts(stretch: Stretch, done: Done, mode: Mode) -> bool:
    """Whether a record speaks for this form: a stretch without the form has one ladder for both."""
    return stretch.level(done.level).mode is mode or not _has(stretch, mode)


def _has(stretch: Stretch, mode: Mode) -> bool:
    return any(level.mode is mode for level in stretch.levels)


@given(records(), BOUNDS)
def test_walls(told: tuple[Stretch, Mode, tuple[Done, ...]], bounds: Bounds) -> None:
    """Whatever was done, the dose lies inside the walls of its level, and the level inside those of the verdict."""
    stretch, mode, recent = told
    today = course(stretch, recent, TODAY, bounds, mode)

    assert inside(stretch, today)
    assert stretch.level(today.level).number <= max(bounds.top_level, lightest(stretch, mode))


@given(records(), BOUNDS)
def test_harder_walls(told: tuple[Stretch, Mode, tuple[Done, ...]], bounds: Bounds) -> None:
    """Whatever was done, "harder" stays inside all walls, and goes up by one level at most."""
    stretch, mode, recent = told
    today = course(stretch, recent, TODAY, bounds, mode)
    more = harder(stretch, today, recent, TODAY, bounds) or today

    assert inside(stretch, more)
    assert stretch.level(more.level).number <= max(bounds.top_level, stretch.level(today.level).number)
    assert stretch.level(more.level).number - stretch.level(today.level).number in (0, 1)


@given(records(), BOUNDS, st.integers(0, 3))
def test_monotone(told: tuple[Stretch, Mode, tuple[Done, ...]], bounds: Bounds, less: int) -> None:
    """Tighter walls never lead to a higher level."""
    stretch, mode, recent = told
    tighter = Bounds(top_level=max(1, bounds.top_level - less), start_level=max(0, bounds.start_level - less))
    wide, tight = (stretch.level(course(stretch, recent, TODAY, each, mode).level) for each in (bounds, tighter))

    assert tight.number <= wide.number


@given(records())
def test_one_level_at_a_time(told: tuple[Stretch, Mode, tuple[Done, ...]]) -> None:
    """From one session to the next nobody rises by more than one level."""
    stretch, mode, recent = told
    mine = [done for done in recent if done.stretch == stretch.id and _counts(stretch, done, mode)]
    before = max((stretch.level(done.level).number for done in mine), default=1)

    assert stretch.level(course(stretch, recent, TODAY, mode=mode).level).number <= before + 1


@given(records(), st.sampled_from(("pain", "eased", "worse")))
def test_never_up_after_trouble(told: tuple[Stretch, Mode, tuple[Done, ...]], trouble: str) -> None:
    """After pain, two wishes for less, or a worse day after, the next dose is not above the last one."""
    stretch, mode, recent = told
    changes: dict[str, dict[str, Any]] = {
        "pain": {"broken": "pain"},
        "eased": {"eased": 2},
        "worse": {"day_after": "worse"},
    }
    mine = [done for done in recent if done.stretch == stretch.id and _counts(stretch, done, mode)]
    last = replace(mine[-1] if mine else _first(stretch, mode), **changes[trouble])
    today = course(stretch, (*recent, replace(last, on=TODAY)), TODAY, mode=mode)

    assert stretch.level(today.level).number <= stretch.level(last.level).number


def _first(stretch: Stretch, mode: Mode) -> Done:
    first = course(stretch, (), TODAY, mode=mode)
    return Done(on=TODAY, stretch=stretch.id, level=first.level, rounds=first.rounds, amount=first.amount)
