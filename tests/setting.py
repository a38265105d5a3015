"""Where and when something was measured: it stands beside the figures."""

import os
import platform
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A machine, its Python, and a day."""

    machine: str
    python: str
    day: date

    @classmethod
    def here(cls, now: datetime) -> "Setting":
        """This machine, today."""
        machine = f"{os.cpu_count()} cores ({_processor()}), {platform.system()}"
        return cls(machine=machine, python=platform.python_version(), day=now.date())

    def __str__(self) -> str:
        return f"{self.machine}; Python {self.python}; {self.day.isoformat()}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
