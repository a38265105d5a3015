"""What we ship, a store, and somebody who talks with the bot."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.knowledge import Knowledge
from bot.reading import read_knowledge
from bot.rehearsal import Rehearsal
from bot.store.home import Store
from bot.store.sqlite import open_sqlite
from tests.person import Somebody
from tests.store.postgres_server import server

settings.register_profile("unwind", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("unwind")
"""No law is broken because the machine was busy. What has to pass before a change lands tries the same examples each
time, or it would stop one change for what another one did; at everybody's desk they are new with every run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Stories are renewed by a flag, and then read by a person before they are committed; crowds may be made larger."""
    parser.addoption("--rewrite", action="store_true", help="write the stories anew with what the bot says now")
    parser.addoption("--people", type=int, default=20, help="how many people talk with replicas at once (default: 20)")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The content that is shipped, and the lexicon."""
    return read_knowledge()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with server() as address:
        yield address


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    home = await open_sqlite(tmp_path / "unwind.db")
    yield home
    await home.close()


@pytest.fixture
async def person(knowledge: Knowledge, store: Store) -> Somebody:
    """Somebody who has not said anything yet."""
    return Somebody(Rehearsal(knowledge, store))
