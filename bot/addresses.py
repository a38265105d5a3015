"""How the place of a database is written down: `sqlite:///path/to/file` or `postgresql://...`."""

from pathlib import Path

SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")


def file_at(address: str) -> Path:
    """The file of an address that begins with `sqlite:///`."""
    return Path(address.removeprefix(SQLITE)).expanduser()
