"""People who come as far as the last step before a hold, wait there for all others, and lie in it until it is over."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.crowd import Deed, Guest, Heard


@dataclass(frozen=True, slots=True)
class Signs:
    """How the bot's words are known: the last step `before` the hold, that it has `begun`, that it is `over`."""

    before: str
    begun: str
    over: str


SIGNS: Mapping[str, Signs] = {
    "peer": Signs("Step 1 of", "Step 2 of", "The hold is over"),
    "unwind": Signs("Stay: 1 slow breath", "Stay here", "Let your arms lie out"),
}
"""By who the people talk with."""


class Lying(Guest):
    """Goes like another guest until the hold, and then does nothing any more."""

    def __init__(self, guest: Guest, signs: Signs) -> None:
        """`guest` knows the way."""
        self._guest, self._signs = guest, signs
        self._lies = False

    def hears(self, heard: Heard) -> Deed | None:
        """Count that the hold is over; before it, wait for the sign."""
        self.told += self._lies and self._signs.over in heard.text
        self.settled = self.settled or self._signs.before in heard.text
        return None if self.settled else self._guest.hears(heard)

    def lies_down(self) -> Deed | None:
        """Into the hold."""
        self._lies = True
        return Deed(text="ready")
