"""The figures that Prometheus reads."""

from datetime import timedelta

from prometheus_client import generate_latest

from bot.metrics import Metrics, Post


def shown(metrics: Metrics) -> dict[str, float]:
    """Every figure of ours, by its name and labels; of histograms the sum and the count."""
    lines = [line for line in generate_latest(metrics.registry).decode().splitlines() if line.startswith("unwind_")]
    figures = {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}
    return {name: value for name, value in figures.items() if "_bucket" not in name and "_created" not in name}


NOTHING = {
    'unwind_updates_total{outcome="taken"}': 0.0,
    'unwind_updates_total{outcome="set_aside"}': 0.0,
    "unwind_update_seconds_count": 0.0,
    "unwind_update_seconds_sum": 0.0,
    "unwind_bell_late_seconds_count": 0.0,
    "unwind_bell_late_seconds_sum": 0.0,
}


def test_a_process_begins_with_nothing() -> None:
    """Each has figures of its own, and all of them are there from the start."""
    Metrics().set_aside()
    assert shown(Metrics()) == NOTHING


def test_what_happened_is_counted() -> None:
    """Updates one by one, each with the time its batch took; bells by how late they rang. A clock that jumped back
    makes nothing early."""
    metrics = Metrics()
    metrics.took(3, timedelta(seconds=0.5))
    metrics.set_aside()
    metrics.rang([timedelta(seconds=0.25), timedelta(seconds=-5)])
    assert shown(metrics) == {
        'unwind_updates_total{outcome="taken"}': 3.0,
        'unwind_updates_total{outcome="set_aside"}': 1.0,
        "unwind_update_seconds_count": 3.0,
        "unwind_update_seconds_sum": 1.5,
        "unwind_bell_late_seconds_count": 2.0,
        "unwind_bell_late_seconds_sum": 0.25,
    }


def test_the_outbox_is_asked() -> None:
    """What stands there at the moment the figures are asked for is what they show."""
    metrics, letters = Metrics(), {("answer", "arrived"): 1}
    roles = {"bulk": True, "polling": False}
    metrics.watch(Post(letters=lambda: letters, under_way=lambda: {"answer": 2, "bulk": 0}, roles=lambda: roles))
    letters["answer", "arrived"] = 7
    assert {name: value for name, value in shown(metrics).items() if name not in NOTHING} == {
        'unwind_letters_total{lane="answer",outcome="arrived"}': 7.0,
        'unwind_letters_under_way{lane="answer"}': 2.0,
        'unwind_letters_under_way{lane="bulk"}': 0.0,
        'unwind_role{role="bulk"}': 1.0,
        'unwind_role{role="polling"}': 0.0,
    }
