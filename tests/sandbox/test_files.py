"""Files go up and come down again, whole."""

from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox.pictures import size_of
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.samples import PHOTO, STICKER, VOICE, png
from tests.sandbox.visitor import Visitor


async def test_a_photo_goes_up_and_comes_down(bot: Bot, ana: Visitor) -> None:
    """Its size is read from the picture, its bytes are the same."""
    sent = await bot.send_photo(ana.id, PHOTO, caption="<b>Look</b>", parse_mode="HTML")
    photo = sent.photo[-1]
    assert (640, 480, len(PHOTO), "Look") == (photo.width, photo.height, photo.file_size, sent.caption)
    file = await bot.get_file(photo.file_id)
    assert bytes(await file.download_as_bytearray()) == PHOTO


async def test_a_file_id_is_as_good_as_the_file(bot: Bot, ana: Visitor) -> None:
    """It gives the same file again."""
    first = await bot.send_photo(ana.id, PHOTO)
    second = await bot.send_photo(ana.id, first.photo[-1].file_id)
    assert first.photo == second.photo


async def test_every_kind_arrives_as_its_type(bot: Bot, ana: Visitor) -> None:
    """Animation, voice, audio, document, video, sticker."""
    animation = (await bot.send_animation(ana.id, png(4, 3), filename="a.mp4", duration=2)).animation
    assert animation is not None
    assert (animation.width, animation.height, animation.duration) == (4, 3, timedelta(seconds=2))
    voice = (await bot.send_voice(ana.id, VOICE, duration=2)).voice
    assert voice is not None
    assert (timedelta(seconds=2), len(VOICE)) == (voice.duration, voice.file_size)
    assert (await bot.send_audio(ana.id, VOICE, filename="a.mp3")).audio is not None
    document = (await bot.send_document(ana.id, b"words", filename="words.txt")).document
    assert document is not None
    assert (document.file_name, document.mime_type) == ("words.txt", "text/plain")
    assert (await bot.send_video(ana.id, b"film", width=2, height=1)).video is not None
    sticker = (await bot.send_sticker(ana.id, STICKER)).sticker
    assert sticker is not None
    assert (sticker.width, sticker.height) == (256, 256)


async def test_the_person_can_load_what_was_sent(bot: Bot, http: aiohttp.ClientSession, ana: Visitor) -> None:
    """The page shows it from an address without the token."""
    await bot.send_photo(ana.id, PHOTO)
    media = (await ana.sees())[-1]["media"]
    async with http.get(media["url"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/jpeg", PHOTO)


async def test_a_document_is_shown_by_its_name(bot: Bot, ana: Visitor) -> None:
    """The page needs the name that the bot gave it."""
    await bot.send_document(ana.id, b"words", filename="words.txt")
    assert (await ana.sees())[-1]["media"]["name"] == "words.txt"


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://none"}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "AgACAgIAAx"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.org/a.jpg"}, "failed to get HTTP URL content"),
        ("sendVoice", {}, "there is no voice in the request"),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "AgACAgIAAx"}, "invalid file_id"),
    ],
)
async def test_a_file_that_is_not_there_is_refused(
    call: Call, ana: Visitor, method: str, parameters: dict[str, str], fault: str
) -> None:
    """In the server's words."""
    answer = await call(method, chat_id=ana.id, **parameters)
    assert f"Bad Request: {fault}" == answer["description"]


async def test_a_file_id_belongs_to_its_kind(bot: Bot, call: Call, ana: Visitor) -> None:
    """A photo cannot be sent as an animation by its id."""
    sent = await bot.send_photo(ana.id, PHOTO)
    answer = await call("sendAnimation", chat_id=ana.id, animation=sent.photo[-1].file_id)
    assert answer["description"] == "Bad Request: can't use file of type Photo as Animation"


async def test_a_caption_has_1024_units(call: Call, ana: Visitor) -> None:
    """Counted before the file is looked at."""
    answer = await call("sendPhoto", chat_id=ana.id, photo="x", caption="🙂" * 513)
    assert answer["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(("data", "fault"), [(b"", "file must be non-empty"), (b"text", "IMAGE_PROCESS_FAILED")])
async def test_what_is_no_picture_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, ana: Visitor, data: bytes, fault: str
) -> None:
    """As the server refuses it."""
    form = aiohttp.FormData({"chat_id": str(ana.id)})
    form.add_field("photo", data, filename="a.jpg")
    async with http.post(f"/bot{sandbox.token}/sendPhoto", data=form) as answer:
        assert f"Bad Request: {fault}" == (await answer.json())["description"]


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(7, 5), (7, 5)),
        (b"GIF89a\x07\x00\x05\x00", (7, 5)),
        (PHOTO, (640, 480)),
        (STICKER, (256, 256)),
        (b"no picture", None),
        (b"\xff\xd8\xff", None),
    ],
)
def test_the_size_of_a_picture_is_read(data: bytes, size: tuple[int, int] | None) -> None:
    """PNG, GIF, JPEG and WebP."""
    assert size == size_of(data)
