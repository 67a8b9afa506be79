"""What else travels or is told of it: files, notes on a server that takes no events, and the rounds of sync.

Owns the rows of `file_transfers`, `plain_ids` and `sync_rounds`. Which files have to travel is asked of the log and of
the notes; a row only says what was tried. Everything runs on the caller's connection, in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from uuid import UUID

from core import events
from core.noting import noted, said_again
from core.replica import FileWait, RoundNote
from core.store.blobs import Blobs
from core.store.engine import Connection
from core.store.rows import COUNTS

_ROUNDS = 200
_PAGE = 500
_ABOUT_FILES = (events.ATTACHED, events.DETACHED, events.RESTORED, events.PURGED, events.VOIDED)

_OUTGOING = f"""
select encode(a.sha256, 'hex'), a.name, a.size, coalesce(t.tries, 0), coalesce(t.words, ''),
    (select memory_id from attachments has where has.sha256 = a.sha256 order by memory_id limit 1) from (
    select distinct on (sha256) sha256, name, size, position from (
        select decode(e.data ->> 'sha256', 'hex') as sha256, e.data ->> 'name' as name, (e.data ->> 'size')::int8 as size,
        e.position from events e where e.event_type = 'memory.attached' and e.{COUNTS}
    ) as named order by sha256, position
) as a left join file_transfers t using (sha256) where t.sent is not true order by coalesce(t.tries, 0), a.position
"""
_INCOMING = """
select encode(a.sha256, 'hex'), min(a.name), min(a.size), coalesce(t.tries, 0), coalesce(t.words, ''),
    (array_agg(a.memory_id order by a.memory_id))[1]
from attachments a left join file_transfers t using (sha256) group by a.sha256, t.tries, t.words order by 4, 1
"""


def file_waits(connection: Connection, blobs: Blobs, limit: int) -> tuple[FileWait, ...]:
    """The first files that have to travel, those first that were tried less often: outgoing ones are here and not known to
    be there, incoming ones are named by a note and not here."""
    found = list(islice(_waits(connection, blobs, outgoing=True), limit))
    found += islice(_waits(connection, blobs, outgoing=False), limit - len(found))
    return tuple(found)


def unsent(connection: Connection) -> set[str]:
    """The SHA-256 of each content that is not known to be at the server: whoever attached it has to send it."""
    return {row[0] for row in connection.execute(_OUTGOING.encode())}


def files_changed(connection: Connection, since: int) -> bool:
    """Whether anything behind a position attached a file, took one away, or brought back a note that may have some."""
    query = "select exists (select from events where position > %s and event_type = any(%s))"
    row = connection.execute(query, (since, list(_ABOUT_FILES))).fetchone()
    return bool(row and row[0])


def file_sent(connection: Connection, sha256: str) -> None:
    """The server has it."""
    connection.execute(
        "insert into file_transfers (sha256, sent) values (%s, true)"
        " on conflict (sha256) do update set sent = true, words = ''",
        (bytes.fromhex(sha256),),
    )


def file_failed(connection: Connection, sha256: str, words: str) -> None:
    """One more try came to nothing, for this reason."""
    connection.execute(
        "insert into file_transfers (sha256, tries, words, tried_at) values (%s, 1, %s, now())"
        " on conflict (sha256) do update set tries = file_transfers.tries + 1, words = excluded.words, tried_at = now()",
        (bytes.fromhex(sha256), noted(words)),
    )


def plain_id(connection: Connection, memory_id: UUID) -> tuple[str, int] | None:
    """What a note is there, as far as is known."""
    query = "select remote_id, version from plain_ids where memory_id = %s"
    row = connection.execute(query, (memory_id,)).fetchone()
    return None if row is None else (row[0], row[1])


def keep_plain_id(connection: Connection, memory_id: UUID, remote_id: str, version: int) -> None:
    """Remember it, or forget it with a version of 0."""
    if not version:
        connection.execute("delete from plain_ids where memory_id = %s", (memory_id,))
        return
    connection.execute(
        "insert into plain_ids (memory_id, remote_id, version) values (%s, %s, %s)"
        " on conflict (memory_id) do update set remote_id = excluded.remote_id, version = excluded.version",
        (memory_id, remote_id, version),
    )


def note_round(connection: Connection, note: RoundNote) -> None:
    """Write a round down, and forget those long before it."""
    connection.execute(
        "insert into sync_rounds (began, ended, pushed, pulled, outcome, words) values (%s, %s, %s, %s, %s, %s)",
        (note.began, note.ended, note.pushed, note.pulled, note.outcome, noted(note.words)),
    )
    connection.execute(
        "delete from sync_rounds where id <= (select max(id) from sync_rounds) - %s", (_ROUNDS,)
    )


def rounds(connection: Connection, limit: int) -> tuple[RoundNote, ...]:
    """The last rounds, newest first."""
    query = "select began, ended, pushed, pulled, outcome, words from sync_rounds order by id desc limit %s"
    found = (RoundNote(*row) for row in connection.execute(query, (limit,)))
    return tuple(replace(each, words=said_again(each.words)) for each in found)


def _waits(connection: Connection, blobs: Blobs, *, outgoing: bool) -> Iterator[FileWait]:
    rows = connection.execute((_OUTGOING if outgoing else _INCOMING).encode())
    while page := rows.fetchmany(_PAGE):
        for sha256, name, size, tries, words, memory_id in page:
            if blobs.has(sha256) == outgoing:
                yield FileWait(sha256, name, size, outgoing, tries, said_again(words), memory_id)
