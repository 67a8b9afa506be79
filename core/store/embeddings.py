"""Vectors in the database, and what is still to be embedded.

Owns `unembedded` and the one row of `indexing`, writes the vectors of a model, and counts how far it has come. Vectors are
kept by the hash of their passage, so what stands in several notes is embedded once. Refuses to know how a vector is made;
which note is near is asked in `core.store.meaning`.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from core.store.engine import Connection
from core.store.models import Space, imported_spaces, only_one_changes, spaces

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


class Waiting(NamedTuple):
    """A passage without a vector; of two, the one with the higher number is in the newer text."""

    hash: bytes
    number: int


class Progress(NamedTuple):
    """Of `total` notes outside the trash, `embedded` have a vector of every passage of their present text, also where other
    rules will cut that again."""

    embedded: int
    total: int


class Backlog(NamedTuple):
    """About how much is to be embedded. Tokens are reckoned at four characters."""

    passages: int
    tokens: int


def is_paused(connection: Connection) -> bool:
    """Whether embedding is to rest, in every program that has this notebook open."""
    row = connection.execute("select paused from indexing").fetchone()
    return row is not None and bool(row[0])


def pause(connection: Connection, paused: bool = True) -> None:
    """Have embedding rest, or go on."""
    connection.execute("update indexing set paused = %s", (paused,))


def waiting(
    connection: Connection,
    space: Space,
    limit: int,
    but: Collection[bytes] = (),
    kept_here: Collection[str] = (),
) -> list[Waiting]:
    """Passages that have no vector of this model, the newest first, without some that are under way, and without any that
    stands in a note with one of the tags `kept_here`."""
    rows = connection.execute(
        f"select hash, number from unembedded w where model_id = %(model_id)s {_NOT_KEPT if kept_here else ''}"
        " order by number desc limit %(limit)s".encode(),
        {"model_id": space.id, "limit": limit + len(but), "kept_here": list(kept_here)},
    ).fetchall()
    return [Waiting(*row) for row in rows if row[0] not in but][:limit]


def write_vectors(
    connection: Connection, space: Space, hashes: Sequence[bytes], vectors: NDArray[float32]
) -> None:
    """Keep the vectors of these passages, a row each. Those that nobody waits for any more are left out: their text is
    gone, or they are there already."""
    only_one_changes(connection)
    rows = connection.execute(
        "delete from unembedded where model_id = %s and hash = any(%b) returning hash",
        (space.id, list(hashes)),
    ).fetchall()
    wanted = {row[0] for row in rows}
    kept = [number for number, each in enumerate(hashes) if each in wanted]
    if kept:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"copy {space.vectors} (hash, value) from stdin (format binary)".encode()) as copy,
        ):
            copy.write(_binary_copy([hashes[number] for number in kept], vectors[kept]))


def progress(connection: Connection, space: Space) -> Progress:
    """How far a model has come, exactly. The fewer passages wait, the quicker; some 20 ms of 100 000 notes."""
    row = connection.execute(_PROGRESS, {"model_id": space.id}).fetchone()
    assert row is not None
    return Progress(row[1] - row[0], row[1])


def all_progress(connection: Connection) -> list[tuple[Space, Progress]]:
    """Every model that has vectors here, imported ones too, with how many notes it reaches. For those that are not kept up
    to date every passage is looked at."""
    total = _count(connection, "select count(*) from memories where deleted_at is null")
    told = []
    for space in [*spaces(connection), *imported_spaces(connection)]:
        query = _IMPORTED if space.imported else _REACHED.replace("{vectors}", space.vectors)
        told.append((space, Progress(_count(connection, query, {"model": space.name}), total)))
    return told


def backlog(connection: Connection, space: Space | None) -> Backlog:
    """About how much this model would have to embed; everything, for one that has no vectors here."""
    missing = f"where not exists (select from {space.vectors} v where v.hash = p.hash)" if space else ""
    row = connection.execute(_BACKLOG.replace("{missing}", missing).encode()).fetchone()
    assert row is not None
    return Backlog(int(row[0]), int(row[1]) // 4)


def _count(connection: Connection, query: str, parameters: dict[str, str] | None = None) -> int:
    row = connection.execute(query.encode(), parameters).fetchone()
    return int(row[0]) if row is not None else 0


def _binary_copy(hashes: Sequence[bytes], vectors: NDArray[float32]) -> bytes:
    """The rows in Postgres' binary COPY form (big-endian); a halfvec is its dimension, 0, and its halves."""
    halves = vectors.astype(">f2")
    head = struct.pack("!iHH", 2 * halves.shape[1] + 4, halves.shape[1], 0)
    parts = [b"PGCOPY\n\xff\r\n\0" + bytes(8)]
    for each, value in zip(hashes, halves, strict=True):
        parts += (b"\0\2", struct.pack("!i", len(each)), each, head, value.tobytes())
    return b"".join(parts) + b"\xff\xff"


# As in a search, a tag means those below it too, and capital letters do not matter.
_NOT_KEPT = """
and not exists (
    select from passages p join memories m on m.id = p.memory_id,
        unnest(m.tags) as tag, unnest(%(kept_here)s::text[]) as kept
    where p.hash = w.hash and (lower(tag) = lower(kept) or starts_with(lower(tag), lower(kept) || '/'))
)
"""

# Of many notes that are not cut, or in the trash, only the numbers are counted.
_PROGRESS = """
select (select count(*) from uncut where not purged and number > 0)
    - (select count(*) from uncut u join memories m on m.id = u.memory_id where m.deleted_at is not null and number > 0)
    + (
        select count(distinct p.memory_id) from unembedded w join passages p on p.hash = w.hash
        where w.model_id = %(model_id)s
            and not exists (select from uncut u where u.memory_id = p.memory_id and u.number > 0)
            and not exists (select from memories m where m.id = p.memory_id and m.deleted_at is not null)
    ), (select count(*) from memories where deleted_at is null)
"""

_REACHED = """
select count(*) from memories m where m.deleted_at is null
    and not exists (select from uncut u where u.memory_id = m.id and u.number > 0)
    and not exists (
        select from passages p where p.memory_id = m.id
            and not exists (select from {vectors} v where v.hash = p.hash)
    )
"""

_IMPORTED = """
select count(*) from memories m join memory_vectors v on v.memory_id = m.id and v.model = %(model)s
where m.deleted_at is null
"""

# A passage is some 1 000 characters of its note.
_BACKLOG = """
with cut as (
    select count(distinct hash) as passages, coalesce(sum(ends - starts), 0) as characters
    from passages p {missing}
),
uncut_notes as (
    select coalesce(sum(length(content) / 1000 + 1), 0) as passages, coalesce(sum(length(content)), 0) as characters
    from uncut join memories m on m.id = memory_id where content <> ''
)
select cut.passages + uncut_notes.passages, cut.characters + uncut_notes.characters from cut, uncut_notes
"""
