"""Figures for Prometheus: how much is done, how fast, and what this process does for all; nothing about a person.

Counters begin at none with each process, as Prometheus expects.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Seconds. A hold that ends a tenth of a second late is in time; beyond ten it is offered again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Asked when the figures are: letters by lane and outcome, letters under way by lane, and roles by name, held or
    not."""

    letters: Callable[[], Mapping[tuple[str, str], int]]
    under_way: Callable[[], Mapping[str, int]]
    roles: Callable[[], Mapping[str, bool]]


class Metrics:
    """The figures of one process; `registry` holds them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._updates = Counter(
            "unwind_updates", "Updates, by what became of them.", ["outcome"], registry=self.registry
        )
        self._update_seconds = _histogram(
            "unwind_update_seconds", "From the arrival of an update to the commit of what follows.", self.registry
        )
        self._bell_seconds = _histogram(
            "unwind_bell_late_seconds", "From the moment a hold or rest was due to the commit.", self.registry
        )
        for outcome in ("taken", "set_aside"):
            self._updates.labels(outcome)

    def watch(self, post: Post) -> None:
        """Show the figures of the outbox, too."""
        self.registry.register(_Posted(post))

    def took(self, updates: int, passed: timedelta) -> None:
        """So many updates were committed together."""
        self._updates.labels("taken").inc(updates)
        for _ in range(updates):
            self._update_seconds.observe(max(0.0, passed.total_seconds()))

    def set_aside(self) -> None:
        """An update could not be taken."""
        self._updates.labels("set_aside").inc()

    def rang(self, late: Sequence[timedelta]) -> None:
        """What follows from bells was committed so much after they were due."""
        for each in late:
            self._bell_seconds.observe(max(0.0, each.total_seconds()))


def _histogram(name: str, words: str, registry: CollectorRegistry) -> Histogram:
    return Histogram(name, words, buckets=BUCKETS, registry=registry)


class _Posted(Collector):
    """Reads the figures of the outbox where they stand."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def collect(self) -> Iterable[Metric]:
        letters = CounterMetricFamily("unwind_letters", "Letters, by what became of a try.", labels=["lane", "outcome"])
        for (lane, outcome), number in self._post.letters().items():
            letters.add_metric([lane, outcome], number)
        under_way = GaugeMetricFamily("unwind_letters_under_way", "Letters on their way to Telegram.", labels=["lane"])
        for lane, number in self._post.under_way().items():
            under_way.add_metric([lane], number)
        roles = GaugeMetricFamily("unwind_role", "Whether this process does for all what one does.", labels=["role"])
        for role, held in self._post.roles().items():
            roles.add_metric([role], float(held))
        return letters, under_way, roles
