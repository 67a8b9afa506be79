"""Notebooks of a corpus that stay in the system's temporary folder, because a million notes take half an hour.

Owns how notes come into a notebook and how long each step took. Notes go through the one append, as the window's and an
import's do; then everything is counted, gets a made-up vector and is analyzed, as the program and the server do it by
themselves in the background.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core import Brain, open_brain
from core.memory import Memory
from core.store import vocabulary
from tests.bench import ground, synthetic
from tests.bench.corpus import BATCH, Corpus
from tests.bench.figures import timed

_DONE = "built.json"


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """An open notebook with a corpus; `seconds` is what each step of filling it took."""

    corpus: Corpus
    brain: Brain
    place: Path
    seconds: dict[str, float]


def folder(notes: int) -> Path:
    """Where the notebook of so many notes is kept; delete it to have it made anew."""
    return Path(tempfile.gettempdir()) / "bench-search" / str(notes)


@contextmanager
def notebook(notes: int) -> Iterator[Kept]:
    """The notebook with so many notes: the one that is there, or a new one. A half-filled one goes on where it stopped."""
    place, corpus = folder(notes), Corpus(notes)
    place.mkdir(parents=True, exist_ok=True)
    with open_brain(place / "home") as brain:
        if not (place / _DONE).exists():
            seconds = {"append": timed(lambda: _append(brain, corpus))}
            seconds["count"] = timed(lambda: vocabulary.count_all(brain._database))
            seconds["vectors"] = timed(lambda: synthetic.fill(brain))
            seconds["vacuum"] = timed(lambda: _tidy(brain))
            (place / _DONE).write_text(json.dumps(seconds))
        yield Kept(corpus, brain, place, json.loads((place / _DONE).read_text()))


def _tidy(brain: Brain) -> None:
    """What autovacuum does in the background."""
    with ground.bare(brain) as connection:
        connection.execute("vacuum analyze")


def _append(brain: Brain, corpus: Corpus) -> None:
    for first in range(brain.counts().memories, corpus.notes, BATCH):
        batch = [
            Memory.create(note.text, brain.user_id, note.tags, created_at=note.created)
            for note in corpus.batch(first)
        ]
        brain._log.append((), lambda _, batch=batch: batch)  # type: ignore[misc]  # a default binds this round's batch
