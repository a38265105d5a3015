"""Acting as a person over HTTP: what the chat page does, and what tests and other programs may do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox import acts, asks
from bot.sandbox.account import commands_for, text_for
from bot.sandbox.arguments import Upload, arguments_of
from bot.sandbox.doors import asked, done, person_in
from bot.sandbox.messages import Message
from bot.sandbox.people import Json, Person
from bot.sandbox.refusals import RefusalError, bad_request
from bot.sandbox.world import World

_SAMPLES = Path(__file__).parent / "samples"
_SAMPLE_FILES = {"photo": "photo.jpg", "sticker": "sticker.webp", "voice": "voice.ogg"}


class PeopleApi:
    """The endpoints below /sandbox/people."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """What can be done as a person."""
        person = "/sandbox/people/{person}"
        return [
            web.get("/sandbox/people", self._list),
            web.post("/sandbox/people", self._arrive),
            web.get(f"{person}/chat", self._chat),
            web.post(f"{person}/messages", self._say),
            web.post(f"{person}/presses", self._press),
            web.post(f"{person}/reactions", self._react),
            web.post(f"{person}/edits", self._edit),
            web.post(f"{person}/uploads", self._upload),
            web.post(f"{person}/block", self._turn(acts.block)),
            web.post(f"{person}/unblock", self._turn(acts.unblock)),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        return done([person.shown() for person in self._world.people.values()])

    async def _arrive(self, request: web.Request) -> web.Response:
        ask = await asked(request, asks.Arrive)
        return done(acts.arrive(self._world, ask.name, ask.language_code, ask.zone, ask.id).shown())

    async def _chat(self, request: web.Request) -> web.Response:
        person = person_in(self._world, request)
        wait = asks.Wait.model_validate(dict(request.query))
        if wait.after is not None:
            await self._world.changes.newer(person.id, wait.after, wait.timeout)
        return done(chat_of(self._world, self._world.people[person.id]))

    async def _say(self, request: web.Request) -> web.Response:
        person, ask = person_in(self._world, request), await asked(request, asks.Say)
        chat_id = self._room(ask.chat_id, person)
        return self._shown(acts.say(self._world, person, ask.text, chat_id, ask.reply_to))

    async def _press(self, request: web.Request) -> web.Response:
        person, ask = person_in(self._world, request), await asked(request, asks.Press)
        chat_id = self._room(ask.chat_id, person)
        data = ask.data if ask.data is not None else self._data(chat_id, ask)
        return done({"press_id": acts.press(self._world, person, ask.message_id, data, chat_id).id})

    async def _react(self, request: web.Request) -> web.Response:
        person, ask = person_in(self._world, request), await asked(request, asks.React)
        emoji = (ask.emoji,) if ask.emoji else ()
        return self._shown(acts.react(self._world, person, ask.message_id, emoji))

    async def _edit(self, request: web.Request) -> web.Response:
        person, ask = person_in(self._world, request), await asked(request, asks.Edit)
        return self._shown(acts.edit(self._world, person, ask.message_id, ask.text))

    async def _upload(self, request: web.Request) -> web.Response:
        person = person_in(self._world, request)
        if request.content_type == "multipart/form-data":
            return await self._own_file(request, person)
        ask = await asked(request, asks.Send)
        content = _content(ask, person)
        if content is not None:
            return self._shown(acts.send_content(self._world, person, content))
        return self._shown(acts.send_file(self._world, person, ask.kind, _sample(ask.kind), ask.caption))

    async def _own_file(self, request: web.Request, person: Person) -> web.Response:
        args = await arguments_of(request)
        upload, kind = args.files.get("file"), args.text("kind") or "document"
        if upload is None:
            raise bad_request("there is no file in the request")
        return self._shown(acts.send_file(self._world, person, kind, upload, args.text("caption")))

    def _turn(self, act: Callable[[World, Person], Person]) -> Any:
        async def turn(request: web.Request) -> web.Response:
            return done(act(self._world, person_in(self._world, request)).shown())

        return turn

    def _room(self, chat_id: int | None, person: Person) -> int:
        if chat_id is not None and chat_id != person.id and chat_id not in self._world.rooms:
            raise RefusalError(404, f"no chat {chat_id} in the sandbox")
        return person.id if chat_id is None else chat_id

    def _data(self, chat_id: int, ask: asks.Press) -> str:
        """The data of the button with these words."""
        message = self._world.message(chat_id, ask.message_id)
        rows = [] if message is None else self._world.seen(message)["keyboard"]
        for button in [button for row in rows for button in row]:
            if button["text"] == ask.button and "callback_data" in button:
                return str(button["callback_data"])
        raise RefusalError(404, f"no button {ask.button!r} on message {ask.message_id}")

    def _shown(self, message: Message) -> web.Response:
        return done(self._world.seen(message))


def chat_of(world: World, person: Person) -> Json:
    """Everything a person sees of the chat with the bot."""
    return {
        "version": world.changes.version(person.id),
        "person": person.shown(),
        "bot": world.bot.user() | {"description": text_for(world, "description", person.language_code)},
        "messages": [world.seen(message) for message in world.messages(person.id)],
        "deleted": world.deleted(person.id),
        "toasts": world.toasts.get(person.id, []),
        "reply_keyboard": world.reply_keyboards.get(person.id),
        "draft": world.drafts.get(person.id),
        "commands": commands_for(world, person.id, person.language_code),
    }


def _sample(kind: str) -> Upload:
    if kind == "document":
        return Upload(name="notes.txt", data=b"A short note from the sandbox.\n")
    name = _SAMPLE_FILES[kind]
    return Upload(name=name, data=(_SAMPLES / name).read_bytes())


def _content(ask: asks.Send, person: Person) -> Json | None:
    match ask.kind:
        case "location":
            return {"location": {"latitude": ask.latitude, "longitude": ask.longitude}}
        case "contact":
            return {"contact": {"phone_number": "+10005550123", "first_name": person.name}}
        case "dice":
            return {"dice": {"emoji": "🎲", "value": 4}}
    return None
