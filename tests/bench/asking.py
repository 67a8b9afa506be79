"""A collection inside the program: imported into a fresh notebook on the built-in database, and asked.

Owns the way from a question to a ranking of the collection's own ids. Refuses to know what a good ranking is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from core import Brain, BrainError, Mode, open_brain
from core.search.result import Hit
from tests.bench import ground
from tests.bench.collection import Collection, Question
from tests.bench.figures import interleaved

Ranking = tuple[str, ...]
FIRST_SCREEN = 20  # hits


@dataclass(slots=True)
class Notebook:
    """An open notebook that holds one collection. `refused` are questions that the program did not take for a query."""

    brain: Brain
    refused: set[str] = field(default_factory=set)
    _sources: dict[UUID, str] = field(default_factory=dict)

    def answers_by(self, mode: Mode) -> bool:
        """Whether the program can answer in this mode at all."""
        return self.brain.search("anything", mode=mode).mode is mode

    def rankings(self, questions: Sequence[Question], mode: Mode, limit: int) -> list[Ranking]:
        """For each question the ids of the hits, best first; none when it is refused."""
        return [tuple(map(self._source, self._hits(question, mode, limit))) for question in questions]

    def seconds(self, questions: Sequence[Question], modes: Sequence[Mode]) -> dict[Mode, list[float]]:
        """What each question takes in each mode for a first screen of hits, the modes taken in turns."""
        warm = len(questions) // 10
        asked = {mode: iter(questions) for mode in modes}
        works = [partial(self._ask_next, asked[mode], mode) for mode in modes]
        return dict(zip(modes, interleaved(works, len(questions) - warm, warm), strict=True))

    def _ask_next(self, questions: Iterator[Question], mode: Mode) -> None:
        self._hits(next(questions), mode, FIRST_SCREEN)

    def _hits(self, question: Question, mode: Mode, limit: int) -> tuple[Hit, ...]:
        try:
            return self.brain.search(question.text, limit=limit, mode=mode).hits
        except BrainError:
            self.refused.add(question.text)
            return ()

    def _source(self, hit: Hit) -> str:
        if hit.id not in self._sources:
            self._sources[hit.id] = str(hit.source_id)
        return self._sources[hit.id]


@contextmanager
def notebook(collection: Collection) -> Iterator[Notebook]:
    """The collection in a notebook of its own, which is gone afterwards. Every document must have come in."""
    with ground.home() as place, open_brain(place) as brain:
        imported = brain.import_notes(collection.folder / "docs.jsonl")
        assert imported.complete
        assert imported.created >= len(collection.documents), imported.listed
        brain.upkeep.prepare_search()
        brain.meaning.embed()
        yield Notebook(brain)
