"""Which titles begin like what is typed, and whose texts link to a note or name a title.

Owns the SQL behind links from note to note, backwards. Nothing is stored for them: the index of words gives the
few notes that hold a name's words and some link, and their texts are looked at. Every question is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote
from uuid import UUID

from core.lists import Summary
from core.store import finding, reading
from core.store import link_targets as targets
from core.store.engine import Connection
from core.store.lexemes import FEATURE, LONGEST_LEXEME, TITLE, quoted
from core.text.embedded import names_file
from core.text.note_links import linkable
from core.text.segmentation import Kind, tokens

_WORDS = 12  # of a title are looked up
_SHORT = 3  # characters: below, the newest notes are looked through
_NEWEST = 3_000
_MOST_LINKING = 200


def titled_like(connection: Connection, typed: str, limit: int) -> tuple[Summary, ...]:
    """The notes whose title holds what is typed of it: those that begin so first, then the newest."""
    finding.bounded(connection)
    words = linkable(typed)
    asked = words_query(words, TITLE, begins=True) if len(words) >= _SHORT else ""
    parameters = {"asked": asked, "part": _like(words), "newest": _NEWEST, "limit": limit}
    rows = connection.execute(_BY_WORDS if asked else _AMONG_NEWEST, parameters)
    return reading.summaries(connection, [row[0] for row in rows])


def linking(connection: Connection, memory_id: UUID, titles: Sequence[str]) -> tuple[UUID, ...]:
    """The notes outside the trash, but this one, whose text links to one of these titles, newest first."""
    titles = list(filter(linkable, titles))
    if not titles:
        return ()
    finding.bounded(connection)
    asked = " | ".join(f"({words_query(linkable(each), link=True)})" for each in titles)
    parameters = {"id": memory_id, "asked": asked, "looks": _pattern(*titles), "limit": _MOST_LINKING}
    return tuple(row[0] for row in connection.execute(_LINKING, parameters))


def leading_to(connection: Connection, memory_id: UUID) -> tuple[UUID, ...]:
    """The other notes outside the trash whose text has a link that leads to this one: by its title, an alias, its path."""
    finding.bounded(connection)
    note = targets.names_of(connection, memory_id)
    if not note.names:
        return ()
    asked = " | ".join(f"({each})" for name in note.names for each in _written(name))
    parameters = {
        "id": memory_id,
        "asked": asked,
        "plainly": _pattern(*note.titles) if note.titles else "^[^\\s\\S]",
        "looks": f"{_pattern(*note.names, path=True)}|{_address_pattern(note.names)}",
        "limit": _MOST_LINKING,
    }
    rows = connection.execute(_LEADING, parameters).fetchall()
    leads = targets.Leads(connection, memory_id, note)
    return tuple(row[0] for row in rows if row[1] is None or leads(row[1], row[2] or ""))


def _written(name: str) -> Iterator[str]:
    """A `tsquery` for each way in which a name stands in links."""
    yield words_query(name, link=True)
    if " " in name:
        yield words_query(quote(name), link=True)  # `Deep%20sea` has the words `deep` and `20sea`


def words_query(text: str, namespace: str = "", *, begins: bool = False, link: bool = False) -> str:
    """A `tsquery` that every note matches which has these words."""
    found = [each.text for each in tokens(text) if each.kind is not Kind.CHUNK][:_WORDS]
    items = [quoted(namespace + word) for word in found if len(word.encode()) < LONGEST_LEXEME]
    if begins and items:
        items[-1] += ":*"
    return " & ".join([*items, quoted(f"{FEATURE}link")] if link else items)


def _pattern(*names: str, path: bool = False) -> str:
    """A regular expression of Postgres for a link to one of these, or to paths that end with one. A note that is shown in
    place is linked to, too; a name that is a file's means that file there."""
    before, after = (r"([^][|#\n]*/)?", r"(\.md|\.markdown)?") if path else ("", "")
    ways = (
        ("", [name for name in names if not names_file(name)]),
        ("(^|[^!])", list(filter(names_file, names))),
    )
    return "|".join(
        rf"{front}\[\[\s*{before}({'|'.join(_looks(linkable(name)) for name in told)}){after}\s*(\]\]|[|#])"
        for front, told in ways
        if told
    )


def _address_pattern(names: Sequence[str]) -> str:
    """The same for the address of a Markdown link."""
    told = "|".join(_looks(each) for name in names for each in dict.fromkeys((name, quote(name))))
    return rf"\]\(<?([^()<>\n]*/)?({told})(\.md|\.markdown)?[#>) ]"


def _looks(name: str) -> str:
    words = ("".join(each if each.isalnum() else f"\\{each}" for each in word) for word in name.split())
    return r"\s+".join(words)


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

_LINKING = """
select m.id from search_documents d join memories m on m.id = d.memory_id
where d.part = 0 and d.words @@ %(asked)s::tsquery and m.deleted_at is null and m.id <> %(id)s
and m.content ~* %(looks)s order by m.updated_at desc limit %(limit)s
"""

_LEADING = """
select m.id, case when m.content ~* %(plainly)s then null else m.content end, m.metadata ->> 'source_path'
from search_documents d join memories m on m.id = d.memory_id
where d.part = 0 and d.words @@ %(asked)s::tsquery and m.deleted_at is null and m.id <> %(id)s
and m.content ~* %(looks)s order by m.updated_at desc limit %(limit)s
"""
