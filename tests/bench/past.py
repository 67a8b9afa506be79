"""The notebook as of a day against the notebook of today: 100 000 notes whose log has 1 000 000 events."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from psycopg.types.json import Jsonb

from core import Brain, View
from core.events import TAGGED, UNTAGGED, UPDATED, new_id
from core.store.engine import copy_rows
from core.typed import text_change
from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p95

_EACH = 9  # events of a note behind its creation
_SPAN = timedelta(days=900)
_COLUMNS = (
    "position, event_id, aggregate_id, stream_version, event_type, event_version, user_id, device_id, occurred_at,"
    " clock, data"
)
_TYPES = (
    "int8", "uuid", "uuid", "int4", "text", "int2", "uuid", "uuid", "timestamptz", "int8", "jsonb"
)  # fmt: skip


def run(notes: int = 100_000, rounds: int = 300) -> list[Figure]:
    """The first page of random days and the first page of today, taking turns."""
    with ground.home() as place, ground.notebook(notes, place) as brain:
        events = _live_on(brain)
        began = time.perf_counter()
        brain.past.as_of(datetime.now(UTC))
        first_look = time.perf_counter() - began
        with ground.bare(brain) as connection:
            connection.execute("vacuum analyze past_notes")
        now, then, trash, wait = _measure(brain, rounds)
    ratio = p95(then) / p95(now)
    return [
        Figure(
            f"first page of a random day at {notes:_} notes and {events:_} events, p95".replace("_", " "),
            "≤ 3 × the first page of today",
            f"{ratio:.1f} × ({ms(p95(then))} against {ms(p95(now))})",
            ratio <= 3,
        ),
        Figure(
            "the same through a moment that is chosen anew each time, and of the trash",
            "",
            f"{ms(p95(wait))}, {ms(p95(trash))}",
            True,
        ),
        Figure("the first look back, once: all events are read", "", f"{first_look:.0f} s", True),
    ]


def _measure(brain: Brain, rounds: int) -> list[list[float]]:
    chance = random.Random(5)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    days = [brain.past.as_of(start + chance.random() * _SPAN) for _ in range(200)]

    def now() -> None:
        brain.memories(limit=50)

    def then() -> None:
        chance.choice(days).memories(limit=50)

    def trash() -> None:
        chance.choice(days).memories(View(trash=True), limit=50)

    def anew() -> None:
        brain.past.as_of(start + chance.random() * _SPAN).memories(limit=50)

    return interleaved([now, then, trash, anew], rounds, warm=50)


def _live_on(brain: Brain) -> int:
    """Give each note a life behind its creation, in the order of time, and say how many events the log has then."""
    chance = random.Random(6)
    start, minutes = datetime(2024, 1, 1, tzinfo=UTC), int(_SPAN.total_seconds() // 60)
    ids = list(brain.memory_ids())
    moments = sorted(
        (chance.randrange(len(ids), minutes), number) for number in range(len(ids)) for _ in range(_EACH)
    )
    with ground.bare(brain) as connection:
        head = connection.execute("select position, clock from log_head").fetchone() or (0, 0)
        texts: dict[UUID, str] = dict(connection.execute("select id, content from memories").fetchall())

        def told() -> Iterator[tuple[object, ...]]:
            versions: dict[int, int] = {}
            for position, (minute, number) in enumerate(moments, head[0] + 1):
                memory_id = ids[number]
                version = versions[number] = versions.get(number, 1) + 1
                kind, data = (TAGGED, UNTAGGED)[version % 2], {"tags": ["seen"]}
                if version % 3 == 0:
                    text = texts[memory_id]
                    kind, data = (
                        UPDATED,
                        text_change(text, f"{text[:-8]} v{version}.{minute:07}"[:2_000], version),
                    )
                    texts[memory_id] = f"{text[:-8]} v{version}.{minute:07}"[:2_000]
                yield (
                    position, new_id(), memory_id, version, kind, 1, brain.user_id, brain.device_id,
                    start + timedelta(minutes=minute), head[1] + position, Jsonb(data),
                )  # fmt: skip

        with connection.cursor() as cursor:
            copy_rows(cursor, f"events ({_COLUMNS})", _TYPES, told())
        last = int(head[0]) + len(moments)
        connection.execute("update log_head set position = %s, clock = clock + %s", (last, 2 * last))
        connection.execute(
            "update memories m set version = %s, updated_at = e.at from (select aggregate_id, max(occurred_at) as at"
            " from events where event_type in ('memory.created', 'memory.updated') group by 1) e"
            " where e.aggregate_id = m.id",
            (_EACH + 1,),
        )
        connection.execute("vacuum analyze")
    return last
