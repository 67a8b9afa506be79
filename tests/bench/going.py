"""Go to and all actions by name at 100 000 notes: first results for what is typed, against a plain indexed look-up."""

from __future__ import annotations

import random

from app.action_table import ACTIONS
from app.finding.matching import rank
from core import Brain
from tests.bench import ground
from tests.bench.figures import Figure, interleaved, ms, p95

_GOAL = 0.050  # seconds
_TIMES = 60  # times a look-up by an index


def run(notes: int = 100_000, rounds: int = 300) -> list[Figure]:
    """Type beginnings, word starts, letters in order and what is not there, taking turns with the look-up."""
    with ground.home() as place, ground.notebook(notes, place) as brain:
        look_up, go, actions = _measure(brain, rounds)
    ratio = p95(go) / p95(look_up)
    return [
        Figure(
            f"go to: first results at {notes:_} notes, p95".replace("_", " "),
            f"≤ 50 ms, ≤ {_TIMES} × an indexed look-up",
            f"{ms(p95(go))}, {ratio:.0f} × ({ms(p95(look_up))})",
            p95(go) <= _GOAL and ratio <= _TIMES,
        ),
        Figure("all actions by name: first results, p95", "≤ 50 ms", ms(p95(actions)), p95(actions) <= _GOAL),
    ]


def _measure(brain: Brain, rounds: int) -> list[list[float]]:
    chance = random.Random(6)
    titles = [row.title for row in brain.summaries(chance.sample(list(brain.memory_ids()), 500))]
    with ground.bare(brain) as connection:

        def look_up() -> None:
            query = "select id from memories where lower(title) = lower(%s) and deleted_at is null"
            connection.execute(query, (chance.choice(titles),)).fetchall()

        def go() -> None:
            brain.ways.called_like(_typed(chance, chance.choice(titles)))

        def actions() -> None:
            typed = chance.choice(ACTIONS).words[: chance.randint(1, 6)]
            sorted((place, each.words) for each in ACTIONS if (place := rank(typed, each.words)) is not None)

        return interleaved([look_up, go, actions], rounds, warm=20)


def _typed(chance: random.Random, title: str) -> str:
    """What somebody types who looks for this note."""
    way = chance.randrange(4)
    if way == 0:
        return title[: chance.randint(1, len(title))]
    if way == 1:
        return title.rsplit(maxsplit=1)[-1][:4]
    if way == 2:
        return title[0] + title[2:7:2]
    return "no such title"
