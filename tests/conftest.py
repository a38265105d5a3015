"""What we ship, a store, and somebody who talks with the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.knowledge import Knowledge, read_knowledge
from bot.rehearsal import Rehearsal
from bot.store.home import Store
from bot.store.sqlite import open_sqlite
from tests.person import Somebody


def pytest_addoption(parser: pytest.Parser) -> None:
    """Stories are renewed by a flag, and then read by a person before they are committed."""
    parser.addoption("--rewrite", action="store_true", help="write the stories anew with what the bot says now")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The content that is shipped, and the lexicon."""
    return read_knowledge()


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
