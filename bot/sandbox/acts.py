"""What people do: write, press, react, edit, block; each becomes an update for the bot."""

from dataclasses import replace

from bot.sandbox.arguments import Arguments, Upload
from bot.sandbox.formatting import kept
from bot.sandbox.messages import Message
from bot.sandbox.people import Json, Person, Room, member_change
from bot.sandbox.refusals import bad_request
from bot.sandbox.updates import QUERY_LIFE
from bot.sandbox.world import Press, World


def arrive(world: World, name: str, language_code: str, zone: str, number: int | None = None) -> Person:
    """A person comes to the sandbox; with a number, one who was here before."""
    person = Person(id=number or world.new_chat_id(), name=name, language_code=language_code, zone=zone)
    known = world.people.get(person.id)
    if known is not None:
        person = replace(known, name=name, language_code=language_code, zone=zone)
    world.people[person.id] = person
    return person


def open_room(world: World, title: str, kind: str, opener: Person) -> Room:
    """A group or channel is opened and the bot made a member of it."""
    number = world.new_chat_id()
    room = Room(id=-number if kind == "group" else -1_000_000_000_000 - number, title=title, type=kind)
    world.rooms[room.id] = room
    place = "administrator" if kind == "channel" else "member"
    _membership(world, room.chat(), opener, "left", place)
    return room


def say(world: World, person: Person, text: str, chat_id: int, reply_to: int | None = None) -> Message:
    """A person writes a text, in the own chat or in a group."""
    said = kept(text, [])
    if not said.text:
        raise bad_request("message text is empty")
    answered = world.message(chat_id, reply_to) if reply_to else None
    extra: Json = {"reply_to_message": answered.body} if answered else {}
    return _send(world, person, chat_id, extra | said.body("text", "entities"))


def send_file(world: World, person: Person, kind: str, upload: Upload, caption: str = "") -> Message:
    """A person sends a photo, voice note, sticker or other file."""
    file = world.files.keep(kind, upload, Arguments())
    words = kept(caption, []).body("caption", "caption_entities")
    return _send(world, person, person.id, file.body() | words)


def send_content(world: World, person: Person, content: Json) -> Message:
    """A person sends something that is no text and no file: a location, a contact, a dice."""
    return _send(world, person, person.id, content)


def edit(world: World, person: Person, message_id: int, text: str) -> Message:
    """A person changes an own message."""
    message = world.message(person.id, message_id)
    if message is None or message.by_bot or "text" not in message.body:
        raise bad_request("message to edit not found")
    plain = {key: value for key, value in message.body.items() if key not in ("text", "entities")}
    edited = world.edit(message, plain | kept(text, []).body("text", "entities"))
    world.updates.push("edited_message", edited.body)
    return edited


def post(world: World, room: Room, text: str) -> Message:
    """Something is posted in a channel."""
    said = kept(text, []).body("text", "entities")
    message = world.add(room.id, None, said, by_bot=False, rings=False)
    world.updates.push("channel_post", message.body)
    return message


def press(world: World, person: Person, message_id: int, data: str, chat_id: int) -> Press:
    """A person presses an inline button; also one of an old message, or one that is gone."""
    pressed = Press(id=world.new_press_id(), chat_id=person.id, until=world.wall.now() + QUERY_LIFE)
    world.presses[pressed.id] = pressed
    message = world.message(chat_id, message_id)
    gone = {"chat": world.chat(chat_id), "message_id": message_id, "date": 0}
    query: Json = {
        "id": pressed.id,
        "from": person.user(),
        "message": gone if message is None else message.body,
        "chat_instance": str(4_000_037 * abs(chat_id)),
        "data": data,
    }
    world.updates.push("callback_query", query)
    return pressed


def react(world: World, person: Person, message_id: int, emoji: tuple[str, ...]) -> Message:
    """A person reacts to a message, or takes the reaction back with no emoji."""
    message = world.message(person.id, message_id)
    if message is None:
        raise bad_request("message to react not found")
    before = message.reactions.get(person.id, ())
    reacted = world.react(message, person.id, emoji)
    change = {
        "chat": world.chat(person.id),
        "message_id": message_id,
        "user": person.user(),
        "date": world.now(),
        "old_reaction": [{"type": "emoji", "emoji": each} for each in before],
        "new_reaction": [{"type": "emoji", "emoji": each} for each in emoji],
    }
    world.updates.push("message_reaction", change)
    return reacted


def block(world: World, person: Person) -> Person:
    """A person blocks the bot."""
    return _turn(world, person, blocked=True)


def unblock(world: World, person: Person) -> Person:
    """A person lets the bot in again."""
    return _turn(world, person, blocked=False)


def _turn(world: World, person: Person, *, blocked: bool) -> Person:
    if person.blocked == blocked:
        return person
    turned = world.people[person.id] = replace(person, blocked=blocked)
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    _membership(world, person.chat(), person, old, new)
    world.changes.tell(person.id, "person", person=turned.shown())
    return turned


def _send(world: World, person: Person, chat_id: int, content: Json) -> Message:
    if chat_id == person.id:
        _started(world, person)
    message = world.add(chat_id, person.user(), content, by_bot=False, rings=False)
    world.updates.push("message", message.body)
    return message


def _started(world: World, person: Person) -> None:
    """Writing starts the chat, and writing to a blocked bot lets it in again, as the apps do."""
    current = unblock(world, world.people[person.id])
    world.people[person.id] = replace(current, started=True)


def _membership(world: World, chat: Json, who: Person, old: str, new: str) -> None:
    change = member_change(chat, who.user(), world.bot.user(), world.now(), old, new)
    world.updates.push("my_chat_member", change)
