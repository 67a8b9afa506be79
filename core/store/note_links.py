"""Which notes a title means, which titles begin like what is typed, and whose texts link to a title.

Owns the SQL behind links from note to note. Nothing is stored for them: the index of words gives the few notes that hold a
title's words and some link, and their texts are looked at. Every question is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.lists import Summary
from core.store import finding, reading
from core.store.engine import Connection
from core.store.lexemes import FEATURE, LONGEST_LEXEME, TITLE, quoted
from core.text.note_links import linkable, same_title
from core.text.segmentation import Kind, tokens

_WORDS = 12  # of a title are looked up
_SHORT = 3  # characters: below, the newest notes are looked through
_NEWEST = 3_000
_MOST_LINKING = 200


def meant(connection: Connection, title: str) -> UUID | None:
    """The note outside the trash that a link with this title leads to: of several the newest."""
    found = finding.called(connection, title)
    if not found and (rows := connection.execute(_WRITTEN_OTHERWISE, _asked(title)).fetchall()):
        return next((row[0] for row in rows if same_title(row[1]) == same_title(title)), None)
    return found[0] if found else None


def titled_like(connection: Connection, typed: str, limit: int) -> tuple[Summary, ...]:
    """The notes whose title holds what is typed of it: those that begin so first, then the newest."""
    finding.bounded(connection)
    words = linkable(typed)
    asked = _query(words, TITLE, begins=True) if len(words) >= _SHORT else ""
    parameters = {"asked": asked, "part": _like(words), "newest": _NEWEST, "limit": limit}
    rows = connection.execute(_BY_WORDS if asked else _AMONG_NEWEST, parameters)
    return reading.summaries(connection, [row[0] for row in rows])


def linking(connection: Connection, memory_id: UUID, title: str) -> tuple[UUID, ...]:
    """The notes outside the trash, but this one, whose text links to a title, newest first."""
    if not linkable(title):
        return ()
    finding.bounded(connection)
    parameters = _asked(title) | {"id": memory_id, "looks": _pattern(title), "limit": _MOST_LINKING}
    return tuple(row[0] for row in connection.execute(_LINKING, parameters))


def _asked(title: str) -> dict[str, object]:
    return {
        "asked": _query(linkable(title), "", link=True),
        "titled": _query(linkable(title), TITLE) or quoted(TITLE),
    }


def _query(text: str, namespace: str, *, begins: bool = False, link: bool = False) -> str:
    """A `tsquery` that every note matches which has these words."""
    found = [each.text for each in tokens(text) if each.kind is not Kind.CHUNK][:_WORDS]
    items = [quoted(namespace + word) for word in found if len(word.encode()) < LONGEST_LEXEME]
    if begins and items:
        items[-1] += ":*"
    return " & ".join([*items, quoted(f"{FEATURE}link")] if link else items)


def _pattern(title: str) -> str:
    """A regular expression of Postgres for a link to this title."""
    words: Sequence[str] = [
        "".join(each if each.isalnum() else f"\\{each}" for each in word) for word in linkable(title).split()
    ]
    return r"(^|[^!])\[\[\s*" + r"\s+".join(words) + r"\s*(\]\]|[|#])"


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_BY_WORDS = """
select id from (
    select m.id, m.title, m.updated_at from search_documents d join memories m on m.id = d.memory_id
    where d.part = 0 and d.words @@ %(asked)s::tsquery and m.deleted_at is null limit %(newest)s
) as found order by title ilike %(part)s || '%%' desc, updated_at desc, id limit %(limit)s
"""

_AMONG_NEWEST = """
select id from (
    select id, title, updated_at from memories where deleted_at is null order by updated_at desc, id desc limit %(newest)s
) as newest where title <> '' and title ilike '%%' || %(part)s || '%%'
order by title ilike %(part)s || '%%' desc, updated_at desc, id limit %(limit)s
"""

_WRITTEN_OTHERWISE = """
select m.id, m.title from search_documents d join memories m on m.id = d.memory_id
where d.part = 0 and d.words @@ %(titled)s::tsquery and m.deleted_at is null order by m.updated_at desc limit 50
"""

_LINKING = """
select m.id from search_documents d join memories m on m.id = d.memory_id
where d.part = 0 and d.words @@ %(asked)s::tsquery and m.deleted_at is null and m.id <> %(id)s
and m.content ~* %(looks)s order by m.updated_at desc limit %(limit)s
"""
