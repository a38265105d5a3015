"""getUpdates as it really is: nothing is forgotten before it is confirmed, and one bot at a time."""

import asyncio

import aiohttp
import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from bot.clock import TurnedClock
from bot.sandbox.limits import Flow, Limits
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import NOON, Call
from tests.sandbox.visitor import Visitor, arrives

POLLING = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    """What was written."""
    return [update.message.text if update.message else None for update in updates]


async def test_updates_stay_until_confirmed(bot: Bot, ana: Visitor) -> None:
    """An offset confirms everything below it, and nothing else does."""
    for text in ("a", "b", "c"):
        await ana.says(text)
    first = await bot.get_updates()
    assert ["a", "b", "c"] == texts(first) == texts(await bot.get_updates())
    assert texts(await bot.get_updates(offset=first[1].update_id)) == ["b", "c"]
    assert texts(await bot.get_updates(offset=first[0].update_id)) == ["b", "c"]
    assert texts(await bot.get_updates(offset=first[2].update_id + 1)) == []


async def test_a_limit_leaves_the_rest(bot: Bot, ana: Visitor) -> None:
    """100 at most, also when more are asked for."""
    for number in range(102):
        await ana.says(str(number))
    assert texts(await bot.get_updates(limit=2)) == ["0", "1"]
    assert len(await bot.get_updates(limit=1000)) == 100


async def test_a_negative_offset_keeps_the_last(bot: Bot, ana: Visitor) -> None:
    """All before are forgotten."""
    for text in ("a", "b", "c"):
        await ana.says(text)
    assert ["c"] == texts(await bot.get_updates(offset=-1)) == texts(await bot.get_updates())


async def test_an_offset_from_elsewhere_starts_at_the_oldest(bot: Bot, ana: Visitor) -> None:
    """Far beyond the queue it is taken for a mistake."""
    await ana.says("a")
    (update,) = await bot.get_updates()
    assert texts(await bot.get_updates(offset=update.update_id + 1000)) == ["a"]


async def test_a_poll_waits_for_what_comes(bot: Bot, ana: Visitor) -> None:
    """It answers at once when something happens."""
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0)
    await ana.says("a")
    assert texts(await waiting) == ["a"]


async def test_two_pollers_cannot_wait(sandbox: Sandbox, bot: Bot, ana: Visitor) -> None:
    """The one that waited goes with 409, the later one stays."""
    first = asyncio.create_task(bot.get_updates(timeout=20))
    async with Bot(sandbox.token, base_url=sandbox.api_url) as other:
        second = asyncio.create_task(other.get_updates(timeout=20))
        done, _ = await asyncio.wait({first, second}, return_when=asyncio.FIRST_COMPLETED)
        (ended,) = done
        assert isinstance(ended.exception(), Conflict)
        assert str(ended.exception()) == (
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        await ana.says("a")
        (stayed,) = {first, second} - done
        assert texts(await stayed) == ["a"]


async def test_a_webhook_shuts_polls_out(bot: Bot, call: Call, ana: Visitor) -> None:
    """A waiting poll ends, the next is refused, until the webhook is deleted."""
    await ana.says("a")
    assert await bot.set_webhook("https://example.org/hook")
    assert await call("getUpdates") == {"ok": False, "error_code": 409, "description": POLLING}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == ("https://example.org/hook", 1, 40)
    assert await bot.delete_webhook()
    assert texts(await bot.get_updates()) == ["a"]
    with pytest.raises(BadRequest, match="Bad webhook: an https url must be provided for webhook"):
        await bot.set_webhook("http://example.org/hook")


async def test_pending_updates_can_be_dropped(bot: Bot, ana: Visitor) -> None:
    """When the webhook is deleted."""
    await ana.says("a")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_updates_live_a_day_of_the_sandbox(bot: Bot, ana: Visitor, clock: TurnedClock) -> None:
    """24 hours by the clock that dates them."""
    await ana.says("a")
    clock.turn(24 * 3600 - 1)
    assert texts(await bot.get_updates()) == ["a"]
    clock.turn(1)
    assert await bot.get_updates() == ()


async def test_only_the_kinds_asked_for_come(bot: Bot, ana: Visitor) -> None:
    """The wish stays; reactions come only when wished for."""
    sent = await bot.send_message(ana.id, "a")
    await ana.does("reactions", message_id=sent.message_id, emoji="👍")
    assert await bot.get_updates(allowed_updates=["message_reaction"]) == ()
    await ana.says("not wished for")
    await ana.does("reactions", message_id=sent.message_id)
    (update,) = await bot.get_updates()
    change = update.message_reaction
    assert change is not None
    assert (change.new_reaction, change.old_reaction[0].to_dict()["emoji"]) == ((), "👍")


async def test_numbers_rise_over_restarts() -> None:
    """A bot that remembers what it has seen is not deaf to a new sandbox."""
    seen: list[int] = []
    for later in (0, 60):
        wall = TurnedClock(NOON)
        wall.turn(later)
        sandbox = Sandbox(wall, limits=Limits.off(), wall=wall)
        url = await sandbox.start()
        async with aiohttp.ClientSession(url) as http, Bot(sandbox.token, base_url=sandbox.api_url) as bot:
            await (await arrives(http)).says("a")
            (update,) = await bot.get_updates()
            assert update.message is not None
            seen += [update.update_id, update.message.message_id, update.message.chat.id]
        await sandbox.stop()
    assert all(later > earlier for earlier, later in zip(seen[:3], seen[3:], strict=True))


async def test_numbers_rise_after_a_hurried_run() -> None:
    """Also when more happened in the run before than seconds went by."""
    seen: list[list[int]] = []
    for later in (0, 1):
        wall = TurnedClock(NOON)
        wall.turn(later)
        sandbox = Sandbox(wall, limits=Limits.off(), wall=wall)
        url = await sandbox.start()
        async with aiohttp.ClientSession(url) as http, Bot(sandbox.token, base_url=sandbox.api_url) as bot:
            visitor = await arrives(http)
            for _ in range(20):
                await visitor.says("a")
            seen.append([update.update_id for update in await bot.get_updates()])
        await sandbox.stop()
    assert set(seen[0]).isdisjoint(seen[1])


async def test_any_update_can_be_put_in(bot: Bot, call: Call, http: aiohttp.ClientSession) -> None:
    """Also one that no client understands, and one that came before."""
    for update in ({"novelty": {"a": 1}}, {"update_id": 7, "message": {}}):
        async with http.post("/sandbox/updates", json=update) as answer:
            assert answer.status == 200
    result = (await call("getUpdates"))["result"]
    assert [{key: value for key, value in each.items() if key != "update_id" or value == 7} for each in result] == [
        {"novelty": {"a": 1}},
        {"update_id": 7, "message": {}},
    ]


async def test_who_asks_the_same_again_at_once_gets_one(sandbox: Sandbox, bot: Bot, ana: Visitor) -> None:
    """The server slows down a bot that does not confirm."""
    sandbox.world.flow = Flow(Limits())
    await ana.says("a")
    await ana.says("b")
    assert texts(await bot.get_updates()) == ["a", "b"]
    assert texts(await bot.get_updates()) == ["a"]
