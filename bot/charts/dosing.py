"""The dose of a record in words: "level 1, 3 × 2 breaths"."""

from dataclasses import dataclass

from bot.core.library import Level, Library
from bot.core.record import Done
from bot.words import Words

UNITS = "seconds", "breaths", "reps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosing:
    """Names and doses as the content of today tells them; what is gone from it goes by its number alone."""

    words: Words
    library: Library

    def name(self, stretch: str) -> str:
        """The name of a stretch; its id when there are no words for it any more."""
        key = f"stretch.{stretch}.title"
        return self.words.text(key) if key in self.words else stretch

    def dose(self, done: Done) -> str:
        """Level, then rounds and how long or how often: "level 2, 3 × 2 breaths". The unit is that of the level."""
        level = self._level(done)
        unit = next((unit for unit in UNITS if level and getattr(level, unit)), None)
        much = self._much(done, unit)
        return f"{self.words.text('report.level').format(level=level.number)}, {much}" if level else much

    def _much(self, done: Done, unit: str | None) -> str:
        if unit is None or done.amount is None:
            return self.words.text("report.rounds", count=done.rounds)
        amount = self.words.text(f"report.{unit}", count=done.amount)
        return amount if done.rounds == 1 else f"{done.rounds} × {amount}"

    def _level(self, done: Done) -> Level | None:
        stretch = self.library.stretches.get(done.stretch)
        return next((level for level in stretch.levels if level.id == done.level), None) if stretch else None
