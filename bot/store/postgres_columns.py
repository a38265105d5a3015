"""Columns: the values of one column of a whole batch, as PostgreSQL takes them over the wire.

psycopg knows lists, but names their type by what is in them: each size of numbers, and none at all, made another
statement to be prepared. And as text each element would be searched for what has to be escaped.
"""

from collections.abc import Iterable
from struct import pack

from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper
from psycopg.postgres import types
from psycopg.pq import Format

NOTHING = pack(">i", -1)
"""The length of a value that is null."""


class Numbers(tuple[int | None, ...]):
    """A column of whole numbers; truths are 0 and 1."""

    __slots__ = ()


class Texts(tuple[str, ...]):
    """A column of texts."""

    __slots__ = ()


def numbers(values: Iterable[int | None]) -> Numbers:
    """These numbers as a column."""
    return Numbers(values)


def texts(values: Iterable[str]) -> Texts:
    """These texts as a column."""
    return Texts(values)


class _NumbersDumper(Dumper):
    format = Format.BINARY
    oid = types["int8"].array_oid

    def dump(self, obj: Numbers) -> Buffer:
        return _array(
            types["int8"].oid, [NOTHING if number is None else pack(">iq", 8, number) for number in obj], None in obj
        )


class _TextsDumper(Dumper):
    format = Format.BINARY
    oid = types["text"].array_oid

    def dump(self, obj: Texts) -> Buffer:
        encoded = [text.encode() for text in obj]
        return _array(types["text"].oid, [pack(">i", len(text)) + text for text in encoded])


def _array(kind: int, elements: list[bytes], has_nulls: bool = False) -> bytes:
    """An array of one dimension, or of none where it is empty."""
    if not elements:
        return pack(">3i", 0, 0, kind)
    return b"".join((pack(">5i", 1, has_nulls, kind, len(elements), 1), *elements))


def learn(connection: AdaptContext) -> None:
    """Teach a connection to send columns."""
    assert connection.adapters is not None
    connection.adapters.register_dumper(Numbers, _NumbersDumper)
    connection.adapters.register_dumper(Texts, _TextsDumper)
