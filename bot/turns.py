"""Turns: what was heard, and what time brought, taken in batches; each batch is one transaction. Knows no door.

A batch is loaded, stepped in order and committed before anything is said (law 4). The decision is pure, so a home
may run it again, or much later.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.budget import Budget, Share
from bot.clock import Clock
from bot.core.effects import Bell, Erase, Give, Hush, Keep, Manner, Phrase, Say, Toast
from bot.core.events import (
    Eased,
    Event,
    HalfReached,
    HoldEnded,
    Lapsed,
    Left,
    PainFelt,
    RestEnded,
    SettleEnded,
    SilenceFell,
    Stopped,
    Suspended,
    TimeUp,
    Unclear,
    UrgentSaid,
    Waited,
    Woken,
)
from bot.core.record import Done
from bot.core.saying import UNCLEAR, aside, plain
from bot.core.session import Feeling, Holding, Paused, Person, Poised, Resting
from bot.core.step import step
from bot.heard import Heard, Said
from bot.hearing import hear
from bot.knowledge import Knowledge
from bot.logs import where
from bot.planning.telling import routine_names
from bot.store.home import Changes, Draft, Letter, Loaded, Store, Timer
from bot.wishing import wished

BELLS: Mapping[Bell, type[TimeUp]] = {
    Bell.SETTLE: SettleEnded,
    Bell.HALF: HalfReached,
    Bell.HOLD: HoldEnded,
    Bell.REST: RestEnded,
    Bell.SILENCE: SilenceFell,
}

UNLIMITED = Budget(0)

GUIDED = (Poised, Holding, Resting, Paused, Feeling)
"""Phases of somebody who lies on the mat."""

log = structlog.get_logger()


@dataclass(slots=True)
class Page:
    """What a batch has decided so far for one person: a scratch page, thrown away after the commit."""

    person: Person
    letters: list[Say | Give]
    records: list[Done]
    hushed: bool = False
    erased: bool = False
    changed: bool = False


class Turns:
    """Takes batches of what happened and commits what follows from them."""

    def __init__(
        self, store: Store, known: Knowledge, clock: Clock, nudge: Callable[[], None], budget: Budget = UNLIMITED
    ) -> None:
        """`nudge` is called after each commit: there may be letters to send. `budget` is how much of one person is
        heard at a time."""
        self._store, self._known, self._clock = store, known, clock
        self._nudge, self._budget = nudge, budget
        self._library = known.content.library
        self._routines = routine_names(self._library.routines, known.content.words)

    async def take(self, heard: Sequence[Heard]) -> Sequence[Phrase | None]:
        """Take what a door heard; return the passing word for each, if it has one. When this returns, all is kept."""
        at = self._clock.now()
        toasts: dict[int, Phrase] = {}
        shares = {item.update_id: self._budget.spend(item.person, at) for item in heard}

        def decide(loaded: Loaded) -> Changes:
            toasts.clear()
            return self._decide_heard(heard, loaded.whole(), at, shares, toasts)

        people, updates = [item.person for item in heard], [item.update_id for item in heard]
        await self._store.turn(people, updates, decide, at)
        self._nudge()
        return [toasts.get(item.update_id) for item in heard]

    async def ring(self, timers: Sequence[Timer]) -> None:
        """Take timers that fell due: the same way as an update."""
        at = self._clock.now()

        def decide(loaded: Loaded) -> Changes:
            return self._decide_timers(timers, loaded, at)

        await self._store.turn([timer.person for timer in timers], [], decide, at, timers=timers)
        self._nudge()

    async def wake(self, people: Sequence[int]) -> None:
        """Look at the reminders of people for whom it is time: the same way as an update."""
        at = self._clock.now()

        def decide(loaded: Loaded) -> Changes:
            pages = _pages(loaded)
            for page in pages.values():
                self._turn(page, Woken(at=at))
                page.changed = True  # the moment of the next look is worked out anew, even where nothing was due
            _tell_unreadable(loaded)
            return replace(_changes(pages, fired=(), seen=()), silenced=tuple(loaded.unreadable))

        await self._store.turn(people, [], decide, at)
        self._nudge()

    async def left(self, person: int) -> None:
        """The door found that this person cannot be reached any more."""
        at = self._clock.now()

        def decide(loaded: Loaded) -> Changes:
            if loaded.unreadable:
                return Changes(hushed=(person,))
            pages = _pages(loaded)
            self._turn(_page(pages, person), Left(at=at))
            return _changes(pages, fired=(), seen=())

        await self._store.turn([person], [], decide, at)

    async def lapsed(self, letter: Letter) -> None:
        """The door found that a letter is too late: it goes unsaid. A reminder that nobody heard is told of next time;
        not a silent follow-up, nor one that perhaps arrived.
        """
        at = self._clock.now()
        say = letter.effect if isinstance(letter.effect, Say) and not letter.uncertain else None

        def decide(loaded: Loaded) -> Changes:
            pages = _pages(loaded)
            if say and say.rings and say.until:
                for page in pages.values():
                    self._turn(page, Lapsed(at=at, until=say.until))
            return replace(_changes(pages, fired=(), seen=()), dropped=(letter,))

        await self._store.turn([letter.person], [], decide, at)

    def _decide_heard(
        self,
        heard: Sequence[Heard],
        loaded: Loaded,
        at: datetime,
        shares: Mapping[int, Share],
        toasts: dict[int, Phrase],
    ) -> Changes:
        pages, fresh = _pages(loaded), set(loaded.fresh)
        for item in heard:
            if item.update_id not in fresh:
                continue
            fresh.discard(item.update_id)
            page = _page(pages, item.person)
            event = _within(shares[item.update_id], self._event(item, page.person, at))
            toast = self._turn(page, event, item.message if item.query else None) if event else None
            if toast is not None:
                toasts[item.update_id] = toast
        return _changes(pages, fired=(), seen=tuple(loaded.fresh))

    def _event(self, item: Heard, person: Person, at: datetime) -> Event:
        if isinstance(item.what, Said):
            event = hear(item.what, person.phase, self._known.lexicon, self._library.table, at)
            return wished(item.what, event, person, self._known.plan_words, self._routines, at)
        return item.what

    def _decide_timers(self, timers: Sequence[Timer], loaded: Loaded, at: datetime) -> Changes:
        pages = _pages(loaded)
        standing = [timer for timer in timers if timer in loaded.standing]
        _tell_unreadable(loaded)
        for timer in (timer for timer in standing if timer.person not in loaded.unreadable):
            self._turn(_page(pages, timer.person), BELLS[timer.bell](at=at, turn=timer.turn, due=timer.due))
        return _changes(pages, fired=standing, seen=())

    def _turn(self, page: Page, event: Event, pressed: int | None = None) -> Phrase | None:
        """One step; its effects go onto the page. Return the passing word, if there is one. `pressed` is the message
        whose button was pressed.
        """
        try:
            person, effects = step(page.person, event, self._library)
        except Exception as error:
            log.error("step failed", phase=page.person.phase.name, happened=type(event).__name__, **where(error))
            _answer_fault(page, event)
            return None
        page.changed = page.changed or person is not page.person
        page.person = person
        toast: Phrase | None = None
        for effect in effects:
            match effect:
                case Say(manner=Manner.PRESSED):
                    page.letters.append(replace(effect, pressed=pressed))
                case Say() | Give():
                    page.letters.append(effect)
                case Keep(done=done):
                    page.records.append(done)
                case Hush():
                    page.letters.clear()
                    page.hushed = True
                case Erase():
                    page.letters.clear()
                    page.records.clear()
                    page.erased = True
                case Toast(phrase=phrase):
                    toast = phrase
        return toast


def _within(share: Share, event: Event) -> Event | None:
    """What is heard of an event; beyond the budget only what holds a person back, and that it was too much (law 1)."""
    if share is Share.ANSWER or _holds_back(event):
        return event
    return Unclear(at=event.at, what="flood") if share is Share.NOTICE else None


def _holds_back(event: Event) -> bool:
    """A stop, a pain, "too much", a pause; and words about the body, which are asked about."""
    if isinstance(event, Unclear):
        return event.part is not None
    return isinstance(event, UrgentSaid | PainFelt | Stopped | Left | Eased | Suspended | Waited)


def _answer_fault(page: Page, event: Event) -> None:
    """A fault of ours leaves the person where they stand, and is answered. Where it met a stop or a pain, timers and
    unsent words are dead all the same (law 1). Reminders that failed sleep until the person is back: nobody waits for
    them, and whoever is due for ever would keep all others waiting.
    """
    if isinstance(event, Woken):
        page.person = replace(page.person, reminders=replace(page.person.reminders, asleep=True))
        return
    if isinstance(event, PainFelt | Stopped | UrgentSaid):
        page.letters.clear()
        page.hushed = True
    page.letters.append(aside(page.person, plain("fault.ours"), buttons=UNCLEAR))


def _tell_unreadable(loaded: Loaded) -> None:
    """Their bells ring in vain: nothing can follow from them, and nobody else waits for that."""
    for reason in loaded.unreadable.values():
        log.error("person cannot be read", reason=reason)


def _is_known(person: Person) -> bool:
    """No stranger: letters to them go before those to thousands who say hello at once."""
    return person.readiness.checked_on is not None or isinstance(person.phase, GUIDED)


def _pages(loaded: Loaded) -> dict[int, Page]:
    return {id: Page(person=person, letters=[], records=[]) for id, person in loaded.people.items()}


def _page(pages: dict[int, Page], id: int) -> Page:
    """The person's page; a person never met before begins with an empty one."""
    return pages.setdefault(id, Page(person=Person(id=id), letters=[], records=[]))


def _changes(pages: Mapping[int, Page], *, fired: Sequence[Timer], seen: Sequence[int]) -> Changes:
    return Changes(
        people=tuple(page.person for page in pages.values() if page.changed or page.erased),
        erased=tuple(id for id, page in pages.items() if page.erased),
        hushed=tuple(id for id, page in pages.items() if page.hushed),
        fired=tuple(fired),
        letters=tuple(
            Draft(person=id, effect=letter, known=_is_known(page.person))
            for id, page in pages.items()
            for letter in page.letters
        ),
        records=tuple((id, done) for id, page in pages.items() for done in page.records),
        seen=tuple(seen),
    )
