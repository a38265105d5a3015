"""What the bot knows, under the name it has in the app."""

import pytest

from bot.knowledge import Knowledge


@pytest.fixture(scope="session")
def known(knowledge: Knowledge) -> Knowledge:
    """The content that is shipped, and the lexicon."""
    return knowledge
