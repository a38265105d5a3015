"""People act over HTTP: each act becomes the update that the real server would send."""

import asyncio
import json
from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot

from bot.clock import FastClock
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import NOON
from tests.sandbox.visitor import Json, Visitor, arrives


async def test_a_command_is_marked(bot: Bot, ana: Visitor) -> None:
    """With the entity that bots look for; the date is the sandbox's."""
    await ana.says("🙂 /stop now")
    (update,) = await bot.get_updates()
    message = update.message
    assert message is not None
    assert (
        message.chat.type,
        message.date,
        [(e.type, e.offset, e.length) for e in message.entities],
    ) == ("private", NOON, [("bot_command", 3, 5)])


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "document", "location", "contact", "dice"])
async def test_odd_things_can_be_sent(bot: Bot, ana: Visitor, kind: str) -> None:
    """Each arrives as its own type."""
    await ana.sends(kind)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert getattr(update.message, kind)


async def test_a_location_is_where_one_says(bot: Bot, ana: Visitor) -> None:
    """In degrees."""
    await ana.sends("location", latitude=-36.85, longitude=174.76)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.location is not None
    assert (update.message.location.latitude, update.message.location.longitude) == (-36.85, 174.76)


async def test_an_own_file_can_be_sent(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """And the bot can load it."""
    form = aiohttp.FormData({"kind": "document", "caption": "my notes"})
    form.add_field("file", b"words", filename="notes.txt")
    async with http.post(f"/sandbox/people/{ana.id}/uploads", data=form) as answer:
        assert answer.status == 200
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.caption == "my notes"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"words"


async def test_an_edit_is_told(bot: Bot, ana: Visitor) -> None:
    """As edited_message."""
    said = await ana.says("raedy")
    await ana.does("edits", message_id=said["message_id"], text="ready")
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert ("ready", said["message_id"], NOON) == (edited.text, edited.message_id, edited.edit_date)


async def test_a_group_and_a_channel(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """The bot is told of its place, hears what is said, and can answer."""
    rooms = []
    for kind in ("group", "channel"):
        async with http.post("/sandbox/rooms", json={"title": "Mats", "type": kind, "opened_by": ana.id}) as answer:
            rooms.append(await answer.json())
    group, channel = rooms
    await ana.says("hello all", chat_id=group["id"])
    async with http.post(f"/sandbox/rooms/{channel['id']}/posts", json={"text": "news"}) as answer:
        assert answer.status == 200
    joined, led, message, post = await bot.get_updates()
    assert joined.my_chat_member is not None
    assert led.my_chat_member is not None
    assert (
        joined.my_chat_member.new_chat_member.status,
        led.my_chat_member.new_chat_member.status,
    ) == ("member", "administrator")
    assert message.message is not None
    assert (message.message.chat.type, message.message.text) == ("group", "hello all")
    assert post.channel_post is not None
    assert (
        post.channel_post.chat.type,
        post.channel_post.text,
        post.channel_post.from_user,
    ) == ("channel", "news", None)
    await bot.send_message(group["id"], "hello")
    async with http.get(f"/sandbox/rooms/{group['id']}/chat") as answer:
        assert [each["text"] for each in (await answer.json())["messages"]] == ["hello all", "hello"]


async def test_writing_lets_a_blocked_bot_in_again(bot: Bot, ana: Visitor) -> None:
    """As the apps do."""
    await ana.does("block")
    await ana.says("I am back")
    await bot.send_message(ana.id, "welcome")
    assert not (await ana.chat())["person"]["blocked"]


async def test_a_person_can_come_back_with_the_same_number(http: aiohttp.ClientSession, ana: Visitor) -> None:
    """A tab that outlives the sandbox keeps its person; what is known stays."""
    again = await arrives(http, "Anna", id=ana.id)
    assert ana.id == again.id
    person = (await ana.chat())["person"]
    assert (person["name"], person["started"]) == ("Anna", True)


async def test_a_chat_can_be_waited_for(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """The answer comes when something changes, not before."""
    version = (await ana.chat())["version"]
    address = f"/sandbox/people/{ana.id}/chat"

    async def wait() -> Json:
        async with http.get(address, params={"after": version, "timeout": "20"}) as answer:
            return dict(await answer.json())

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0)
    await bot.send_message(ana.id, "here I am")
    chat = await waiting
    assert (version + 1, "here I am") == (chat["version"], chat["messages"][-1]["text"])


async def test_the_stream_tells_what_changes(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """First the clock, then each change in order."""
    async with http.get(f"/sandbox/people/{ana.id}/stream") as stream:
        kinds = []
        assert stream.content_type == "text/event-stream"
        kinds.append(await _next(stream))
        sent = await bot.send_message(ana.id, "a")
        await bot.send_chat_action(ana.id, "typing")
        await bot.edit_message_text("b", ana.id, sent.message_id)
        await bot.delete_message(ana.id, sent.message_id)
        kinds += [await _next(stream) for _ in range(4)]
    assert kinds == ["clock", "message", "action", "edit", "delete"]


async def _next(stream: aiohttp.ClientResponse) -> str:
    line = await stream.content.readuntil(b"\n\n")
    return str(json.loads(line.decode().removeprefix("data: "))["kind"])


@pytest.mark.parametrize(
    ("path", "body", "status", "fault"),
    [
        ("/sandbox/people", {"name": ""}, 400, "name: String should have at least 1 character"),
        ("/sandbox/people", {"name": "A", "zone": "Mars"}, 400, "zone: Value error, no such time zone"),
        ("/sandbox/people", {"name": "A", "shoe": 42}, 400, "shoe: Extra inputs are not permitted"),
        ("/sandbox/people/1/messages", {"text": "a"}, 404, "no person 1 in the sandbox"),
        ("/sandbox/rooms/-1/posts", {"text": "a"}, 404, "no room -1 in the sandbox"),
        ("/sandbox/clock", {"rate": 0}, 400, "rate: Input should be greater than 0"),
        ("/sandbox/clock", {"rate": 5}, 409, "this sandbox has a clock that cannot be sped up"),
        ("/sandbox/updates", [], 400, "body: Input should be an object"),
        ("/sandbox/rooms", {"title": "A", "opened_by": 1}, 404, "no person 1 in the sandbox"),
    ],
)
async def test_a_wrong_ask_is_refused_by_name(
    http: aiohttp.ClientSession, path: str, body: object, status: int, fault: str
) -> None:
    """The field at fault, or what is not there."""
    async with http.post(path, json=body) as answer:
        assert (status, {"error": fault}) == (answer.status, await answer.json())


async def test_another_site_may_not_act(http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    """A page from elsewhere in the same browser is turned away."""
    elsewhere = {"Origin": "https://example.org"}
    async with http.post("/sandbox/people", json={"name": "A"}, headers=elsewhere) as answer:
        assert answer.status == 403
    here = {"Origin": sandbox.page_url.rstrip("/")}
    async with http.post("/sandbox/people", json={"name": "A"}, headers=here) as answer:
        assert answer.status == 200


async def test_the_clock_can_be_sped_up() -> None:
    """Messages are dated by it."""
    clock = FastClock()
    sandbox = Sandbox(clock, limits=Limits.off())
    async with aiohttp.ClientSession(await sandbox.start()) as http:
        ana = await arrives(http)
        before = clock.now()
        async with http.post("/sandbox/clock", json={"rate": 86400}) as answer:
            assert (await answer.json())["rate"] == 86400
        while clock.now() < before + timedelta(minutes=5):
            await ana.says("still here")
        said = await ana.says("later")
    await sandbox.stop()
    assert said["date"] >= int((before + timedelta(minutes=5)).timestamp())


async def test_the_state_can_be_looked_at(http: aiohttp.ClientSession, ana: Visitor) -> None:
    """Who is there, what waits, what the clock shows, whether limits hold."""
    await ana.says("a")
    async with http.get("/sandbox/state") as answer:
        state = await answer.json()
    assert (["Ana"], 1, NOON.isoformat(), False) == (
        [each["name"] for each in state["people"]],
        state["pending_updates"],
        state["clock"]["now"],
        state["limits"]["enforced"],
    )


async def test_the_port_is_named_when_it_is_taken(sandbox: Sandbox, clock: FastClock) -> None:
    """OSError with the setting that changes it, as the program that starts it expects."""
    port = int(sandbox.page_url.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(OSError, match=f"port {port} of 127.0.0.1 is taken; set PORT"):
        await Sandbox(clock).start("127.0.0.1", port)


async def test_limits_can_be_switched(http: aiohttp.ClientSession) -> None:
    """While it runs."""
    for enforced in (True, False):
        async with http.post("/sandbox/limits", json={"enforced": enforced}) as answer:
            assert {"enforced": enforced} == await answer.json()
        async with http.get("/sandbox/state") as answer:
            assert {"enforced": enforced} == (await answer.json())["limits"]


async def test_what_a_person_cannot_do_is_refused(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """Edit what the bot said, write nothing, react to nothing, be in a room that is not there."""
    sent = await bot.send_message(ana.id, "a")
    person = f"/sandbox/people/{ana.id}"
    for path, body, status in (
        (f"{person}/edits", {"message_id": sent.message_id, "text": "b"}, 400),
        (f"{person}/messages", {"text": "  "}, 400),
        (f"{person}/reactions", {"message_id": 1, "emoji": "👍"}, 400),
        (f"{person}/messages", {"text": "a", "chat_id": -7}, 404),
    ):
        async with http.post(path, json=body) as answer:
            assert status == answer.status
