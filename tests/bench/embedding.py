"""Embedding in the background against the bare model with as many threads, on the same passages."""

from __future__ import annotations

from core.embedding import LOCAL, local_model
from core.indexing import run as indexing
from core.memory import Memory
from core.text.passages import passages_of
from tests.bench import ground
from tests.bench.corpus import Corpus
from tests.bench.figures import Figure, p50, timed

_GOAL = 0.9
_TOGETHER = 32  # passages that the model gets at once, as in the program


def run(notes: int = 320, rounds: int = 4) -> list[Figure]:
    """Embed the notes of a new notebook and the same passages without one, in turns."""
    model = local_model()
    if model is None:
        return [
            Figure("embedding in the background", f"≥ {_GOAL} × the bare model", "the model is not installed")
        ]
    made = list(Corpus(notes))
    texts = [each.text for note in made for each in passages_of(note.title, note.text)]

    def bare() -> None:
        for at in range(0, len(texts), _TOGETHER):
            model.embed(texts[at : at + _TOGETHER])

    alone, ours = [], []
    for _ in range(rounds):
        with ground.home() as place, ground.notebook(0, place) as brain:
            memories = [Memory.create(note.text, brain.user_id, created_at=note.created) for note in made]
            brain._log.append((), lambda _, memories=memories: memories)  # type: ignore[misc]  # bound here
            alone.append(timed(bare))
            ours.append(timed(lambda brain=brain: indexing.embed(brain._database, model)))  # type: ignore[misc]  # bound here
            coverage = brain.meaning.coverage()
            assert coverage is not None
            assert (coverage.model, coverage.embedded) == (LOCAL, notes)
    share = p50(alone) / p50(ours)
    seen = f"{share:.2f} × ({len(texts) / p50(ours):.0f} passages a second against {len(texts) / p50(alone):.0f})"
    return [
        Figure("embedding in the background, one thread", f"≥ {_GOAL} × the bare model", seen, share >= _GOAL)
    ]
