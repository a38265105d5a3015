"""`python -m tests.chaos --seed 1 --kills 50 --people 200 [--home postgres]`: the long run, and its page in docs/.

The bot is the program that is shipped, on the world's clock; a session takes its four minutes. Ends with 1 if a figure
that must be 0 is not.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

from psycopg.conninfo import conninfo_to_dict

from bot.clock import WallClock
from bot.reading import read_knowledge
from tests.chaos import stage
from tests.chaos.page import page
from tests.chaos.run import Plan, Told
from tests.setting import Setting
from tests.store.postgres_server import database, server

PAGE = Path(__file__).parents[2] / "docs" / "chaos.md"
HOMES = ("sqlite", "postgres")
LIFE, QUESTIONS, HANG, PATIENCE = 4.0, 150, 22.0, 120.0
"""A bot lives four seconds, or 150 questions, on average. An answer that hangs takes longer than the bot waits."""


@asynccontextmanager
async def address(home: str, folder: Path) -> AsyncIterator[str]:
    """DATABASE_URL of an empty home."""
    if home == "sqlite":
        yield f"sqlite:///{folder / 'unwind.db'}"
        return
    with server() as running:
        async with database(running) as made:
            yield url_of(made)


def url_of(conninfo: str) -> str:
    """The same address in the form that the settings take."""
    parts = conninfo_to_dict(conninfo)
    name = parts.pop("dbname")
    return f"postgresql:///{name}?{urlencode(parts)}"


async def run(plan: Plan, home: str) -> Told:
    """One long run."""
    with tempfile.TemporaryDirectory(prefix="unwind-chaos-") as folder:
        place = Path(folder)
        async with address(home, place) as url:
            return await stage.told(plan, read_knowledge(), stage.shipped(place, url), tell=_tell)


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def main() -> int:
    """Run as asked, write the page, and say whether all is well."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--home", choices=(*HOMES, "both"), default="both")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the figures are written")
    asked = parser.parse_args()
    plan = Plan(
        seed=asked.seed,
        people=asked.people,
        kills=asked.kills,
        life=LIFE,
        questions=QUESTIONS,
        hang=HANG,
        patience=PATIENCE,
    )
    homes = HOMES if asked.home == "both" else (asked.home,)
    told = {home: asyncio.run(run(plan, home)) for home in homes}
    asked.page.write_text(page(Setting.here(WallClock().now()), plan, told), "utf-8")
    for home, one in told.items():
        _tell(f"{home}: {one.faults or 'nothing was lost'}")
    return int(any(one.faults for one in told.values()))


if __name__ == "__main__":
    sys.exit(main())
