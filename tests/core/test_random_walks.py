"""Random walks with real time: timers run from delivery, nights pass, the bot is down for a while, old buttons stay."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.buttons import VERBS
from bot.core.effects import Bell, Button, Hush, Manner, Say
from bot.core.events import Answered, Chose, Event, Readied, Resumed, Woken
from bot.core.session import Holding, Pace, Paused, Poised, Resting
from bot.core.step import step
from bot.core.waking import wake
from bot.press import Press
from bot.reading import read_knowledge
from bot.store.home import Timer
from bot.turns import BELLS
from tests.core.odd import with_odd
from tests.core.test_walks import LAWS, Move
from tests.core.walking import Stand, starts, typed, winning

LIBRARY = with_odd(read_knowledge().content.library)

STARTS = starts()
TYPED = tuple(typed(STARTS[0].at, LIBRARY))
WINNING = tuple(winning(STARTS[0].at))

ROUTINES = (*LIBRARY.routines, "nothing", "knee_drop", "all_twists", "prep", "odd")

LONGEST_WAIT = 600
"""Seconds after which somebody who lies in a step hears from us at the latest."""


class Walking(RuleBasedStateMachine):
    """One person who does anything at all, at any time."""

    def __init__(self) -> None:
        """Nobody yet: the first rule says who."""
        super().__init__()
        self.person, self.at = STARTS[0].person, STARTS[0].at
        self.board: Say | None = None
        self.old: list[tuple[int, Button]] = []
        self.timers: list[Timer] = []

    @initialize(start=st.sampled_from(STARTS), routine=st.sampled_from(ROUTINES), way=st.sampled_from(Pace))
    def begins(self, start: Stand, routine: str, way: Pace) -> None:
        """Somebody new, or somebody with a record who begins a routine, if it is open to them."""
        self.person = start.person
        self._take(Chose(at=self.at, what="routine", value=routine))
        self._take(Chose(at=self.at, what="go", value=way))

    @rule(way=st.sampled_from(("ready", "0", "2", "no", "same", "resume")))
    def goes_on(self, way: str) -> None:
        """What most people say most of the time."""
        plain = {"ready": Readied(at=self.at), "resume": Resumed(at=self.at)}
        self._take(plain.get(way) or Answered(at=self.at, code=way))

    @rule(event=st.sampled_from(TYPED), sure=st.integers(0, 1))
    def says(self, event: Event, sure: int) -> None:
        """Words, or a command."""
        if not sure:
            self._take(_at(event, self))

    @rule(event=st.sampled_from(WINNING), sure=st.integers(0, 7))
    def hurts(self, event: Event, sure: int) -> None:
        """Stop, pain, an urgent sign; not too often, or nobody would come far."""
        if not sure:
            self._take(_at(event, self))

    @rule(data=st.data())
    @precondition(lambda self: self.board is not None and self.board.buttons)
    def presses(self, data: st.DataObject) -> None:
        """A button of the message that carries the keyboard."""
        assert self.board is not None
        buttons = [button for row in self.board.buttons for button in row]
        self._press(self.board.turn, data.draw(st.sampled_from(buttons)))

    @rule(data=st.data())
    @precondition(lambda self: self.old)
    def presses_old(self, data: st.DataObject) -> None:
        """Any button that was ever shown."""
        self._press(*data.draw(st.sampled_from(self.old)))

    @rule(seconds=st.sampled_from((5, 10, 15, 20, 30, 45, 60, 90, 120, 700, 40_000, 90_000, 1_500_000)))
    def waits(self, seconds: int) -> None:
        """Time passes; every timer rings when it is due."""
        until = self.at + timedelta(seconds=seconds)
        while (timer := min(self.timers, key=lambda timer: timer.due, default=None)) and timer.due <= until:
            self.at = max(self.at, timer.due)
            self._ring(timer)
        self.at = until
        self._woken()

    @rule(seconds=st.sampled_from((20, 60, 700, 90_000)), sure=st.integers(0, 3))
    def sleeps(self, seconds: int, sure: int) -> None:
        """The bot is down, and rings afterwards what fell due."""
        if sure:
            return
        self.at += timedelta(seconds=seconds)
        for timer in sorted(self.timers, key=lambda timer: timer.due):
            if timer.due <= self.at:
                self._ring(timer)
        self._woken()

    def _woken(self) -> None:
        """The store looks at the reminders when it is time, and not before."""
        moment = wake(self.person)
        if moment is not None and moment <= self.at:
            self._take(Woken(at=self.at))

    def _press(self, turn: int, button: Button) -> None:
        press = Press(turn=turn, verb=button.verb, value=button.value)
        self._take(VERBS[button.verb](press, self.at, "en"))

    def _ring(self, timer: Timer) -> None:
        self.timers = [other for other in self.timers if other is not timer]
        self._take(BELLS[timer.bell](at=self.at, turn=timer.turn, due=timer.due))

    def _take(self, event: Event) -> None:
        before = Stand(person=self.person, at=self.at)
        self.person, effects = step(self.person, event, LIBRARY)
        move = Move(before, event, self.person, effects)
        assert [name for name, holds in LAWS.items() if not holds(move, LIBRARY)] == [], move.told
        for effect in effects:
            if isinstance(effect, Hush):
                self.timers = []
            elif isinstance(effect, Say):
                self._hear(effect)
        self.timers = [timer for timer in self.timers if timer.turn == self.person.turn]

    def _hear(self, say: Say) -> None:
        if say.manner not in (Manner.ASIDE, Manner.PRESSED):
            self.board = say
        self.old = [*self.old[-40:], *((say.turn, button) for row in say.buttons for button in row)]
        self.timers += [
            Timer(person=1, bell=hold.bell, turn=hold.turn, due=self.at + timedelta(seconds=hold.seconds))
            for hold in say.holds
        ]

    @invariant()
    def nobody_waits_for_ever(self) -> None:
        """Whoever was told to move hears from us again, and soon."""
        if isinstance(self.person.phase, Poised | Holding | Resting):
            assert self.timers
            assert min(timer.due for timer in self.timers) <= self.at + timedelta(seconds=LONGEST_WAIT)

    @invariant()
    def one_clock(self) -> None:
        """At most one timer runs, and the half-way cue beside a hold."""
        assert len([timer for timer in self.timers if timer.bell is not Bell.HALF]) <= 1

    @invariant()
    def quiet_at_rest(self) -> None:
        """Where nothing runs, no timer does; a pause has one, for a single quiet line."""
        if not isinstance(self.person.phase, Poised | Holding | Resting | Paused):
            assert self.timers == []


def _at(event: Event, walking: Walking) -> Event:
    """The same event, now."""
    return replace(event, at=walking.at)


Walking.TestCase.settings = settings(
    max_examples=300, stateful_step_count=80, deadline=None, suppress_health_check=list(HealthCheck)
)
TestWalking = Walking.TestCase
