"""What each command means: a table, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from bot.core.events import (
    Asked,
    Began,
    Chose,
    Eased,
    Event,
    Hardened,
    PainFelt,
    Readied,
    Repeated,
    Resumed,
    Skipped,
    Stopped,
    Suspended,
    Waited,
    WentBack,
)

Meaning: TypeAlias = Callable[[datetime, str], Event]
"""Makes the event of a command from the moment and the person's language."""


def _chose(what: str) -> Meaning:
    return lambda at, _: Chose(at=at, what=what)


def _asked(topic: str) -> Meaning:
    return lambda at, _: Asked(at=at, topic=topic)


COMMANDS: Mapping[str, Meaning] = {
    "start": lambda at, language: Began(at=at, language=language),
    "stretch": _chose("stretch"),
    "prep": _chose("prep"),
    "stop": lambda at, _: Stopped(at=at),
    "pain": lambda at, _: PainFelt(at=at, soft=True),
    "ready": lambda at, _: Readied(at=at),
    "wait": lambda at, _: Waited(at=at),
    "pause": lambda at, _: Suspended(at=at),
    "resume": lambda at, _: Resumed(at=at),
    "back": lambda at, _: WentBack(at=at),
    "repeat": lambda at, _: Repeated(at=at),
    "skip": lambda at, _: Skipped(at=at),
    "easier": lambda at, _: Eased(at=at),
    "harder": lambda at, _: Hardened(at=at),
    "check": _chose("check"),
    "remind": _asked("plans"),
    "plans": _asked("plans"),
    "progress": _asked("progress"),
    "report": _asked("report"),
    "settings": _asked("settings"),
    "zone": _asked("zone"),
    "privacy": _asked("privacy"),
    "export": _asked("export"),
    "forget": _asked("forget"),
    "help": _asked("help"),
}

MENU = tuple(name for name in COMMANDS if name not in {"start", "pain", "ready", "wait"})
"""The commands that Telegram's menu offers; the rest have a button, or are pressed once."""
