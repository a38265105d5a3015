"""The table of zones: each that people live in, named by its biggest city."""

from pathlib import Path

from bot.core.place import Place


def read_zones(folder: Path) -> tuple[Place, ...]:
    """Read `zones.tsv`: zone, city, country, people. Where most people live comes first."""
    rows = (line.split("\t") for line in (folder / "zones.tsv").read_text("utf-8").splitlines())
    return tuple(Place(zone=zone, name=name, country=country) for zone, name, country, _ in rows)
