"""Files people and the bot have sent: kept in memory, found by file_id, as the server keeps them."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.sandbox.arguments import Arguments, Upload
from bot.sandbox.people import Json
from bot.sandbox.pictures import mime_of, size_of
from bot.sandbox.refusals import bad_request

MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_BYTES = 50 * 1024 * 1024
_TYPES = {"photo": "Photo", "animation": "Animation", "voice": "VoiceNote", "audio": "Audio"}
_TYPES |= {"document": "Document", "video": "Video", "sticker": "Sticker"}
_FOLDERS = {"photo": "photos", "voice": "voice", "audio": "music", "sticker": "stickers", "video": "videos"}
_SUFFIXES = {"photo": ".jpg", "voice": ".oga", "animation": ".mp4", "sticker": ".webp", "video": ".mp4"}
# Whatever was uploaded, the server keeps these in one format.
_SENT_AS_ONE_FORMAT = frozenset({"photo", "voice", "sticker"})
_MIMES = {".oga": "audio/ogg", ".ogg": "audio/ogg", ".webp": "image/webp", ".mp4": "video/mp4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file the server has, and what it was sent as."""

    number: int
    kind: str
    name: str
    data: bytes
    width: int = 0
    height: int = 0
    duration: int = 0

    @property
    def id(self) -> str:
        """The file_id; means something only to this run of this server."""
        return f"sandbox-{self.kind}-{self.number}-{self.unique_id}"

    @property
    def unique_id(self) -> str:
        """The same for the same content, in every run."""
        return hashlib.sha256(self.kind.encode() + self.data).hexdigest()[:15]

    @property
    def path(self) -> str:
        """Where it is downloaded, below /file/bot<token>/."""
        own = "" if self.kind in _SENT_AS_ONE_FORMAT else PurePosixPath(self.name).suffix
        suffix = own or _SUFFIXES.get(self.kind, ".bin")
        return f"{_FOLDERS.get(self.kind, 'documents')}/file_{self.number}{suffix}"

    @property
    def mime(self) -> str:
        """Its media type, by its first bytes if it is a picture, else by its name."""
        if self.kind in ("photo", "sticker", "animation"):
            picture = mime_of(self.data)
            if picture is not None:
                return picture
        suffix = PurePosixPath(self.path).suffix.lower()
        return _MIMES.get(suffix) or mimetypes.types_map.get(suffix) or "application/octet-stream"

    def reference(self) -> Json:
        """What every kind of file has in common."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}

    def shown(self) -> Json:
        """What the chat page needs to show it."""
        return {"kind": self.kind, "mime": self.mime, "name": self.name, "url": f"/media/{self.path}"}

    def body(self) -> Json:
        """The field or fields of a message that carries this file."""
        pixels = {"width": self.width, "height": self.height}
        named = {"file_name": self.name, "mime_type": self.mime}
        match self.kind:
            case "photo":
                return {"photo": [self.reference() | pixels]}
            case "voice":
                return {"voice": self.reference() | {"duration": self.duration, "mime_type": self.mime}}
            case "audio":
                return {"audio": self.reference() | {"duration": self.duration} | named}
            case "sticker":
                kind = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"}
                return {"sticker": self.reference() | pixels | kind}
            case "animation":
                moving = self.reference() | pixels | {"duration": self.duration} | named
                return {"animation": moving, "document": self.reference() | named}
            case "video":
                return {"video": self.reference() | pixels | {"duration": self.duration} | named}
        return {"document": self.reference() | named}


class FileCabinet:
    """All files of this run."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload, args: Arguments) -> StoredFile:
        """Store an upload as `kind`; refuses what the server would refuse."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        size = size_of(upload.data)
        if kind == "photo" and size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if len(upload.data) > (MOST_PHOTO_BYTES if kind == "photo" else MOST_BYTES):
            raise bad_request("file is too big")
        width, height = size or (args.number("width"), args.number("height"))
        kept = StoredFile(
            number=len(self._by_id),
            kind=kind,
            name=upload.name,
            data=upload.data,
            width=width,
            height=height,
            duration=max(0, args.number("duration")),
        )
        self._by_id[kept.id] = self._by_path[kept.path] = kept
        return kept

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file of this id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file downloaded from this path."""
        return self._by_path.get(path)

    def asked_for(self, kind: str, args: Arguments, value: str, field: str) -> StoredFile | None:
        """The file a request names: by upload, by attach://, or by file_id; None for none."""
        name = value.removeprefix("attach://")
        upload = args.files.get(field if not value else name)
        if upload is not None:
            return self.keep(kind, upload, args)
        if not value or value.startswith("attach://"):
            return None
        return self._again(kind, value)

    def _again(self, kind: str, value: str) -> StoredFile:
        if value.startswith(("http://", "https://")):
            # Nothing leaves the machine, so a file elsewhere cannot be fetched.
            raise bad_request("failed to get HTTP URL content")
        known = self.by_id(value)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.kind != kind:
            raise bad_request(f"Can't use file of type {_TYPES[known.kind]} as {_TYPES[kind]}")
        return known
