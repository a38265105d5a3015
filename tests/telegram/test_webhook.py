"""The webhook: strangers are turned away, and nobody hears "200" before the commit."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Counter

from bot.clock import TurnedClock
from bot.heard import Heard, Said
from bot.telegram.client import Client
from bot.telegram.desk import Desk
from bot.telegram.front import front
from bot.telegram.webhook import MOST_BYTES, SECRET_HEADER, Webhook, path_of, secret_of
from tests.telegram.made import AT, Table

URL = "https://bot.example/updates"
SECRET = "a-secret-of-ours"
HEADERS = {SECRET_HEADER: SECRET}


@dataclass
class Hall:
    """A process that listens for posts, and what it took."""

    address: str = ""
    texts: list[str] = field(default_factory=list)
    refuses: bool = False
    waits: asyncio.Event | None = None
    ready: bool = True

    async def take(self, batch: Sequence[Heard]) -> Sequence[str | None]:
        if self.waits:
            await self.waits.wait()
        if self.refuses:
            raise RuntimeError("no commit")
        self.texts += [each.what.text for each in batch if isinstance(each.what, Said)]
        return [None for _ in batch]

    async def is_ready(self) -> bool:
        return self.ready

    async def posts(self, body: object, headers: dict[str, str] = HEADERS, path: str = "/updates") -> int:
        """Post something, and return the status of the answer."""
        data = BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.address + path, data=data, headers=headers) as answer,
        ):
            return answer.status

    async def asks(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(self.address + path) as answer:
            return answer.status, await answer.text()


def typed(text: str, update: int = 1) -> dict[str, Any]:
    """An update as Telegram posts it."""
    ann = {"id": 501, "is_bot": False, "first_name": "Ann"}
    chat = {"id": 501, "type": "private", "first_name": "Ann"}
    return {
        "update_id": update,
        "message": {"message_id": update, "date": 1, "from": ann, "chat": chat, "text": text},
    }


@asynccontextmanager
async def listening(client: Client, table: Table, hall: Hall) -> AsyncIterator[Hall]:
    """A process with a webhook that Telegram knows."""
    desk = Desk(bot=client.bot, store=table.store, clock=TurnedClock(AT), take=hall.take, pauses=at_once)
    webhook = Webhook(client, desk, URL, SECRET, pauses=at_once)
    stop, registry = asyncio.Event(), CollectorRegistry()
    Counter("greetings", "Words of welcome.", registry=registry)
    async with front("127.0.0.1", 0, webhook.routes, hall.is_ready, registry) as hall.address:
        running = asyncio.create_task(webhook.run(stop))
        await webhook.known.wait()
        try:
            yield hall
        finally:
            stop.set()
            await running


def at_once(failures: int) -> float:
    return 0.0


@pytest.fixture
async def hall(client: Client, table: Table) -> AsyncIterator[Hall]:
    async with listening(client, table, Hall()) as made:
        yield made


async def test_what_is_posted_is_taken(hall: Hall) -> None:
    """An update is committed and answered with 200."""
    assert await hall.posts(typed("hello")) == 200
    assert hall.texts == ["hello"]


async def test_any_content_type_will_do(hall: Hall) -> None:
    """Telegram may name the alphabet, too."""
    headers = HEADERS | {"Content-Type": "application/json; charset=utf-8"}
    assert await hall.posts(typed("hello"), headers) == 200


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "a guess"}, {SECRET_HEADER: SECRET + "x"}])
async def test_strangers_are_turned_away(hall: Hall, headers: dict[str, str]) -> None:
    """Without the secret nothing is taken."""
    assert await hall.posts(typed("hello"), headers) == 401
    assert hall.texts == []


@pytest.mark.parametrize("body", [b"no json", [], {"update_id": "one"}, b"\xff\xfe", b""])
async def test_what_is_no_update_is_refused(hall: Hall, body: object) -> None:
    """What does not come from Telegram gets 400, and disturbs nobody."""
    assert await hall.posts(body) == 400
    assert await hall.posts(typed("hello")) == 200


async def test_too_large(hall: Hall) -> None:
    """A body beyond the limit is not read."""
    assert await hall.posts(b"x" * (MOST_BYTES + 1)) == 413


async def test_unreadable_is_set_aside(hall: Hall, table: Table) -> None:
    """An update that cannot be read is set aside, and confirmed: Telegram must not post it for a day."""
    assert await hall.posts({"update_id": 7, "message": {"text": "my secret"}}) == 200
    assert table.asked("select id from unread") == [(7,)]


async def test_not_before_the_commit(client: Client, table: Table) -> None:
    """While the commit is under way there is no answer."""
    hall = Hall(waits=asyncio.Event())
    async with listening(client, table, hall):
        posting = asyncio.create_task(hall.posts(typed("hello")))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(posting), 0.05)
        assert hall.waits is not None
        hall.waits.set()
        assert await posting == 200


async def test_no_commit_no_200(client: Client, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can neither be committed nor set aside is refused for now, and Telegram posts it again."""
    hall = Hall(refuses=True)

    async def deaf(*_: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(table.store, "set_aside", deaf)
    async with listening(client, table, hall):
        assert await hall.posts(typed("hello")) == 503
        hall.refuses = False
        assert await hall.posts(typed("hello")) == 200
    assert hall.texts == ["hello"]


async def test_telegram_is_told(hall: Hall, table: Table) -> None:
    """Telegram knows the address, and keeps it when the process ends: another may stand beside it."""
    assert table.sandbox.world.profile.webhook["url"] == URL


async def test_health(client: Client, table: Table) -> None:
    """It lives as long as it answers, and is ready while its store answers."""
    async with listening(client, table, Hall()) as hall:
        assert await hall.asks("/healthz/live") == (200, '{"live": true}')
        assert await hall.asks("/healthz") == (200, '{"ready": true}')
        hall.ready = False
        assert await hall.asks("/healthz") == (503, '{"ready": false}')


async def test_metrics(hall: Hall) -> None:
    """What was counted is shown the way Prometheus reads it."""
    status, text = await hall.asks("/metrics")
    assert (status, "greetings_total 0.0" in text) == (200, True)


def test_one_secret_for_all_processes() -> None:
    """Processes with one token know one secret, which Telegram takes and which does not tell the token."""
    token = "123456:AAE-not-a-real-token-of-anybody-at-all"
    secret = secret_of(token)
    assert secret == secret_of(token)
    assert secret != secret_of(token + "x")
    assert len(secret) == 64
    assert secret.isalnum()


def test_the_path_is_the_addresses() -> None:
    """Updates arrive where the address says."""
    assert [path_of(url) for url in ("https://a.example/x/y", "https://a.example")] == ["/x/y", "/"]
