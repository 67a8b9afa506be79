"""The next page of the list at 100 000 notes, against a look-up by primary key and against 1 000 notes."""

from __future__ import annotations

import random

from core import Brain
from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p95


def run(notes: int = 100_000, few: int = 1_000, rounds: int = 1_000) -> list[Figure]:
    """Page to random places of a big and a small notebook, taking turns with the look-up."""
    with (
        ground.home() as place,
        ground.home() as small,
        ground.notebook(notes, place) as brain,
        ground.notebook(few, small) as other,
    ):
        look_up, page, page_of_few = _measure(brain, other, rounds)
    ratio, growth = p95(page) / p95(look_up), p95(page) / p95(page_of_few)
    return [
        Figure(
            f"next page of 50 at {notes:_} notes, p95".replace("_", " "),
            "≤ 10 × a primary-key look-up",
            f"{ratio:.1f} × ({ms(p95(page))} against {ms(p95(look_up))})",
            ratio <= 10,
        ),
        Figure(
            "the same at 1 000 notes",
            "≤ 1.5 × slower at 100 000",
            f"{growth:.2f} × ({ms(p95(page))} against {ms(p95(page_of_few))})",
            growth <= 1.5,
        ),
    ]


def _measure(brain: Brain, other: Brain, rounds: int) -> list[list[float]]:
    chance = random.Random(3)
    ids, few = list(brain.memory_ids()), list(other.memory_ids())
    starts = brain.summaries(chance.sample(ids, 200))
    small_starts = other.summaries(chance.sample(few, 200))
    with ground.bare(brain) as connection:

        def look_up() -> None:
            connection.execute("select content from memories where id = %s", (chance.choice(ids),)).fetchone()

        def page() -> None:
            brain.memories(after=chance.choice(starts), limit=50)

        def page_of_few() -> None:
            other.memories(after=chance.choice(small_starts), limit=50)

        return interleaved([look_up, page, page_of_few], rounds, warm=100)
