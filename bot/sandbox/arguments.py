"""The parameters of a request, however it carried them: query, form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from bot.sandbox.refusals import RefusalError, bad_request

_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with the request."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Named parameters as text, and the files beside them."""

    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter as text; empty when missing."""
        return self.values.get(name, "")

    def number(self, name: str, otherwise: int = 0) -> int:
        """The parameter as a whole number; `otherwise` when it is missing or none."""
        try:
            return int(self.values.get(name, "").strip())
        except ValueError:
            return otherwise

    def flag(self, name: str) -> bool:
        """Whether the parameter says yes, as the server understands yes."""
        return self.text(name).strip().lower() in _TRUE

    def json(self, name: str) -> Any:
        """The parameter read as JSON; None when missing. Raises ValueError for what is not JSON."""
        return _parsed(self.text(name)) if self.text(name) else None


async def body_text(request: web.Request) -> str:
    """The body of a request as text; refuses what is none in the encoding it names."""
    try:
        return await request.text()
    except (UnicodeDecodeError, LookupError):
        raise bad_request("the request body is no text in the encoding it names") from None


async def arguments_of(request: web.Request) -> Arguments:
    """Read all parameters of a request; those in the body win over those in the query."""
    query = dict(request.query)
    if request.method != "POST" or not request.can_read_body:
        return Arguments(values=query)
    kind = request.content_type
    if kind == "multipart/form-data":
        values, files = await _form(request)
        return Arguments(values=query | values, files=files)
    if kind == "application/json":
        return Arguments(values=query | _from_json(await body_text(request)))
    if kind == "application/x-www-form-urlencoded":
        return Arguments(values=query | dict(parse_qsl(await body_text(request), keep_blank_values=True)))
    return Arguments(values=query)


async def _form(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    try:
        return await _parts(request)
    except ValueError:
        raise bad_request("can't parse the multipart form") from None


async def _parts(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read())
        if part.filename is None:
            values[part.name] = data.decode("utf-8", "replace")
        else:
            files[part.name] = Upload(name=part.filename, data=data)
    return values, files


def _from_json(body: str) -> dict[str, str]:
    try:
        parsed = _parsed(body) if body.strip() else {}
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise RefusalError(400, "Bad Request: can't parse request body as JSON object")
    return {key: as_text(value) for key, value in parsed.items() if value is not None}


def _parsed(text: str) -> Any:
    """The value of a JSON text. Raises ValueError, also for one nested deeper than anything that is meant."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None


def as_text(value: object) -> str:
    """A parameter's value as a form would carry it: text as it is, the rest as JSON."""
    return value if isinstance(value, str) else json.dumps(value)
