"""The fixtures themselves: each test has a brain's database of its own."""

from __future__ import annotations

import psycopg
import pytest


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_each_test_finds_the_schema_and_no_word_of_another_test(database_url: str, turn: int) -> None:
    with psycopg.connect(database_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        tables = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
        assert tables is not None
        assert tables[0] > 0
        connection.execute("create table left_behind ()")


def test_a_bare_database_has_the_vector_extension_only(bare_database_url: str) -> None:
    with psycopg.connect(bare_database_url.replace("+psycopg", "", 1)) as connection:
        assert connection.execute("select '[1,2]'::vector <-> '[1,2]'::vector").fetchone() == (0.0,)
        assert connection.execute("select * from pg_tables where schemaname = 'public'").fetchall() == []
        assert connection.execute(
            "select rolsuper from pg_roles where rolname = current_user"
        ).fetchone() == (False,)
