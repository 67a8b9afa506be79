"""The embedding models of a notebook, and where the vectors of each are.

Owns the rows of `embedding_models`, the table of vectors that each model has to itself, so that vectors of different models
never meet, and the index that finds near ones among many. Vectors that came with an import are one more model, one vector
a note. Refuses to know how a vector is made, and what is near.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Thread

import psycopg

from core.errors import BrainError
from core.language import tr
from core.store.engine import Connection, connect, translating

INDEX_FROM = 20_000
"""Vectors. Below, comparing with every one takes some 10 ms and finds all; an index would save half of that at most."""

MOST_DIMENSIONS = 4_000  # what an index of half-precision vectors takes, and what a row holds

_CHANGING = 0x5EC0_4D_0E4B  # numbers that nobody else takes for an advisory lock
_INDEXING = _CHANGING + 1
_WORK_MEMORY = 64 << 10, 1 << 20  # kB, at least and at most, for making an index


class State(StrEnum):
    """What a model is for. Vectors of the first two are kept up to date."""

    SERVING = "serving"
    """It answers queries."""
    FILLING = "filling"
    """Its vectors are being made while another model serves."""
    KEPT = "kept"
    """It served once; its vectors stay for the way back."""


@dataclass(frozen=True, slots=True)
class Space:
    """The vectors of one model. `vectors` is a relation of (hash, value), `passages` one of the passages with these hashes,
    where the name of the model is the parameter `model`. An imported model has the id 0."""

    id: int
    name: str
    dimensions: int
    state: State

    @property
    def imported(self) -> bool:
        """Whether the vectors came with an import: they are of whole notes, and no query can be compared with them."""
        return self.id == 0

    @property
    def vectors(self) -> str:
        """Where the vectors are."""
        if self.imported:
            return (
                f"(select sha256 as hash, value::halfvec({self.dimensions}) as value from vectors"
                f" where vector_dims(value) = {self.dimensions})"
            )
        return f"vectors_{self.id}"

    @property
    def passages(self) -> str:
        """Where the passages are."""
        if self.imported:
            return (
                "(select memory_id, 0 as ordinal, sha256 as hash, 0 as starts, 0 as ends from memory_vectors"
                " where model = %(model)s)"
            )
        return "passages"


def spaces(connection: Connection) -> list[Space]:
    """The models that vectors were made with here, in the order in which they came."""
    rows = connection.execute("select id, name, dimensions, state from embedding_models order by id")
    return [Space(row[0], row[1], row[2], State(row[3])) for row in rows.fetchall()]


def imported_spaces(connection: Connection) -> list[Space]:
    """The models of imported vectors."""
    rows = connection.execute(
        "select distinct on (m.model) m.model, vector_dims(v.value) from memory_vectors m"
        " join vectors v using (sha256) order by m.model"
    ).fetchall()
    return [Space(0, name, dimensions, State.KEPT) for name, dimensions in rows]


def space_of(connection: Connection, name: str) -> Space | None:
    """Where the vectors of a model are; None when there are none."""
    query = "select id, name, dimensions, state from embedding_models where name = %s"
    row = connection.execute(query, (name,)).fetchone()
    if row is not None:
        return Space(row[0], row[1], row[2], State(row[3]))
    row = connection.execute(
        "select vector_dims(v.value) from memory_vectors m join vectors v using (sha256)"
        " where m.model = %s limit 1",
        (name,),
    ).fetchone()
    return Space(0, name, row[0], State.KEPT) if row is not None else None


def use(connection: Connection, name: str, dimensions: int) -> Space:
    """Have the vectors of this model kept up to date from now on. The first model of a notebook serves at once."""
    only_one_changes(connection)
    known = space_of(connection, name)
    if known is None or known.imported:
        return _added(connection, name, dimensions)
    if known.dimensions != dimensions:
        raise BrainError(
            tr(
                "The vectors of {name} here have {most} dimensions, and it makes some of {given} now.",
                name=name,
                most=known.dimensions,
                given=dimensions,
            ),
            tr("Nothing was changed. Forget the vectors of {name}; then it can fill anew.", name=name),
        )
    if known.state is State.KEPT:
        fill(connection, known)
    return known


def switch(connection: Connection, name: str) -> None:
    """Have this model answer. The one before stays as it is, for the way back. BrainError for one without vectors."""
    only_one_changes(connection)
    space = made_here(connection, name)
    connection.execute(
        "delete from unembedded where model_id = (select id from embedding_models where state = 'serving' and id <> %s)",
        (space.id,),
    )
    connection.execute(
        "update embedding_models set state = 'kept' where state = 'serving' and id <> %s", (space.id,)
    )
    if space.state is State.KEPT:
        fill(connection, space)
    connection.execute("update embedding_models set state = 'serving' where id = %s", (space.id,))


def forget(connection: Connection, name: str) -> None:
    """Drop a model with its vectors. BrainError for the one that answers, and for one without vectors."""
    only_one_changes(connection)
    space = made_here(connection, name)
    if space.state is State.SERVING:
        raise BrainError(
            tr("{name} answers the searches now, so its vectors were kept.", name=name),
            tr("Switch to another model first."),
        )
    connection.execute(f"drop table {space.vectors}".encode())
    connection.execute("delete from unembedded where model_id = %s", (space.id,))
    connection.execute("delete from embedding_models where id = %s", (space.id,))


def made_here(connection: Connection, name: str) -> Space:
    """Where the vectors are that a model made here. BrainError for one without any, and for an imported one."""
    space = space_of(connection, name)
    if space is None:
        raise BrainError(
            tr("There are no vectors of {name} here.", name=name),
            tr("Embed with it first: second-brain embed --model {name}", name=name),
        )
    if space.imported:
        raise BrainError(
            tr(
                "{name} names vectors that came with an import; which model made them is not known.",
                name=name,
            ),
            tr("No query can be compared with them. They are kept as they came."),
        )
    return space


def only_one_changes(connection: Connection) -> None:
    """Wait until nobody else changes passages, vectors or models; until the end of the transaction. What is derived can
    be made again, so none of these transactions waits for the disk."""
    connection.execute("set local synchronous_commit = off")
    connection.execute("select pg_advisory_xact_lock(%s)", (_CHANGING,))


def lead(connection: Connection) -> bool:
    """Become the one who embeds, until `follow`; False when another program does already."""
    row = connection.execute("select pg_try_advisory_lock(%s)", (_INDEXING,)).fetchone()
    connection.commit()
    return row is not None and bool(row[0])


def follow(connection: Connection) -> None:
    """Let another one embed, whatever came of it."""
    connection.rollback()
    connection.execute("select pg_advisory_unlock(%s)", (_INDEXING,))
    connection.commit()


def is_indexed(connection: Connection, space: Space) -> bool:
    """Whether near vectors are found by an index."""
    row = connection.execute(
        "select from pg_index where indexrelid = to_regclass(%s) and indisvalid", (_index_name(space),)
    ).fetchone()
    return row is not None


def wants_index(connection: Connection, space: Space) -> bool:
    """Whether there are enough vectors for an index, and none is there."""
    query = f"select count(*) from (select from {space.vectors} limit %s) as counted"
    row = connection.execute(query.encode(), (INDEX_FROM,)).fetchone()
    return row is not None and row[0] >= INDEX_FROM and not is_indexed(connection, space)


def build_index(address: str, space: Space, stopped: Callable[[], bool]) -> bool:
    """Make the index while everything goes on; given up when `stopped` says so. Whether it was made."""
    errors: list[psycopg.Error] = []
    with translating(), connect(address) as connection:
        connection.autocommit = True
        building = Thread(target=_build, args=(connection, space, errors), daemon=True)
        building.start()
        while building.is_alive():
            building.join(0.1)
            if building.is_alive() and stopped():
                connection.cancel_safe()
        given_up = bool(errors) and isinstance(errors[0], psycopg.errors.QueryCanceled)
        if errors and not given_up:
            raise errors[0]
        return not given_up


def _build(connection: Connection, space: Space, errors: list[psycopg.Error]) -> None:
    name = _index_name(space)
    try:
        row = connection.execute(f"select count(*) from {space.vectors}".encode()).fetchone()
        # A vector of half precision with its neighbors, and some room for what is added meanwhile.
        wanted = (row[0] if row else 0) * (2 * space.dimensions + 1_000) // 1_000
        memory = min(max(wanted, _WORK_MEMORY[0]), _WORK_MEMORY[1])
        connection.execute(f"set maintenance_work_mem = {memory}".encode())
        connection.execute("set max_parallel_maintenance_workers = 0")  # it has no hurry, and others work
        connection.execute(f"drop index concurrently if exists {name}".encode())
        connection.execute(
            f"create index concurrently {name} on {space.vectors} using hnsw (value halfvec_cosine_ops)"
            " with (m = 16, ef_construction = 64)".encode()
        )
    except psycopg.Error as error:
        errors.append(error)


def _index_name(space: Space) -> str:
    return f"vectors_{space.id}_near"


def _added(connection: Connection, name: str, dimensions: int) -> Space:
    if dimensions > MOST_DIMENSIONS:
        raise BrainError(
            tr(
                "{name} makes vectors of {given} dimensions; {most} are the most that can be kept.",
                name=name,
                given=dimensions,
                most=MOST_DIMENSIONS,
            ),
            tr("Choose another model."),
        )
    row = connection.execute(
        "insert into embedding_models (name, dimensions, state) values (%s, %s,"
        " case when exists (select from embedding_models where state = 'serving') then 'filling' else 'serving' end)"
        " returning id, state",
        (name, dimensions),
    ).fetchone()
    assert row is not None
    space = Space(row[0], name, dimensions, State(row[1]))
    # In the row and uncompressed, because every comparison reads it.
    connection.execute(
        f"create table {space.vectors} (hash bytea primary key, value halfvec({dimensions}) not null)".encode()
    )
    connection.execute(f"alter table {space.vectors} alter column value set storage plain".encode())
    fill(connection, space)
    return space


def fill(connection: Connection, space: Space) -> None:
    """Have every passage embedded that has no vector yet, those of the newest notes first."""
    connection.execute(
        "update embedding_models set state = 'filling' where id = %s and state = 'kept'", (space.id,)
    )
    connection.execute(
        f"""
        insert into unembedded (model_id, hash, number)
        select %s, hash,
            row_number() over (order by bool_or(m.deleted_at is null), max(m.updated_at)) - 1 - count(*) over ()
        from passages p join memories m on m.id = p.memory_id
        where not exists (select from {space.vectors} v where v.hash = p.hash)
        group by hash on conflict do nothing
        """.encode(),
        (space.id,),
    )
