"""What goes wrong on purpose goes wrong exactly as planned, and no longer."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from tests.sandbox.conftest import Call
from tests.sandbox.visitor import Visitor


async def plan(http: aiohttp.ClientSession, **fault: Any) -> None:
    """Let something go wrong."""
    async with http.post("/sandbox/faults", json=fault) as answer:
        assert answer.status == 200, await answer.text()


async def said(ana: Visitor) -> list[str]:
    """What the bot has said."""
    return [each["text"] for each in await ana.sees() if not each["outgoing"]]


async def test_a_flood_comes_as_often_as_planned(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """429 with its seconds, for this method only."""
    await plan(http, kind="flood", method="sendMessage", retry_after=7, times=2)
    await bot.get_me()
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(ana.id, "a")
        assert refused.value.retry_after == timedelta(seconds=7)
    await bot.send_message(ana.id, "a")
    assert await said(ana) == ["a"]


async def test_an_outage_has_no_answer_of_the_bot_api(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """502 with a page for humans."""
    await plan(http, kind="outage")
    with pytest.raises(NetworkError):
        await bot.send_message(ana.id, "a")
    assert await said(ana) == []


@pytest.mark.parametrize(("after", "arrived"), [(False, []), (True, ["a"])])
async def test_a_cut_before_or_after(
    http: aiohttp.ClientSession, bot: Bot, ana: Visitor, after: bool, arrived: list[str]
) -> None:
    """The client cannot tell the two apart; the person can."""
    await plan(http, kind="cut", method="sendMessage", after=after)
    with pytest.raises(NetworkError):
        await bot.send_message(ana.id, "a")
    assert arrived == await said(ana)


async def test_a_slow_answer_may_have_done_its_work(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """The client gives up; the message is there."""
    await plan(http, kind="hang", method="sendMessage", after=True, seconds=5)
    with pytest.raises(TimedOut):
        await bot.send_message(ana.id, "a", read_timeout=0.05)
    assert await said(ana) == ["a"]


async def test_updates_can_come_twice(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """Although they were confirmed."""
    await ana.says("a")
    (first,) = await bot.get_updates()
    assert await bot.get_updates(offset=first.update_id + 1) == ()
    await plan(http, kind="repeat")
    assert (first,) == await bot.get_updates(offset=first.update_id + 1)
    assert await bot.get_updates(offset=first.update_id + 1) == ()


async def test_a_fault_can_be_meant_for_one_chat(http: aiohttp.ClientSession, call: Call, ana: Visitor) -> None:
    """Others go on."""
    await plan(http, kind="flood", chat_id=1)
    assert (await call("sendMessage", chat_id=ana.id, text="a"))["ok"]
    assert (await call("sendMessage", chat_id=1, text="a"))["error_code"] == 429


async def test_faults_can_be_seen_and_called_off(http: aiohttp.ClientSession, bot: Bot) -> None:
    """A list, and a broom."""
    await plan(http, kind="flood", times=3)
    async with http.get("/sandbox/faults") as answer:
        assert [(each["kind"], each["times"]) for each in await answer.json()] == [("flood", 3)]
    async with http.delete("/sandbox/faults") as answer:
        assert await answer.json() == []
    await bot.get_me()


async def test_an_unknown_fault_is_refused_by_name(http: aiohttp.ClientSession) -> None:
    """With the field at fault."""
    async with http.post("/sandbox/faults", json={"kind": "flood", "seconds": -1}) as answer:
        assert answer.status == 400
        assert await answer.json() == {"error": "seconds: Input should be greater than or equal to 0"}


@pytest.mark.parametrize(("after", "arrived"), [(False, []), (True, ["a"])])
async def test_a_garbled_answer(
    http: aiohttp.ClientSession, bot: Bot, ana: Visitor, after: bool, arrived: list[str]
) -> None:
    """It cannot be read, whether the message is there or not."""
    await plan(http, kind="garble", method="sendMessage", after=after)
    with pytest.raises(TelegramError):
        await bot.send_message(ana.id, "a")
    assert arrived == await said(ana)


async def test_swapped_updates(http: aiohttp.ClientSession, bot: Bot, ana: Visitor) -> None:
    """Neighbours come the wrong way round, once; their numbers stay as they were."""
    for text in ("a", "b", "c"):
        await ana.says(text)
    await plan(http, kind="swap", method="getUpdates")
    swapped, straight = [await bot.get_updates() for _ in range(2)]
    assert [each.message.text for each in swapped if each.message] == ["b", "a", "c"]
    assert [each.update_id for each in straight] == sorted(each.update_id for each in swapped)
