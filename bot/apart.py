"""Work in a process of its own, which takes its memory along when it ends: how it is called, and what it may know."""

import os
import sys
from pathlib import Path

import bot

PASSED_ON = "HOME", "PATH", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR", "SYSTEMROOT"
"""Of the environment: where a program may keep its cache, and nothing that is secret. No setting of the bot is passed
on, so the process does not know the token."""


def command(module: str) -> tuple[str, ...]:
    """How to run a module of ours with this Python."""
    return sys.executable, "-P", "-m", module


def environment() -> dict[str, str]:
    """Where this package lies, one thread for sums, and what is passed on."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(bot.__file__).parents[1]), "OPENBLAS_NUM_THREADS": "1"}
