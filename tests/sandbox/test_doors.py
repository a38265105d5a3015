"""What no honest client sends: each gets a refusal that says why, never an error of the server."""

import aiohttp
import pytest

from bot.clock import WallClock
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.visitor import Visitor

DEEP = b"[" * 100_000
NO_UTF8 = b'{"text": "\xff\xfe"}'
FORM = "multipart/form-data"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", DEEP),
        ("application/json", b'{"chat_id": ' + DEEP),
        ("application/json", NO_UTF8),
        ("application/json; charset=nonsense", b"{}"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=a"),
        (FORM, b"no parts"),
        (f"{FORM}; boundary=X", b"no parts"),
    ],
)
async def test_bodies_for_the_bot_api(sandbox: Sandbox, http: aiohttp.ClientSession, kind: str, body: bytes) -> None:
    """A body that cannot be read is a bad request, as on the real server."""
    address = f"/bot{sandbox.token}/sendMessage"
    async with http.post(address, data=body, headers={"Content-Type": kind}) as answer:
        said = await answer.json()
    assert (answer.status, said["ok"], said["error_code"]) == (400, False, 400)


@pytest.mark.parametrize("body", [DEEP, NO_UTF8, b'{"text": "\\ud83d"}', b'{"text": 1e999}'])
async def test_bodies_for_a_person(http: aiohttp.ClientSession, ana: Visitor, body: bytes) -> None:
    """The page's own endpoints refuse them, too."""
    async with http.post(f"/sandbox/people/{ana.id}/messages", data=body) as answer:
        assert answer.status == 400


async def test_a_place_that_is_no_number(http: aiohttp.ClientSession, ana: Visitor) -> None:
    """Infinity is no latitude: the browser could not read it."""
    body = b'{"kind": "location", "latitude": 1e999}'
    async with http.post(f"/sandbox/people/{ana.id}/uploads", data=body) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    "path",
    [
        f"/sandbox/people/{'9' * 5000}/chat",
        "/sandbox/people/²/chat",
        f"/sandbox/rooms/{'9' * 5000}/chat",
        "/sandbox/rooms/--5/chat",
        f"/page/{'a' * 3000}.js",
        "/page/..%2Fserver.py",
    ],
)
async def test_addresses(http: aiohttp.ClientSession, path: str) -> None:
    """What is not there is not found, however odd its name."""
    async with http.get(path) as answer:
        assert answer.status == 404


async def test_a_reply_to_no_number(call: Call, ana: Visitor) -> None:
    """The number of a message is a number."""
    answer = await call("sendMessage", chat_id=ana.id, text="a", reply_parameters={"message_id": "x"})
    assert answer["description"] == 'Bad Request: field "message_id" must be of type Number'


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"Origin": "http://elsewhere.example"}, "/sandbox/state", 403),
        ({"Origin": "null"}, "/sandbox/state", 403),
        ({"Origin": "http://elsewhere.example", "Host": "elsewhere.example"}, "/sandbox/state", 403),
        ({"Host": "elsewhere.example"}, "/", 403),
        ({"Host": "["}, "/", 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, "/sandbox/state", 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, "/sandbox/state", 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, "/", 200),
        ({"Sec-Fetch-Site": "same-origin"}, "/sandbox/state", 200),
        ({"Host": "localhost:8080"}, "/", 200),
        ({"Host": "[::1]:8080"}, "/", 200),
    ],
)
async def test_other_sites(http: aiohttp.ClientSession, headers: dict[str, str], path: str, status: int) -> None:
    """A page of another site gets nothing, under whatever name it reaches this machine; a link to the page does."""
    async with http.get(path, headers=headers) as answer:
        assert answer.status == status


async def test_a_taken_port(sandbox: Sandbox) -> None:
    """The fault names the port and the setting that helps."""
    port = int(sandbox.page_url.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(OSError, match=f"port {port} of 127.0.0.1 is taken; set PORT to another one"):
        await Sandbox(WallClock()).start(port=port)
