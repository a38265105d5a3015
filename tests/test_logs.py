"""What stands in a log, and what never does."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import HIDDEN, configure, redact, where

TOKEN = "123456789:AAfake_fake-fake0fake1fake2fake3fake"
OTHER = "987654321:BBfake_fake-fake0fake1fake2fake3fake"
PASSWORD = "s3cret/word"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Logging is the process's own; leave it as it was."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"bot{TOKEN.replace(':', '%3A')}",
        f"half of it: {TOKEN.partition(':')[2]}",
        f"somebody else's: {OTHER}",
        f"postgres://me:{PASSWORD}@host",
        "postgres://me:s3cret%2Fword@host",
    ],
)
def test_nothing_secret(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A secret is hidden from messages, values, exceptions and the libraries' logs, even at DEBUG."""
    configure("DEBUG", [TOKEN, PASSWORD])
    log = structlog.get_logger("bot.test")
    log.debug(text, url=text)
    logging.getLogger("some.library").info("asked %s", text)
    logging.getLogger("httpx").info("HTTP Request: %s", text)
    try:
        raise ValueError(text)
    except ValueError:
        log.exception("broken")
    written = capsys.readouterr().err
    levels = [line.split("level=")[1].split()[0] for line in written.splitlines()]
    assert levels == ["debug", "info", "error"]
    for secret in (TOKEN, OTHER, PASSWORD, "s3cret%2Fword", TOKEN.partition(":")[2]):
        assert secret not in written
    assert HIDDEN in written


def test_short_secrets() -> None:
    """An empty or tiny secret hides nothing."""
    configure("INFO", ["", "abc"])
    formatter = logging.getLogger().handlers[0].formatter
    assert formatter is not None
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "abc abc", None, None)
    assert "abc abc" in formatter.format(record)


def test_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A line is key=value, and talkative libraries speak up only to warn."""
    configure("INFO")
    structlog.get_logger("bot.test").info("delivered", letter=3, late=False)
    for name in ("telegram.Bot", "aiohttp.access", "apscheduler.executors.default"):
        logging.getLogger(name).info("talk")
    line = capsys.readouterr().err
    assert line.startswith("at=2")
    assert line.endswith("level=info event=delivered letter=3 late=false logger=bot.test\n")


def test_redact_leaves_words() -> None:
    """Words, times and numbers stay."""
    text = "at 12:30 letter 12345:ready was sent"
    assert text == redact(text)


def test_where() -> None:
    """A fault is told by its kind and place, without its words."""
    try:
        raise KeyError("my chest hurts")
    except KeyError as error:
        fault = where(error)
    assert fault["error"] == "KeyError"
    assert fault["place"].startswith("test_logs.py:")
    assert where(ValueError("x")) == {"error": "ValueError", "place": "?"}
