"""An environment of its own for peers that cannot share ours: aiogram asks for an older pydantic than we have."""

import subprocess
import sys
import venv
from functools import cache
from pathlib import Path

FOLDER = Path(".venv-peers")
NEEDS = ("aiogram==3.31.0", "APScheduler==3.11.3", "redis==8.1.0", "aiohttp==3.14.5")


@cache
def peers_python() -> Path:
    """The Python of that environment; made when it is first asked for."""
    python = (FOLDER / "bin" / "python").absolute()
    if not (FOLDER / ".made").exists():
        print(f"making {FOLDER} for peers", file=sys.stderr)
        venv.create(FOLDER, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *NEEDS], check=True)
        (FOLDER / ".made").touch()
    return python
