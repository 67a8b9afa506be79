"""Embedding in the background: cut what changed, embed what has no vector, keep it; newest notes first.

Owns the order of the work and its pace. Each step is small and is kept as soon as it is done, so that pausing, stopping
and even a kill lose at most the step that was under way. One program at a time does it for a notebook; another one that
asks for it waits and tells how far the first has come. Plain synchronous code: whoever calls it chooses the thread. Knows
neither the models' inside nor SQL.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from core.progress import Progress, unheard
from core.store import embeddings, models, passages
from core.store.database import Database
from core.store.embeddings import Waiting
from core.store.engine import Connection
from core.store.models import Space
from core.store.passages import Piece, Text
from core.text.passages import passage_hash, passages_of

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from core.embedding import Model

P = ParamSpec("P")
R = TypeVar("R")

KeptHere = Callable[[], Collection[str]]
"""Says the tags of notes that a model may not read."""

CUTTING = 2
"""Number of the rules by which notes are cut. A change of `core.text` that moves a border raises it, and every
note is cut again."""

_BATCH = 8  # passages: an eighth of a second of a processor, more on a busy one, after which a pause is heard
_BATCH_AWAY = 64  # of a model elsewhere, where every question takes its time
_KEPT_TEXT = 20_000_000  # characters of passages that are cut and not embedded yet
_TELL_EVERY = 1.0  # seconds
_LOOK_EVERY = 0.3
_INDEX_EVERY = 5_000  # vectors, after which an index may be worth its time
_OLDEST = -(1 << 62)


def embed(
    database: Database,
    model: Model,
    progress: Progress = unheard,
    cancelled: Callable[[], bool] = lambda: False,
    kept_here: KeptHere = frozenset,
) -> None:
    """Embed with this model until every note outside the trash can be found by it, `cancelled` says so, or somebody pauses.

    `progress` hears of notes. What was done stays. Raises BrainError when the model or the database fails; calling again
    goes on. `kept_here` is asked before each batch: a passage of a note with such a tag is never given to the model.
    """
    database.persist(lambda: _embed(database, model, progress, cancelled, kept_here))


def _embed(
    database: Database,
    model: Model,
    progress: Progress,
    cancelled: Callable[[], bool],
    kept_here: KeptHere,
) -> None:
    with database.connection() as connection:
        space = models.use(connection, model.name, model.dimensions)
        passages.recut(connection, CUTTING)
        connection.commit()
        run = _Run(connection, model, space, progress, cancelled, kept_here)
        while not run.stopped():
            if models.lead(connection):
                try:
                    run.to_the_end(database.address)
                finally:
                    models.follow(connection)
                return
            if run.tell():
                return
            time.sleep(_LOOK_EVERY)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Passages whose vectors are being made."""

    hashes: Sequence[bytes]
    vectors: Future[NDArray[float32]]


class _Run:
    """One run, on a connection of its own. While a batch is embedded, the one before is written and the next is cut."""

    def __init__(
        self,
        connection: Connection,
        model: Model,
        space: Space,
        progress: Progress,
        cancelled: Callable[[], bool],
        kept_here: KeptHere,
    ) -> None:
        self._connection = connection
        self._model = model
        self._batch = _BATCH if model.local else _BATCH_AWAY
        self._space = space
        self._progress = progress
        self._cancelled = cancelled
        self._kept_here = kept_here
        self._texts: dict[bytes, str] = {}
        self._characters = 0
        self._told = 0.0

    def stopped(self) -> bool:
        """Whether somebody wants it to stop."""
        return self._cancelled() or self._now(embeddings.is_paused)

    def to_the_end(self, address: str) -> None:
        """Embed until all is done or somebody wants it to stop; with an index as soon as there is enough for one."""
        more = True
        while more:
            more = self._go() and not self.stopped()
            if not self.stopped() and self._now(models.wants_index, self._space):
                models.build_index(address, self._space, self.stopped)

    def _go(self) -> bool:
        """Embed some thousand passages, or fewer when all are done or somebody wants it to stop. Whether there was any."""
        done = 0
        under_way: _Batch | None = None
        with ThreadPoolExecutor(1, "embedding") as embedder:
            while done < _INDEX_EVERY and not self.stopped():
                batch = self._next(embedder, under_way.hashes if under_way else ())
                done += self._keep(under_way)
                under_way, idle = batch, under_way is None and batch is None
                if idle:
                    break
            done += self._keep(under_way)
        self.tell()
        return done > 0

    def tell(self) -> bool:
        """Tell how far it has come; whether nothing is left to do."""
        told = self._now(embeddings.progress, self._space)
        self._progress(*told)
        self._told = time.monotonic()
        return told.embedded == told.total and not self._now(passages.uncut, _OLDEST, 1)

    def _next(self, embedder: ThreadPoolExecutor, but: Sequence[bytes]) -> _Batch | None:
        """Give the newest passages without a vector to the model; None when there are none, but for those under way."""
        wanted = self._waiting(but)
        while (
            newer := self._now(passages.uncut, self._oldest_of(wanted), self._batch)
        ) and not self._cancelled():
            self._cut(newer)
            wanted = self._waiting(but)
        texts = self._texts_of([each.hash for each in wanted])
        if not texts:
            return None
        return _Batch(list(texts), embedder.submit(self._model.embed, list(texts.values())))

    def _keep(self, batch: _Batch | None) -> int:
        """Write the vectors of a batch as soon as they are there; how many."""
        if batch is None:
            return 0
        vectors = batch.vectors.result()
        self._now(embeddings.write_vectors, self._space, batch.hashes, vectors)
        if time.monotonic() - self._told > _TELL_EVERY:
            self.tell()
        return len(batch.hashes)

    def _waiting(self, but: Sequence[bytes]) -> list[Waiting]:
        return self._now(embeddings.waiting, self._space, self._batch, but, self._kept_here())

    def _oldest_of(self, wanted: Sequence[Waiting]) -> int:
        """Texts with a higher number go before these passages; every text does, while they do not fill a batch."""
        return wanted[-1].number if len(wanted) == self._batch else _OLDEST

    def _cut(self, texts: Sequence[Text]) -> None:
        self._now(passages.write_passages, [(text, self._pieces(text)) for text in texts])

    def _pieces(self, text: Text) -> list[Piece]:
        """Cut a note, and keep the texts of its passages at hand."""
        if self._characters > _KEPT_TEXT:
            self._texts, self._characters = {}, 0
        pieces = []
        for passage in passages_of(text.title, text.content):
            key = passage_hash(passage.text)
            pieces.append(Piece(key, passage.start, passage.end))
            self._texts[key] = passage.text
            self._characters += len(passage.text)
        return pieces

    def _texts_of(self, hashes: Sequence[bytes]) -> dict[bytes, str]:
        """The texts of passages, from the notes that hold them. A note that holds them no more is cut again."""
        found = {each: self._texts.pop(each) for each in hashes if each in self._texts}
        missing = [each for each in hashes if each not in found]
        if missing:
            for text in self._now(passages.texts_with, missing):
                self._pieces(text)
            found |= {each: self._texts.pop(each) for each in missing if each in self._texts}
            lost = [each for each in missing if each not in found]
            if lost:
                self._now(passages.cut_again, lost)
        return found

    def _now(self, question: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer to a question in a transaction that commits at once."""
        answer = question(self._connection, *args, **kwargs)
        self._connection.commit()
        return answer
