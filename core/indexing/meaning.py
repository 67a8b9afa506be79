"""Search by meaning as a person handles it: how far it has come, what it pauses, which model answers.

Owns which model is used for what, and keeps each in memory once it was loaded. Commands and questions run on the caller's
thread, from any thread. Refuses to know SQL, and how a model works.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from threading import Lock
from typing import TYPE_CHECKING

from core.embedding import LOCAL
from core.errors import BrainError
from core.indexing.run import KeptHere, embed
from core.language import tr
from core.progress import Progress, unheard
from core.search.result import Coverage, Mode, SearchResult
from core.store import embeddings, meaning, models, reading
from core.store.database import Database
from core.store.embeddings import Backlog
from core.store.models import Space, State

if TYPE_CHECKING:
    from core.embedding import Model
    from core.lists import Summary

Load = Callable[[str, Callable[[], bool]], "Model"]
"""Gives the model of a name, which stops when the second argument says so."""

_SHOWN = 10  # notes of each list that are compared
_LATELY = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """A model, and how many of the notes outside the trash can be found by it now.

    `installed` says whether it can be used on this machine, `local` that nothing leaves the machine for that. `serving`
    answers the searches, `filling` is kept up to date for the day when it shall; of others the vectors stay as they are.
    `imported` vectors came with an import; no query can be compared with them, and they are kept as they came.
    """

    name: str
    dimensions: int
    embedded: int
    total: int
    local: bool = False
    installed: bool = False
    serving: bool = False
    filling: bool = False
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two models find for one query: `then` by the one that answers now, `now` by the other, each best first.
    `shared` counts the notes that are in both."""

    query: str
    shared: int
    then: tuple[Summary, ...]
    now: tuple[Summary, ...]


class Meaning:
    """Search by meaning of one notebook."""

    def __init__(self, database: Database, load: Load, kept_here: KeptHere = frozenset) -> None:
        """Nothing is loaded yet. `load` gives the model of a name ready for use, or a BrainError. `kept_here` says the tags
        of notes that only models of this machine may read."""
        self._database = database
        self._load = load
        self._kept_here = kept_here
        self._asked: dict[str, Model] = {}
        self._lock = Lock()
        self._told: tuple[float, Coverage | None] = (-inf, None)

    def model(self) -> Model | None:
        """The model that answers queries; None when nothing was ever embedded, and when it cannot be used here."""
        name = self._database.ask(meaning.serving)
        return self.usable(name) if name is not None else None

    def coverage(self) -> Coverage | None:
        """How many notes can be found by meaning, exactly; None when nothing was ever embedded."""
        told = self._database.ask(meaning.coverage)
        self._told = (time.monotonic(), told)
        return told

    def covering(self, result: SearchResult, asked: Mode) -> SearchResult:
        """A result with how far search by meaning has come, unless words alone were asked for. That counts every note, so it
        is done every few seconds only."""
        if asked is Mode.WORDS:
            return result
        at, told = self._told
        if time.monotonic() - at > _LATELY:
            told = self.coverage()
        return replace(result, coverage=told)

    def embed(
        self,
        model: str | None = None,
        progress: Progress = unheard,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Coverage | None:
        """Embed what has no vector yet, until nothing is left, `cancelled` says so, or somebody pauses. Says how far it is.

        With the named model, which is then kept up to date as well; BrainError when it cannot be used. Without a name,
        with every model in use that works here, and none is no error. `progress` hears of the notes that can be found by
        the named model, or by the one that answers. Calling again goes on.
        """
        names = self._in_use() if model is None else [model]
        for name in names:
            try:
                working = self._load(name, cancelled)  # one of its own: a query does not wait for passages
            except BrainError:
                if model is not None:
                    raise
            else:
                withheld = frozenset if working.local else self._kept_here
                told = progress if name == names[0] else unheard
                embed(self._database, working, told, cancelled, withheld)
        return self.coverage()

    def paused(self) -> bool:
        """Whether embedding rests."""
        return self._database.ask(embeddings.is_paused)

    def pause(self) -> None:
        """Have embedding rest, in every program that has this notebook open, until `resume`."""
        self._database.ask(embeddings.pause)

    def resume(self) -> None:
        """Let embedding go on; somebody has to call `embed`."""
        self._database.ask(embeddings.pause, False)

    def models(self) -> tuple[EmbeddingModel, ...]:
        """Every model that has vectors here, and the one that comes with the program."""
        known = self._database.ask(embeddings.all_progress)
        told = [self._described(space, reached) for space, reached in known]
        own = self.usable(LOCAL)
        if own is not None and own.name not in [each.name for each in told]:
            total = self._database.ask(reading.counts).memories
            told.append(EmbeddingModel(own.name, own.dimensions, 0, total, own.local, installed=True))
        return tuple(told)

    def switch(self, name: str) -> None:
        """Have this model answer from now on. The one before keeps its vectors, for the way back. BrainError for a model
        that cannot be used here, or has no vectors yet."""
        self._database.ask(models.made_here, name)
        self._model(name)
        self._database.ask(models.switch, name)

    def forget(self, name: str) -> None:
        """Drop the vectors of a model that does not answer. BrainError for the one that does."""
        self._database.ask(models.forget, name)

    def compare(self, name: str, queries: Sequence[str]) -> tuple[Comparison, ...]:
        """What this model would find for some queries, beside what is found now. BrainError when one of both is missing."""
        now = self.model()
        if now is None:
            raise BrainError(
                tr("No model answers the searches yet, so there is nothing to compare with."),
                tr("Run `second-brain embed` first."),
            )
        other = self._model(name)
        return tuple(self._compared(query, now, other) for query in queries)

    def backlog(self, name: str) -> Backlog:
        """About how many passages and tokens this model would have to embed."""
        return self._database.ask(
            lambda connection: embeddings.backlog(connection, models.space_of(connection, name))
        )

    def _in_use(self) -> list[str]:
        """The models that are kept up to date, the one that answers first; in a new notebook that of this machine."""
        spaces = self._database.ask(models.spaces)
        names = [space.name for space in spaces if space.state is State.SERVING]
        names += [space.name for space in spaces if space.state is State.FILLING]
        return names or [LOCAL]

    def usable(self, name: str) -> Model | None:
        """The model of that name; None when it cannot be used here."""
        try:
            return self._model(name)
        except BrainError:
            return None

    def _model(self, name: str) -> Model:
        """A model for queries, loaded once."""
        with self._lock:
            if name not in self._asked:
                self._asked[name] = self._load(name, lambda: False)
            return self._asked[name]

    def _described(self, space: Space, reached: embeddings.Progress) -> EmbeddingModel:
        model = None if space.imported else self.usable(space.name)
        return EmbeddingModel(
            space.name,
            space.dimensions,
            reached.embedded,
            reached.total,
            local=model is not None and model.local,
            installed=model is not None,
            serving=space.state is State.SERVING,
            filling=space.state is State.FILLING,
            imported=space.imported,
        )

    def _compared(self, query: str, now: Model, other: Model) -> Comparison:
        lists = [self._found(model, query) for model in (now, other)]
        shared = {each.id for each in lists[0]} & {each.id for each in lists[1]}
        return Comparison(query, len(shared), *lists)

    def _found(self, model: Model, query: str) -> tuple[Summary, ...]:
        near = self._database.ask(meaning.nearest, model.name, model.embed_query(query), _SHOWN)
        return self._database.ask(reading.summaries, [each.memory_id for each in near])
