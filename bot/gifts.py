"""What a person is given as a file, by its kind: read at the moment it leaves, drawn away from the bot's own work."""

from datetime import date, timedelta

import structlog

from bot.charts.studio import NotDrawn, Studio
from bot.clock import Clock
from bot.core.day import local_day
from bot.core.effects import Gift, Give, Phrase, Say
from bot.core.recounting import progress_text
from bot.core.session import Person
from bot.core.summary import Span, summarise
from bot.export import File, done_of, file_of
from bot.knowledge import Knowledge
from bot.store.home import Held, Store
from bot.wording import line

WEEK = timedelta(weeks=1)

log = structlog.get_logger()


class Gifts:
    """Makes every file that a person may ask for."""

    def __init__(self, store: Store, known: Knowledge, clock: Clock, studio: Studio) -> None:
        self._store, self._clock, self._studio = store, clock, studio
        self._words, self._library = known.content.words, known.content.library

    async def make(self, person: int, give: Give) -> File:
        """Make what was asked for; a picture that cannot be drawn is said in words instead."""
        match give.what:
            case Gift.PROGRESS:
                return await self._progress(await self._store.held(person))
            case Gift.REPORT:
                return await self._report(await self._store.held(person), give.weeks)
            case _:
                return await file_of(give.what, self._store, person, self._words)

    async def _progress(self, held: Held) -> File:
        summary = summarise(done_of(held), away_spans(held.person), self._today(held.person))
        facts = self._said(*progress_text(summary))
        try:
            drawn = await self._studio.progress_picture(summary, self._words)
        except NotDrawn as error:
            log.error("progress is not drawn", reason=str(error))
            return File(name="", body=b"", caption=facts)
        return File(name="unwind.png", body=drawn, caption=facts, picture=True)

    async def _report(self, held: Held, weeks: int | None) -> File:
        records, today = done_of(held), self._today(held.person)
        first = today - weeks * WEEK if weeks else min((done.on for done in records), default=today)
        try:
            body = await self._studio.report_pdf(records, (first, today), self._words, self._library, today)
        except NotDrawn as error:
            log.error("report is not drawn", reason=str(error))
            return File(name="", body=b"", caption=self._said(Phrase(key="report.not_drawn")))
        return File(name="unwind.pdf", body=body)

    def _today(self, person: Person | None) -> date:
        return local_day(self._clock.now(), person.settings.zone if person else None)

    def _said(self, *phrases: Phrase) -> str:
        return line(Say(phrases=phrases, turn=0), self._words).text


def away_spans(person: Person | None) -> tuple[Span, ...]:
    """The days away, first and last; a spell whose end nobody knows yet lasts."""
    spells = person.reminders.away if person else ()
    return tuple((spell.from_day, spell.until_day or date.max) for spell in spells)
