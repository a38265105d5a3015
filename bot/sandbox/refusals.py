"""What the server says when it refuses, in the words of the real one."""

from typing import Any


class RefusalError(Exception):
    """A request is refused; carries the code, the description and the parameters of the answer."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """The JSON object a client receives."""
        parts = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": self.description} | parts


def bad_request(text: str) -> RefusalError:
    """400 with `text`, its first letter made small as the server does unless it is a code in capitals."""
    is_code = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    return RefusalError(400, f"Bad Request: {text if is_code else text[:1].lower() + text[1:]}")


def flood(seconds: int) -> RefusalError:
    """429: come back in `seconds`."""
    return RefusalError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def blocked() -> RefusalError:
    """403: the person does not want to hear from the bot."""
    return RefusalError(403, "Forbidden: bot was blocked by the user")


def conflict(by: str) -> RefusalError:
    """409: another request ended this one."""
    return RefusalError(409, f"Conflict: {by}")


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
