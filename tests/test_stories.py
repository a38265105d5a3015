"""Whole conversations, kept as files: what a person does, and everything the bot answers.

`pytest tests/test_stories.py --rewrite` writes them anew; read what changed before you commit it.
"""

from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from bot.rehearsal import Rehearsal, play
from bot.store.home import Store

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
async def test_story(story: Path, knowledge: Knowledge, store: Store, request: pytest.FixtureRequest) -> None:
    """The bot answers as the story tells."""
    told = read(story)
    played = await play(Rehearsal(knowledge, store), told)
    if request.config.getoption("--rewrite"):
        write(story, played)
        return
    assert told == played


def read(story: Path) -> str:
    """The story as it was told last."""
    return story.read_text("utf-8")


def write(story: Path, played: str) -> None:
    """Tell it anew."""
    story.write_text(played, "utf-8")
