"""The passages of notes in the database: which texts are to be cut, and what they were cut into.

Owns `passages` and `uncut`. Triggers put a note into `uncut` in the transaction that changes its text; it is taken out when
the text that was there then is cut. What no note says any more loses its vectors here. Where passages begin and end is
decided in `core.text.passages`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from core.store.engine import Connection, copy_rows
from core.store.models import Space, State, only_one_changes, spaces

_COPY_FROM = 200
_MOST_BYTES = 4_000_000  # of text at once, unless a single note is longer


class Text(NamedTuple):
    """A note as it is to be cut. `number` grows with every change of the text, and is below 0 where only the rules changed;
    a purged note has no text at all."""

    memory_id: UUID
    number: int
    title: str
    content: str


class Piece(NamedTuple):
    """A passage: the hash of what is embedded, and where it stands in the note, in characters."""

    hash: bytes
    start: int
    end: int


def uncut(connection: Connection, newer_than: int, limit: int) -> list[Text]:
    """Notes whose text is not cut yet, newest first, as many as are sensible at once."""
    rows = connection.execute(_UNCUT, {"newer_than": newer_than, "limit": limit, "bytes": _MOST_BYTES})
    return [Text(*row) for row in rows.fetchall()]


def texts_with(connection: Connection, hashes: Collection[bytes]) -> list[Text]:
    """For every one of these passages a note that holds it."""
    return [Text(*row) for row in connection.execute(_WITH, (list(hashes),)).fetchall()]


def write_passages(connection: Connection, cut: Sequence[tuple[Text, Sequence[Piece]]]) -> None:
    """Note down what these texts were cut into. Passages that are new wait for their vectors, in every model in use."""
    only_one_changes(connection)
    ids = [text.memory_id for text, _ in cut]
    before = connection.execute(
        "delete from passages where memory_id = any(%s) returning hash", (ids,)
    ).fetchall()
    _insert(
        connection, [(text.memory_id, at, *piece) for text, pieces in cut for at, piece in enumerate(pieces)]
    )
    numbers = {piece.hash: text.number for text, pieces in reversed(cut) for piece in pieces}
    known = spaces(connection)
    _drop_unused(connection, known, [row[0] for row in before if row[0] not in numbers])
    for space in known:
        if space.state is not State.KEPT:
            _wait_for_vectors(connection, space, numbers)
    connection.execute(_CUT, (ids, [text.number for text, _ in cut]))


def recut(connection: Connection, cutting: int) -> None:
    """Have every note cut again when it was cut by other rules than these, after those with a new text. Until then it is
    found by what it was cut into."""
    changed = "update indexing set cutting = %s where cutting <> %s returning 1"
    if connection.execute(changed, (cutting, cutting)).fetchone() is not None:
        connection.execute(
            "insert into uncut (memory_id, number) overriding system value"
            " select id, -row_number() over (order by deleted_at is not null, updated_at desc, id) from memories"
            " on conflict do nothing"
        )


def cut_again(connection: Connection, hashes: Collection[bytes]) -> None:
    """Have the notes with these passages cut again, and those that no note has forgotten."""
    only_one_changes(connection)
    connection.execute(
        "insert into uncut (memory_id) select distinct memory_id from passages where hash = any(%b)"
        " on conflict do nothing",
        (list(hashes),),
    )
    _drop_unused(connection, spaces(connection), hashes)


def _insert(connection: Connection, rows: Sequence[tuple[UUID, int, bytes, int, int]]) -> None:
    into = "passages (memory_id, ordinal, hash, starts, ends)"
    with connection.cursor() as cursor:
        if len(rows) >= _COPY_FROM:
            copy_rows(cursor, into, ("uuid", "int4", "bytea", "int4", "int4"), rows)
        elif rows:
            cursor.execute(
                f"insert into {into}"
                " select * from unnest(%b::uuid[], %b::int[], %b::bytea[], %b::int[], %b::int[])".encode(),
                tuple(list(column) for column in zip(*rows, strict=True)),
            )


def _drop_unused(connection: Connection, known: Sequence[Space], hashes: Collection[bytes]) -> None:
    if not hashes:
        return
    rows = connection.execute(
        "select hash from unnest(%b::bytea[]) as hash where not exists (select from passages p where p.hash = hash.hash)",
        (list(hashes),),
    ).fetchall()
    unused = [row[0] for row in rows]
    if unused:
        connection.execute("delete from unembedded where hash = any(%b)", (unused,))
    for space in known if unused else ():
        connection.execute(f"delete from {space.vectors} where hash = any(%b)".encode(), (unused,))


def _wait_for_vectors(connection: Connection, space: Space, numbers: dict[bytes, int]) -> None:
    connection.execute(
        f"""
        insert into unembedded as u (model_id, hash, number)
        select %s, hash, number from unnest(%b::bytea[], %s::bigint[]) as cut (hash, number)
        where not exists (select from {space.vectors} v where v.hash = cut.hash)
        on conflict (model_id, hash) do update set number = greatest(u.number, excluded.number)
        """.encode(),
        (space.id, list(numbers), list(numbers.values())),
    )


_UNCUT = """
with newest as (
    select memory_id, number from uncut where number > %(newer_than)s order by number desc limit %(limit)s
),
measured as (
    select n.number, n.memory_id, m.title, m.content,
        sum(octet_length(m.content)) over (order by n.number desc) - octet_length(m.content) as before
    from newest n left join memories m on m.id = n.memory_id
)
select memory_id, number, coalesce(title, ''), coalesce(content, '') from measured
where coalesce(before, 0) < %(bytes)s order by number desc
"""

_WITH = """
select distinct m.id, 0, m.title, m.content from (
    select distinct on (hash) memory_id from passages where hash = any(%b) order by hash, memory_id
) p join memories m on m.id = p.memory_id
"""

# A note that somebody changes at this moment is passed over: it stays here and is cut again. Nobody waits.
_CUT = """
with free as materialized (
    select u.memory_id from uncut u
    join unnest(%s::uuid[], %s::bigint[]) as cut (memory_id, number) using (memory_id, number)
    for update of u skip locked
)
delete from uncut u using free where u.memory_id = free.memory_id
"""
