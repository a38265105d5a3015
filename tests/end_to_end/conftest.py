"""What the bot knows, read once: the content that is shipped."""

import pytest

from bot.knowledge import Knowledge, read_knowledge
from tests.end_to_end.guest import CONTENT


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """The content and the lexicon."""
    return read_knowledge(CONTENT)
