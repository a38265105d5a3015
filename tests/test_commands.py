"""Commands and buttons: what each means, and that each of them has words."""

from datetime import UTC, datetime

import pytest

from bot.buttons import VERBS
from bot.commands import COMMANDS, MENU
from bot.core.effects import Verb
from bot.core.events import Began, Chose, Eased, Event, PainFelt, Readied, Reply, Sided, Stopped, Unclear
from bot.core.library import Side
from bot.knowledge import Knowledge
from bot.press import Press

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("start", Began(at=AT, language="de")),
        ("stop", Stopped(at=AT)),
        ("pain", PainFelt(at=AT, soft=True)),
        ("ready", Readied(at=AT)),
        ("stretch", Chose(at=AT, what="stretch")),
    ],
)
def test_commands(name: str, expected: Event) -> None:
    """A command is an event of now; it carries no turn."""
    assert COMMANDS[name](AT, "de") == expected


def test_menu_has_words(knowledge: Knowledge) -> None:
    """Every command of the menu is a command, and says what it does."""
    words = knowledge.content.words
    assert [name for name in MENU if name not in COMMANDS or f"command.{name}" not in words] == []


@pytest.mark.parametrize(
    ("press", "expected"),
    [
        (Press(turn=3, verb=Verb.READY), Readied(at=AT, turn=3)),
        (Press(turn=3, verb=Verb.EASIER), Eased(at=AT, turn=3)),
        (Press(turn=3, verb=Verb.EASIER, value="hip"), Eased(at=AT, turn=3, part="hip")),
        (Press(turn=3, verb=Verb.SIDE, value="left"), Sided(at=AT, turn=3, side=Side.LEFT)),
        (Press(turn=3, verb=Verb.SIDE, value="up"), Unclear(at=AT, what="button")),
        (Press(turn=3, verb=Verb.CHOOSE, value="go=free"), Chose(at=AT, turn=3, what="go", value="free")),
        (Press(turn=3, verb=Verb.CHOOSE, value="menu"), Chose(at=AT, turn=3, what="menu")),
        (Press(turn=3, verb=Verb.BEGIN), Began(at=AT, turn=3, language="de")),
    ],
)
def test_buttons(press: Press, expected: Event) -> None:
    """A button is the event of its verb, with its turn and value."""
    assert VERBS[press.verb](press, AT, "de") == expected


def test_every_verb() -> None:
    """No button is without a meaning."""
    assert set(Verb) == set(VERBS)


def test_no_turn_for_stop_and_pain() -> None:
    """They count from any keyboard, however old (law 1); every other button carries its turn."""
    made = {verb: VERBS[verb](Press(turn=3, verb=verb, value="right"), AT, "en") for verb in Verb}
    free = {verb for verb, event in made.items() if not (isinstance(event, Reply) and event.turn == 3)}
    assert free == {Verb.STOP, Verb.PAIN}
