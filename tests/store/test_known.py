"""What was written a moment ago is not read again, and nothing outdated is ever given."""

from bot.core.session import Person
from bot.store.codec import AT_ONCE, PERSON, PLAIN, SLIP, remembering, slip_of
from bot.store.home import Changes, Store
from bot.store.known import Known
from tests.store.made import person, put, say


def test_what_was_written_is_not_read() -> None:
    """The value itself comes back, not a copy."""
    form, person = remembering().person, Person(id=7, turn=3)
    stored = form.write(person)
    assert form.read(form.version, stored) is person
    assert person == PERSON.read(form.version, stored)


def test_what_another_wrote_is_read() -> None:
    """The words decide: a row that another process has changed is read as it stands there."""
    form = remembering().person
    form.write(Person(id=7, turn=3))
    assert Person(id=7, turn=4) == form.read(form.version, PERSON.write(Person(id=7, turn=4)))


def test_each_process_remembers_for_itself() -> None:
    """After a restart everything is read."""
    person = Person(id=7)
    stored = remembering().person.write(person)
    assert remembering().person.read(PERSON.version, stored) is not person


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    """Those that were written the longest ago go first."""
    known: Known[int] = Known(2)
    for number in (1, 2, 1, 3):
        known.put(str(number), number)
    assert [known.get(str(number)) for number in (1, 2, 3)] == [1, None, 3]
    assert AT_ONCE >= 200


def test_who_is_forgotten_is_not_remembered() -> None:
    """Nothing of them stays in the memory of the process either."""
    forms, letter = remembering(), slip_of(say())
    one = Person(id=7)
    stored, slip = forms.person.write(one), forms.slip.write(letter)
    forms.forget()
    assert forms.person.read(PERSON.version, stored) is not one
    assert forms.slip.read(SLIP.version, slip) is not letter
    PLAIN.forget()


async def test_forgetting_clears_the_memory_of_a_home(store: Store) -> None:
    """Whoever is erased is erased there, too."""
    known = store._forms.person.known  # type: ignore[attr-defined]
    await put(store, Changes(people=[person(7)]))
    assert known.get(PERSON.write(person(7))) is not None
    await put(store, Changes(erased=[7]))
    assert known.get(PERSON.write(person(7))) is None
