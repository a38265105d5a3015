"""When clocks change is read from the pinned tzdata package, whatever the machine has."""

import json
import os
import subprocess
import sys
import zoneinfo
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_machine_with_other_clocks(tmp_path: Path) -> None:
    """On a machine whose files set Berlin's clocks to Tokyo's, a reminder rings in Berlin all the same."""
    berlin = tmp_path / "Europe" / "Berlin"
    berlin.parent.mkdir()
    berlin.write_bytes((resources.files("tzdata") / "zoneinfo" / "Asia" / "Tokyo").read_bytes())
    asked = ("plan", "every day at 7", "--zone", "Europe/Berlin", "--now", "2026-11-20T12:00Z")
    told = subprocess.run(
        [sys.executable, "-m", "bot", *asked],
        env=os.environ | {"PYTHONTZPATH": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert json.loads(told.stdout)["next"][0] == "2026-11-21T06:00Z"


def test_here() -> None:
    """The tests read no other files either."""
    assert zoneinfo.TZPATH == ()
