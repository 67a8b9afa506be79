"""Which contents of files anything in the database could still ask for.

Owns that question. A content is wanted by every event that ever named it: of notes that live, lie in the trash or are gone
for good, of versions long past and of those that gave way to others, because all of these can be brought back; and by what
came from elsewhere and could not be taken yet. Everything runs on the caller's connection.
"""

from __future__ import annotations

from collections.abc import Collection

from core import events
from core.store.engine import Connection

_NAMED = """
select data ->> 'sha256' from events where event_type = 'memory.attached'
union select encode(sha256, 'hex') from attachments
union select encode(sha256, 'hex') from file_transfers where not sent
union select (regexp_matches(event, '\\m[0-9a-f]{64}\\M', 'g'))[1] from set_aside where event is not null
"""
_OF_THESE = f"select sha256 from ({_NAMED}) as named (sha256) where sha256 = any(%s)"
_NEWEST = "select coalesce(max(position), 0) from events where event_type = 'memory.attached'"
_SIZE = """
select size from attachments where sha256 = decode(%(sha256)s, 'hex')
union all (
    select (data ->> 'size')::int8 from events
    where event_type = 'memory.attached' and data ->> 'sha256' = %(sha256)s limit 1
) limit 1
"""
assert events.ATTACHED == "memory.attached", "the index is on this name"


def wanted(connection: Connection) -> set[str]:
    """The SHA-256 (hexadecimal) of each."""
    return {row[0] for row in connection.execute(_NAMED) if row[0]}


def wanted_of(connection: Connection, contents: Collection[str]) -> set[str]:
    """Which of these contents are."""
    return {row[0] for row in connection.execute(_OF_THESE, (list(contents),))}


def newest_named(connection: Connection) -> int:
    """The position of the newest event that named a content: while it stays, no note asks for more than before."""
    row = connection.execute(_NEWEST).fetchone()
    assert row is not None, "a maximum is one row"
    return int(row[0])


def size_named(connection: Connection, sha256: str) -> int | None:
    """How many bytes a content has, by what was noted when it was attached; None when nothing names it."""
    row = connection.execute(_SIZE, {"sha256": sha256}).fetchone()
    return None if row is None else int(row[0])


def notebook(connection: Connection) -> str:
    """Which notebook this is: the same in every folder that is used with this database, and in no other database."""
    row = connection.execute("select brain_id from brain").fetchone()
    assert row is not None, "a notebook has one row"
    return str(row[0])
