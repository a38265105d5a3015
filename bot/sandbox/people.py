"""Who is in the sandbox: the bot, people, groups and channels, in the shapes of the Bot API."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

BOT_NAME = "Unwind"
BOT_USERNAME = "unwind_sandbox_bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person with a private chat; the number of the chat is the number of the person."""

    id: int
    name: str
    language_code: str = "en"
    zone: str = "UTC"
    started: bool = False
    blocked: bool = False

    def user(self) -> Json:
        """The person as the sender of something."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language_code,
        }

    def chat(self) -> Json:
        """The person's private chat."""
        return {"id": self.id, "first_name": self.name, "type": "private"}

    def shown(self) -> Json:
        """The person as the sandbox lists people."""
        return {
            "id": self.id,
            "name": self.name,
            "language_code": self.language_code,
            "zone": self.zone,
            "started": self.started,
            "blocked": self.blocked,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A group, supergroup or channel; its number is below zero."""

    id: int
    title: str
    type: str

    def chat(self) -> Json:
        """The room as a chat."""
        every = {"all_members_are_administrators": True} if self.type == "group" else {}
        return {"id": self.id, "title": self.title, "type": self.type} | every

    def shown(self) -> Json:
        """The room as the sandbox lists rooms."""
        return {"id": self.id, "title": self.title, "type": self.type}


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAccount:
    """The bot itself, known by its token."""

    token: str

    @property
    def id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.split(":")[0])

    def user(self) -> Json:
        """The bot as the sender of something."""
        return {"id": self.id, "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}

    def me(self) -> Json:
        """The bot as getMe describes it."""
        return self.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_guest_queries": False,
        }


def member_change(chat: Json, who: Json, bot: Json, date: int, old: str, new: str) -> Json:
    """A my_chat_member update: the bot's place in `chat` went from `old` to `new`."""
    return {
        "chat": chat,
        "from": who,
        "date": date,
        "old_chat_member": _member(bot, old),
        "new_chat_member": _member(bot, new),
    }


def _member(user: Json, status: str) -> Json:
    return {"user": user, "status": status} | _STANDING.get(status, {})


_RIGHTS = frozenset(
    {
        *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
        *("can_promote_members", "can_change_info", "can_invite_users", "can_post_messages"),
        *("can_edit_messages", "can_post_stories", "can_edit_stories", "can_delete_stories"),
        *("can_send_welcome_messages",),
    }
)
_STANDING: dict[str, Json] = {
    "kicked": {"until_date": 0},
    "administrator": {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_RIGHTS, True),
}
