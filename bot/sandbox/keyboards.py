"""Reply markup as a bot sends it, checked as the server checks it."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.refusals import RefusalError, bad_request

Markup = dict[str, Any]

MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
_STYLES = frozenset({"primary", "danger", "success"})
_WITHOUT_URL_OR_DATA = ("callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat")
_OTHERS = (*_WITHOUT_URL_OR_DATA, "switch_inline_query_current_chat", "login_url", "web_app", "copy_text")


def markup_of(args: Arguments) -> Markup | None:
    """The reply markup of a request, as the server would keep it; None for none."""
    if not args.text("reply_markup"):
        return None
    try:
        value = args.json("reply_markup")
    except ValueError:
        raise bad_request("Can't parse reply keyboard markup JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    return _checked(value)


def inline_of(args: Arguments) -> Markup | None:
    """The inline keyboard of a request; other markup does not stick to a message."""
    markup = markup_of(args)
    return markup if markup is not None and "inline_keyboard" in markup else None


def _checked(value: Markup) -> Markup | None:
    rows = _rows(value, "keyboard", 'Field "keyboard" must be an Array of Arrays', _reply_button)
    if rows:
        return value | {"keyboard": rows}
    text = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    inline = _rows(value, "inline_keyboard", text, _inline_button)
    if inline:
        return {"inline_keyboard": inline}
    plain = ("remove_keyboard", "hide_keyboard", "force_reply", "force_reply_keyboard")
    return value if any(value.get(name) for name in plain) else None


def _rows(value: Markup, name: str, fault: str, button: Callable[[object], Markup]) -> list[list[Markup]]:
    rows = value.get(name) or []
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(fault)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [[button(each) for each in row] for row in rows if row]


def _reply_button(button: object) -> Markup:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request("Can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("Can't parse keyboard button: Can't find field \"text\"")
    return button


def _inline_button(button: object) -> Markup:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _unreadable('Can\'t find field "text"')
    if not button["text"]:
        raise bad_request("Inline keyboard button text must be non-empty")
    if button.get("style") and button["style"] not in _STYLES:
        raise _unreadable("invalid button style specified")
    _check_action(button)
    return {key: value for key, value in button.items() if value is not None}


def _check_action(button: Markup) -> None:
    url, data = button.get("url"), button.get("callback_data")
    if url:
        if not isinstance(url, str) or not url.startswith(("http://", "https://", "tg://", "ton://")):
            raise bad_request("BUTTON_URL_INVALID")
    elif data:
        if not isinstance(data, str) or len(data.encode()) > MOST_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not any(name in button for name in _OTHERS):
        raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _unreadable(text: str) -> RefusalError:
    return bad_request(f"Can't parse inline keyboard button: {text}")
