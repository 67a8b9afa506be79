"""Derived rows that belong to nothing any more: finding them, and taking them out.

Owns what belongs to what among the projections. The log, imported vectors and drafts are never touched: they are no one's
shadow. A link to a note that was removed for good is no orphan either; the log says that it is there.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.checks import Check, mendable
from core.language import thousands, tr
from core.store.engine import Connection
from core.store.models import only_one_changes, spaces
from core.store.passages import Text, write_passages

_OF_A_MEMORY = "not exists (select from memories m where m.id = t.{column})"
_OF_A_PASSAGE = "not exists (select from passages p where p.hash = t.hash)"

# What a purged note leaves in `passages` waits in `uncut` for whoever embeds, and is no orphan until then.
_OWNED = {
    "links": _OF_A_MEMORY.format(column="source"),
    "attachments": _OF_A_MEMORY.format(column="memory_id"),
    "memory_vectors": _OF_A_MEMORY.format(column="memory_id"),
    "search_documents": _OF_A_MEMORY.format(column="memory_id"),
    "passages": f"{_OF_A_MEMORY.format(column='memory_id')}"
    " and not exists (select from uncut u where u.memory_id = t.memory_id)",
    "unembedded": f"({_OF_A_PASSAGE} or not exists (select from embedding_models e where e.id = t.model_id))",
}


def look(connection: Connection) -> Check:
    """Whether there are rows without what they belong to."""
    found = {
        table: count for table, where in _owned(connection) if (count := _count(connection, table, where))
    }
    if found:
        told = ", ".join(_in(table, count) for table, count in found.items())
        words = tr("There are rows that belong to no note any more: {told}.", told=told)
        return mendable("orphans", words, tr("Take them out; no note has anything to do with them."))
    loose = _count(connection, "links", _OF_A_MEMORY.format(column="target"))
    words = tr("Every row belongs to a note.")
    if loose:
        more = tr(
            "Links to notes that are not here any more, which nobody sees: {loose}.", loose=thousands(loose)
        )
        words = f"{words} {more}"
    return Check("orphans", True, words)


def _in(table: str, count: int) -> str:
    return tr("{count} in {table}", count=thousands(count), table=table)


def look_for_vectors(connection: Connection) -> Check:
    """Whether the vectors that came with an import are all there. No event could give them again."""
    lost = _count(
        connection, "memory_vectors", "not exists (select from vectors v where v.sha256 = t.sha256)"
    )
    if lost:
        return Check(
            "vectors",
            False,
            tr("Vectors that came with an import and are not there any more: {lost}.", lost=thousands(lost)),
            tr(
                "The notes themselves are safe, and no search uses these vectors. A backup of the "
                "notebook still has them."
            ),
        )
    return Check("vectors", True, tr("Every vector that came with an import is there."))


def remove(connection: Connection) -> str:
    """Take out what belongs to nothing; says how much of what."""
    only_one_changes(connection)
    told = []
    for table, where in _owned(connection):
        if table == "passages":
            count = _remove_passages(connection, where)
        else:
            count = connection.execute(f"delete from {table} t where {where}".encode()).rowcount
        if count:
            told.append(_in(table, count))
    return tr("Took out rows that belonged to no note: {told}.", told=", ".join(told)) if told else ""


def _remove_passages(connection: Connection, where: str) -> int:
    """With the vectors that nobody else needs."""
    rows = connection.execute(
        f"select memory_id, count(*) from passages t where {where} group by 1".encode()
    ).fetchall()
    if rows:
        write_passages(connection, [(Text(row[0], 0, "", ""), ()) for row in rows])
    return sum(row[1] for row in rows)


def _owned(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each table with what makes a row of it an orphan; vectors come after the passages that they are of."""
    yield from _OWNED.items()
    for space in spaces(connection):
        yield space.vectors, _OF_A_PASSAGE


def _count(connection: Connection, table: str, where: str) -> int:
    row = connection.execute(f"select count(*) from {table} t where {where}".encode()).fetchone()
    return int(row[0]) if row else 0
