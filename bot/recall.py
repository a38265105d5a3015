"""What was read of content, kept for the next start: to read it takes a second, to recall it a twentieth.

It is kept as Python keeps compiled modules: a file in the folder of caches, good for just that content and that
program. One that is broken, or is of others, is passed over in silence, and content is read again. A pickle can run
code, so one that somebody else could have written is not even read.
"""

import hashlib
import os
import pickle
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from platformdirs import user_cache_path

import bot
from bot.apart import command, environment
from bot.content.root import PLACES, find_root
from bot.knowledge import Knowledge
from bot.uncollected import uncollected

READER = "bot.reading"
"""Loaded only when content is read: it brings a parser and the shapes of all files along."""

PATIENCE = 30.0
"""Seconds that reading apart may take; it takes about one."""

DIGEST = hashlib.sha256().digest_size
EVERYBODY_READS = 0o644

PACKAGE = Path(bot.__file__).parent


def knowledge(root: Path | None = None) -> Knowledge:
    """What is known of a folder of content, by default the one shipped: recalled, or else read and kept."""
    root = root or find_root()
    with uncollected():
        known = recalled(root)
        if known is None and _read_apart(root):
            known = recalled(root)
        return known or _read(root)


def _read_apart(root: Path) -> bool:
    """Read and keep in a process of its own: to read takes 20 MB more than what was read. False where that fails; it is
    read here then, and whatever is at fault is told."""
    try:
        done = subprocess.run([*command(__name__), root], env=environment(), capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _read(root: Path) -> Knowledge:
    read: Knowledge = import_module(READER).read_knowledge(root)
    return read


def recalled(root: Path) -> Knowledge | None:
    """What was kept of just this content, or None."""
    try:
        with place().open("rb") as file:
            ours = _only_ours(os.fstat(file.fileno()))
            mark, kept = (file.read(DIGEST), file.read()) if ours else (b"", b"")
    except OSError:
        return None
    if mark != _mark(root, kept):
        return None
    known: Knowledge = pickle.loads(kept)
    return known


def keep(known: Knowledge, root: Path) -> None:
    """Keep what was read of this content, where that is possible."""
    kept = pickle.dumps(known, pickle.HIGHEST_PROTOCOL)
    at = place()
    fresh = at.with_name(f"{at.name}-{os.getpid()}")
    try:
        at.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_mark(root, kept) + kept)
        fresh.chmod(EVERYBODY_READS)
        fresh.replace(at)
    except OSError:
        pass  # it is read again, then


def place() -> Path:
    """The file: one for each place where the program lies, so that two versions do not undo each other's."""
    return user_cache_path("unwind", appauthor=False) / f"knowledge-{hashlib.sha256(bytes(PACKAGE)).hexdigest()[:8]}"


def _only_ours(about: os.stat_result) -> bool:
    """Whether nobody but us, or root, could have written it."""
    others_write = stat.S_IWGRP | stat.S_IWOTH
    return about.st_uid in (0, os.geteuid()) and not about.st_mode & others_write


def _mark(root: Path, kept: bytes) -> bytes:
    """A digest of what is kept and of all it was made of."""
    digest = hashlib.sha256(sys.version.encode())
    for part in (*_code(), *_content(root), kept):
        digest.update(hashlib.sha256(part).digest())
    return digest.digest()


def _code() -> Iterator[bytes]:
    """The program, by the sizes and times of its files: so does Python, too, see that a module is another one."""
    for path in sorted(PACKAGE.rglob("*.py")):
        about = path.stat()
        yield f"{path} {about.st_size} {about.st_mtime_ns}".encode()


def _content(root: Path) -> Iterator[bytes]:
    """The content: the names of all files, for a stray one is a fault, and what stands in those that are read."""
    for path in sorted(root.rglob("*")):
        yield bytes(path.relative_to(root))
        if path.suffix == ".yaml" and path.is_file():
            yield path.read_bytes()
    yield (PLACES / "zones.tsv").read_bytes()


def main() -> None:
    """Read the content of a folder, and keep it."""
    root = Path(sys.argv[1])
    keep(_read(root), root)


if __name__ == "__main__":
    main()
