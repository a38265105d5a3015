"""What was written a moment ago is not read again, and nothing outdated is ever given."""

from bot.core.session import Person
from bot.store.codec import PERSON, PLAIN, SLIP, remembering, slip_of
from bot.store.home import Changes, Store
from bot.store.known import Known
from tests.store.made import AT, person, put, say


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
    """Room is counted in characters; those that were written the longest ago go first."""
    known: Known[int] = Known(8)
    for words, number in (("one", 1), ("two", 2), ("one", 1), ("six", 6)):
        known.put(words, number)
    assert [known.get(words) for words in ("one", "two", "six")] == [1, None, 6]
    known.put("ten thousand", 10_000)
    assert [known.get(words) for words in ("one", "six", "ten thousand")] == [None, None, None]


def test_who_is_read_is_not_remembered_any_more() -> None:
    """A person who is read is written anew, and how they were takes no room; a letter may be read again."""
    forms, letter = remembering(), slip_of(say())
    one = Person(id=7)
    stored, slip = forms.person.write(one), forms.slip.write(letter)
    assert forms.person.read(PERSON.version, stored) is one
    assert forms.person.read(PERSON.version, stored) is not one
    assert forms.slip.read(SLIP.version, slip) is forms.slip.read(SLIP.version, slip) is letter


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


async def test_a_sweep_clears_the_memory_of_a_home(store: Store) -> None:
    """Every hour: whoever was here and is not any more takes no room."""
    known = store._forms.person.known  # type: ignore[attr-defined]
    await put(store, Changes(people=[person(7)]))
    await store.sweep(AT)
    assert known.get(PERSON.write(person(7))) is None
