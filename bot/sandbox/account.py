"""Methods about the bot itself: who it is, its commands and descriptions, its webhook, its files."""

import re

from bot.sandbox.arguments import Arguments
from bot.sandbox.changes import EVERYONE
from bot.sandbox.checks import chat_of
from bot.sandbox.people import Json
from bot.sandbox.refusals import bad_request, flood
from bot.sandbox.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_MOST_DOWNLOAD = 20 * 1024 * 1024
_SECONDS_BEFORE_CLOSE = 600
_TEXTS = {"description": 512, "short_description": 120, "name": 64}


def get_me(world: World, args: Arguments) -> Json:
    """The bot."""
    return world.bot.me()


def get_chat(world: World, args: Arguments) -> Json:
    """A chat with all the server tells of it."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return world.chat(chat_of(world, args)) | {
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
        "max_reaction_count": 11,
        "accent_color_id": 0,
    }


def get_file(world: World, args: Arguments) -> Json:
    """Where a file can be downloaded."""
    if not args.text("file_id"):
        raise bad_request("file_id not specified")
    file = world.files.by_id(args.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > _MOST_DOWNLOAD:
        raise bad_request("file is too big")
    return file.reference() | {"file_path": file.path}


def set_my_commands(world: World, args: Arguments) -> bool:
    """The commands of the menu, for a scope and a language."""
    world.profile.commands[_place(args)] = _commands(args)
    world.changes.tell(EVERYONE, "commands")
    return True


def get_my_commands(world: World, args: Arguments) -> list[Json]:
    """The commands set for exactly this scope and language."""
    return world.profile.commands.get(_place(args), [])


def delete_my_commands(world: World, args: Arguments) -> bool:
    """No commands of their own for this scope and language any more."""
    world.profile.commands.pop(_place(args), None)
    world.changes.tell(EVERYONE, "commands")
    return True


def _commands(args: Arguments) -> list[Json]:
    try:
        given = args.json("commands") or []
    except ValueError:
        raise bad_request("Can't parse commands JSON object") from None
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(given) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(each) for each in given]


def _command(given: object) -> Json:
    if not isinstance(given, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    command = given["command"].removeprefix("/")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(given["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": given["description"]}


def _place(args: Arguments) -> tuple[str, str]:
    try:
        scope = args.json("scope") or {"type": "default"}
    except ValueError:
        raise bad_request("Can't parse BotCommandScope JSON object") from None
    if not isinstance(scope, dict):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    chat = f":{scope['chat_id']}" if "chat_id" in scope else ""
    return f"{scope.get('type', 'default')}{chat}", args.text("language_code")


def commands_for(world: World, chat_id: int, language_code: str) -> list[Json]:
    """The commands a person sees in the menu: the narrowest scope wins, then the own language."""
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for language in (language_code, ""):
            found = world.profile.commands.get((scope, language))
            if found:
                return found
    return []


def set_my_text(which: str, world: World, args: Arguments) -> bool:
    """The bot's description, short description or name, in a language."""
    text = args.text(which)
    if len(text) > _TEXTS[which]:
        raise bad_request(f"BOT_{'TITLE' if which == 'name' else 'ABOUT'}_INVALID")
    texts: dict[str, str] = getattr(world.profile, which)
    texts[args.text("language_code")] = text
    world.changes.tell(EVERYONE, "profile")
    return True


def get_my_text(which: str, world: World, args: Arguments) -> Json:
    """What was set, in this language or in general."""
    return {which: text_for(world, which, args.text("language_code"))}


def text_for(world: World, which: str, language_code: str) -> str:
    """The bot's description, short description or name as somebody of this language reads it."""
    texts: dict[str, str] = getattr(world.profile, which)
    return texts.get(language_code) or texts.get("", "")


def log_out(world: World, args: Arguments) -> bool:
    """The bot leaves this server; every later call is refused."""
    world.profile.logged_out = True
    return True


def close(world: World, args: Arguments) -> bool:
    """The bot is about to move to another server; not in the first ten minutes."""
    early = _SECONDS_BEFORE_CLOSE - (world.wall.now() - world.started_at).total_seconds()
    if early > 0:
        raise flood(int(early) + 1)
    return True
