"""How fast the bulk lane flows: evenly, never above its rate in any second, and hardly below it. Pure.

Telegram allows 30 messages a second, up to 1,000 where they are paid for (`allow_paid_broadcast`). Answers never wait,
but they count: bulk takes what they leave of the rate, and half of it at least, so that a crowded hour does not keep
back every reminder. A late turn of ours is made good within a fifth of a second: without that, each hiccup would be
lost; with more of it, bulk would come in bursts.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

FREE = 30
"""Messages a second above which every one has to be paid for."""

SECOND = timedelta(seconds=1)
SLACK = timedelta(milliseconds=200)

Moments = tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPace:
    """At most `rate` messages a second. `bulk` and `answers` left within the last one; `due` is the even moment of
    the next."""

    rate: int
    bulk: Moments = ()
    answers: Moments = ()
    due: datetime | None = None

    def room(self, at: datetime) -> int:
        """How many bulk messages may leave now."""
        now = self._settled(at)
        left = self.rate - len(now.bulk) - len(now.answers)
        return max(0, min(left, (at - now._due(at)) // self._step + 1))

    def next(self, at: datetime) -> datetime:
        """The earliest moment at which one may leave, if nothing else does until then."""
        now = self._settled(at)
        last = sorted((*now.bulk, *now.answers))[-self.rate :]
        freed = last[0] + SECOND if len(last) == self.rate else at
        return max(at, freed, now._due(at))

    def after_bulk(self, at: datetime) -> "BulkPace":
        """A bulk message leaves."""
        now = self._settled(at)
        return replace(now, bulk=(*now.bulk, at), due=now._due(at) + self._step)

    def after_answer(self, at: datetime) -> "BulkPace":
        """An answer leaves; of many answers only as many count as leave bulk its half."""
        most = self.rate // 2
        now = self._settled(at)
        return replace(now, answers=(*now.answers, at)[-most:]) if most else now

    @property
    def _step(self) -> timedelta:
        return timedelta(microseconds=ceil(1_000_000 / self.rate))

    def _due(self, at: datetime) -> datetime:
        """When the next one would leave if all left evenly; what was missed is made good only within SLACK."""
        return at if self.due is None else max(self.due, at - SLACK)

    def _settled(self, at: datetime) -> "BulkPace":
        """Without what left more than a second ago, and without what lies ahead because the clock jumped back: what
        leaves after that is even all the same."""
        due = self.due if self.due is not None and self.due <= at + self._step else None
        return replace(self, bulk=_last_second(self.bulk, at), answers=_last_second(self.answers, at), due=due)


def _last_second(moments: Moments, at: datetime) -> Moments:
    return moments[bisect_right(moments, at - SECOND) : bisect_right(moments, at)]
