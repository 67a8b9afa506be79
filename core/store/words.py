"""The words of notes in the database: one row of `search_documents` for each part of a note.

Owns writing them. What they are made of is decided in `core.store.lexemes`, how they are searched in `core.store.finding`.
Everything is derived from `memories` and can be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from core.memory import Memory
from core.progress import Progress, unheard
from core.store.cutting import cuttable
from core.store.database import Database
from core.store.engine import COPY_FROM, Cursor, copy_rows
from core.store.file_words import FILES, follow
from core.store.lexemes import PROPERTIES, Part, parts_of

_BATCH = 500
_COLUMNS = "memory_id, part, number, length, language, words"
_TYPES = ("uuid", "int4", "int8", "int4", "text", "tsvector")
_INSERT = (
    f"insert into search_documents ({_COLUMNS}) values (%b, %b, (select position from log_head), %b, %b, %b)"
)


def write_words(cursor: Cursor, memories: Sequence[Memory], words: Iterable[Sequence[Part]]) -> None:
    """Index the words of these memories, which have none in the index yet: the parts of each, in the same order."""
    rows = ((memory.id, part) for memory, parts in zip(memories, words, strict=True) for part in parts)
    _write(cursor, rows, few=len(memories) < COPY_FROM)


def words_differ(old: Memory, new: Memory) -> bool:
    """Whether the index has to be told of a change."""
    chosen = any(old.metadata.get(name) != new.metadata.get(name) for name in PROPERTIES)
    had, has = cuttable(old), cuttable(new)
    return chosen or had._replace(metadata={}) != has._replace(metadata={})


def forget_words(cursor: Cursor, ids: list[UUID]) -> None:
    """Take what these memories say out of the index; what their files say stays (`core.store.file_words`)."""
    cursor.execute(f"delete from search_documents where memory_id = any(%s) and part < {FILES}", (ids,))


def catch_up(database: Database, progress: Progress = unheard) -> None:
    """Index every memory that is not in the index, newest first, a batch a transaction."""
    total = _count_missing(database)
    done = 0
    while done < total:
        with database.cursor() as cursor:
            cursor.execute("lock table search_documents in share row exclusive mode")
            cursor.execute(_MISSING + " order by updated_at desc limit %s", (_BATCH,))
            found = cursor.fetchall()
            rows = ((row[0], part) for row in found for part in parts_of(*row[1:]))
            _write(cursor, rows, few=False)
            follow(cursor, [row[0] for row in found])
            cursor.connection.commit()
        done = done + len(found) if found else total
        progress(done, total)


_MISSING = (
    "select id, content, tags, metadata,"
    " exists (select from links l where l.source = m.id and l.kind <> 'conflict'),"
    " array(select name from attachments a where a.memory_id = m.id order by ordinal) from memories m"
    f" where not exists (select from search_documents d where d.memory_id = m.id and d.part < {FILES})"
)


def _count_missing(database: Database) -> int:
    return int(database.fetch(f"select count(*) from ({_MISSING}) as missing", ())[0][0])


def _write(cursor: Cursor, rows: Iterable[tuple[UUID, Part]], few: bool) -> None:
    """Write rows as of the log's present position. A few notes come in a pipeline, where COPY does not work.

    COPY takes each row as it is made, so that the server indexes the words of one note while those of the next are cut.
    """
    if few:
        for memory_id, part in rows:
            cursor.execute(_INSERT, (memory_id, *part))
        return
    ((position,),) = cursor.execute("select position from log_head").fetchall()
    told = ((memory_id, part.number, position, *part[1:]) for memory_id, part in rows)
    copy_rows(cursor, f"search_documents ({_COLUMNS})", _TYPES, told)
