"""Updates are posted as the real server posts them: one at a time in a queue, again when they are not taken."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.clock import Clock, FastClock, WallClock
from bot.sandbox import acts
from bot.sandbox.balancer import Balancer
from bot.sandbox.limits import Limits
from bot.sandbox.people import Json, Person
from bot.sandbox.posting import key_of, pause_after
from bot.sandbox.server import Sandbox

HOST = "bot.example"
URL = f"https://{HOST}/updates"
SECRET = "a-secret_1"


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One post that arrived."""

    update: Json
    secret: str
    path: str
    at: datetime


@dataclass
class Hall:
    """A bot that listens, and answers as it is told: statuses in turn, the last one for ever."""

    clock: Clock
    statuses: list[int] = field(default_factory=lambda: [200])
    retry_after: str = ""
    posts: list[Posted] = field(default_factory=list)
    waits: asyncio.Event | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    runner: web.AppRunner | None = None

    async def opens(self) -> str:
        """Listen; return the address."""
        app = web.Application()
        app.add_routes([web.post("/{path:.*}", self._posted)])
        self.runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    async def closes(self) -> None:
        """Listen no more."""
        assert self.runner is not None
        await self.runner.cleanup()

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Wait for posts until something is so."""
        async with asyncio.timeout(10):
            while not wanted():
                self.news.clear()
                await self.news.wait()

    @property
    def texts(self) -> list[str]:
        """What was written, in the order it arrived; a press is its data."""
        return [_text(each.update) for each in self.posts]

    async def _posted(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        now = self.clock.now()
        self.posts.append(Posted(update=await request.json(), secret=secret, path=request.path, at=now))
        self.news.set()
        if self.waits is not None:
            await self.waits.wait()
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        wait = {"Retry-After": self.retry_after} if self.retry_after and status != 200 else {}
        return web.Response(status=status, headers=wait)


def _text(update: Json) -> str:
    return str(update["message"]["text"] if "message" in update else update["callback_query"]["data"])


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A sandbox that posts, and who stands behind the address."""

    sandbox: Sandbox
    hall: Hall
    ana: Person
    target: str

    def says(self, text: str, person: Person | None = None) -> None:
        """Somebody writes."""
        who = person or self.ana
        acts.say(self.sandbox.world, who, text, who.id)

    def presses(self, data: str) -> None:
        """Ana presses a button of a message that is gone."""
        acts.press(self.sandbox.world, self.ana, 1, data, self.ana.id)

    def comes(self, name: str) -> Person:
        """Somebody else comes."""
        return acts.arrive(self.sandbox.world, name, "en", "UTC")

    def waiting(self) -> int:
        """How many updates nobody has taken."""
        return self.sandbox.world.updates.pending()


@pytest.fixture
def wall() -> Clock:
    """A minute passes in a tenth of a second."""
    return FastClock(600)


@pytest.fixture
async def scene(wall: Clock) -> AsyncIterator[Scene]:
    """A webhook is set, and one process stands behind it."""
    hall, sandbox = Hall(wall), Sandbox(WallClock(), limits=Limits.off(), wall=wall)
    await sandbox.start()
    target = await hall.opens()
    sandbox.balancers[HOST] = Balancer(target)
    async with Bot(sandbox.token, base_url=sandbox.api_url) as bot:
        await bot.set_webhook(URL, secret_token=SECRET)
    yield Scene(sandbox=sandbox, hall=hall, ana=acts.arrive(sandbox.world, "Ana", "en", "UTC"), target=target)
    await sandbox.stop()
    await hall.closes()


async def test_what_is_taken_is_posted_once(scene: Scene) -> None:
    """An update arrives at the path of the address with the secret, and is gone when it was taken."""
    scene.says("hello")
    scene.says("again")
    await scene.hall.until(lambda: len(scene.hall.posts) == 2)
    posted = scene.hall.posts[0]
    assert (posted.path, posted.secret) == ("/updates", SECRET)
    assert scene.hall.texts == ["hello", "again"]


async def test_one_at_a_time_in_a_chat(scene: Scene) -> None:
    """The second message of a chat leaves when the first was taken; somebody else's does not wait, nor does a press."""
    scene.hall.waits = asyncio.Event()
    scene.says("first")
    scene.says("second")
    scene.presses("pressed")
    scene.says("from Ben", scene.comes("Ben"))
    await scene.hall.until(lambda: len(scene.hall.posts) == 3)
    assert sorted(scene.hall.texts) == ["first", "from Ben", "pressed"]
    scene.hall.waits.set()
    await scene.hall.until(lambda: len(scene.hall.posts) == 4)
    assert scene.hall.texts[3] == "second"


async def test_again_until_it_is_taken(scene: Scene) -> None:
    """What is refused comes again, and what stands behind it waits for it."""
    scene.hall.statuses = [503, 500, 200]
    scene.says("first")
    scene.says("second")
    await scene.hall.until(lambda: len(scene.hall.posts) == 4)
    assert scene.hall.texts == ["first", "first", "first", "second"]


async def test_a_bot_may_ask_for_time(scene: Scene) -> None:
    """Retry-After is honoured."""
    scene.hall.statuses, scene.hall.retry_after = [503, 200], "60"
    scene.says("hello")
    await scene.hall.until(lambda: len(scene.hall.posts) == 2)
    first, second = scene.hall.posts
    assert (second.at - first.at).total_seconds() >= 59  # it counts from the answer, which no clock of ours saw


async def test_in_turn(scene: Scene, wall: Clock) -> None:
    """Several behind one address are asked in turn; one that is dead is skipped, one that comes is asked, too."""
    other = Hall(wall)
    target = await other.opens()
    balancer = scene.sandbox.balancers[HOST]
    balancer.add(target)
    for number in range(4):
        scene.says(str(number))
    await scene.hall.until(lambda: len(scene.hall.posts) == 2)
    await other.until(lambda: len(other.posts) == 2)
    await other.closes()
    for number in range(4):
        scene.says(f"later {number}")
    await scene.hall.until(lambda: len(scene.hall.posts) == 6)
    balancer.remove(target)
    scene.says("last")
    await scene.hall.until(lambda: scene.hall.texts[-1:] == ["last"])


async def test_nobody_there(scene: Scene) -> None:
    """While nobody listens nothing is lost, and the server says what is wrong."""
    await scene.hall.closes()
    scene.says("hello")
    async with Bot(scene.sandbox.token, base_url=scene.sandbox.api_url) as bot:
        async with asyncio.timeout(10):
            while not (info := await bot.get_webhook_info()).last_error_message:
                pass
        assert (info.url, info.pending_update_count) == (URL, 1)
        assert info.last_error_message == "Wrong response from the webhook: 502"
    scene.sandbox.balancers[HOST] = Balancer(await scene.hall.opens())
    await scene.hall.until(lambda: scene.hall.texts == ["hello"])


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://bot.example/", "", "https url must be provided"),
        ("https://bot.example:8080/", "", "only on ports 80, 88, 443 or 8443"),
        (URL, "x" * 257, "ecret token is too long"),
        (URL, "no space", "unallowed characters"),
    ],
)
async def test_what_is_refused(scene: Scene, url: str, secret: str, words: str) -> None:
    """An address or secret the real server does not take."""
    async with Bot(scene.sandbox.token, base_url=scene.sandbox.api_url) as bot:
        with pytest.raises(BadRequest, match=words):
            await bot.set_webhook(url, secret_token=secret)


def test_queues() -> None:
    """A message stands in the queue of its chat, all else in that of the person."""
    chat, user = {"id": -5}, {"id": 7}
    assert key_of({"update_id": 1, "message": {"chat": chat, "from": user}}) == ("chat", -5)
    assert key_of({"update_id": 2, "edited_message": {"chat": chat, "from": user}}) == ("chat", -5)
    assert key_of({"update_id": 3, "callback_query": {"from": user, "message": {"chat": chat}}}) == ("user", 7)
    assert key_of({"update_id": 4, "my_chat_member": {"chat": chat, "from": user}}) == ("user", 7)
    assert key_of({"update_id": 5}) == ("user", 0)


@pytest.mark.parametrize(
    ("failures", "asked", "seconds"),
    [(1, 0, 0), (2, 0, 2), (3, 0, 4), (6, 0, 32), (7, 0, 60), (99, 0, 60), (1, 5, 5), (9, 5, 5), (1, 9999, 3600)],
)
def test_pauses(failures: int, asked: int, seconds: int) -> None:
    """At once, then 2, 4, 8 ... seconds, a minute at most; what the bot asks for comes first, an hour at most."""
    assert pause_after(failures, asked) == seconds
