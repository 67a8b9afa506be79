"""The words of a note as they are stored: the same that Postgres makes of their text, whatever the note holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import Brain
from core.store.engine import Connection
from core.store.lexemes import PART_TOKENS, parts_of

PIECES = (
    "the", "Running", "runs", "c++", "node.js", "don't", "x_x", "a-b-a", "学习中文", "ไทย", "й", "e\u0301", "ﷺ", "Straße",
    "\\", "'", "''", "[[a]]", "`", "- [ ] x", "![i](x.png)", "# Head", "\n", "\n\n", "\u2028", "🙂", "a" * 70, "b_" * 60,
)  # fmt: skip
CONTENTS = st.lists(
    st.sampled_from(PIECES) | st.text(max_size=8).map(lambda text: text.replace("\0", ""))
).map(" ".join)


@pytest.fixture
def connection(brain: Brain) -> Iterator[Connection]:
    with brain._database.connection() as connection:
        yield connection


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=CONTENTS, tags=st.lists(st.sampled_from(PIECES).filter(str.strip), max_size=3))
def test_the_words_of_any_note_are_what_postgres_makes_of_their_text(
    connection: Connection, content: str, tags: list[str]
) -> None:
    for part in parts_of(content, tags, {}):
        row = connection.execute("select told = told::text::tsvector from (select %s as told)", (part.words,))
        assert row.fetchone() == (True,)


def test_where_the_title_and_a_later_part_want_the_same_place_the_title_weighs(
    connection: Connection,
) -> None:
    _, later = parts_of("x\n\n" + "x " * PART_TOKENS, [], {})
    stored = connection.execute("select %s::tsvector::text", (later.words,)).fetchone()
    assert stored is not None
    assert "'x':1A" in stored[0]


def test_more_places_than_postgres_keeps_are_cut(connection: Connection) -> None:
    (part,) = parts_of("word " * 1_000, [], {})
    stored = connection.execute("select %s::tsvector::text", (part.words,)).fetchone()
    assert stored is not None
    assert stored[0].count(",") > 200
