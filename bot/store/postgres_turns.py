"""Turns on PostgreSQL: those of many people share a transaction and a few trips. Lock, look, decide, write."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.core.session import Person
from bot.core.waking import wake
from bot.store import postgres_rows as rows
from bot.store.codec import PLAIN, Forms, slip_of
from bot.store.home import Changes, Draft, Loaded, Timer, is_bulk
from bot.store.moments import to_micros
from bot.store.postgres_columns import numbers, texts
from bot.store.postgres_rows import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What `turn` was asked to do."""

    people: Sequence[int]
    updates: Sequence[int]
    timers: Sequence[Timer]
    decide: Callable[[Loaded], Changes]
    at: datetime


async def together(
    connection: Connection, turns: Sequence[Turn], forms: Forms = PLAIN
) -> Sequence[Changes | Exception]:
    """Turns about different people, in the connection's transaction; a decision that fails is left out alone."""
    people = {id for turn in turns for id in turn.people}
    updates = [id for turn in turns for id in turn.updates]
    timers = [timer for turn in turns for timer in turn.timers]
    await rows.lock(connection, people)
    loaded = await rows.look(connection, people, updates, timers, forms)
    outcomes = [_decided(turn, loaded) for turn in turns]
    await _write(connection, [one for one in outcomes if isinstance(one, Changes)], turns[0].at, forms)
    return outcomes


async def _write(connection: Connection, decided: Sequence[Changes], at: datetime, forms: Forms) -> None:
    """Write what was decided, in the order that `Changes` promises; no two are about the same person."""
    whole = _merged(decided)
    if whole.erased:
        await rows.erase(connection, whole.erased)
        forms.forget()
    if whole.hushed:
        await rows.hush(connection, whole.hushed)
    if whole.dropped:
        await rows.take(connection, [letter.id for letter in whole.dropped])
    if whole.people or whole.fired or whole.letters or whole.seen:
        await rows.tell(connection, "write_turns", _columns(whole, at, forms))
    if whole.records:
        await rows.keep(connection, whole.records)
    if whole.outdated:
        ids, days = zip(*whole.outdated, strict=True)
        await rows.tell(connection, "forget_records", {"people": numbers(ids), "days": texts(map(str, days))})
    if whole.silenced:
        await rows.tell(connection, "silence", {"people": numbers(whole.silenced)})


def _columns(whole: Changes, at: datetime, forms: Forms) -> Mapping[str, object]:
    """What all turns write, as columns."""
    fired = rows.columns_of(whole.fired)
    return {
        **_states(whole.people, forms),
        "ringing": fired["people"],
        "bells": fired["bells"],
        "rung": fired["turns"],
        "dues": fired["dues"],
        **_letters(whole.letters, frozenset(whole.hushed), forms),
        "updates": numbers(whole.seen),
        "at": to_micros(at),
    }


def _states(people: Sequence[Person], forms: Forms) -> Mapping[str, object]:
    return {
        "ids": numbers(one.id for one in people),
        "turns": numbers(one.turn for one in people),
        "languages": texts(one.settings.language for one in people),
        "forms": numbers(forms.person.version for _ in people),
        "states": texts(forms.person.write(one) for one in people),
        "wakes": numbers(None if (moment := wake(one)) is None else to_micros(moment) for one in people),
    }


def _letters(drafts: Sequence[Draft], urgent: Set[int], forms: Forms) -> Mapping[str, object]:
    """Letters for the outbox, and to whom there is one that is not bulk; those to the `urgent` are urgent."""
    bulks = [is_bulk(draft.effect) for draft in drafts]
    return {
        "answered": numbers({draft.person for draft, bulk in zip(drafts, bulks, strict=True) if not bulk}),
        "people": numbers(draft.person for draft in drafts),
        "bulks": numbers(bulks),
        "urgents": numbers(draft.urgency(urgent) for draft in drafts),
        "versions": numbers(forms.slip.version for _ in drafts),
        "bodies": texts(forms.slip.write(slip_of(draft.effect)) for draft in drafts),
    }


def _merged(parts: Sequence[Changes]) -> Changes:
    """Changes about different people as one."""
    return Changes(
        people=[one for part in parts for one in part.people],
        erased=[id for part in parts for id in part.erased],
        hushed=[id for part in parts for id in part.hushed],
        fired=[timer for part in parts for timer in part.fired],
        dropped=[letter for part in parts for letter in part.dropped],
        letters=[draft for part in parts for draft in part.letters],
        records=[record for part in parts for record in part.records],
        seen=[id for part in parts for id in part.seen],
        outdated=[pair for part in parts for pair in part.outdated],
        silenced=[id for part in parts for id in part.silenced],
    )


def _decided(turn: Turn, loaded: Loaded) -> Changes | Exception:
    """What a turn decides on its own part of what was loaded."""
    part = Loaded(
        people={id: loaded.people[id] for id in turn.people if id in loaded.people},
        fresh=loaded.fresh.intersection(turn.updates),
        standing=loaded.standing.intersection(turn.timers),
        unreadable={id: loaded.unreadable[id] for id in turn.people if id in loaded.unreadable},
    )
    try:
        return turn.decide(part)
    except Exception as error:
        return error
