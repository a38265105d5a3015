"""Choosing what to do: the menu of what is open now, and the preview of a routine with its two ways to go."""

from dataclasses import replace
from datetime import datetime

from bot.core.day import local_day
from bot.core.effects import Button, Look, Manner, Name, Phrase, Rows, Say, Tone, Verb
from bot.core.events import Readied, Sided
from bot.core.following import called_for, course_for
from bot.core.guidance import programme, seconds_in_all
from bot.core.library import Direction, Item, Kind, Library, Mode, Routine, Stretch
from bot.core.progress import course
from bot.core.questions import Verdict
from bot.core.saying import MENU_AGAIN, button, item, known, name_of, plain, say, title
from bot.core.session import Choosing, Course, Pace, Person, Session
from bot.core.standing import Standing, standing, today_score
from bot.core.stations import Next, Shown, enter, moved, stretch_of


def menu(person: Person, library: Library, at: datetime, *before: Phrase, manner: Manner = Manner.ANEW) -> Shown:
    """What is open now, twists first, and why the others are closed; smaller exercises stand behind a button."""
    stands = standing(person, library, at)
    first, others = in_order(library, stands)
    head = title("menu.choose") if first else title("menu.nothing")
    words = (*before, head if not before else plain(head.key), *_advice(stands), *_closed(library, stands))
    aside = (button("exercises", Verb.CHOOSE, "exercises"),) if others else ()
    last = (*aside, button("check", Verb.CHOOSE, "check"), *_talked(stands))
    person = moved(person, Choosing())
    return person, (say(person, *words, buttons=_column(*map(_choice, first), *last), manner=manner),)


def exercises(person: Person, library: Library, at: datetime) -> Shown:
    """Everything else that is open now."""
    first, others = in_order(library, standing(person, library, at))
    person = moved(person, Choosing())
    back = button("menu", Verb.CHOOSE, "menu")
    buttons = _column(*map(_choice, others or first), back)
    return person, (say(person, title("menu.exercises"), buttons=buttons, manner=Manner.OVER),)


def in_order(library: Library, stands: Standing) -> tuple[list[Routine], list[Routine]]:
    """The routines that are open: twists and what leads to them first; the others, unless nothing else is open."""
    open_now = [routine for routine in library.routines.values() if offered(routine, stands)]
    twists = [routine for routine in open_now if routine.kind is Kind.TWIST]
    first = [*twists, *(routine for routine in open_now if routine.calm_pass)]
    others = [routine for routine in open_now if routine not in first]
    return (first, others) if first else (others, [])


def _column(*buttons: Button) -> Rows:
    return tuple((one,) for one in buttons)


def _talked(stands: Standing) -> tuple[Button, ...]:
    """Telling that a clinician was asked is a step of its own, after the refusal (L6)."""
    asked = stands.verdict is Verdict.ASK_CLINICIAN
    return (button("talked", Verb.CHOOSE, "confirm"),) if asked else ()


def offered(routine: Routine, stands: Standing) -> bool:
    """A twist routine needs all its stretches; preparation leaves out what is closed, but is no longer itself
    with less than half.
    """
    parts = len(routine.items)
    open_parts = sum(part.stretch in stands.open for part in routine.items)
    return 2 * open_parts >= parts if routine.kind is Kind.PREP else open_parts == parts


def _choice(routine: Routine) -> Button:
    return Button(label=Phrase(key=f"routine.{routine.id}.title"), verb=Verb.CHOOSE, value=f"routine={routine.id}")


def _closed(library: Library, stands: Standing) -> tuple[Phrase, ...]:
    """Why each closed twist is closed; nobody has to guess what they may not do."""
    return tuple(
        Phrase(
            key="menu.closed",
            look=Look.NOTE,
            gaps=(("stretch", name_of(stretch.id)), ("reason", _reason(stands.closed[stretch.id]))),
        )
        for stretch in library.stretches.values()
        if stretch.kind is Kind.TWIST and stretch.id in stands.closed
    )


def _reason(key: str) -> Name:
    return Name(key=f"closed.{key}", fallback=f"readiness.reason.{key}")


def _advice(stands: Standing) -> tuple[Phrase, ...]:
    """Advice that goes with the answers whatever is open: see a doctor soon (Q28, Q31)."""
    return tuple(plain(f"readiness.advice.{advice}") for advice in stands.assessment.advice)


def preview(person: Person, routine: Routine, library: Library, at: datetime, manner: Manner = Manner.ANEW) -> Next:
    """What it is, the level and why, the minutes, what is needed, the source; then the two ways to go."""
    session = session_for(person, routine, library, at)
    return show(moved(person, Choosing(session=session)), session, library, manner)


def straight_in(person: Person, routine: Routine, library: Library, at: datetime, manner: Manner) -> Next:
    """The first pose at once, with the dose of today, why, and what was remembered; what is new has its preview."""
    session = session_for(person, routine, library, at)
    if session.pace is not Pace.FREE:
        return show(moved(person, Choosing(session=session)), session, library, manner)
    person, (shown,) = enter(person, session, library)
    what_to_do, *rest = shown.phrases
    today = _today(person, session, stretch_of(session, library))
    return person, (replace(shown, phrases=(what_to_do, *today, *rest)),)


def _today(person: Person, session: Session, stretch: Stretch) -> tuple[Phrase, ...]:
    """The dose of today, why, which side was tighter, and the forms that are in force from the first step on."""
    return (
        item(f"stretch.{stretch.id}.level.{session.course.level}.title"),
        item(f"reason.{session.course.reason}"),
        *_remembered(person, stretch),
        *(item(f"readiness.restriction.{code}") for code in session.restricted),
        *(_form(stretch, session, name) for name in session.variations),
    )


def session_for(person: Person, routine: Routine, library: Library, at: datetime) -> Session:
    """The session that a routine would be now: its first stretch that is open, at the dose of today."""
    stands = standing(person, library, at)
    start = next(index for index, part in enumerate(routine.items) if part.stretch in stands.open)
    first = routine.items[start]
    stretch = library.stretches[first.stretch]
    return Session(
        routine=routine.id,
        item=start,
        course=course_for(person, first, library, at),
        pace=Pace.FREE if known(person, stretch.id) else Pace.READY,
        pain_before=today_score(stands.assessment),
        variations=called_for(stretch, stands),
        restricted=stands.assessment.restrictions,
    )


def show(person: Person, session: Session, library: Library, manner: Manner) -> Next:
    """Show the preview of this session, as it stands."""
    return person, (session_preview(person, session, library, manner),)


def session_preview(person: Person, session: Session, library: Library, manner: Manner, *before: Phrase) -> Say:
    """The words of the preview and its ways to go."""
    stretch, routine = stretch_of(session, library), library.routines[session.routine]
    return say(
        person,
        *before,
        title(f"routine.{routine.id}.title"),
        plain(f"routine.{routine.id}.summary"),
        Phrase(key="preview.minutes", look=Look.ITEM, count=minutes(person, session, library)),
        *_today(person, session, stretch),
        Phrase(key=f"stretch.{stretch.id}.needs", look=Look.ITEM, optional=True),
        Phrase(key=f"stretch.{stretch.id}.cautions", optional=True),
        *_sources(routine, stretch),
        plain("preview.ways"),
        buttons=_ways(session, stretch),
        manner=manner,
    )


def minutes(person: Person, session: Session, library: Library) -> int:
    """About how long: of the whole routine, at the levels of today, hands-free."""
    parts = (_seconds(person, session, part, library) for part in library.routines[session.routine].items)
    return max(1, round(sum(parts) / 60))


def _seconds(person: Person, session: Session, part: Item, library: Library) -> int:
    """Seconds of one part of a routine: at the dose chosen for today, else at its first level."""
    stretch = library.stretches[part.stretch]
    if part.stretch != session.course.stretch:
        level = stretch.level(part.level) if part.level else stretch.levels[0]
        dose = Course(stretch=stretch.id, level=level.id, rounds=level.rounds.low)
        session = replace(session, course=dose, variations=())
    return seconds_in_all(programme(stretch, session), person.settings.settle)


def _sources(routine: Routine, first: Stretch) -> tuple[Phrase, ...]:
    """Where it comes from: of every twist of the routine, of a preparation its first exercise."""
    names = [part.stretch for part in routine.items] if routine.kind is Kind.TWIST else [first.id]
    return tuple(Phrase(key=f"stretch.{name}.source", look=Look.NOTE, optional=True) for name in names)


def _form(stretch: Stretch, session: Session, name: str) -> Phrase:
    """A form that is in force from the first step on."""
    side = session.first or stretch.first_side
    return Phrase(key=f"stretch.{stretch.id}.variation.{name}.say", look=Look.ITEM, side=side)


def _remembered(person: Person, stretch: Stretch) -> tuple[Phrase, ...]:
    """Which side was tighter the last time, so that the next session opens with it."""
    last = next((done for done in reversed(person.recent) if done.stretch == stretch.id and done.tighter), None)
    return (Phrase(key="preview.tighter", look=Look.ITEM, side=last.tighter),) if last else ()


def _ways(session: Session, stretch: Stretch) -> Rows:
    ready = button("go_ready", Verb.CHOOSE, "go=ready", Tone.GO if session.pace is Pace.READY else Tone.PLAIN)
    free = button("go_free", Verb.CHOOSE, "go=free", Tone.GO if session.pace is Pace.FREE else Tone.PLAIN)
    ways = (free, ready) if session.pace is Pace.FREE else (ready, free)
    side = session.first or stretch.first_side
    sides: Rows = ((button(f"first_{side.other}", Verb.SIDE, side.other.value),),) if side else ()
    fits: Rows = tuple(
        (
            Button(
                label=Phrase(key=f"button.fit.{wish}"),
                verb=Verb.CHOOSE,
                value=f"fit={variation.id}",
            ),
        )
        for variation in stretch.variations
        if variation.direction is Direction.FIT and variation.id not in session.variations
        for wish in variation.wishes[:1]
    )
    return (*((way,) for way in ways), *sides, *_modes(session, stretch), *fits, *MENU_AGAIN)


def _modes(session: Session, stretch: Stretch) -> Rows:
    """The other form, where a stretch may be held or moved."""
    now = stretch.level(session.course.level).mode
    others = dict.fromkeys(level.mode for level in stretch.levels if level.mode is not now)
    return tuple((button(f"mode_{mode}", Verb.CHOOSE, f"mode={mode}"),) for mode in others)


def fitted(person: Person, session: Session, name: str, library: Library) -> Next:
    """A form that suits the body was chosen in the preview; any other name changes nothing."""
    fits = {form.id for form in stretch_of(session, library).variations if form.direction is Direction.FIT}
    names = dict.fromkeys((*session.variations, *fits.intersection({name})))
    session = replace(session, variations=tuple(names))
    return show(moved(person, Choosing(session=session)), session, library, Manner.OVER)


def in_mode(person: Person, session: Session, mode: Mode, library: Library, at: datetime) -> Next:
    """Held or moving was chosen in the preview: the dose of that form."""
    stretch = stretch_of(session, library)
    bounds = standing(person, library, at).bounds(stretch.id)
    dose = course(stretch, person.recent, local_day(at, person.settings.zone), bounds, mode)
    session = replace(session, course=dose)
    return show(moved(person, Choosing(session=session)), session, library, Manner.OVER)


def side_first(person: Person, phase: Choosing, event: Sided, library: Library) -> Next:
    """The side to begin with was chosen in the preview."""
    if phase.session is None:
        return menu(person, library, event.at, plain("unclear.here"))
    session = replace(phase.session, first=event.side)
    return show(moved(person, Choosing(session=session)), session, library, Manner.OVER)


def begun(person: Person, session: Session, pace: Pace, library: Library) -> Next:
    """The way to go was chosen: the first step."""
    return enter(person, replace(session, pace=pace), library)


def ready_to_begin(person: Person, phase: Choosing, event: Readied, library: Library) -> Next:
    """ "Ready" under a preview: the way that was offered first."""
    if phase.session is None:
        return menu(person, library, event.at)
    return begun(person, phase.session, phase.session.pace, library)
