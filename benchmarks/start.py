"""From the start of the program to its first answer: `python -m benchmarks.start`, and with how full a home.

A person has written while the bot was down; what is measured is the time from the start of the process to the moment
the server hears the answer. It was started once before: its modules are compiled, as pip leaves them, and what it reads
of content is kept. The full home has a million people whose reminders are to come, and 100,000 armed holds.
"""

import compileall
import statistics
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from benchmarks.contest import HERE, ask, ended, people, until, unwind
from bot.core.session import Person
from bot.store.codec import PERSON
from bot.store.moments import to_micros
from bot.store.sqlite_file import open_file

PLANS, HOLDS = 1_000_000, 100_000
FIRST = 10_000_000
ROUNDS = 5
_FILL = (
    "with recursive n (i) as (values (:first) union all select i + 1 from n limit :plans)"
    " insert into people (id, turn, language, version, body, wake)"
    " select i, 1, 'en', :version, :body, :far + i from n",
    "insert into timers (person, bell, turn, due) select id, 'hold', 1, :soon + id from people limit :holds",
)


def filled(file: Path, plans: int = PLANS, holds: int = HOLDS) -> None:
    """Put so many people with reminders, and holds that end in a while, into an empty home."""
    open_file(file).close()
    now = datetime.now(UTC)
    row = {
        "first": FIRST,
        "plans": plans,
        "holds": holds,
        "version": PERSON.version,
        "body": PERSON.write(Person(id=1)),
        "far": to_micros(now + timedelta(days=1)),
        "soon": to_micros(now + timedelta(minutes=5)),
    }
    held = apsw.Connection(str(file))
    with held:
        for statement in _FILL:
            held.execute(statement, row)
    held.close()


def first_answer(full: bool) -> float:
    """Seconds from the start of the process to its first answer."""
    with tempfile.TemporaryDirectory(dir=".", prefix="bench-") as name, ExitStack() as stack:
        folder = Path(name).absolute()
        if full:
            filled(folder / "unwind.db")
        port = stack.enter_context(people("unwind", 1, folder))
        ask(port, "/arrive", b"")
        begin = time.time()
        bot = unwind()(f"http://127.0.0.1:{port}/bot", folder, stack)
        stack.enter_context(ended(bot.start()))
        until(lambda: ask(port, "/stats")["answers"] > 0)
        heard: list[tuple[int, float, str]] = ask(port, "/heard")  # type: ignore[assignment]
        return heard[0][1] - begin


def main() -> None:
    """Both homes, in turns, of a program that was installed and has been started before."""
    compileall.compile_dir(str(HERE.parent / "bot"), quiet=1)
    first_answer(full=False)
    found: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(ROUNDS):
        for full, times in found.items():
            times.append(first_answer(full))
    print(f"from start to first answer, median of {ROUNDS} (fastest), s\n\n| home | s |\n| --- | ---: |")
    for full, times in found.items():
        what = f"{PLANS:,} plans, {HOLDS:,} armed holds" if full else "empty"
        print(f"| {what} | {statistics.median(times):.2f} ({min(times):.2f}) |")


if __name__ == "__main__":
    main()
