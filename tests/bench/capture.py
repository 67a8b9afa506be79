"""One capture, durable, against one bare INSERT transaction on the same server."""

from __future__ import annotations

import random

from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p50, p95


def run(notes: int = 10_000, rounds: int = 1_500) -> list[Figure]:
    """Capture notes into a notebook that has some, taking turns with the bare INSERT of the same text."""
    chance = random.Random(1)
    with ground.home() as place, ground.notebook(notes, place) as brain, ground.bare(brain) as connection:
        connection.execute("create table bare (id uuid primary key default gen_random_uuid(), content text)")

        def insert() -> None:
            connection.execute("insert into bare (content) values (%s)", (ground.text(chance, 1),))

        def capture() -> None:
            brain.create_memory(ground.text(chance, 1))

        bare, captured = interleaved([insert, capture], rounds)
    ratio = p95(captured) / p95(bare)
    seen = (
        f"{ratio:.2f} × (p95 {ms(p95(captured))} against {ms(p95(bare))};"
        f" p50 {ms(p50(captured))} against {ms(p50(bare))})"
    )
    return [Figure("one capture, durable, p95", "≤ 1.5 × one bare INSERT transaction", seen, ratio <= 1.5)]
