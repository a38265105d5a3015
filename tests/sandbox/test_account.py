"""What the bot tells about itself, and what it is told."""

import aiohttp
import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

from bot.clock import TurnedClock
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.visitor import Visitor, arrives

START, STOP = BotCommand("start", "Begin"), BotCommand("stop", "Stop at once")


async def test_the_bot_knows_itself(sandbox: Sandbox, bot: Bot) -> None:
    """By the number in its token."""
    me = await bot.get_me()
    assert (int(sandbox.token.split(":")[0]), True, "unwind_sandbox_bot") == (me.id, me.is_bot, me.username)


async def test_a_chat_can_be_looked_at(bot: Bot, ana: Visitor) -> None:
    """With what the type demands."""
    chat = await bot.get_chat(ana.id)
    assert (chat.type, chat.first_name, chat.max_reaction_count) == ("private", "Ana", 11)


async def test_commands_are_kept_by_scope_and_language(bot: Bot, ana: Visitor) -> None:
    """The person sees the narrowest, in the own language first."""
    await bot.set_my_commands([START])
    assert [each["command"] for each in (await ana.chat())["commands"]] == ["start"]
    await bot.set_my_commands([START, STOP], scope=BotCommandScopeAllPrivateChats(), language_code="en")
    assert [each["command"] for each in (await ana.chat())["commands"]] == ["start", "stop"]
    await bot.set_my_commands([STOP], scope=BotCommandScopeChat(ana.id))
    assert [each["command"] for each in (await ana.chat())["commands"]] == ["stop"]
    assert await bot.get_my_commands() == (START,)
    await bot.delete_my_commands(scope=BotCommandScopeChat(ana.id))
    assert await bot.get_my_commands(scope=BotCommandScopeChat(ana.id)) == ()


@pytest.mark.parametrize(
    ("commands", "fault"),
    [
        ([{"command": "Start", "description": "a"}], "BOT_COMMAND_INVALID"),
        ([{"command": "start", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "start"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": "start", "description": "a"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ("start", "can't parse commands JSON object"),
    ],
)
async def test_wrong_commands_are_refused(call: Call, commands: object, fault: str) -> None:
    """In the server's words."""
    assert f"Bad Request: {fault}" == (await call("setMyCommands", commands=commands))["description"]


async def test_descriptions_are_kept_by_language(bot: Bot, ana: Visitor) -> None:
    """Another language falls back to the general one."""
    await bot.set_my_description("Gentle twists")
    await bot.set_my_short_description("Sanfte Drehungen", language_code="de")
    assert (await bot.get_my_description("de")).description == "Gentle twists"
    assert (await bot.get_my_short_description("de")).short_description == "Sanfte Drehungen"
    assert (await ana.chat())["bot"]["description"] == "Gentle twists"


async def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    """401 from the server, InvalidToken from the client."""
    async with HTTPXRequest() as request:
        stranger = Bot("1000000001:" + "x" * 35, base_url=sandbox.api_url, request=request)
        with pytest.raises(InvalidToken):
            await stranger.get_me()


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot{token}/danceAround", 404, "Not Found: method not found"),
        ("/bot123:abc/getMe", 401, "Unauthorized"),
        ("/botabc/getMe", 401, "Unauthorized: invalid token specified"),
        ("/file/bot{token}/photos/none.jpg", 404, "Not Found"),
        ("/file/bot123:abc/photos/none.jpg", 401, "Unauthorized"),
    ],
)
async def test_what_is_not_there_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str, status: int, description: str
) -> None:
    """With the status and the words of the server."""
    async with http.get(path.format(token=sandbox.token)) as answer:
        assert status == answer.status
        expected = {"ok": False, "error_code": status, "description": description}
        assert expected == await answer.json()


async def test_parameters_come_in_every_way(sandbox: Sandbox, http: aiohttp.ClientSession, ana: Visitor) -> None:
    """Query, form, multipart and JSON; the name of a method in any case."""
    path = f"/bot{sandbox.token}/SENDmessage"
    asked = {"chat_id": str(ana.id), "text": "a"}
    ways = [
        http.get(path, params=asked),
        http.post(path, data=asked),
        http.post(path, json=asked),
        http.post(path, data=_multipart(asked)),
        http.post(path, params={"chat_id": str(ana.id)}, json={"text": "a"}),
    ]
    for way in ways:
        async with way as answer:
            assert (await answer.json())["result"]["text"] == "a"
    async with http.post(path, data=b"{", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400


def _multipart(asked: dict[str, str]) -> aiohttp.FormData:
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in asked.items():
        form.add_field(name, value)
    return form


async def test_a_bot_cannot_close_at_once(bot: Bot, wall: TurnedClock) -> None:
    """Only ten minutes after the start."""
    with pytest.raises(RetryAfter):
        await bot.close()
    wall.turn(600)
    assert await bot.close()


async def test_after_logging_out_nothing_works(bot: Bot, call: Call) -> None:
    """The bot belongs to another server now."""
    await bot.log_out()
    assert (await call("getMe"))["description"] == "Bad Request: logged out"


async def test_people_differ(bot: Bot, http: aiohttp.ClientSession, ana: Visitor) -> None:
    """Each hears what is said to them, and is known by name and language."""
    bo = await arrives(http, "Bo", language_code="de")
    await bo.says("hallo")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.from_user is not None
    assert (update.message.from_user.first_name, update.message.from_user.language_code) == ("Bo", "de")
    await bot.send_message(bo.id, "for Bo")
    assert [each["text"] for each in await bo.sees()] == ["hallo", "for Bo"]
    assert [each["text"] for each in await ana.sees()] == ["/start"]
