"""A load balancer in front of a bot: an https address leads to addresses on this machine, taken in turn."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

PATIENCE = aiohttp.ClientTimeout(total=60)

NOBODY_THERE = 502


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a post: its status, and the seconds the bot asked us to wait, if it did."""

    status: int
    retry_after: int = 0

    @property
    def is_taken(self) -> bool:
        """Whether the bot took the update."""
        return 200 <= self.status <= 299


class Balancer:
    """Posts to its targets in turn. One that cannot be reached is skipped; one that breaks off is no longer asked the
    same again, as it may have done the work: that is 502."""

    def __init__(self, *targets: str) -> None:
        """Targets look like http://127.0.0.1:8080."""
        self._targets = list(targets)

    def add(self, target: str) -> None:
        """One more stands behind it."""
        self._targets.append(target)

    def remove(self, target: str) -> None:
        """One stands behind it no more."""
        self._targets.remove(target)

    async def post(self, session: aiohttp.ClientSession, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Post to the next target that can be reached."""
        for _ in range(len(self._targets)):
            target = self._targets.pop(0)
            self._targets.append(target)
            try:
                return await _post(session, target + path, body, headers)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                break
        return Answer(status=NOBODY_THERE)


async def _post(session: aiohttp.ClientSession, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    async with session.post(url, data=body, headers=headers, timeout=PATIENCE) as answer:
        await answer.read()
        wait = answer.headers.get("Retry-After", "")
        return Answer(status=answer.status, retry_after=int(wait) if wait.isdecimal() else 0)
