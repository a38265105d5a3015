"""docs/chaos.md: the figures of a long run, the machine, the date, and how to repeat it."""

from collections.abc import Mapping

from tests.chaos.judge import Figures
from tests.chaos.run import Plan, Told
from tests.setting import Setting

HEAD = """# Chaos: the bot is killed while people lie on the mat

{people} people at once are guided through a whole session by `python -m bot run`: a readiness check, then half of them
hands-free, half saying "ready", and one in five says or taps stop in the middle of a hold; some write nonsense
meanwhile. The bot is ended {kills} times at moments that dice choose, between two questions to the server, in the
middle of one, or while it still starts: most times by kill -9, now and then by SIGTERM. All the while the Bot API
server, a process of its own on loopback, misbehaves. Whoever is done makes room for the next person.

What happened is judged from the server's side alone: what people did, what the server took from the bot, word for
word, and when the process ended. Each chat is compared with the session as it reads when nothing goes wrong.
"""

MUST = """
## What must be 0

{table}

- **An update is lost** when somebody wrote or tapped and the chat never went on.
- **A hold is lost** when words that a timer brings never came; **a reply**, when words that answer somebody did not.
- **Out of order**: words that stand before what they follow, or that belong nowhere.
- **Twice for nothing**: said twice although the first copy was neither in flight when the process ended nor cut off.
- **After a stop**: words of the session that came after "Stopped."
- **Left in a hold**: people whose session never came to an end.
- **Ends in the wrong way**: another exit code than 0 after SIGTERM. **Too slow**: more than {seconds:.0f} s for that.
  **Asked on**: questions for updates begun after SIGTERM.
- **Unconfirmed**: updates that the bot never confirmed, though all its people were done.
"""

WELL = """
## What may happen

{table}

- **Twice, in flight**: the process died, or the line broke, between Telegram's yes and our commit. Saying it once too
  often is the choice: the other one is silence.
- **Offered again**: a hold that ended while the bot was away for more than half a minute is not counted as done.
"""

WEATHER = """
## What the line did

{table}

## Again

```sh
python -m tests.chaos --seed {seed} --kills {kills} --people {people}     # or: make chaos
```

The seed sets the dice: who comes, what they do, when the process ends, what goes wrong. It cannot set how the
processes take turns, so a second run meets other moments. {setting}.
"""

ZERO = {
    "updates_lost": "updates lost",
    "holds_lost": "holds lost",
    "replies_lost": "replies lost",
    "out_of_order": "out of order",
    "twice_for_nothing": "twice for nothing",
    "after_a_stop": "after a stop",
    "left_in_a_hold": "left in a hold",
    "wrong_ends": "ends in the wrong way",
    "slow_terms": "too slow to end",
    "polls_after_term": "asked on after SIGTERM",
    "pending": "unconfirmed updates",
}

FREE = {
    "kills": "kill -9",
    "terms": "SIGTERM",
    "people": "people",
    "deeds": "updates they made",
    "lines": "messages and changes taken",
    "finished": "sessions brought to their end",
    "stopped": "sessions stopped",
    "held_again": "offered again",
    "twice_in_flight": "twice, in flight",
}

NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}

FAULTS = {
    "flood": "429, too many requests",
    "outage": "5xx, not done",
    "outage after": "5xx, and done all the same",
    "cut": "cut off before it was taken",
    "cut after": "cut off after it was taken",
    "garble": "an answer that cannot be read, not done",
    "garble after": "an answer that cannot be read, and done",
    "hang after": "done, and no answer for {hang:.0f} s",
    "repeat": "updates given once more",
    "swap": "neighbouring updates swapped",
}


def page(setting: Setting, plan: Plan, told: Mapping[str, Told]) -> str:
    """The page, as Markdown."""
    met = {name: words.format(hang=plan.hang) for name, words in FAULTS.items()}
    parts = (
        HEAD.format(people=plan.people, kills=plan.kills),
        MUST.format(table=_table(ZERO, {home: _figures(one) for home, one in told.items()}), seconds=5.0),
        WELL.format(table=_table(FREE, {home: _figures(one) for home, one in told.items()})),
        WEATHER.format(
            table=_table(met, {home: one.met for home, one in told.items()}),
            seed=plan.seed,
            kills=plan.kills,
            people=plan.people,
            setting=setting,
        ),
    )
    return "".join(parts)


def _figures(told: Told) -> dict[str, int]:
    """All figures of a run by name."""
    figures = {name: getattr(told.figures, name) for name in Figures.__slots__}
    return figures | {name: getattr(told, name) for name in Told.__slots__ if isinstance(getattr(told, name), int)}


def _table(names: Mapping[str, str], columns: Mapping[str, Mapping[str, int]]) -> str:
    heads = ["", *(NAMES[home] for home in columns)]
    rows = [[words, *(f"{column.get(name, 0):,}" for column in columns.values())] for name, words in names.items()]
    rules = ["---", *("---:" for _ in columns)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rules, *rows))
