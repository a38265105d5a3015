"""What was written a moment ago is not read again, and nothing outdated is ever given."""

from bot.core.session import Person
from bot.store.codec import AT_ONCE, PERSON, remembering
from bot.store.known import Known


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
