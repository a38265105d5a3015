"""Requests over aiohttp, told apart by what became of them: never sent, perhaps taken, put off.

python-telegram-bot's own request class reports a full pool and a lost answer as one error. For a message
these are opposites: the first may be sent again, the second may have been delivered.
"""

import json
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTING = 5.0
ANSWERING = 20.0
"""Seconds we wait for a connection, and for Telegram's answer to a request."""

_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)
"""Errors that come before the first byte of a request: nobody there, no connection free in time, a proxy that refuses.
"""

_JSON = {"Content-Type": "application/json"}
_TOO_MANY_REQUESTS = 429
_SERVER_FAULTS = 500


class Unsent(NetworkError):
    """The request did not leave: no connection, or none free."""


class Unsure(TimedOut):
    """The request left and no answer came: it was perhaps carried out."""


class Troubled(NetworkError):
    """Telegram itself has trouble (5xx)."""


class Flooded(TelegramError):
    """Telegram wants us to wait for `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"flooded: wait {seconds} s")
        self.seconds = seconds


class Request(BaseRequest):
    """What python-telegram-bot asks Telegram with; `connections` at most at a time.

    `proxy` is the address of one, "" for none at all, None for the one that the environment names (HTTPS_PROXY).
    """

    def __init__(
        self,
        connections: int,
        answering: float = ANSWERING,
        connecting: float = CONNECTING,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._answering, self._connecting = answering, connecting
        self._proxy = proxy
        self._found: dict[str, str | None] = {}
        self._timeouts: dict[float, aiohttp.ClientTimeout] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds we wait for an answer where the caller names no other time."""
        return self._answering

    async def initialize(self) -> None:
        """Open; connections are made when they are needed."""
        connector = aiohttp.TCPConnector(limit=self._connections, ssl=_trust(), keepalive_timeout=30)
        headers = {"User-Agent": self.USER_AGENT}
        self._session = aiohttp.ClientSession(connector=connector, headers=headers)

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Ask, and return status and body. Raises Unsent, Unsure, Flooded or Troubled; none names the URL."""
        answering = read_timeout if isinstance(read_timeout, int | float) else self._answering
        code, body = await self._ask(url, method, _Body.of(request_data), answering)
        if code == _TOO_MANY_REQUESTS:
            raise Flooded(_retry_after(body))
        if code >= _SERVER_FAULTS:
            raise Troubled(f"Telegram answers {code}")
        return code, body

    async def _ask(self, url: str, method: str, body: "_Body", answering: float) -> tuple[int, bytes]:
        if self._session is None:
            raise Unsent("not open")
        given: dict[str, Any] = {"data": body.data, "headers": body.headers, "timeout": self._timeout(answering)}
        try:
            way = self._way(url)
            async with self._session.request(method, url, proxy=way, allow_redirects=False, **given) as answer:
                return answer.status, await answer.read()
        except _NEVER_LEFT as error:
            raise Unsent(_told(error)) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unsure(_told(error)) from None

    def _timeout(self, answering: float) -> aiohttp.ClientTimeout:
        if answering not in self._timeouts:
            self._timeouts[answering] = aiohttp.ClientTimeout(
                total=None, connect=2 * self._connecting, sock_connect=self._connecting, sock_read=answering
            )
        return self._timeouts[answering]

    def _way(self, url: str) -> str | None:
        """The proxy to go by. aiohttp's `trust_env` would read the environment and ~/.netrc in a thread each time."""
        if self._proxy is not None:
            return self._proxy or None
        origin = url[: url.find("/", len("https://"))]
        if origin not in self._found:
            self._found[origin] = _proxy_of_environment(origin)
        return self._found[origin]

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer; unlike the library's own, a broken one is not written to the log."""
        try:
            return json.loads(payload)
        except ValueError:
            raise Unsure("the answer is no JSON") from None


@cache
def _trust() -> ssl.SSLContext:
    """Whom we trust: this machine's authorities, and Mozilla's where the machine has none.

    Read once for all connections: to read the authorities takes a tenth of a second, and to hold them a megabyte.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _proxy_of_environment(origin: str) -> str | None:
    """What HTTPS_PROXY or HTTP_PROXY and NO_PROXY say of this server."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None  # no address at all: aiohttp says so when it is asked
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


class _Body(NamedTuple):
    """The body of a request: JSON, or a form where there are files. A form takes ten times as long to put together."""

    data: bytes | aiohttp.FormData | None
    headers: Mapping[str, str] | None = None

    @classmethod
    def of(cls, data: RequestData | None) -> Self:
        """What python-telegram-bot wants to be sent."""
        if data is None:
            return cls(None)
        if not data.multipart_data:
            return cls(data.json_payload, _JSON)
        form = aiohttp.FormData(data.json_parameters)
        for name, (filename, content, kind) in data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=kind)
        return cls(form)


def _retry_after(body: bytes) -> int:
    """Seconds Telegram wants us to wait; 1 where it does not say."""
    try:
        return max(1, int(json.loads(body)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return 1


def _told(error: Exception) -> str:
    """What went wrong, without the address: the token is part of it."""
    reason = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {reason}" if reason else type(error).__name__
