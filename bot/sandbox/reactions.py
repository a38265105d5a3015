"""The emoji one may react with, and how a request names them."""

from bot.sandbox.arguments import Arguments
from bot.sandbox.refusals import bad_request

_LIST = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥
🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨
🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡
"""
EMOJI = frozenset(_LIST.split())


def emoji_of(args: Arguments) -> tuple[str, ...]:
    """The emoji of a setMessageReaction request; a bot has one at most."""
    try:
        asked = args.json("reaction") or []
    except ValueError:
        raise bad_request("Can't parse reaction types JSON object") from None
    if not isinstance(asked, list):
        raise bad_request("Expected an Array of ReactionType")
    if len(asked) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    return tuple(_emoji(each) for each in asked)


def _emoji(asked: object) -> str:
    if not isinstance(asked, dict) or asked.get("type") != "emoji":
        raise bad_request("Can't parse ReactionType: invalid reaction type specified")
    # The server takes a heart with or without its colour mark.
    emoji = str(asked.get("emoji", "")).replace("\N{VARIATION SELECTOR-16}", "")
    if emoji not in EMOJI:
        raise bad_request("REACTION_INVALID")
    return emoji
