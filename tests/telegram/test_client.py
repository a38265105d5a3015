"""Requests, and what became of them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.sandbox import acts
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from bot.telegram.client import BadToken, Client
from bot.telegram.request import Flooded, Request, Troubled, Unsent, Unsure
from tests.telegram.made import Answer, Table

FALSE_TOKEN = "123456789:AAfake_fake-fake0fake1fake2fake3fake"


async def test_name(client: Client) -> None:
    """The bot learns its own name."""
    assert await client.name() == "unwind_sandbox_bot"


async def test_updates(client: Client, table: Table) -> None:
    """Updates come raw, from the offset on; asking confirms what is before it."""
    world = table.sandbox.world
    for text in ("one", "two"):
        acts.say(world, table.visitor(), text, table.ann)
    first, second = await client.updates(None)
    again = await client.updates(second["update_id"])
    assert [second] == again
    assert first["message"]["text"] == "one"


async def test_bad_token(sandbox: Sandbox) -> None:
    """A token the server refuses is told by its setting; nothing shows the token."""
    async with Client(FALSE_TOKEN, sandbox.api_url) as client:
        with pytest.raises(BadToken, match="BOT_TOKEN was refused by 127") as caught:
            await client.name()
        with pytest.raises(BadToken):
            await client.updates(None)
    assert FALSE_TOKEN not in f"{caught.value!r}{caught.value.__cause__!r}"


async def send(client: Client, table: Table) -> None:
    await client.bot.send_message(table.ann, "hello")


@pytest.mark.parametrize(
    ("fault", "expected", "said"),
    [
        (Fault(kind="cut"), Unsure, 0),
        (Fault(kind="cut", after=True), Unsure, 1),
        (Fault(kind="outage", status=502), Troubled, 0),
        (Fault(kind="flood", retry_after=9), Flooded, 0),
    ],
)
async def test_faults(client: Client, table: Table, fault: Fault, expected: type[TelegramError], said: int) -> None:
    """Each way a request can fail has its own name."""
    table.sandbox.faults.plan(fault)
    with pytest.raises(expected):
        await send(client, table)
    assert len(table.shown()) == said


async def test_refusal(client: Client) -> None:
    """A refusal keeps Telegram's words."""
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.bot.send_message(404, "hello")


async def test_nobody_there(unused_tcp_port: int) -> None:
    """Where no connection can be made, nothing was sent."""
    async with Client(FALSE_TOKEN, f"http://127.0.0.1:{unused_tcp_port}") as client:
        with pytest.raises(Unsent) as caught:
            await client.bot.send_message(7, "hello")
    assert FALSE_TOKEN not in str(caught.value)


async def test_not_open() -> None:
    """Before it is open nothing can be sent, and nothing has to be closed."""
    await Request(connections=1).shutdown()
    with pytest.raises(Unsent):
        await Client(FALSE_TOKEN, "http://127.0.0.1:1").bot.send_message(7, "hello")


async def test_no_address() -> None:
    """An address that is none is a request that never left, and the error does not show it."""
    request = Request(connections=1)
    assert request.read_timeout == 20
    async with request:
        with pytest.raises(Unsent) as caught:
            await request.do_request(f"http://[bot{FALSE_TOKEN}", "POST")
    assert FALSE_TOKEN not in str(caught.value)


async def test_no_answer(scripted: Callable[[Answer], Awaitable[str]]) -> None:
    """A server that takes a request and does not answer in time may have carried it out."""

    async def silent(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        await request.read()
        await answer.write(b"{")
        assert request.transport is not None
        request.transport.close()
        return answer

    url = await scripted(silent)
    async with Request(connections=1, answering=5) as request:
        with pytest.raises(Unsure):
            await request.post(f"{url}/x")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, "<h1>hello</h1>", Unsure),
        (200, '{"ok": true, "result": {}}', TelegramError),
        (429, "too many", Flooded),
        (429, '{"parameters": {"retry_after": 0}}', Flooded),
        (429, "[]", Flooded),
        (503, "", Troubled),
    ],
)
async def test_odd_answers(
    scripted: Callable[[Answer], Awaitable[str]], status: int, body: str, expected: type[TelegramError]
) -> None:
    """An answer that is not Telegram's is an error of a known kind, never a crash."""

    async def odd(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=body)

    async with Client(FALSE_TOKEN, await scripted(odd)) as client:
        with pytest.raises(expected) as caught:
            await client.updates(None)
    assert getattr(caught.value, "seconds", 1) == 1


async def test_library_agrees(sandbox: Sandbox, table: Table) -> None:
    """The library's own client gets the same answer over our requests as over its own."""
    ours = Client(sandbox.token, sandbox.api_url)
    async with Bot(sandbox.token, base_url=sandbox.api_url) as theirs, ours:
        assert await theirs.get_me() == await ours.bot.get_me()


# --- before it left ----------------------------------------------------------------------------------


async def test_no_connection_free(scripted: Callable[[Answer], Awaitable[str]]) -> None:
    """Who waits in vain for a connection that others use was not sent; the one that uses it is answered."""
    asked, over = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        asked.set()
        await over.wait()
        return web.json_response({"ok": True, "result": 1})

    url = await scripted(slow)
    async with Request(connections=1, connecting=0.05) as request:
        first = asyncio.create_task(request.post(f"{url}/x"))
        await asked.wait()
        with pytest.raises(Unsent):
            await request.post(f"{url}/x")
        over.set()
        assert await first == 1


async def via(proxy: web.Request) -> web.StreamResponse:
    """A proxy that answers itself: by the name of the server it was asked for."""
    me = {"id": 1, "is_bot": True, "first_name": "x", "username": proxy.host.replace(".", "_")}
    return web.json_response({"ok": True, "result": me})


async def test_proxy(scripted: Callable[[Answer], Awaitable[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy that is set is used, else the one of the environment; with "" none is."""
    proxy = await scripted(via)
    async with Client(FALSE_TOKEN, "http://set.invalid", proxy=proxy) as client:
        assert await client.name() == "set_invalid"
    for name in ("NO_PROXY", "no_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", proxy)
    async with Client(FALSE_TOKEN, "http://environment.invalid") as client:
        assert await client.name() == "environment_invalid"
    async with Client(FALSE_TOKEN, "http://nobody.invalid", proxy="") as client:
        with pytest.raises(Unsent):
            await client.name()


async def test_proxy_refuses(scripted: Callable[[Answer], Awaitable[str]]) -> None:
    """A proxy that does not let us through: nothing was sent, and neither token nor password is told."""

    async def strict(request: web.Request) -> web.StreamResponse:
        return web.Response(status=407)

    proxy = (await scripted(strict)).replace("//", "//me:hunter3@")
    async with Client(FALSE_TOKEN, "https://telegram.invalid", proxy=proxy) as client:
        with pytest.raises(Unsent) as caught:
            await client.bot.send_message(7, "hello")
    assert [secret for secret in (FALSE_TOKEN, "hunter3") if secret in repr(caught.value)] == []


async def test_connections_are_kept(scripted: Callable[[Answer], Awaitable[str]]) -> None:
    """One request after another goes over one connection."""
    peers: set[object] = set()

    async def counted(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return web.json_response({"ok": True, "result": []})

    async with Client(FALSE_TOKEN, await scripted(counted)) as client:
        for _ in range(3):
            await client.updates(None)
    assert len(peers) == 1
