"""Raw updates and what was heard."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands import COMMANDS
from bot.core.effects import Verb
from bot.core.events import (
    Answered,
    Asked,
    Began,
    Chose,
    Eased,
    Event,
    Hardened,
    Left,
    Located,
    PainFelt,
    Readied,
    Repeated,
    Resumed,
    Shortened,
    Sided,
    Skipped,
    Stopped,
    Suspended,
    Unclear,
    Waited,
    WentBack,
)
from bot.core.library import Side
from bot.heard import Heard, Said
from bot.press import encode
from bot.telegram.updates import Unreadable, read

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "language_code": "de"}
HERE = {"id": 7, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100, "type": "supergroup", "title": "Backs"}

Json = dict[str, Any]


def message(**fields: Any) -> Json:
    return {"message_id": 5, "date": 1, "from": ANN, "chat": HERE, **fields}


def update(**fields: Any) -> Json:
    return {"update_id": 1, **fields}


def heard(what: Event | Said, **fields: Any) -> Heard:
    return Heard(**{"update_id": 1, "person": 7, "chat": 7, "what": what, "message": 5, **fields})


def said(**fields: Any) -> Heard | None:
    return read(update(message=message(**fields)), AT, "unwind_bot")


def what_of(result: Heard | None) -> Event | Said | None:
    return result.what if result else None


def test_words() -> None:
    """Typed words are handed on as they are, with the person's language."""
    assert heard(Said(text="my knee hurts", language="de")) == said(text="my knee hurts")


def test_caption() -> None:
    """The words under a photo count: they may say stop."""
    expected = heard(Said(text="stop", language="de"))
    assert expected == said(photo=[{"file_id": "x"}], caption="stop")


def test_no_sender() -> None:
    """A message without a sender is still words, in no known language."""
    nobody = message(text="stop")
    del nobody["from"]
    assert heard(Said(text="stop")) == read(update(message=nobody), AT)


COMMANDED = {
    "start": Began(at=AT, language="de"),
    "stretch": Chose(at=AT, what="stretch"),
    "prep": Chose(at=AT, what="prep"),
    "stop": Stopped(at=AT),
    "pain": PainFelt(at=AT, soft=True),
    "ready": Readied(at=AT),
    "wait": Waited(at=AT),
    "pause": Suspended(at=AT),
    "resume": Resumed(at=AT),
    "back": WentBack(at=AT),
    "repeat": Repeated(at=AT),
    "skip": Skipped(at=AT),
    "easier": Eased(at=AT),
    "harder": Hardened(at=AT),
    "check": Chose(at=AT, what="check"),
    "remind": Asked(at=AT, topic="plans"),
    "plans": Asked(at=AT, topic="plans"),
    "progress": Asked(at=AT, topic="progress"),
    "report": Asked(at=AT, topic="report"),
    "settings": Asked(at=AT, topic="settings"),
    "privacy": Asked(at=AT, topic="privacy"),
    "zone": Asked(at=AT, topic="zone"),
    "export": Asked(at=AT, topic="export"),
    "forget": Asked(at=AT, topic="forget"),
    "help": Asked(at=AT, topic="help"),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("written", ["/{}", "/{}@unwind_bot", " /{} ", "/{}@OtherBot"])
def test_commands(name: str, written: str) -> None:
    """Each command is its event, whatever bot a private chat names."""
    assert heard(COMMANDED[name]) == said(text=written.format(name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/STOP", Stopped(at=AT)),
        ("/start from_the_page", Began(at=AT, language="de")),
        ("/start my chest hurts", Said(text="start my chest hurts", language="de")),
        ("/stop my leg is numb", Said(text="stop my leg is numb", language="de")),
        ("/help\nI fainted", Said(text="help I fainted", language="de")),
        ("/halt", Said(text="halt", language="de", otherwise="command")),
        ("/nonsense at all", Said(text="nonsense at all", language="de", otherwise="command")),
        ("/стоп", Said(text="/стоп", language="de")),
        ("/ stop", Said(text="/ stop", language="de")),
        ("stop/go", Said(text="stop/go", language="de")),
    ],
)
def test_command_words(text: str, expected: Event | Said) -> None:
    """What stands behind a command is heard, and an unknown command is words."""
    assert expected == what_of(said(text=text))


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"sticker": {"emoji": "👍"}}, "sticker"),
        ({"photo": [{}]}, "photo"),
        ({"video": {}}, "photo"),
        ({"animation": {}, "document": {}}, "photo"),
        ({"voice": {}}, "voice"),
        ({"audio": {}}, "voice"),
        ({"video_note": {}}, "voice"),
        ({"document": {}}, "file"),
        ({"contact": {}}, "other"),
        ({"poll": {}}, "other"),
        ({"dice": {"value": 6}}, "other"),
        ({"something_of_next_year": {}}, "other"),
        ({"text": "stop", "forward_origin": {"type": "user"}}, "other"),
        ({"text": "stop", "via_bot": {"id": 9}}, "other"),
    ],
)
def test_unclear(fields: Json, what: str) -> None:
    """What we cannot read is told by its kind, so that it has an answer."""
    assert heard(Unclear(at=AT, what=what)) == said(**fields)


VIENNA = {"latitude": 48.2, "longitude": 16.4}


@pytest.mark.parametrize("place", [VIENNA, {**VIENNA, "live_period": 60}])
@pytest.mark.parametrize("more", [{}, {"venue": {"title": "Prater"}}])
def test_location(place: Json, more: Json) -> None:
    """Of a place, also a live one or one with a name, only the time zone comes in."""
    assert heard(Located(at=AT, zone="Europe/Vienna")) == said(location=place, **more)


def test_location_that_is_none() -> None:
    """Degrees that are no place on earth have no zone."""
    assert heard(Located(at=AT, zone=None)) == said(location={**VIENNA, "latitude": 1000})


@pytest.mark.parametrize(
    "silent",
    [
        update(message=message(pinned_message={})),
        update(message=message(text="hi", **{"from": {"id": 9, "is_bot": True}})),
        update(message=message(text="hi", chat={"id": -1, "type": "channel"})),
        update(message=message(text="hello all", chat=GROUP)),
        update(message=message(text="/stop@OtherBot", chat=GROUP)),
        update(message=message(new_chat_title="x", chat=GROUP)),
        update(edited_message=message(location={"latitude": 48.2, "longitude": 16.4, "live_period": 60})),
        update(edited_message=message(text="/help", chat=GROUP)),
        update(edited_message=message(text="stop", forward_origin={"type": "user"})),
        update(channel_post=message(text="hi")),
        update(poll={"id": "1"}),
        update(),
    ],
)
def test_silent(silent: Json) -> None:
    """What nobody said to us needs no answer."""
    assert read(silent, AT, "unwind_bot") is None


@pytest.mark.parametrize("text", ["/help", "/help@Unwind_Bot", "hello @unwind_bot", "/stop my leg"])
def test_group(text: str) -> None:
    """In a group we answer who speaks to us, and answer there."""
    expected = heard(Unclear(at=AT, what="group"), person=-100, chat=-100)
    assert expected == said(text=text, chat=GROUP)


def test_group_without_name() -> None:
    """Before our own name is known a mention cannot be seen."""
    assert read(update(message=message(text="hello @unwind_bot", chat=GROUP)), AT) is None


@pytest.mark.parametrize("words", [{"text": "it hurts"}, {"caption": "it hurts"}, {"text": "/it hurts"}])
def test_edited(words: Json) -> None:
    """Edited words are marked, so that only pain and stop count."""
    expected = heard(Said(text="it hurts", language="de", edited=True, otherwise="edited"))
    assert expected == read(update(edited_message=message(**words)), AT)


PRESSED = {
    Verb.READY: ("", Readied(at=AT, turn=12)),
    Verb.WAIT: ("", Waited(at=AT, turn=12)),
    Verb.EASIER: ("knee", Eased(at=AT, turn=12, part="knee")),
    Verb.HARDER: ("", Hardened(at=AT, turn=12)),
    Verb.REPEAT: ("", Repeated(at=AT, turn=12)),
    Verb.BACK: ("", WentBack(at=AT, turn=12)),
    Verb.SKIP: ("", Skipped(at=AT, turn=12)),
    Verb.PAUSE: ("", Suspended(at=AT, turn=12)),
    Verb.RESUME: ("", Resumed(at=AT, turn=12)),
    Verb.SIDE: ("left", Sided(at=AT, turn=12, side=Side.LEFT)),
    Verb.SHORTER: ("", Shortened(at=AT, turn=12)),
    Verb.ANSWER: ("not_sure", Answered(at=AT, turn=12, code="not_sure")),
    Verb.CHOOSE: ("pace=free", Chose(at=AT, turn=12, what="pace", value="free")),
    Verb.ASK: ("more", Asked(at=AT, turn=12, topic="more")),
    Verb.BEGIN: ("", Began(at=AT, turn=12, language="de")),
    Verb.STOP: ("", Stopped(at=AT)),
    Verb.PAIN: ("", PainFelt(at=AT, soft=True)),
}


def pressed(data: str | None, **fields: Any) -> Heard | None:
    query = {"id": "q", "from": ANN, "chat_instance": "1", "message": message(), "data": data, **fields}
    return read(update(callback_query=query), AT)


@pytest.mark.parametrize("verb", Verb)
def test_verbs(verb: Verb) -> None:
    """Every verb there is means its event."""
    value, expected = PRESSED[verb]
    assert heard(expected, query="q") == pressed(encode(12, verb, value))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("12:es", Eased(at=AT, turn=12)),
        ("12:ch:stretch", Chose(at=AT, turn=12, what="stretch")),
        ("12:stop:Q22", Stopped(at=AT, fact="Q22")),
        ("12:sd:up", Unclear(at=AT, what="button")),
        ("what?", Unclear(at=AT, what="button")),
        (None, Unclear(at=AT, what="button")),
    ],
)
def test_values(data: str | None, expected: Event) -> None:
    """A value may be missing; what cannot be read is unclear, and has an answer."""
    assert heard(expected, query="q") == pressed(data)


def test_old_button() -> None:
    """A button whose message Telegram no longer shows still stops."""
    assert heard(Stopped(at=AT), query="q", message=None) == pressed("3:stop", message=None)


def test_button_in_group() -> None:
    """A button in a group moves nobody's session."""
    expected = heard(Unclear(at=AT, what="group"), query="q", person=-100, chat=-100)
    assert expected == pressed("3:rdy", message=message(chat=GROUP))


def reacted(old: list[str], new: list[str], **fields: Any) -> Heard | None:
    def shown(emoji: list[str]) -> list[Json]:
        return [{"type": "emoji", "emoji": each} for each in emoji]

    reaction = {"chat": HERE, "message_id": 5, "user": ANN, "date": 1}
    reaction |= {"old_reaction": shown(old), "new_reaction": shown(new)} | fields
    return read(update(message_reaction=reaction), AT)


def test_reaction() -> None:
    """A thumb put on a message says what a thumb typed would say."""
    expected = heard(Said(text="👍", language="de", otherwise="reaction"))
    assert expected == reacted(["❤"], ["❤", "👍"])


@pytest.mark.parametrize(
    "silent",
    [
        reacted(["👍"], []),
        reacted([], [], new_reaction=[{"type": "custom_emoji", "custom_emoji_id": "1"}]),
        reacted([], ["👍"], user=None),
        reacted([], ["👍"], user={"id": 9, "is_bot": True}),
        reacted([], ["👍"], chat=GROUP),
    ],
)
def test_reaction_silent(silent: Heard | None) -> None:
    """A reaction taken away, without a face, or in a group says nothing."""
    assert silent is None


def membership(status: str, chat: Json) -> Heard | None:
    change = {"chat": chat, "from": ANN, "date": 1, "new_chat_member": {"status": status, "user": {}}}
    return read(update(my_chat_member=change), AT)


def test_blocked() -> None:
    """Who blocks the bot has left."""
    assert heard(Left(at=AT), message=None) == membership("kicked", HERE)


@pytest.mark.parametrize(("status", "chat"), [("member", HERE), ("kicked", GROUP), ("member", GROUP)])
def test_not_left(status: str, chat: Json) -> None:
    """Coming back, and comings and goings in groups, need no answer."""
    assert membership(status, chat) is None


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({}, "update_id: missing"),
        ({"update_id": "1"}, "update_id: int_type"),
        (update(message=[]), "message: model_type"),
        (update(message={"message_id": 5, "text": "my secret"}), "message.chat: missing"),
        (update(message=message(text=["my secret"])), "message.text: string_type"),
        (update(callback_query={"id": "q"}), "callback_query.from: missing"),
        (
            update(message=message(text="ready", chat={"id": 10**30, "type": "private"})),
            "message.chat.id: less_than_equal",
        ),
        (update(message=message(text="ready", message_id=-(10**30))), "message.message_id: greater_than_equal"),
        ({"update_id": 10**30}, "update_id: less_than_equal"),
    ],
)
def test_unreadable(broken: Json, reason: str) -> None:
    """The reason names the place, and nothing that a person wrote."""
    with pytest.raises(Unreadable) as caught:
        read(broken, AT)
    assert reason == str(caught.value)
