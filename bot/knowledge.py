"""What the bot knows, whole or not at all: content and the words of a language."""

from dataclasses import dataclass

from bot.content.checked import Content
from bot.planning.words import PlanWords
from bot.understanding.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the bot says, guides and understands."""

    content: Content
    lexicon: Lexicon
    plan_words: PlanWords
