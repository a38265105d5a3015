"""Logs go to standard error, one line each, and no secret ever stands in one."""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, Sequence
from urllib.parse import quote, quote_plus

import structlog

HIDDEN = "[hidden]"
SHORTEST = 6
"""A shorter secret is not looked for: it would blot out half of every line."""

# The bot token is part of every URL we ask; a colon may be written as %3A there.
_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{35}", re.IGNORECASE)
# httpx and httpcore write whole URLs, and python-telegram-bot whole messages: never below a warning.
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio", "apscheduler")


class Redacted(logging.Formatter):
    """Formats by another formatter, then hides secrets: in message, values and traceback alike."""

    def __init__(self, formatter: logging.Formatter, secrets: Sequence[str]) -> None:
        super().__init__()
        self._formatter = formatter
        self._secrets = tuple(_forms(secrets))

    def format(self, record: logging.LogRecord) -> str:
        """The finished line without secrets."""
        return redact(self._formatter.format(record), self._secrets)


def redact(text: str, secrets: Sequence[str] = ()) -> str:
    """Hide bot tokens, known or not, and these secrets."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _TOKEN.sub(HIDDEN, text)


def _forms(secrets: Iterable[str]) -> list[str]:
    """Each secret as it is, as it stands in a URL, and a token's second half; the longest first."""
    forms = {
        form
        for secret in secrets
        for part in (secret, secret.partition(":")[2])
        for form in (part, quote(part, safe=""), quote_plus(part))
    }
    return sorted((form for form in forms if len(form) >= SHORTEST), key=len, reverse=True)


def where(error: BaseException) -> dict[str, str]:
    """What broke and where, without the error's own words: they may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
    return {"error": type(error).__name__, "place": place}


def configure(level: str = "INFO", secrets: Sequence[str] = ()) -> None:
    """Send our logs and the libraries' to standard error as key=value lines, secrets hidden."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    lines = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["at", "level", "event"], bool_as_flag=False),
        ],
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _listen(level, Redacted(lines, secrets))


def _listen(level: str, formatter: logging.Formatter) -> None:
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[stream], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    # A tick that is still at work when the next is due is left out, and said so each time: no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
