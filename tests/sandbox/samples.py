"""Files to send."""

import struct
import zlib
from pathlib import Path

import bot.sandbox

_FOLDER = Path(bot.sandbox.__file__).parent / "samples"
PHOTO = (_FOLDER / "photo.jpg").read_bytes()
VOICE = (_FOLDER / "voice.ogg").read_bytes()
STICKER = (_FOLDER / "sticker.webp").read_bytes()


def png(width: int, height: int) -> bytes:
    """A white picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\xff" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
