"""The server's patience: one message a second to a chat, thirty in all, with a short burst."""

from bot.clock import TurnedClock
from bot.sandbox.limits import Flow, Limits
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import NOON, Call
from tests.sandbox.visitor import Json, Visitor

STRICT = Limits(chat_burst=2, overall=3.0)


def refusals(flow: Flow, chats: list[int], clock: TurnedClock) -> list[int]:
    """How long each of these messages would have to wait."""
    return [flow.wait_before(chat, clock.now()) for chat in chats]


def test_a_burst_to_one_chat_then_one_a_second() -> None:
    """What was refused is not counted."""
    flow, clock = Flow(STRICT), TurnedClock(NOON)
    assert refusals(flow, [7, 7, 7, 7], clock) == [0, 0, 1, 1]
    clock.turn(1)
    assert refusals(flow, [7, 7], clock) == [0, 1]


def test_all_chats_share_the_whole() -> None:
    """The fourth message of a second waits, to whomever it goes."""
    flow, clock = Flow(STRICT), TurnedClock(NOON)
    assert refusals(flow, [1, 2, 3, 4], clock) == [0, 0, 0, 1]
    clock.turn(1)
    assert refusals(flow, [4], clock) == [0]


def test_a_group_takes_twenty_a_minute() -> None:
    """Then one every three seconds."""
    flow, clock = Flow(Limits(overall=1000.0)), TurnedClock(NOON)
    assert refusals(flow, [-5] * 21, clock) == [0] * 20 + [3]


def test_without_limits_nothing_waits() -> None:
    """Limits can be switched off."""
    assert refusals(Flow(Limits.off()), [7] * 100, TurnedClock(NOON)) == [0] * 100


async def test_the_refusal_says_how_long(sandbox: Sandbox, call: Call, ana: Visitor) -> None:
    """429 with retry_after; edits count too, and a refused message is not said."""
    sandbox.world.flow = Flow(Limits(per_chat=0.1, chat_burst=2))
    sent: Json = await call("sendMessage", chat_id=ana.id, text="a")
    number = sent["result"]["message_id"]
    await call("editMessageText", chat_id=ana.id, message_id=number, text="b")
    refused = await call("sendMessage", chat_id=ana.id, text="c")
    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 10",
        "parameters": {"retry_after": 10},
    }
    assert [each["text"] for each in await ana.sees()] == ["/start", "b"]
