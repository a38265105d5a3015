"""What a person has done: the record that doses, gates and opening words are read from."""

from dataclasses import dataclass
from datetime import date

from bot.core.library import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One stretch, done or broken off, on a day of the person's own calendar.

    `pain_before` and `pain_after` are 0 to 10, None when not said. `eased` counts the gentler forms asked
    for. `broken` names what broke it off: stop, pain, silence; None when it was done to the end.
    `grave`: the pain came with leg signs, numbness or dizziness. `day_after` is the answer of the next day:
    same, sore or worse.
    """

    on: date
    stretch: str
    level: str
    rounds: int = 1
    amount: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    eased: int = 0
    broken: str | None = None
    tighter: Side | None = None
    wish: str | None = None
    twist: bool = True
    grave: bool = False
    day_after: str | None = None
    seconds: int = 0

    @property
    def calm(self) -> bool:
        """Done to the end with pain 0 to 3, nothing eased, nothing broken off (D3)."""
        return self.broken is None and not self.eased and (self.pain_after or 0) <= 3


KEPT = 40
"""As many records travel with the person; older ones lie in the store, for the export only."""
