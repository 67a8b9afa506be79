"""Which note a link means: the one with this title, this alias, at this path, or called as the last part of the path.

Owns the SQL behind links from note to note, in their direction. Titles are looked up first, then paths among the notes that
are called as their last part; then aliases and names of files, which an index has (`names_of`). No note is gone through. A
link that was written when titles kept some of their marks leads where it led: of few notes the text is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from core.store import finding
from core.store.engine import Connection
from core.store.lexemes import TITLE, quoted
from core.text.embedded import embedded_in, file_among
from core.text.note_links import linkable, note_links_in, same_title
from core.text.note_paths import absolute, ends_with, is_at, is_path, last_part, paths_in, tail
from core.text.seen import LOOK_AT
from core.text.segmentation import Kind, tokens
from core.text.titles import names_in

_ALIASES = 20  # of a note are looked at
_WORDS = 12  # of a title are looked up
_LOST = 200  # names that nothing has are looked at closely
# What a title began with that only had a picture, a callout's kind, a comment, or HTML.
_PASSED_OVER = ("!", "<", "%")


class Names(NamedTuple):
    """What a note is called: `titles` are its title, what that once was, and aliases; `names` these and its file's name."""

    titles: tuple[str, ...]
    names: tuple[str, ...]
    path: str


def meant(connection: Connection, named: str, seen_from: UUID | None = None) -> UUID | None:
    """The note outside the trash that a link in a note leads to."""
    row = connection.execute(_PATH, (seen_from,)).fetchone()
    return meant_at(connection, named, (row[0] if row else None) or "")


def meant_at(connection: Connection, named: str, at: str) -> UUID | None:
    """The same for a link in a note at a path."""
    if (found := _named(connection, named, at)) is not None or not linkable(named):
        return found
    rows = connection.execute(_BY_NAMES, _names_asked(named)).fetchall()
    aliased = (row[0] for row in rows if same_title(named) in map(same_title, _aliases(row[2])))
    return next(aliased, None) or _nearest(rows, named, at) or _last(connection, named, at)


def known(connection: Connection, named: Iterable[str]) -> frozenset[str]:
    """Which of these are surely the title, an alias or the name of the file of a note outside the trash. Quick."""
    return frozenset(row[0] for row in connection.execute(_KNOWN, (list(named),)))


def lost(connection: Connection, named: Iterable[str], seen_from: UUID | None = None) -> frozenset[str]:
    """Which of these names lead to no note outside the trash, and to none of the files of the note that they stand in. Of
    very many only the first are told."""
    row = connection.execute(_PATH, (seen_from,)).fetchone()
    written: dict[str, list[str]] = {}
    for each in named:
        written.setdefault(linkable(each), []).append(each)
    here = known(connection, written)
    at = (row[0] if row else None) or ""
    left = [each for name, as_written in written.items() if name not in here for each in as_written][:_LOST]
    files = {row[0] for row in connection.execute(_FILES, (seen_from,))} if left else set()
    return frozenset(
        each for each in left if not file_among(files, each) and meant_at(connection, each, at) is None
    )


def names_of(connection: Connection, memory_id: UUID) -> Names:
    """What a note is called. An alias that is the title of another note leads there, and is none."""
    row = connection.execute(_NAMES, (memory_id,)).fetchone()
    if row is None:
        return Names((), (), "")
    title, path = row[0], row[1] or ""
    others = (*names_in(row[3])[1:], *_aliases(row[2])[:_ALIASES])
    own = [each for each in others if linkable(each) and not finding.called(connection, each)]
    titles = dict.fromkeys([title, *own] if linkable(title) else own)
    names = titles | dict.fromkeys([last_part(path)] if linkable(last_part(path)) else [])
    return Names(tuple(titles), tuple(names), path)


class Leads:
    """Whether a text at a path has a link by path that leads to one note; each target is looked up once."""

    def __init__(self, connection: Connection, note: UUID, called: Names) -> None:
        self._connection, self._note = connection, note
        self._names = {same_title(each) for each in called.names}
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, text: str, at: str) -> bool:
        shown = (each.target for each in embedded_in(text) if not each.is_file)
        named = [*(link.target for link in note_links_in(text)), *shown, *paths_in(text)]
        return any(self._leads(each, at) for each in named if same_title(last_part(each)) in self._names)

    def _leads(self, named: str, at: str) -> bool:
        if (named, at) not in self._known:
            self._known[named, at] = meant_at(self._connection, named, at) == self._note
        return self._known[named, at]


def _named(connection: Connection, named: str, at: str) -> UUID | None:
    """The note that is called so; or at this path and called as its file."""
    if (found := _titled(connection, named)) is not None or not is_path(named):
        return found
    parameters = {"title": last_part(named), "ends": _endings(tail(named))}
    return _nearest(connection.execute(_BY_PATH, parameters).fetchall(), named, at)


def _titled(connection: Connection, title: str) -> UUID | None:
    if found := finding.called(connection, title):
        return found[0]
    wanted = same_title(title)
    words = [each.text for each in tokens(linkable(title)) if each.kind is not Kind.CHUNK][:_WORDS]
    # Of a line that is passed over now, since it has only marks, the words are none of the title's.
    namespace = "" if wanted.startswith(_PASSED_OVER) else TITLE
    asked = " & ".join(quoted(namespace + word) for word in words) or quoted(TITLE)
    rows = connection.execute(_WRITTEN_OTHERWISE, (asked,)).fetchall()
    titled = (row[0] for row in rows if same_title(row[1]) == wanted)
    return next(titled, None) or next(
        (row[0] for row in rows if wanted in map(same_title, names_in(row[2]))), None
    )


def _last(connection: Connection, named: str, at: str) -> UUID | None:
    """The note that is called as the last part of a path that does not lead outside."""
    inside = is_path(named) and not (at and absolute(named, at) is None)
    return _titled(connection, last_part(named)) if inside and linkable(last_part(named)) else None


def _nearest(rows: Sequence[Any], named: str, at: str) -> UUID | None:
    """Of the notes whose paths end so, the one that is meant from a path: there, from the top, else the shortest path."""
    whole = absolute(named, at)
    if at and whole is None:
        return None
    wanted = [each for each in (whole, tail(named)) if each]
    rows = [row for row in rows if row[1] and ends_with(row[1], tail(named))]

    def distance(row: Any) -> tuple[bool | int, ...]:
        return (*(not is_at(row[1], each) for each in wanted), row[1].count("/"))

    return min(rows, key=distance)[0] if rows else None


def _aliases(told: Any) -> list[str]:
    """The aliases that properties tell of: a list, or words between commas. A year is a name, too."""
    given = told.split(",") if isinstance(told, str) else told if isinstance(told, list) else []
    return [str(each).strip() for each in given if isinstance(each, str | int) and not isinstance(each, bool)]


def _names_asked(named: str) -> dict[str, object]:
    """What `_BY_NAMES` asks: both names are folded by the database, as those in its index were."""
    return {"alias": linkable(named), "file": linkable(last_part(named)), "ends": _endings(tail(named))}


def _endings(path: str) -> list[str]:
    return [f"%/{_like(path.lower())}{ending}" for ending in ("", ".md", ".markdown")]


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_FILES = "select name from attachments where memory_id = %s"

_PATH = "select metadata ->> 'source_path' from memories where id = %s"

# Names as they are written, of which a note has one; those of a path are not looked at, for that is told apart elsewhere.
_KNOWN = """
select named from unnest(%s::text[]) as named
where exists (select from memories where lower(title) = lower(named) and deleted_at is null)
    or named not like '%%/%%' and named not like '%%.%%' and exists (
        select from memories where deleted_at is null and metadata ?| array['aliases', 'source_path']
            and names_of(metadata) && array[left(lower(named), 200)]
    )
"""

_NAMES = f"""
select title, metadata ->> 'source_path', metadata -> 'aliases', left(content, {LOOK_AT}) from memories where id = %s
"""

_WRITTEN_OTHERWISE = f"""
select m.id, m.title, left(m.content, {LOOK_AT}) from search_documents d join memories m on m.id = d.memory_id
where d.part = 0 and d.words @@ %s::tsquery and m.deleted_at is null order by m.updated_at desc limit 50
"""

_BY_PATH = """
select id, path from (
    select id, metadata ->> 'source_path' as path, updated_at from memories
    where lower(title) = lower(%(title)s) and deleted_at is null offset 0
) as titled where '/' || lower(path) like any(%(ends)s) order by updated_at desc limit 200
"""

# Of a very long name the index has the beginning. Those that begin alike are told apart afterwards.
_BY_NAMES = """
select id, metadata ->> 'source_path', metadata -> 'aliases' from memories
where deleted_at is null and metadata ?| array['aliases', 'source_path']
    and names_of(metadata) && array[left(lower(%(alias)s), 200), left(lower(%(file)s), 200)]
    and (names_of(metadata) @> array[left(lower(%(alias)s), 200)]
        or '/' || lower(metadata ->> 'source_path') like any(%(ends)s))
order by updated_at desc limit 200
"""
