"""The terminal door: the whole bot in a conversation, with a clock that jumps. Stories are written and played by it.

A transcript has a line for everything: `> words` typed, `> [Label]` pressed, `~ 20 s` passed, and what the bot said:
`< ` silently, `<!` when it rings, `<~` when a message is changed in place; the buttons under it follow in brackets.
"""

import html
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from bot.alarms import ring_due
from bot.buttons import VERBS
from bot.clock import TurnedClock
from bot.commands import COMMANDS
from bot.core.effects import Give, Manner
from bot.core.events import Event, Unclear
from bot.heard import Heard, Said
from bot.knowledge import Knowledge
from bot.line import Key, Line
from bot.press import decode
from bot.store.home import Delivery, Letter, Store
from bot.store.sqlite import open_sqlite
from bot.turns import Turns
from bot.wording import label, line

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Every rehearsal begins at this moment, so that a story reads the same on any day."""

LONGEST_JUMP = 3600.0
"""Seconds that an empty line lets pass when no timer is set."""

TAGS = re.compile(r"</?[a-z]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One thing the bot said, at a moment of the rehearsal's clock."""

    at: datetime
    line: Line

    @property
    def text(self) -> str:
        """What is read, without tags."""
        return html.unescape(TAGS.sub("", self.line.text))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the buttons."""
        return tuple(key.label for row in self.line.buttons for key in row)


class NoSuchButton(LookupError):
    """There is no button with this label in sight."""


class Rehearsal:
    """One person and the bot. Time passes only in `waits`."""

    def __init__(self, known: Knowledge, store: Store, person: int = 1, at: datetime = MORNING) -> None:
        """Begin at the moment `at` with what the store holds."""
        self.clock = TurnedClock(at)
        self.store, self.person = store, person
        self.heard: list[Spoken] = []
        self.toasts: list[str] = []
        self._words = known.content.words
        self._turns = Turns(store, known, self.clock, lambda: None)
        self._updates = self._messages = 0
        self._shown: dict[int | None, Line] = {}

    async def says(self, words: str) -> tuple[Spoken, ...]:
        """Type words or a command; return what is said in reply."""
        return await self._take(self._command(words[1:]) if words.startswith("/") else Said(text=words))

    def _command(self, words: str) -> Event | Said:
        """A command by itself; what is typed behind one is heard as words, as at any door."""
        at, (name, _, rest) = self.clock.now(), words.partition(" ")
        meaning = COMMANDS.get(name)
        if rest.strip():
            return Said(text=words, otherwise="words" if meaning else "command")
        return meaning(at, "en") if meaning else Unclear(at=at, what="command")

    async def presses(self, wanted: str) -> tuple[Spoken, ...]:
        """Press the button with this label, the newest first; NoSuchButton when there is none in sight."""
        found = next(((number, key) for number, key in self._in_sight() if key.label == wanted), None)
        if found is None:
            raise NoSuchButton(f"no button [{wanted}] among {[key.label for key in self.keys()]}")
        number, key = found
        return await self.presses_data(key.data, number)

    async def presses_data(self, data: str, message: int | None = None) -> tuple[Spoken, ...]:
        """Press a button that carries this data, however old; `message` is the one it stands under."""
        press = decode(data)
        if press is None:
            raise NoSuchButton(data)
        return await self._take(VERBS[press.verb](press, self.clock.now(), "en"), message)

    async def waits(self, seconds: float) -> tuple[Spoken, ...]:
        """Let time pass; every timer and reminder that falls due in it rings at its own moment."""
        before, until = len(self.heard), self.clock.now().timestamp() + seconds
        while (due := await self.store.next_due()) is not None and due.timestamp() <= until:
            self.clock.turn_to(max(due, self.clock.now()))
            await ring_due(self.store, self._turns, self.clock)
            await self._deliver()
        self.clock.turn_to(datetime.fromtimestamp(until, UTC))
        return tuple(self.heard[before:])

    async def sleeps(self, seconds: float) -> tuple[Spoken, ...]:
        """Time passes while the bot is down; then it is up again and rings what is overdue."""
        before = len(self.heard)
        self.clock.turn(seconds)
        await ring_due(self.store, self._turns, self.clock)
        await self._deliver()
        return tuple(self.heard[before:])

    async def next_bell(self) -> float:
        """Seconds until the next timer; LONGEST_JUMP when there is none."""
        due = await self.store.next_due()
        return max(0.0, (due - self.clock.now()).total_seconds()) if due else LONGEST_JUMP

    def keys(self) -> tuple[Key, ...]:
        """The buttons in sight: those of the message that carries the keyboard and those beside it, newest first."""
        return tuple(key for _, key in self._in_sight())

    def _in_sight(self) -> Iterator[tuple[int | None, Key]]:
        """Every button that works, what was said last first; with the number of a message beside the session."""
        for number, shown in reversed(self._shown.items()):
            yield from ((number, key) for row in shown.buttons for key in row)

    async def _take(self, what: Event | Said, message: int | None = None) -> tuple[Spoken, ...]:
        self._updates += 1
        before = len(self.heard)
        item = Heard(
            update_id=self._updates,
            person=self.person,
            chat=self.person,
            what=what,
            query=None if message is None else str(self._updates),
            message=message,
        )
        (toast,) = await self._turns.take([item])
        if toast is not None:
            self.toasts.append(label(toast, self._words))
        await self._deliver()
        return tuple(self.heard[before:])

    async def _deliver(self) -> None:
        """Say everything in the outbox, in order, as a door would: what nobody waits for comes last."""
        while letters := await self._letters(bulk=False) or await self._letters(bulk=True):
            for letter in letters:
                await self.store.delivered(self._say(letter))

    async def _letters(self, *, bulk: bool) -> Sequence[Letter]:
        return await self.store.letters(100, frozenset(), self.clock.now(), bulk=bulk)

    def _say(self, letter: Letter) -> Delivery:
        """One letter; what is given and not said, such as an export, only counts as delivered."""
        at = self.clock.now()
        if isinstance(letter.effect, Give):
            return Delivery(letter=letter, at=at)
        spoken = line(letter.effect, self._words)
        self.heard.append(Spoken(at=at, line=spoken))
        self._messages += 1
        if spoken.manner in (Manner.ASIDE, Manner.PRESSED):
            self._show(spoken.pressed or self._messages, spoken)
            return Delivery(letter=letter, at=at)
        self._show(None, spoken)
        return Delivery(letter=letter, at=at, message=self._messages, keyboard=bool(spoken.buttons))

    def _show(self, number: int | None, spoken: Line) -> None:
        """Show a message, or change it; the one with the session's keyboard has no number, for it is always one."""
        self._shown.pop(number, None)
        self._shown[number] = spoken


def written(spoken: Sequence[Spoken]) -> Iterator[str]:
    """What was said, as lines of a transcript."""
    for item in spoken:
        changed = item.line.manner in (Manner.AMEND, Manner.OVER) or item.line.pressed is not None
        mark = "<~" if changed else "<!" if item.line.rings else "< "
        first, *rest = item.text.split("\n")
        yield f"{mark} {first}"
        yield from (f"   {words}".rstrip() for words in rest)
        yield from (f"   {' '.join(f'[{key.label}]' for key in row)}" for row in item.line.buttons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One line of a story that a person does: types, presses, waits, or waits while the bot is down."""

    kind: str
    words: str


SECONDS = r"\d+(?:\.\d+)?"

MOVE = re.compile(rf"> \[(?P<press>.+)\]|> (?P<say>.+)|~ (?P<wait>{SECONDS}) s|# (?P<down>{SECONDS}) s down")


def read_move(text: str) -> Move | None:
    """Read a line of a story as something the person does; None for what the bot said, and for remarks."""
    match = MOVE.fullmatch(text.rstrip())
    if match is None:
        return None
    kind, words = next((kind, words) for kind, words in match.groupdict().items() if words is not None)
    return Move(kind=kind, words=words)


async def perform(rehearsal: Rehearsal, move: Move) -> list[str]:
    """Do it, and return what it brought, as lines of a transcript."""
    toasts = len(rehearsal.toasts)
    match move.kind:
        case "press":
            said = await rehearsal.presses(move.words)
        case "say":
            said = await rehearsal.says(move.words)
        case "wait":
            said = await rehearsal.waits(float(move.words))
        case _:
            said = await rehearsal.sleeps(float(move.words))
    return [*(f"<? {words}" for words in rehearsal.toasts[toasts:]), *written(said)]


async def play(rehearsal: Rehearsal, story: str) -> str:
    """Play the moves of a story and return it with what the bot says now; its remarks stay, at the start of a line."""
    lines: list[str] = []
    for text in story.splitlines():
        move = read_move(text)
        if move is not None:
            lines += [text.rstrip(), *await perform(rehearsal, move)]
        elif text.startswith("#"):
            lines.append(text.rstrip())
    return "\n".join(lines) + "\n"


async def rehearse(known: Knowledge, typed: TextIO, shown: TextIO) -> str:
    """Talk in the terminal until the input ends, and return it as a story. An empty line jumps to the next timer."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory(prefix="unwind-") as folder:
        store = await open_sqlite(Path(folder) / "rehearsal.db")
        try:
            await _converse(Rehearsal(known, store), typed, shown, lines)
        finally:
            await store.close()
    return "\n".join(lines) + "\n"


async def _converse(rehearsal: Rehearsal, typed: TextIO, shown: TextIO, lines: list[str]) -> None:
    for text in typed:
        move = await _typed_move(rehearsal, text.strip())
        written_move = _written_move(move)
        try:
            reply = await perform(rehearsal, move)
        except NoSuchButton as fault:
            print(fault, file=shown)
            continue
        lines += [written_move, *reply]
        print("\n".join([written_move, *reply]), file=shown, flush=True)


async def _typed_move(rehearsal: Rehearsal, text: str) -> Move:
    """What a line typed in the terminal does: [Label], ~ 20, a command, or words."""
    if not text:
        return Move(kind="wait", words=f"{await rehearsal.next_bell():g}")
    if text.startswith("[") and text.endswith("]"):
        return Move(kind="press", words=text[1:-1])
    if (jump := re.fullmatch(rf"~ *({SECONDS}) *s?", text)) is not None:
        return Move(kind="wait", words=jump[1])
    return Move(kind="say", words=text)


def _written_move(move: Move) -> str:
    forms = {"press": f"> [{move.words}]", "say": f"> {move.words}", "wait": f"~ {move.words} s"}
    return forms[move.kind]
