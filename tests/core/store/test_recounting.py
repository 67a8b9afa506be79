"""Very many documents are counted at one go: the same counts, while everything goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from core.brain import Brain
from core.memory import Memory
from core.store.database import Database
from core.store.engine import Connection
from core.store.recounting import Busy, count_anew
from core.store.soundness import broken_indexes, missing_indexes
from core.store.vocabulary import count_all, is_right, statistics


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.connection() as opened:
        yield opened


def _write(brain: Brain, *notes: str) -> None:
    memories = [Memory.create(note, brain.user_id) for note in notes]
    brain._log.append((), lambda _: memories)


def _counts(connection: Connection) -> dict[str, int]:
    return dict(connection.execute("select word, documents from vocabulary").fetchall())


def _truth(connection: Connection) -> dict[str, int]:
    rows = connection.execute("select tsvector_to_array(words) from search_documents").fetchall()
    return Counter(word for (words,) in rows for word in words)


def test_counting_at_one_go_gives_what_counting_bit_by_bit_gives(
    brain: Brain, database: Database, connection: Connection
) -> None:
    _write(brain, "bread and water", "the bread of the house", "Das ist das Brot und nicht der Wein")
    count_all(database)
    _write(brain, "bread again", *(f"note {number}" for number in range(60)))
    gone = brain.create_memory("a word that nobody else has").memory
    brain.delete(gone)
    brain.purge(gone)
    told: list[tuple[int, int]] = []
    count_all(database, lambda done, total: told.append((done, total)), many=10)
    assert told == [(63, 63)]
    assert _counts(connection) == _truth(connection)
    assert statistics(connection).languages == {"english": 63, "german": 1}
    assert is_right(connection)
    assert not database.fetch("select from uncounted", ())


def test_the_tables_are_the_same_afterwards(brain: Brain, database: Database, connection: Connection) -> None:
    described = """
        select indexdef from pg_indexes where tablename = 'vocabulary'
        union all select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid = 'vocabulary'::regclass
        and contype = 'p'
        union all select array_to_string(reloptions, ' ') from pg_class where oid = 'vocabulary'::regclass
    """
    before = sorted(connection.execute(described.encode()).fetchall())
    connection.rollback()
    _write(brain, "one", "two")
    count_all(database, many=1)
    assert sorted(connection.execute(described.encode()).fetchall()) == before
    assert not missing_indexes(connection)
    assert not broken_indexes(connection)
    brain.create_memory("Breakfast")
    assert [hit.title for hit in brain.search("breakfest").hits] == ["Breakfast"]


def test_a_few_new_notes_among_many_are_counted_where_they_are(brain: Brain, database: Database) -> None:
    _write(brain, *(f"note {number}" for number in range(9)))
    count_all(database)
    (before,) = database.fetch("select 'vocabulary'::regclass::oid", ())
    _write(brain, "one", "two")
    count_all(database, many=1)
    assert database.fetch("select 'vocabulary'::regclass::oid", ()) == [before]
    with database.connection() as connection:
        assert _counts(connection) == _truth(connection)


def test_a_reader_that_stays_is_not_waited_for(
    brain: Brain, database: Database, connection: Connection
) -> None:
    _write(brain, "bread", "water")
    _counts(connection)  # and its transaction goes on
    count_all(database, many=1)
    with database.connection() as other:
        assert _counts(other) == _truth(other)
    with pytest.raises(Busy), database.connection() as other:
        count_anew(other, lambda: False)
    assert brain.search("bread").hits


def test_a_count_that_is_stopped_leaves_all_as_it_was(brain: Brain, database: Database) -> None:
    _write(brain, "bread", "water")
    count_all(database, cancelled=lambda: True, many=1)
    with database.connection() as connection:
        assert _counts(connection) == {}
        assert is_right(connection)
    assert len(database.fetch("select from uncounted", ())) == 2
