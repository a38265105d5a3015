"""That there is no bulk is remembered for a moment, and not once there is some."""

from datetime import timedelta

from bot.store.home import Changes, Draft
from bot.store.no_bulk import NoBulk
from bot.store.postgres import LOOK, open_postgres
from tests.store.made import AT, NOBODY, key_of, later, put
from tests.store.postgres_server import database
from tests.store.test_replicas import reminder


def test_nothing_is_known_at_first() -> None:
    """Whoever begins has to look."""
    assert not NoBulk(lasts=timedelta(seconds=1)).holds(AT)


def test_it_lasts_a_moment() -> None:
    """Another process may have put some; and a clock that was set back says nothing."""
    none = NoBulk(lasts=timedelta(seconds=1))
    none.found_none(AT, none.puts)
    assert [none.holds(later(seconds)) for seconds in (-0.1, 0, 0.9, 1)] == [False, True, True, False]


def test_what_is_put_ends_it() -> None:
    """Also what is put between the look and its answer."""
    none = NoBulk(lasts=timedelta(seconds=1))
    none.found_none(AT, none.puts)
    before = none.puts
    none.put()
    after_put = none.holds(AT)
    none.found_none(AT, before)
    assert (after_put, none.holds(AT)) == (False, False)


async def test_bulk_is_found_at_once_where_it_was_put(postgres: str) -> None:
    """The process that put it need not wait; one beside it looks again in a moment."""
    async with database(postgres) as address:
        one, other = await open_postgres(address), await open_postgres(address)
        found = [await one.letters(9, NOBODY, AT, bulk=True)]
        await put(one, Changes(letters=[Draft(person=1, effect=reminder("own"))]))
        found.append(await one.letters(9, NOBODY, AT, bulk=True))
        await put(one, Changes(erased=[1]))
        found.append(await one.letters(9, NOBODY, AT, bulk=True))
        await put(other, Changes(letters=[Draft(person=2, effect=reminder("another's"))]))
        found.append(await one.letters(9, NOBODY, later(LOOK), bulk=True))
        await one.close()
        await other.close()
    assert [[key_of(letter) for letter in letters] for letters in found] == [[], ["own"], [], ["another's"]]
