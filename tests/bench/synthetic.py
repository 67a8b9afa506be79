"""A model of made-up vectors, which lie together in clusters as those of real texts do, and a quick way to fill a notebook
with them: to embed a million notes for real takes hours.

Vectors come into the tables by the program's own functions, larger steps at a time than in the background. A query takes as
long as with the real model, whose time is added. Refuses to know what a search does with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core import Brain
from core.embedding import Model
from core.store import embeddings, models, passages
from core.store.engine import Connection
from core.store.models import Space
from core.store.passages import Piece, Text
from core.text.passages import passage_hash, passages_of

_STEP = 4_000  # notes, passages
_CLUSTERS, _INNER = 400, 24  # real vectors vary in some dozens of directions only, whatever their dimensions
_SPREAD, _ROUGH = 0.6, 0.05


class Synthetic:
    """Vectors that depend on nothing but the text, near one of some hundred places. It is a model as any other."""

    name, dimensions, tokens, local = "synthetic", 384, 256, True

    def __init__(self, real: Model | None = None) -> None:
        """`real` makes a vector of each query too, which is thrown away."""
        self._real = real
        chance = np.random.default_rng(3)
        self._places = chance.standard_normal((_CLUSTERS, _INNER), dtype=np.float32)
        self._directions = chance.standard_normal((_INNER, self.dimensions), dtype=np.float32) / np.sqrt(
            _INNER
        )

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of length 1 for each text."""
        seeds = [crc32(text.encode()) for text in texts]
        inner = np.stack(
            [np.random.default_rng(seed).standard_normal(_INNER, dtype=np.float32) for seed in seeds]
        )
        inner = self._places[np.array(seeds) % _CLUSTERS] + _SPREAD * inner
        rough = np.random.default_rng(seeds[0]).standard_normal(
            (len(texts), self.dimensions), dtype=np.float32
        )
        rows: NDArray[np.float32] = inner @ self._directions + _ROUGH * rough
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a query, after the time that the real one takes."""
        if self._real is not None:
            self._real.embed_query(text)
        row: NDArray[np.float32] = self.embed([text])[0]
        return row


def fill(brain: Brain) -> Space:
    """Give every note of a notebook its vectors, and make the index."""
    model = Synthetic()
    with brain._database.connection() as connection:
        space = models.use(connection, model.name, model.dimensions)
        connection.commit()
        while texts := passages.uncut(connection, -1 << 62, _STEP):
            passages.write_passages(connection, [(text, _pieces(text)) for text in texts])
            connection.commit()
        while _write_vectors(connection, space, model):
            connection.commit()
    models.build_index(brain._database.address, space, lambda: False)
    return space


def _pieces(text: Text) -> list[Piece]:
    return [
        Piece(passage_hash(each.text), each.start, each.end) for each in passages_of(text.title, text.content)
    ]


def _write_vectors(connection: Connection, space: Space, model: Synthetic) -> bool:
    """Some more vectors; the hash stands for the text, which would have to be read again. False when there are all."""
    hashes = [each.hash for each in embeddings.waiting(connection, space, _STEP)]
    if hashes:
        embeddings.write_vectors(connection, space, hashes, model.embed([each.hex() for each in hashes]))
    return bool(hashes)
