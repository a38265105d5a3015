"""What the page about scale says of a million reminders at eight is what the sender's own pace gives."""

from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.reminders_sim import MILLION, PAID, morning, told
from bot.telegram.bulk import FREE

PAGE = (Path(__file__).parents[1] / "docs" / "scale.md").read_text("utf-8")


@pytest.mark.parametrize(("rate", "stars"), [(FREE, 0), (PAID, 97_000)])
def test_a_million_at_eight(rate: int, stars: int) -> None:
    """The pace hardly loses anything of its rate: the sum on paper, within a thousandth; and the page tells it."""
    one = morning(MILLION, rate)
    paper = timedelta(seconds=MILLION / rate)
    assert paper <= one.lasts + timedelta(seconds=1) <= paper * 1.001
    assert one.stars == stars
    assert told(one.lasts) in PAGE


def test_answers_go_first_and_leave_half() -> None:
    """Ten answers a second take their ten; a hundred take half, and no more."""
    quiet, busy, crowded = (morning(100_000, FREE, answers).lasts for answers in (0, 10, 100))
    assert 1.45 < busy / quiet < 1.55
    assert 1.9 < crowded / quiet < 2.05


def test_a_few_leave_at_once() -> None:
    """As many as the pace makes good in a fifth of a second need no wait to speak of."""
    assert morning(1, FREE).lasts == timedelta()
    assert morning(30, FREE).lasts <= timedelta(seconds=1)
