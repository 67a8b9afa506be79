"""Stored events as the JSON of the wire.

Owns how a page is cut: by events and by bytes, without reading what is beyond it. Postgres makes the text, so that a
thousand events cost a few milliseconds and are never objects here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sync.protocol import LARGEST_PAGE
from sync.server.database import Connection

_AROUND = 512  # bytes of an event beside its data

# The sizes are summed before any data is read. `offset 0` keeps Postgres from other ways than by the index, span by span.
_TOLD = f"""
with picked as (
    select e.*, of.ordinal, of.place,
        sum(e.size + {_AROUND}) over (order by of.ordinal, e.stream_version) - e.size - {_AROUND} as before
    from unnest(%(streams)s::uuid[], %(firsts)s::int[], %(lasts)s::int[], %(places)s::bigint[])
        with ordinality as of (stream, first, last, place, ordinal)
    cross join lateral (
        select * from events where stream_id = of.stream and stream_version between of.first and of.last
        offset 0
    ) e
)
select count(*), coalesce(string_agg(
    concat(
        '{{"event_id":"', event_id, '","aggregate_id":"', stream_id, '","event_type":"', event_type,
        '","event_version":', event_version, ',"stream_version":', stream_version, ',"user_id":"', user_id,
        '","device_id":"', device_id, '","occurred_at":', to_json(occurred_at), ',"clock":"', lpad(to_hex(clock), 16, '0'),
        '"', ',"correlation_id":"' || correlation_id || '"', ',"causation_id":"' || causation_id || '"', ',"position":',
        coalesce(place, (
            select position from feed where stored and stream_id = picked.stream_id and first_version <= stream_version
            order by first_version desc limit 1
        )),
        ',"data":', data, '}}'
    ), ',' order by ordinal, stream_version
), '')
from picked where before < %(largest)s
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Versions of one stream. `place` is the position by which they are told; None for each event's own."""

    stream_id: UUID
    first: int
    last: int
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The beginning of some spans as JSON: events with commas between. `spans` of them were told whole, and `further` events
    of the next one."""

    text: str
    count: int
    spans: int
    further: int


async def tell_events(
    connection: Connection, spans: Sequence[Span], most: int, largest: int = LARGEST_PAGE
) -> Told:
    """The first events of these spans, in their order: at most so many, and those that begin within so many bytes, so at
    least one where there is one."""
    wanted = _first(spans, most)
    if not wanted:
        return Told("", 0, 0, 0)
    values = {
        "streams": [span.stream_id for span in wanted],
        "firsts": [span.first for span in wanted],
        "lasts": [span.last for span in wanted],
        "places": [span.place for span in wanted],
        "largest": largest,
    }
    row = await (await connection.execute(_TOLD, values)).fetchone()
    assert row is not None, "an aggregate is one row"
    count, text = row
    whole, further = 0, count
    while whole < len(spans) and further >= (size := spans[whole].last - spans[whole].first + 1):
        whole, further = whole + 1, further - size
    return Told(text, count, whole, further)


def _first(spans: Sequence[Span], most: int) -> list[Span]:
    """The spans, cut off after so many events."""
    cut = []
    for span in spans:
        if most <= 0:
            break
        cut.append(Span(span.stream_id, span.first, min(span.last, span.first + most - 1), span.place))
        most -= cut[-1].last - cut[-1].first + 1
    return cut
