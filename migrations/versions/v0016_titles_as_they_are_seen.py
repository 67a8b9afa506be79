"""Titles as a reader sees them: of notes that begin with a callout, a picture, a table, HTML they were half Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from alembic import op

from core.text.seen import LOOK_AT, front_matter_end, plain_line
from core.text.titles import title_line, title_of

if TYPE_CHECKING:
    import sqlalchemy as sa

revision = "0016"
down_revision = "0015"

_NOTES = 2_000  # at once

# What may be called otherwise: a title with signs that mean something, or of them alone; none; one that may be a line of code.
_MAY_CHANGE = r"""
select id, title, left(content, %(head)s) from memories
where id > %(after)s and (
    title ~ '[][!<&|=_%%*`\\#]|^[[:space:]:-]+$' or title = '' and content <> ''
    or left(content, %(head)s) like any ('{%%```%%,%%~~~%%}')
)
order by id limit %(notes)s
"""

_RENAME = """
update memories m set title = new.title
from unnest(%(ids)s::uuid[], %(titles)s::text[]) as new (id, title) where m.id = new.id
"""

# Of which another line is the title now: they are put into the index of words anew when the notebook opens. Parts from
# 1 000 000 on are those of files.
_ANOTHER_LINE = "delete from search_documents where memory_id = any(%(ids)s::uuid[]) and part < 1000000"

# A title stands in front of each passage of its note, so these are cut again, behind those with a new text: only what is
# another text then is read again for its meaning.
_CUT_AGAIN = """
insert into uncut (memory_id, number) overriding system value
select id, -row_number() over (order by id desc) from unnest(%(ids)s::uuid[]) as anew (id) on conflict do nothing
"""

# What the past looked like is told again from the log, in the background, where titles had such signs.
_PAST = r"delete from past_upto where exists (select from past_notes where title ~ '[][!<&|=_%%*`\\#]')"


def upgrade() -> None:
    """Call those notes anew; texts stay as they are."""
    connection = op.get_bind()
    after = UUID(int=0)
    asked = {"head": LOOK_AT, "notes": _NOTES}
    while rows := connection.exec_driver_sql(_MAY_CHANGE, {**asked, "after": after}).fetchall():
        after = rows[-1][0]
        _call_anew(connection, [row for row in rows if title_of(row[2]) != row[1]])
    connection.exec_driver_sql(_PAST, {})


def _call_anew(connection: sa.Connection, rows: list[Any]) -> None:
    if rows:
        named = {"ids": [row[0] for row in rows], "titles": [title_of(row[2]) for row in rows]}
        connection.exec_driver_sql(_RENAME, named)
        connection.exec_driver_sql(_CUT_AGAIN, named)
        moved = [row[0] for row in rows if title_line(row[2])[0] != _line_once(row[2])]
        connection.exec_driver_sql(_ANOTHER_LINE, {"ids": moved})


def _line_once(head: str) -> int:
    """Where the line stood that the title was read from."""
    start = front_matter_end(head)
    for line in head[start:].split("\n"):
        if plain_line(line):
            return start
        start += len(line) + 1
    return 0
