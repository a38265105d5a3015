"""The content we ship is whole."""

from typing import get_args

from bot.content.checked import Content
from bot.content.codes import Wish
from bot.content.load import load
from bot.core.library import Kind, When

CONTENT: Content = load()


def test_stretches() -> None:
    """The three twists and the preparation are there."""
    stretches = CONTENT.library.stretches

    twists = {stretch.id for stretch in stretches.values() if stretch.kind is Kind.TWIST}
    assert {"knee_drop", "reclined_twist", "prone_twist"} == twists
    assert {"belly_breathing", "pelvic_tilt", "knee_rocks", "cat_cow"} <= set(stretches)


def test_every_step_has_words() -> None:
    """Whatever step, side, level or variation comes up, there are words for it."""
    for stretch in CONTENT.library.stretches.values():
        for step in stretch.steps:
            side = stretch.first_side if step.when is When.SIDE else None
            assert CONTENT.words.text(f"stretch.{stretch.id}.step.{step.id}.say", side=side)
        for level in stretch.levels:
            assert CONTENT.words.text(f"stretch.{stretch.id}.level.{level.id}.title")
        for variation in stretch.variations:
            assert f"stretch.{stretch.id}.variation.{variation.id}.say" in CONTENT.words


def test_every_routine_has_words() -> None:
    """A routine can be shown in a menu and in a preview."""
    for id in CONTENT.library.routines:
        assert CONTENT.words.text(f"routine.{id}.title")
        assert CONTENT.words.text(f"routine.{id}.summary")


def test_every_fact_is_accounted_for() -> None:
    """The facts of the three sources are all used, changed or left out: 59, 84 and 124 of them."""
    totals = {audit.source: len({*audit.used, *dict(audit.changed), *dict(audit.left_out)}) for audit in CONTENT.audits}
    assert [59, 84, 124] == sorted(totals.values())  # noqa: SIM300


def test_limits_are_codes() -> None:
    """Every limit that the readiness check puts on a stretch is a code that a variation may name."""
    manner = {"no_step_up", "step_down"}  # limits of the dose, not of the form
    limits = {
        limit
        for question in CONTENT.library.table.questions.values()
        for rule in question.rules
        for limit in rule.restrictions
    }
    assert limits - manner <= set(get_args(Wish))
