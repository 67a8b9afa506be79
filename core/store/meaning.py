"""Which notes are near a vector.

Owns the search among the vectors of one model: by its index where there is one, by comparing with every vector of a set
where that set is small, so that filters never leave a search without results. A note is as near as its nearest passage.
Only reads. How vectors come here is told in `core.store.embeddings`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.search.result import Coverage
from core.store import embeddings
from core.store.engine import Connection, Row
from core.store.filters import Sql
from core.store.models import INDEX_FROM, Space, State, space_of, spaces

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray
    from psycopg import ServerCursor

_FIRST = 150  # passages that are looked at first, and candidates that the index keeps in mind (ef_search)
_NEXT = 1_000  # and so many at a time when more are needed
_MOST = 20_000  # passages that are looked at, whatever is asked
_SPARE = 50  # notes that are found beyond those asked for, because the index misses more the further it goes
_EXACT = 4  # comparing with a note costs no more than taking a passage from the index, and finds more: it goes first
_SETTINGS = (
    f"set local hnsw.ef_search = {_FIRST}; set local hnsw.iterative_scan = relaxed_order;"
    f" set local hnsw.max_scan_tuples = {_MOST}; set local hnsw.scan_mem_multiplier = 4;"
    " set local enable_sort = off"  # never sort by distance what an index gives in order
)
_OUTSIDE_TRASH: Sql = ("m.deleted_at is null", {})


class Near(NamedTuple):
    """A note and the passage of it that is nearest: where it stands in the text, and the cosine."""

    memory_id: UUID
    cosine: float
    ordinal: int
    start: int
    end: int


def serving(connection: Connection) -> str | None:
    """The model that answers queries; None when nothing was ever embedded."""
    row = connection.execute("select name from embedding_models where state = 'serving'").fetchone()
    return row[0] if row is not None else None


def coverage(connection: Connection) -> Coverage | None:
    """How many notes can be found by meaning: their every passage has a vector of the model that answers, and their text is
    the one that was cut. A note without text has nothing to embed and counts. None when nothing was ever embedded."""
    space = next((each for each in spaces(connection) if each.state is State.SERVING), None)
    if space is None:
        return None
    told = embeddings.progress(connection, space)
    return Coverage(space.name, told.embedded, told.total, embeddings.is_paused(connection))


def nearest(
    connection: Connection, model: str, vector: NDArray[float32], limit: int, where: Sql | None = None
) -> list[Near]:
    """The notes nearest to a vector of this model, best first, each once. `where` is a condition over `memories m` that they
    fulfill; without it, they are outside the trash. None for a model without vectors."""
    space = space_of(connection, model)
    if space is None:
        return []
    condition, enough = (where, limit + _SPARE) if where else (_OUTSIDE_TRASH, limit)
    found: dict[UUID, Near] = {}
    with _nearest_first(connection, space, vector) as cursor:
        seen, more = _take(cursor, _FIRST, condition, space, found)
        ids = None
        if more and len(found) < enough:
            ids = _few_enough(connection, condition, limit, space, len(found) / seen)
        while ids is None and more and len(found) < enough:
            many = int(1.5 * seen * (enough - len(found)) / max(len(found), 1))  # as it went until now
            taken, more = _take(cursor, min(max(many, _FIRST), _NEXT), condition, space, found)
            seen += taken
    return _best(found if ids is None else cosines(connection, model, vector, ids), limit)


def cosines(
    connection: Connection, model: str, vector: NDArray[float32], ids: Collection[UUID]
) -> dict[UUID, Near]:
    """How near these notes are to a vector of this model, exactly; those without a vector are missing."""
    space = space_of(connection, model)
    if space is None or not ids:
        return {}
    query = f"""
        select distinct on (p.memory_id) p.memory_id, v.value <=> %(vector)s::halfvec, p.ordinal, p.starts, p.ends
        from {space.passages} p join {space.vectors} v on v.hash = p.hash
        where p.memory_id = any(%(ids)b) order by p.memory_id, 2, p.ordinal
    """
    parameters = {"vector": _text(vector), "ids": list(ids), "model": model}
    return {row[0]: _near(row) for row in connection.execute(query.encode(), parameters).fetchall()}


def centroid(connection: Connection, model: str, memory_id: UUID) -> NDArray[float32] | None:
    """The middle of a note's passages, of length 1; None when it has no vector of this model."""
    space = space_of(connection, model)
    if space is None:
        return None
    query = f"""
        select l2_normalize(avg(v.value)::vector)::text from {space.passages} p join {space.vectors} v on v.hash = p.hash
        where p.memory_id = %(id)s
    """
    row = connection.execute(query.encode(), {"id": memory_id, "model": model}).fetchone()
    if row is None or row[0] is None:
        return None
    import numpy as np

    return np.array(row[0][1:-1].split(","), dtype=np.float32)


@contextmanager
def _nearest_first(
    connection: Connection, space: Space, vector: NDArray[float32]
) -> Iterator[ServerCursor[Row]]:
    """The passages and their distances, taken from the index one after the other as they are wanted, if there is an index.
    How the server is set for that ends with it."""
    with connection.transaction(force_rollback=True):
        connection.execute(_SETTINGS.encode())
        with connection.cursor(name="near", scrollable=False) as cursor:
            cursor.execute(
                f"select v.hash, v.value <=> %(vector)s::halfvec as distance from {space.vectors} v"
                f" order by distance limit {_MOST}".encode(),
                {"vector": _text(vector), "model": space.name},
            )
            yield cursor


def _take(
    cursor: ServerCursor[Row], many: int, where: Sql, space: Space, found: dict[UUID, Near]
) -> tuple[int, bool]:
    """Look at the next nearest passages, and add the notes that hold them and fulfill the condition. Gives how many were
    looked at, and whether there may be more."""
    rows = cursor.fetchmany(many)
    condition, parameters = where
    query = f"""
        select p.memory_id, near.distance, p.ordinal, p.starts, p.ends
        from unnest(%(near_hashes)b::bytea[], %(near_distances)b::float8[]) as near (hash, distance)
        join {space.passages} p on p.hash = near.hash join memories m on m.id = p.memory_id
        where ({condition})
    """
    nearest_ones = {
        "near_hashes": [row[0] for row in rows],
        "near_distances": [row[1] for row in rows],
        "model": space.name,
    }
    for row in cursor.connection.execute(query.encode(), parameters | nearest_ones):
        near = _near(row)
        if near.memory_id not in found or _order(near) < _order(found[near.memory_id]):
            found[near.memory_id] = near
    return len(rows), len(rows) == many


def _few_enough(
    connection: Connection, where: Sql, limit: int, space: Space, share: float
) -> list[UUID] | None:
    """The notes that fulfill a condition, when comparing with each of them is quicker than going on with the index; `share`
    of what was taken so far did."""
    row = connection.execute(
        "select reltuples from pg_class where oid = to_regclass(%s)", (space.vectors,)
    ).fetchone()
    vectors = max(row[0] if row else 0, INDEX_FROM)
    most = max(INDEX_FROM // 4, int(sqrt(_EXACT * limit * vectors)))
    if share * vectors > 2 * most:
        return None
    condition, parameters = where
    query = f"select m.id from memories m where ({condition}) limit {most + 1}"
    rows: list[Row] = connection.execute(query.encode(), parameters).fetchall()
    return [row[0] for row in rows] if len(rows) <= most else None


def _best(found: dict[UUID, Near], limit: int) -> list[Near]:
    return sorted(found.values(), key=_order)[:limit]


def _order(near: Near) -> tuple[float, UUID, int]:
    return -near.cosine, near.memory_id, near.ordinal


def _near(row: Row) -> Near:
    return Near(row[0], 1 - row[1], row[2], row[3], row[4])


def _text(vector: NDArray[float32]) -> str:
    return f"[{','.join(map(str, vector.tolist()))}]"
