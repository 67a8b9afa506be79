"""Where a link between notes leads, at 100 000 imported notes, by alias, name and path, against a plain indexed look-up."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from core import Brain
from core.memory import Memory
from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p95

_GOAL = 0.020  # seconds
_TIMES = 60  # times a look-up by an index
_STEP = 2_000


def run(rounds: int = 200) -> list[Figure]:
    """Follow links that lead somewhere in each way, and links that lead nowhere, taking turns with the look-up.
    `LINKING_NOTES` makes the notebook smaller."""
    notes = int(os.environ.get("LINKING_NOTES", "100_000"))
    with ground.home() as place, ground.notebook(0, place) as brain:
        _fill(brain, notes)
        look_up, *ways = _measure(brain, notes, rounds)
    figures = []
    for what, seconds in zip(_WAYS, ways, strict=True):
        ratio = p95(seconds) / p95(look_up)
        figures.append(
            Figure(
                f"a link leads to a note by {what} at {notes:_} notes, p95".replace("_", " "),
                f"≤ 20 ms, ≤ {_TIMES} × an indexed look-up",
                f"{ms(p95(seconds))}, {ratio:.0f} × ({ms(p95(look_up))})",
                p95(seconds) <= _GOAL and ratio <= _TIMES,
            )
        )
    return figures


_WAYS: dict[str, Callable[[int], str]] = {
    "alias": lambda number: f"alias {number // 10 * 10}",
    "the last part of its path": lambda number: f"Page {number}",
    "path": lambda number: f"Folder {number % 300}/Page {number}",
    "nothing it has": lambda number: f"No such {number}",
}


def _fill(brain: Brain, notes: int) -> None:
    """Notes as a vault has them: each from a file that is called otherwise than the note, each tenth with aliases."""
    chance = random.Random(notes)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for first in range(0, notes, _STEP):
        batch = [
            Memory.create(
                ground.text(chance, number),
                brain.user_id,
                metadata={"source_path": f"Folder {number % 300}/Page {number}.md"}
                | ({} if number % 10 else {"aliases": [f"Alias {number}", f"also called {number}"]}),
                created_at=start + timedelta(minutes=number),
            )
            for number in range(first, min(first + _STEP, notes))
        ]
        brain._log.append((), lambda _, batch=batch: batch)  # type: ignore[misc]  # a default binds this round's batch
    with ground.bare(brain) as connection:
        connection.execute("vacuum analyze")


def _measure(brain: Brain, notes: int, rounds: int) -> list[list[float]]:
    chance = random.Random(12)
    seen_from = chance.choice(list(brain.memory_ids()))
    titles = [row.title for row in brain.summaries(chance.sample(list(brain.memory_ids()), 500))]
    with ground.bare(brain) as connection:

        def look_up() -> None:
            query = "select id from memories where lower(title) = lower(%s) and deleted_at is null"
            connection.execute(query, (chance.choice(titles),)).fetchall()

        def follow(name: Callable[[int], str]) -> Callable[[], object]:
            return lambda: brain.note_links.target(name(chance.randrange(notes)), seen_from)

        works: list[Callable[[], object]] = [look_up, *map(follow, _WAYS.values())]
        return interleaved(works, rounds, warm=20)
