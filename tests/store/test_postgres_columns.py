"""Columns on their way to PostgreSQL: what arrives is what was sent."""

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.postgres_columns import learn, numbers, texts

BIGGEST = 2**63 - 1


async def arrived(address: str, query: bytes, column: object) -> object:
    """What a query makes of a column."""
    async with await psycopg.AsyncConnection.connect(address) as connection:
        learn(connection)
        row = await (await connection.execute(query, (column,))).fetchone()
        assert row is not None
        return row


@pytest.mark.parametrize("values", [(), (1,), (None,), (0, -1, None, BIGGEST, -BIGGEST - 1), (True, False)])
async def test_numbers_arrive(postgres: str, values: tuple[int | None, ...]) -> None:
    """Numbers of any size, truths, and what is not there."""
    assert await arrived(postgres, b"select %s, 1", numbers(values)) == (list(values), 1)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"))))
async def test_texts_arrive(postgres: str, values: list[str]) -> None:
    """Texts, whatever stands in them."""
    assert await arrived(postgres, b"select %s, 1", texts(values)) == (values, 1)


async def test_nothing_has_the_type_of_its_column(postgres: str) -> None:
    """A batch without any is no other statement than one with some."""
    query = b"select pg_typeof(%s)::text"
    assert await arrived(postgres, query, numbers(())) == ("bigint[]",)
    assert await arrived(postgres, query, texts(())) == ("text[]",)
