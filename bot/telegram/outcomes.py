"""What an error of Telegram means for the message it met. Pure."""

from enum import StrEnum

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.telegram.request import Flooded, Unsure


class Outcome(StrEnum):
    """What became of a request that failed.

    `flooded`: wait as long as Telegram says. `unsent`: try again. `unsure`: it was perhaps delivered.
    `gone`: the person cannot be reached. `same`: the message says that already. `fixed`: the message cannot
    be changed any more. `tagged`: the tags in the text cannot be read. `rejected`: it will never be taken.
    """

    FLOODED = "flooded"
    UNSENT = "unsent"
    UNSURE = "unsure"
    GONE = "gone"
    SAME = "same"
    FIXED = "fixed"
    TAGGED = "tagged"
    REJECTED = "rejected"


# The Bot API has no codes for these, only words (they stand so in the source of its server).
_WORDS = {
    "message is not modified": Outcome.SAME,
    "message to edit not found": Outcome.FIXED,
    "message can't be edited": Outcome.FIXED,
    "message_id_invalid": Outcome.FIXED,
    "can't parse entities": Outcome.TAGGED,
    "chat not found": Outcome.GONE,
    "peer_id_invalid": Outcome.GONE,
    "user not found": Outcome.GONE,
    "user is deactivated": Outcome.GONE,
}


def outcome(error: TelegramError) -> Outcome:
    """Judge an error."""
    match error:
        case Flooded():
            return Outcome.FLOODED
        case Unsure():
            return Outcome.UNSURE
        case Forbidden() | ChatMigrated():  # a group that has moved on is another chat: it begins anew there
            return Outcome.GONE
        case BadRequest():
            return _by_words(error.message.lower())
        case _:  # no connection, 5xx; a token that is refused ends the program elsewhere
            return Outcome.UNSENT


def _by_words(words: str) -> Outcome:
    return next((meaning for known, meaning in _WORDS.items() if known in words), Outcome.REJECTED)
