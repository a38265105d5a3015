"""Carries one letter to Telegram, in the manner its line asks for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import structlog
from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.core.effects import Give, Manner
from bot.export import File
from bot.line import Line
from bot.store.home import Board, Letter
from bot.telegram.asking import ask
from bot.telegram.messages import Edit, Post, Request, edit, is_beside, posts, without_tags
from bot.telegram.outcomes import Outcome, outcome
from bot.telegram.request import Unsure

Render: TypeAlias = Callable[[Letter], Line]
"""Finds the words of a letter that is a `Say`."""
Document: TypeAlias = Callable[[int, Give], Awaitable[File]]
"""Makes what a person is given as a file."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A letter arrived. `message` is the one that carries the keyboard now, None where that did not change;
    `outdated` is the one whose keyboard has to go, `messages` how many it became."""

    message: int | None = None
    keyboard: bool = False
    outdated: int | None = None
    messages: int = 1

    @property
    def requests(self) -> int:
        """Messages and changes, as Telegram counts them: the keyboard that goes is a change, too."""
        return self.messages + (self.outdated is not None)


class Courier:
    """Makes the requests of a letter; every error of Telegram that it cannot make good is raised.

    `pays` says that bulk is paid for, and may go faster than what is free.
    """

    def __init__(self, bot: Bot, render: Render, document: Document, *, pays: bool = False) -> None:
        self._bot, self._render, self._document, self._pays = bot, render, document, pays

    async def carry(self, letter: Letter, board: Board | None) -> Arrived:
        """Deliver the letter. Raises TelegramError."""
        if isinstance(letter.effect, Give):
            return await self._give(letter.person, letter.effect)
        line = self._render(letter)
        change = edit(line, letter.person, board)
        if change is not None and await self._changed(change):
            return Arrived() if is_beside(line) else Arrived(message=change.message, keyboard=bool(line.buttons))
        return await self._sent(line, letter.person, board, paid=self._pays and letter.bulk)

    async def clear(self, person: int, message: int) -> None:
        """Take the keyboard off a message that is out of date; a refusal is no harm, its buttons move nothing."""
        try:
            await ask(self._bot, "editMessageReplyMarkup", chat_id=person, message_id=message)
        except TelegramError as error:
            log.debug("keyboard stays", outcome=outcome(error).value)

    async def _give(self, person: int, give: Give) -> Arrived:
        file = await self._document(person, give)
        if not file.body:
            return await self._sent(Line(text=file.caption, manner=Manner.ASIDE), person, None, paid=False)
        body, caption = InputFile(file.body, filename=file.name), file.caption or None
        if file.picture:
            await self._bot.send_photo(chat_id=person, photo=body, caption=caption, parse_mode=ParseMode.HTML)
        else:
            await self._bot.send_document(chat_id=person, document=body, caption=caption, parse_mode=ParseMode.HTML)
        return Arrived()

    async def _sent(self, line: Line, person: int, board: Board | None, *, paid: bool) -> Arrived:
        message: int | None = None
        parts = posts(line, person)
        for post in parts:
            message = await self._readable(post, partial(self._post, paid=paid))
        if is_beside(line):
            return Arrived(messages=len(parts))
        outdated = board.message if board and board.keyboard else None
        keyboard = bool(line.buttons)
        return Arrived(message=message, keyboard=keyboard, outdated=outdated, messages=len(parts))

    async def _changed(self, change: Edit) -> bool:
        """Change a message; say whether it now reads as asked."""
        try:
            await self._readable(change, self._edit)
        except BadRequest as error:
            match outcome(error):
                case Outcome.SAME:
                    return True
                case Outcome.FIXED:
                    return False
            raise
        return True

    async def _readable(self, request: Request, ask: Callable[[Request], Awaitable[int]]) -> int:
        """Ask; where Telegram cannot read the tags, ask again without: the words matter more than their looks."""
        try:
            return await ask(request)
        except BadRequest as error:
            if outcome(error) is not Outcome.TAGGED or request.parse_mode is None:
                raise
            log.error("tags cannot be read", reason=error.message)
        return await ask(without_tags(request))

    async def _post(self, post: Post, *, paid: bool) -> int:
        sent = await ask(self._bot, "sendMessage", **post.arguments(), allow_paid_broadcast=paid or None)
        return _number(sent)

    async def _edit(self, change: Edit) -> int:
        await ask(self._bot, "editMessageText", **change.arguments())
        return change.message


def _number(sent: Any) -> int:
    """The number of a message that was sent. Raises Unsure where Telegram says yes and does not say to what."""
    number = sent.get("message_id") if isinstance(sent, dict) else None
    if not isinstance(number, int):
        raise Unsure("the answer has no message")
    return number
