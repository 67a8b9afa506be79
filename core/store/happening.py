"""What the log tells of what happened: the steps of one note without their texts, and days with what was done on them.

Owns the SQL. Nothing here folds a note; of a text it is told only how much of it came and went.
"""

from __future__ import annotations

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
        length(data ->> 'content'))
from events where aggregate_id = %s and {COUNTS} order by stream_version
"""


def steps(connection: Connection, memory_id: UUID) -> list[Row]:
    """For each event of a note, oldest first: version, type, time, device, what it belongs to, whether an import brought it;
    what else it tells; time and device of the texts that gave way to it, and whether they clashed; whether it has another
    text, and how many characters went (None where that is not known) and came."""
    return connection.execute(_STEPS.encode(), (memory_id,)).fetchall()


def import_names(connection: Connection) -> dict[UUID, str]:
    """The names of what was imported, by batch."""
    rows = connection.execute(
        "select aggregate_id, data -> 'names' from events where event_type = 'import.started' order by position"
    )
    return {batch: ", ".join(map(str, names or ())) for batch, names in rows}
