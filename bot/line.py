"""A message as a value: what a door shows, after the words were found and before any door's own format."""

from dataclasses import dataclass

from bot.core.effects import Manner, Pose, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A button: its label and the data it carries back (`bot.press`)."""

    label: str
    data: str
    tone: Tone = Tone.PLAIN


Keys = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said: `text` is HTML (`<b>`, `<i>`) whose words are escaped already; `rings` makes a sound.

    `pressed` is the message whose button was pressed, where the manner says so and there was one.
    """

    text: str
    buttons: Keys = ()
    rings: bool = False
    manner: Manner = Manner.ANEW
    pose: Pose | None = None
    pressed: int | None = None
