"""How the sandbox's own endpoints read what they are asked, and refuse it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import ValidationError

from bot.sandbox.arguments import body_text
from bot.sandbox.asks import Ask
from bot.sandbox.people import Json, Person
from bot.sandbox.refusals import RefusalError
from bot.sandbox.world import World

A = TypeVar("A", bound=Ask)
Next = Callable[[web.Request], Awaitable[web.StreamResponse]]

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_ELSEWHERE = frozenset({"cross-site", "same-site"})


async def asked(request: web.Request, kind: type[A]) -> A:
    """The JSON body of a request, checked."""
    return kind.model_validate_json(await body_text(request) or "{}")


def number_in(request: web.Request, name: str) -> int | None:
    """The number of this name in the address; None when it is none that a chat can have."""
    number = request.match_info[name]
    return int(number) if _NUMBER.fullmatch(number) else None


def person_in(world: World, request: web.Request) -> Person:
    """The person whose number stands in the address."""
    number = number_in(request, "person")
    person = world.people.get(number) if number is not None else None
    if person is None:
        raise RefusalError(404, f"no person {request.match_info['person']} in the sandbox")
    return person


def done(result: object) -> web.Response:
    """A JSON answer."""
    return web.json_response(result)


@web.middleware
async def polite_refusals(request: web.Request, handler: Next) -> web.StreamResponse:
    """Faults of what was asked become 400 with their places; what is not there becomes 404."""
    try:
        return await handler(request)
    except ValidationError as error:
        return web.json_response({"error": _places(error)}, status=400)
    except RefusalError as refusal:
        return web.json_response({"error": refusal.description}, status=refusal.code)


@web.middleware
async def own_page_only(request: web.Request, handler: Next) -> web.StreamResponse:
    """Another web site that is open in the same browser may not act in the sandbox.

    Nor may one whose name was made to point to this machine: what listens on loopback answers to no other name.
    """
    if _from_elsewhere(request):
        return web.json_response({"error": "another site asks"}, status=403)
    if _is_local(request.transport) and not _names_this_machine(request.host):
        return web.json_response({"error": "ask for localhost or 127.0.0.1"}, status=403)
    return await handler(request)


def _from_elsewhere(request: web.Request) -> bool:
    """Whether the browser says that another site asks. A link to the page itself may stand anywhere."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc != request.host
    is_link = request.path == "/" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return request.headers.get("Sec-Fetch-Site") in _ELSEWHERE and not is_link


def _is_local(transport: asyncio.Transport | None) -> bool:
    socket = transport.get_extra_info("sockname") if transport else None
    return socket is not None and ip_address(socket[0]).is_loopback


def _names_this_machine(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _places(error: ValidationError) -> str:
    faults: list[Json] = [dict(each) for each in error.errors()]
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'body'}: {each['msg']}" for each in faults)
