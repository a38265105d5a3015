"""SQL is written as SQL: this reads the named queries and the numbered migrations that lie in `sql/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

FOLDER = files("bot.store") / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One numbered step of a schema."""

    number: int
    name: str
    script: str


def named_queries(file: str) -> Mapping[str, str]:
    """Read the queries of one file: `-- name: due`, a line of purpose, then the statement."""
    parts = (FOLDER / file).read_text(encoding="utf-8").split("-- name: ")[1:]
    named = (part.partition("\n") for part in parts)
    # What follows the last semicolon is the headline of the next group.
    return {name.strip(): text[: text.rindex(";") + 1] for name, _, text in named}


def migrations(folder: str) -> Sequence[Migration]:
    """Read the numbered migrations of one folder, in their order: `0001_start.sql` is number 1."""
    scripts = [path for path in (FOLDER / folder).iterdir() if path.name.endswith(".sql")]
    return [
        Migration(number=int(path.name.partition("_")[0]), name=path.name, script=path.read_text("utf-8"))
        for path in sorted(scripts, key=lambda path: path.name)
    ]
