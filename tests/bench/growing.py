"""A round of sync with nothing new, while the logs at both ends grow from a thousand events to a million.

The million is written by SQL, past the program: events that tag and untag the same thousand notes. At the server they belong
to somebody else, as most of a team's do.
"""

from __future__ import annotations

from core import Brain
from core.store.cluster import Cluster
from sync.syncing import Sync
from tests.bench import ground
from tests.bench.figures import Figure, ms, p50, timed
from tests.bench.team import Team, team
from tests.fixtures.devices import signed_in

_NOTES = 1_000
_EACH = 999  # further events of each note
_ROUNDS = 60

_HERE = f"""
with head as (select position, clock from log_head),
grown as (
    insert into events (position, event_id, aggregate_id, stream_version, event_type, event_version, user_id, device_id,
        occurred_at, clock, data)
    select head.position + row_number() over (order by number, m.id), gen_random_uuid(), m.id, m.version + number,
        case when number % 2 = 1 then 'memory.tagged' else 'memory.untagged' end, 1, m.user_id, gen_random_uuid(), now(),
        head.clock + number, '{{"tags": ["grown"]}}'
    from memories m, head, generate_series(1, {_EACH}) number
)
select 1
"""
_SETTLE = f"""
update log_head set position = (select max(position) from events), clock = clock + {_EACH + 1};
update memories set version = version + {_EACH}, tags = tags || '{{grown}}';
update account set pushed = (select position from log_head);
analyze
"""
_THERE = f"""
insert into streams (id, owner_id, version) select gen_random_uuid(), gen_random_uuid(), {_EACH + 1}
    from generate_series(1, {_NOTES});
insert into events (event_id, stream_id, stream_version, event_type, event_version, user_id, device_id, occurred_at, clock,
        size, data)
    select gen_random_uuid(), s.id, number, 'memory.tagged', 1, s.owner_id, s.owner_id, now(), number, 18,
        '{{"tags": ["grown"]}}'
    from streams s, generate_series(1, {_EACH + 1}) number where s.version = {_EACH + 1};
insert into feed (position, audience_id, stream_id, first_version, last_version, stored)
    select server.head + row_number() over (order by e.stream_version, s.id), s.owner_id, s.id, e.stream_version,
        e.stream_version, true
    from server, streams s join events e on e.stream_id = s.id where s.version = {_EACH + 1};
update server set head = (select max(position) from feed);
analyze
"""


def run() -> list[Figure]:
    """A round at a thousand events, then at a million."""
    with (
        ground.home() as place,
        Cluster(place / "team") as cluster,
        team(cluster) as server,
        ground.notebook(_NOTES, place / "laptop") as brain,
        signed_in(brain, server.url, server.token("ada")) as (sync, _),
    ):
        sync.once()
        small = _round(sync)
        _grow(brain, server)
        large = _round(sync)
        events = brain.position()
    ratio = large / small
    seen = f"{ratio:.2f} × ({ms(large)} at {events:_} events, {ms(small)} at {_NOTES:_})".replace("_", " ")
    what = "a round with nothing new, a million events in the log"
    return [Figure(what, "1 × ± 20 % of one at a thousand", seen, ratio <= 1.2)]


def _round(sync: Sync) -> float:
    for _ in range(10):
        sync.once()
    return p50([timed(sync.once) for _ in range(_ROUNDS)])


def _grow(brain: Brain, server: Team) -> None:
    with ground.bare(brain) as connection:
        connection.execute(_HERE.encode())
        connection.execute(_SETTLE.encode())
    with server.connection() as connection:
        connection.execute(_THERE.encode())
