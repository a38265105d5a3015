"""What a door heard: the same shape from every door, so that `turns` knows none of them."""

from dataclasses import dataclass

from bot.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words a person typed; what they mean is found where the session is known.

    Of words that were `edited` later only stop, pain and urgent signs count: nothing else may move a
    session twice. `otherwise` says what to report as unclear when the words mean nothing to us: words,
    command, edited or reaction.
    """

    text: str
    language: str = ""
    edited: bool = False
    otherwise: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One update: who, where, and what it says. `query` is the press that waits for an answer."""

    update_id: int
    person: int
    chat: int
    what: Event | Said
    query: str | None = None
    message: int | None = None
