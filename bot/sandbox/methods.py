"""All methods of the Bot API that this server speaks, by name."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.sandbox import account, editing, sending, webhooks
from bot.sandbox.arguments import Arguments
from bot.sandbox.polling import Poll
from bot.sandbox.world import World

Method = Callable[[Arguments], Any | Awaitable[Any]]

_PLAIN: dict[str, Callable[[World, Arguments], Any]] = {
    "getMe": account.get_me,
    "getChat": account.get_chat,
    "getFile": account.get_file,
    "setMyCommands": account.set_my_commands,
    "getMyCommands": account.get_my_commands,
    "deleteMyCommands": account.delete_my_commands,
    "setMyDescription": partial(account.set_my_text, "description"),
    "getMyDescription": partial(account.get_my_text, "description"),
    "setMyShortDescription": partial(account.set_my_text, "short_description"),
    "getMyShortDescription": partial(account.get_my_text, "short_description"),
    "setMyName": partial(account.set_my_text, "name"),
    "getMyName": partial(account.get_my_text, "name"),
    "logOut": account.log_out,
    "close": account.close,
    "sendMessage": sending.send_message,
    "sendPhoto": partial(sending.send_file, "photo"),
    "sendAnimation": partial(sending.send_file, "animation"),
    "sendVoice": partial(sending.send_file, "voice"),
    "sendAudio": partial(sending.send_file, "audio"),
    "sendDocument": partial(sending.send_file, "document"),
    "sendVideo": partial(sending.send_file, "video"),
    "sendSticker": partial(sending.send_file, "sticker"),
    "sendLocation": sending.send_location,
    "sendChatAction": sending.send_chat_action,
    "sendMessageDraft": sending.send_message_draft,
    "setMessageReaction": sending.set_message_reaction,
    "answerCallbackQuery": sending.answer_callback_query,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
}


def methods_of(world: World, poll: Poll) -> dict[str, Method]:
    """Every method bound to this world, under its name in small letters: the server does not mind case."""
    bound: dict[str, Method] = {name: partial(method, world) for name, method in _PLAIN.items()}
    bound["getUpdates"] = poll.get_updates
    bound["setWebhook"] = partial(webhooks.set_webhook, world, poll)
    bound["deleteWebhook"] = partial(webhooks.delete_webhook, world)
    bound["getWebhookInfo"] = partial(webhooks.get_webhook_info, world)
    return {name.lower(): method for name, method in bound.items()}
