"""What the log tells of what happened: the steps of one note without their texts, and days with what was done on them.

Owns the SQL. Nothing here folds a note; of a text it is told only how much of it came and went.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.store.engine import Connection, Row
from core.store.rows import COUNTS

_STEPS = f"""
select stream_version, event_type, occurred_at, device_id, correlation_id, data ? 'source',
    data - 'content' - 'splices' - 'embedding' - 'merged' - 'source',
    array(select jsonb_build_array(t.value ->> 'occurred_at', t.value ->> 'device_id')
        from jsonb_array_elements(data #> '{{merged,typed}}') with ordinality t order by t.ordinality),
    coalesce((data #>> '{{merged,clash}}')::boolean, false),
    data ? 'content' or data ? 'splices',
    (select sum((s.value ->> 1)::int) from jsonb_array_elements(data -> 'splices') s),
    coalesce((select sum(length(s.value ->> 2)) from jsonb_array_elements(data -> 'splices') s),
        length(data ->> 'content')),
    user_id
from events where aggregate_id = %s and {COUNTS} order by stream_version
"""


def steps(connection: Connection, memory_id: UUID) -> list[Row]:
    """For each event of a note, oldest first: version, type, time, device, what it belongs to, whether an import brought it;
    what else it tells; time and device of the texts that gave way to it, and whether they clashed; whether it has another
    text, and how many characters went (None where that is not known) and came; whose it was."""
    return connection.execute(_STEPS.encode(), (memory_id,)).fetchall()


def deeds(connection: Connection, bounds: Sequence[int]) -> list[Row]:
    """What was done between these readings of the clock, ascending: the number of the stretch, from 0, the device, the
    import that it belongs to, the user who did it, the type of event, how many notes, and how many events. One walk
    along an index."""
    return connection.execute(_DEEDS.encode(), {"bounds": list(bounds)}).fetchall()


_DEEDS = f"""
select width_bucket(clock, %(bounds)s::int8[]) - 1, device_id, i.batch, user_id, event_type,
    count(distinct e.aggregate_id), count(*)
from events e left join ({{imports}}) i on i.batch = e.correlation_id
where clock >= (%(bounds)s::int8[])[1] and clock < (%(bounds)s::int8[])[array_length(%(bounds)s::int8[], 1)]
    and e.{COUNTS} and event_type like 'memory.%%'
group by 1, 2, 3, 4, 5
""".format(imports="select distinct aggregate_id as batch from events where event_type like 'import.%%'")


def touched(
    connection: Connection,
    since: int,
    until: int,
    device_id: UUID,
    batch: UUID | None,
    author: UUID,
    after: int | None,
    limit: int,
) -> list[tuple[UUID, int]]:
    """The notes that a user on a device, or an import, touched between two readings of the clock, the last one first, each
    with the last reading; those after a reading that was given."""
    belongs = (
        "correlation_id = %(batch)s"
        if batch
        else "correlation_id is not distinct from %(batch)s or not ({imports})"
    )
    query = f"""
select aggregate_id, max(clock) as last from events e
where clock >= %(since)s and clock < %(until)s and device_id = %(device)s and user_id = %(author)s
    and {COUNTS} and event_type like 'memory.%%' and ({belongs.format(imports=_OF_IMPORT)})
group by 1 having max(clock) < %(after)s order by last desc limit %(limit)s
"""
    values = {"since": since, "until": until, "device": device_id, "batch": batch, "author": author}
    rows = connection.execute(
        query.encode(), values | {"after": until if after is None else after, "limit": limit}
    )
    return [(memory_id, last) for memory_id, last in rows]


_OF_IMPORT = (
    "exists (select from events i where i.aggregate_id = e.correlation_id and i.event_type like 'import.%%')"
)


def import_names(connection: Connection) -> dict[UUID, str]:
    """The names of what was imported, by batch."""
    rows = connection.execute(
        "select aggregate_id, data -> 'names' from events where event_type = 'import.started' order by position"
    )
    return {batch: ", ".join(map(str, names or ())) for batch, names in rows}
