"""Which contents of files anything in the database could still ask for.

Owns that question. A content is wanted by every event that ever named it: of notes that live, lie in the trash or are gone
for good, of versions long past and of those that gave way to others, because all of these can be brought back; and by what
came from elsewhere and could not be taken yet. Everything runs on the caller's connection.
"""

from __future__ import annotations

from core import events
from core.store.engine import Connection

_NAMED = """
select data ->> 'sha256' from events where event_type = 'memory.attached'
union select encode(sha256, 'hex') from attachments
union select encode(sha256, 'hex') from file_transfers where not sent
union select (regexp_matches(event, '\\m[0-9a-f]{64}\\M', 'g'))[1] from set_aside where event is not null
"""
assert events.ATTACHED == "memory.attached", "the index is on this name"


def wanted(connection: Connection) -> set[str]:
    """The SHA-256 (hexadecimal) of each."""
    return {row[0] for row in connection.execute(_NAMED) if row[0]}


def notebook(connection: Connection) -> str:
    """Which notebook this is: the same in every folder that is used with this database, and in no other database."""
    row = connection.execute("select brain_id from brain").fetchone()
    assert row is not None, "a notebook has one row"
    return str(row[0])
