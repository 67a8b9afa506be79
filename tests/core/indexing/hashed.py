"""A model of the tests: each word adds a direction of its own, so texts with the same words are near. It remembers what it
was given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.text.segmentation import fold


class Hashed:
    """A small `Model`, exact on every machine. `before` is called before each text."""

    tokens = 256
    local = True

    def __init__(
        self, name: str = "hashed", dimensions: int = 48, before: Callable[[str], None] | None = None
    ) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded: list[str] = []
        self.before: Callable[[str], None] = before or (lambda text: None)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = []
        for text in texts:
            self.before(text)
            self.embedded.append(text)
            vectors.append(self.embed_query(text))
        return np.stack(vectors)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        total = np.ones(self.dimensions, np.float32) * 0.01
        for word in fold(text).split():
            seed = int.from_bytes(hashlib.sha256(f"{self.name} {word}".encode()).digest()[:8], "big")
            total += np.random.default_rng(seed).normal(size=self.dimensions).astype(np.float32)
        length: np.float32 = np.linalg.norm(total)
        return total / length
