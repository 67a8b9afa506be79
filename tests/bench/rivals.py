"""Other ways to find notes in the same corpus, which the search is measured against.

Single statements as a person writes them by hand over the program's own indexes, and SQLite's FTS5. All give the same first
screen: twenty notes with title and text, best first. Refuses to know the program's own search.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import psycopg
from numpy.typing import NDArray

from tests.bench.corpus import Corpus
from tests.bench.query_log import Query

FIRST_SCREEN = 20

# The newest 2 000 matches are ranked, so that a common word costs no more than a rare one; notes are joined at the end.
_BY_HAND = """
with found as materialized (
    select memory_id, words from search_documents d
    where words @@ %(asks)s::tsquery order by number desc limit 2000
), best as (
    select memory_id, ts_rank_cd(words, %(asks)s::tsquery) as score from found order by score desc limit 20
)
select m.id, m.title, m.content, m.tags, m.updated_at, best.score
from best join memories m on m.id = best.memory_id where m.deleted_at is null order by best.score desc
"""
_BY_HAND_IN_A_YEAR = _BY_HAND.replace(
    "where words",
    "join memories m on m.id = d.memory_id and m.created_at >= make_date(%(year)s, 1, 1)"
    " and m.created_at < make_date(%(year)s + 1, 1, 1) where words",
)


def by_hand(connection: psycopg.Connection, query: Query) -> int:
    """Ask the statement written by hand; how many notes came."""
    told = _BY_HAND if query.year is None else _BY_HAND_IN_A_YEAR
    parameters = {"asks": query.asks, "year": query.year}
    return len(connection.execute(told.encode(), parameters).fetchall())


# No index gives the order of a distance with `+ 0`: every vector is compared.
_NEAREST = """
select m.id, m.title, m.content, m.tags, m.updated_at, near.distance from (
    select hash, value <=> %(vector)s::halfvec as distance from vectors_1 order by 2 limit 20
) near join passages p using (hash) join memories m on m.id = p.memory_id where m.deleted_at is null order by distance
"""
_EXACTLY_NEAREST = """
select p.memory_id from vectors_1 v join passages p using (hash) join memories m on m.id = p.memory_id
where {where} order by (v.value <=> %(vector)s::halfvec) + 0 limit 10
"""
_CANDIDATES = 100  # that HNSW keeps in mind: the fewest that find 98 of 100


def nearest(connection: psycopg.Connection, vector: NDArray[np.float32]) -> int:
    """Ask the bare index of vectors; how many notes came."""
    connection.execute(f"set hnsw.ef_search = {_CANDIDATES}".encode())
    return len(connection.execute(_NEAREST.encode(), {"vector": str(vector.tolist())}).fetchall())


def exactly_nearest(
    connection: psycopg.Connection[Any], vector: NDArray[np.float32], where: str
) -> set[UUID]:
    """The ten nearest notes that fulfill a condition over `memories m`, by comparing with every vector."""
    told = _EXACTLY_NEAREST.replace("{where}", where)
    return {row[0] for row in connection.execute(told.encode(), {"vector": str(vector.tolist())}).fetchall()}


class FullText:
    """SQLite's FTS5 with its English stemmer, in one file."""

    def __init__(self, path: Path, corpus: Corpus) -> None:
        """Fill the file if there is none."""
        there = path.exists()
        self._connection = sqlite3.connect(path)
        if not there:
            with self._connection as connection:
                connection.execute(
                    "create virtual table notes using fts5(title, body, tags, tokenize = 'porter unicode61')"
                )
                rows = ((note.title, note.body, " ".join(note.tags)) for note in corpus)
                connection.executemany("insert into notes values (?, ?, ?)", rows)
                connection.execute("insert into notes (notes) values ('optimize')")

    def find(self, query: Query) -> int:
        """Ask for all of the words; how many notes came."""
        asked = self._connection.execute(
            "select rowid, title, body, tags, bm25(notes, 5, 1, 3) as score from notes where notes match ?"
            " order by score limit ?",
            (" ".join(query.plain), FIRST_SCREEN),
        )
        return len(asked.fetchall())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
