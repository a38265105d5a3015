"""How the sandbox's own endpoints read what they are asked, and refuse it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import ValidationError

from bot.sandbox.asks import Ask
from bot.sandbox.people import Json, Person
from bot.sandbox.refusals import RefusalError
from bot.sandbox.world import World

A = TypeVar("A", bound=Ask)
Next = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def asked(request: web.Request, kind: type[A]) -> A:
    """The JSON body of a request, checked."""
    return kind.model_validate_json(await request.text() or "{}")


def person_in(world: World, request: web.Request) -> Person:
    """The person whose number stands in the address."""
    number = request.match_info["person"]
    person = world.people.get(int(number)) if number.isdecimal() else None
    if person is None:
        raise RefusalError(404, f"no person {number} in the sandbox")
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
    """Another web site that is open in the same browser may not act in the sandbox."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return web.json_response({"error": "another site asks"}, status=403)
    return await handler(request)


def _places(error: ValidationError) -> str:
    faults: list[Json] = [dict(each) for each in error.errors()]
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'body'}: {each['msg']}" for each in faults)
