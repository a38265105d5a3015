"""One question to Telegram, as JSON, for what is asked with every message.

The methods of python-telegram-bot's Bot turn each argument into an object and back, and read the whole answer into
others: more work than all the rest of an answer takes. How it asks, and the errors it finds in answers, stay.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from telegram import Bot
from telegram.request import RequestData


@dataclass(frozen=True, slots=True)
class Payload:
    """The arguments of a question without files. It reads as a RequestData, which is final, and made in private."""

    arguments: Mapping[str, Any]
    multipart_data: None = None

    @property
    def json_parameters(self) -> dict[str, str]:
        """Each argument as a form carries it."""
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in self.arguments.items()}

    @property
    def json_payload(self) -> bytes:
        """All arguments as one object."""
        return json.dumps(self.arguments).encode()


async def ask(bot: Bot, method: str, **arguments: Any) -> Any:
    """Ask for one thing, without what is None, and return what it brought, as raw JSON. Raises TelegramError."""
    given = Payload({name: value for name, value in arguments.items() if value is not None})
    return await bot.request.post(f"{bot.base_url}/{method}", cast(RequestData, given))
