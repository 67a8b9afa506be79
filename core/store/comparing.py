"""Comparing what is here with what the server has, and weighing what it is about to change here.

Owns two questions that change nothing: a digest of all streams as both ends should have them, and what events that came
would take away. Everything runs on the caller's connection, in the caller's transaction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from core import events as kinds
from core.events import Event
from core.replica import Risk
from core.store.engine import Connection
from core.store.rows import COUNTS
from core.store.settled import SENT
from core.text.splices import Splice, apply_splices

_WHOLE = 4
"""Digits of a prefix from which on whole ids are told."""

# The digest of a stream is over what was sent of it or came, in the order of versions: also what came and is set aside.
# One that is purged is not counted: a server does not give it to a new device.
_STREAMS = f"""
with behind as (select memory_id, min(stream_version) as version from set_aside group by 1),
sent as (
    select e.aggregate_id, e.stream_version, e.event_id, e.event_type = 'memory.purged' as purged
    from events e left join behind b on b.memory_id = e.aggregate_id
    where e.{COUNTS} and e.event_type like 'memory.%%' and e.aggregate_id between %(low)s and %(high)s and {SENT}
    and (b.version is null or e.stream_version < b.version)
    union all select memory_id, stream_version, event_id, event like '%%"event_type": "memory.purged"%%'
    from set_aside
    where incoming and memory_id between %(low)s and %(high)s
),
streams as (
    select aggregate_id,
    ('x' || left(md5(string_agg(event_id::text, '' order by stream_version)), 16))::bit(64)::int8 as hash
    from sent group by 1 having not bool_or(purged)
)
"""
_BY_DIGIT = (
    f"{_STREAMS} select substr(replace(aggregate_id::text, '-', ''), %(at)s, 1), count(*), bit_xor(hash) from streams"
    " group by 1"
)
_BY_ID = f"{_STREAMS} select aggregate_id::text, 1, hash from streams"


def digest(connection: Connection, prefix: str) -> dict[str, tuple[int, str]]:
    """Count and digest of the streams below a prefix of their ids, by its next digit, or by id. ValueError for no prefix."""
    if not re.fullmatch(r"[0-9a-f]{0,32}", prefix):
        raise ValueError(f"{prefix[:40]!r} is no beginning of an id")
    asked = {"low": UUID(prefix.ljust(32, "0")), "high": UUID(prefix.ljust(32, "f")), "at": len(prefix) + 1}
    query = _BY_ID if len(prefix) >= _WHOLE else _BY_DIGIT
    rows = connection.execute(query.encode(), asked)
    return {key: (count, f"{hashed % (1 << 64):016x}") for key, count, hashed in rows}


_ENDS = {kinds.DELETED, kinds.PURGED, kinds.VOIDED}
_GONE_OR_BACK = {*_ENDS, kinds.RESTORED, kinds.CREATED}


def weigh(connection: Connection, events: Sequence[Event], since: int | None, here: UUID) -> Risk:
    """What these events would take away of what is here; what is here already takes nothing. Notes that came after the
    position `since`, with nothing in them from the device `here`, are not reckoned."""
    row = connection.execute("select count(*) from memories where deleted_at is null").fetchone()
    notes = int(row[0]) if row else 0
    streams = _new_to_us(connection, events)
    texts = _texts(connection, streams)
    for memory_id in _just_came(connection, texts, since, here):
        del texts[memory_id]
    deleted = {memory_id for memory_id in texts if _is_deleted(streams[memory_id])}
    overwritten = {
        memory_id
        for memory_id, text in texts.items()
        if memory_id not in deleted and _is_mostly_gone(text, _text_after(text, streams[memory_id]))
    }
    return Risk(frozenset(deleted), frozenset(overwritten), notes)


def _new_to_us(connection: Connection, events: Iterable[Event]) -> dict[UUID, list[Event]]:
    """Those events that can take something away and are not here yet, by stream."""
    risky = [
        event for event in events if event.event_type in _GONE_OR_BACK or event.event_type == kinds.UPDATED
    ]
    ids = [event.event_id for event in risky]
    known = {
        row[0] for row in connection.execute("select event_id from events where event_id = any(%s)", (ids,))
    }
    streams: dict[UUID, list[Event]] = {}
    for event in risky:
        if event.event_id not in known:
            streams.setdefault(event.aggregate_id, []).append(event)
    return streams


def _texts(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The texts of those that are notes here, outside the trash."""
    query = "select id, content from memories where id = any(%s) and deleted_at is null"
    return dict(connection.execute(query, (list(ids),)).fetchall())


def _just_came(connection: Connection, ids: Iterable[UUID], since: int | None, here: UUID) -> list[UUID]:
    if since is None:
        return []
    query = (
        "select aggregate_id from events where aggregate_id = any(%s) group by 1"
        " having min(position) > %s and bool_and(device_id <> %s)"
    )
    return [row[0] for row in connection.execute(query, (list(ids), since, here))]


def _is_deleted(events: Sequence[Event]) -> bool:
    last = [event.event_type for event in events if event.event_type in _GONE_OR_BACK]
    return bool(last) and last[-1] in _ENDS


def _text_after(text: str, events: Sequence[Event]) -> str:
    """The text as these events leave it. What does not fit it was made from another one and will be merged."""
    for event in events:
        data: Mapping[str, object] = event.data
        with suppress(ValueError, TypeError):
            if isinstance(whole := data.get("content"), str):
                text = whole
            elif isinstance(parts := data.get("splices"), list):
                text = apply_splices(text, tuple(Splice(*part) for part in parts))
    return text


def _is_mostly_gone(before: str, after: str) -> bool:
    """Whether more than half of a text is not in the other one, by its words, wherever they stand there."""
    if before == after:
        return False
    words = Counter(before.split())
    gone = words - Counter(after.split())
    return 2 * _length(gone) > _length(words)


def _length(words: Mapping[str, int]) -> int:
    return sum(len(word) * count for word, count in words.items())
