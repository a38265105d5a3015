"""The outbox of the PostgreSQL home: letters are taken in hand, and have arrived, a whole batch in one statement."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.effects import Say
from bot.store.codec import PLAIN, Forms, effect_of
from bot.store.home import Board, Delivery, Letter, Timer
from bot.store.pacing import Pacing
from bot.store.postgres_columns import numbers
from bot.store.postgres_rows import Connection, Row, columns_of, lock, tell


async def arrived(connection: Connection, deliveries: Sequence[Delivery], pacing: Pacing) -> None:
    """Letters to different people have arrived. What a letter took beyond one message is spent only now."""
    bells = [(one.letter.id, bell) for one in deliveries for bell in _bells_of(one)]
    shown = [one for one in deliveries if one.message is not None]
    timers = columns_of([bell for _, bell in bells])
    await lock(connection, (one.letter.person for one in deliveries))
    columns = {
        "letters": numbers(one.letter.id for one in deliveries),
        "whose": numbers(one.letter.person for one in deliveries),
        "of": numbers(letter for letter, _ in bells),
        "shown": numbers(one.letter.person for one in shown),
        "messages": numbers(one.message for one in shown),
        "keyboards": numbers(one.keyboard for one in shown),
    }
    await tell(connection, "arrived", timers | columns)
    more = {one.letter.person: one.requests - 1 for one in deliveries if one.requests > 1}
    if pacing and more:
        await _spend(connection, more, pacing, deliveries[-1].at)


async def _spend(connection: Connection, messages: Mapping[int, int], pacing: Pacing, at: datetime) -> None:
    """So many messages go to people; no process writes to them faster than their chats bear."""
    people = sorted(messages)
    columns: dict[str, object] = {"people": numbers(people), "messages": numbers(messages[one] for one in people)}
    await tell(connection, "spend", columns | pacing.values(at))


def _bells_of(delivery: Delivery) -> Sequence[Timer]:
    """The timers that a delivery sets: they count from the moment it arrived."""
    letter = delivery.letter
    if not isinstance(letter.effect, Say):
        return []
    return [
        Timer(
            person=letter.person,
            bell=hold.bell,
            turn=hold.turn,
            due=delivery.at + timedelta(seconds=hold.seconds),
        )
        for hold in letter.effect.holds
    ]


def letter(row: Row, forms: Forms = PLAIN) -> Letter:
    """A row of the outbox as a letter; StoreFault when it cannot be read."""
    id, person, tries, uncertain, version, body, language, _, _ = row
    effect = effect_of(forms.slip.read(version, body))
    return Letter(id=id, person=person, effect=effect, language=language, tries=tries, uncertain=uncertain)


def boards(rows: Sequence[Row]) -> Mapping[int, Board | None]:
    """The message that carries the keyboard of each person, as it was found beside a letter to them."""
    return {row[1]: None if row[7] is None else Board(message=row[7], keyboard=row[8]) for row in rows}
