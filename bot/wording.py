"""From an effect to a line: the words of its keys, their gaps filled, set in Telegram's HTML. Pure."""

from functools import lru_cache
from html import escape

from bot.core.effects import Button, Look, Name, Phrase, Say
from bot.line import Key, Line
from bot.press import encode
from bot.words import Sentences, Words


def line(say: Say, words: Words) -> Line:
    """Say it in these words. KeyError names a key that has none."""
    return Line(
        text=_text(say.phrases, words),
        buttons=tuple(tuple(_key(button, say.turn, words) for button in row) for row in say.buttons if row),
        rings=say.rings,
        manner=say.manner,
        pose=say.pose,
        pressed=say.pressed,
    )


def _key(button: Button, turn: int, words: Words) -> Key:
    said = label(button.label, words)
    return Key(
        label=_ticked(said, words) if button.ticked else said,
        data=encode(turn, button.verb, button.value),
        tone=button.tone,
    )


def _text(phrases: tuple[Phrase, ...], words: Words) -> str:
    """Paragraphs with an empty line between them; items stand close together, as a list."""
    text = ""
    before: Look | None = None
    for phrase in phrases:
        block = _block(phrase, words)
        if not block:
            continue
        gap = "" if not text else "\n" if phrase.look is before is Look.ITEM else "\n\n"
        text, before = f"{text}{gap}{block}", phrase.look
    return text


@lru_cache(maxsize=1024)
def label(phrase: Phrase, words: Words) -> str:
    """The words of a button or a passing word: plain text. There are few of them, and each message carries some."""
    return " ".join(sentences(phrase, words))


def _block(phrase: Phrase, words: Words) -> str:
    """One paragraph. Of a title the first sentence stands out: it is what a lock screen shows."""
    said = [escape(sentence, quote=False) for sentence in sentences(phrase, words)]
    match said, phrase.look:
        case [], _:
            return ""
        case [first, *rest], Look.TITLE:
            return " ".join([f"<b>{first}</b>", *rest])
        case _, Look.ITEM:
            return "\n".join(f"• {sentence}" for sentence in said)
        case _, Look.NOTE:
            return f"<i>{' '.join(said)}</i>"
        case _:
            return " ".join(said)


def sentences(phrase: Phrase, words: Words) -> Sentences:
    """The sentences of a phrase with every gap filled; none when it is optional and has no words."""
    key = next((key for key in (phrase.key, phrase.fallback) if key and key in words), None)
    if key is None and phrase.optional:
        return ()
    found = words.sentences(key or phrase.key, side=phrase.side, count=phrase.count)
    gaps = {name: _filled(value, words) for name, value in phrase.gaps}
    return tuple(sentence.format(**gaps) if gaps else sentence for sentence in found)


def _filled(value: str | int | Name, words: Words) -> str:
    if not isinstance(value, Name):
        return str(value)
    said = words.text(value.fallback if value.fallback and value.key not in words else value.key)
    return said.format(**{name: _filled(inner, words) for name, inner in value.gaps}) if value.gaps else said


def _ticked(said: str, words: Words) -> str:
    return words.text("button.ticked").format(label=said)
